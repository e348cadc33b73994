//! From a row to an event, whatever the row holds: what cannot be read is kept as it stands and marked.

use hindsight_domain::{
    Actor, ActorType, AggregateId, AggregateType, CausationId, Column, CorrelationId, Event,
    EventId, EventType, Instant, Mark, MarkKind, Payload, Position, Source, Stored, Version,
};
use tiberius::Row;

use crate::cells::{Cell, cell, spelled};

/// Reads an event from a row of its position and [`Shape::event_cells`](crate::shape::Shape::event_cells).
pub fn event(row: &Row) -> Event {
    let mut cells = Cells {
        row,
        next: 1,
        marks: Vec::new(),
    };
    Event {
        position: Position(cell(row, 0).number().unwrap_or_default()),
        event_id: EventId::new(cells.text(Column::EventId)),
        aggregate_id: AggregateId::new(cells.text(Column::AggregateId)),
        aggregate_type: AggregateType::new(cells.text(Column::AggregateType)),
        version: Version(cells.number(Column::AggregateVersion, 0)),
        event_type: EventType::new(cells.text(Column::EventType)),
        event_version: cells.number(Column::EventVersion, 1),
        timestamp: cells.instant(Column::EventTimestamp),
        actor: Actor::new(cells.text(Column::Actor)),
        actor_type: cells.word(
            Column::ActorType,
            |text| text.parse().ok(),
            ActorType::from_stored,
        ),
        source: cells.word(
            Column::Source,
            |text| text.parse().ok(),
            Source::from_stored,
        ),
        causation_id: cells
            .optional_text(Column::CausationId)
            .map(CausationId::new),
        correlation_id: cells
            .optional_text(Column::CorrelationId)
            .map(CorrelationId::new),
        data: match cells.payload(Column::Data) {
            Some(payload) => payload,
            None => cells.missing(Column::Data, Payload::Broken(String::new())),
        },
        metadata: cells.payload(Column::Metadata),
        marks: cells.marks,
    }
}

/// The cells of a row, read from left to right.
struct Cells<'r> {
    row: &'r Row,
    next: usize,
    marks: Vec<Mark>,
}

impl<'r> Cells<'r> {
    fn take(&mut self) -> Cell<'r> {
        let cell = cell(self.row, self.next);
        self.next += 1;
        cell
    }

    fn mark(&mut self, column: Column, kind: MarkKind, as_stored: &str) {
        self.marks.push(Mark {
            column,
            kind,
            as_stored: as_stored.to_owned(),
        });
    }

    fn missing<T>(&mut self, column: Column, instead: T) -> T {
        self.mark(column, MarkKind::Missing, "");
        instead
    }

    /// The next cell as text; what is no text is spelled out and marked. An id is text here: it has one spelling.
    fn optional_text(&mut self, column: Column) -> Option<String> {
        match self.take() {
            Cell::Null => None,
            Cell::Text(text) => Some(text.into_owned()),
            Cell::Id(id) => Some(id.to_string()),
            other => {
                let text = other.into_text().unwrap_or_default();
                self.mark(column, MarkKind::Unreadable, &text);
                Some(text)
            }
        }
    }

    fn text(&mut self, column: Column) -> String {
        match self.optional_text(column) {
            Some(text) => text,
            None => self.missing(column, String::new()),
        }
    }

    fn number(&mut self, column: Column, instead: u32) -> u32 {
        let cell = self.take();
        let number = cell.number().and_then(|number| u32::try_from(number).ok());
        match (cell, number) {
            (Cell::Null, _) => self.missing(column, instead),
            (Cell::Number(_), Some(number)) => number,
            (cell, number) => {
                let text = cell.into_text().unwrap_or_default();
                let kind = number.map_or(MarkKind::Unreadable, |_| MarkKind::Spelling);
                self.mark(column, kind, &text);
                number.unwrap_or(instead)
            }
        }
    }

    /// A moment is an instant in the store's own spelling, unless it has a seventh digit; a text is read in any.
    fn instant(&mut self, column: Column) -> Stored<Instant> {
        match self.take() {
            Cell::Moment(moment) => {
                let (text, value) = (spelled(moment), moment.instant());
                if moment.seventh_digit() != 0 {
                    self.mark(column, MarkKind::Spelling, &text);
                }
                Stored { text, value }
            }
            Cell::Text(text) => self.stored(
                column,
                text.into_owned(),
                Instant::parse_canonical,
                Instant::parse,
            ),
            other => self.unreadable(column, other),
        }
    }

    /// A word of a closed set, read first in the store's own spelling and then in any other.
    fn word<T>(
        &mut self,
        column: Column,
        canonical: impl Fn(&str) -> Option<T>,
        lenient: impl Fn(&str) -> Option<T>,
    ) -> Stored<T> {
        match self.take() {
            Cell::Text(text) => self.stored(column, text.into_owned(), canonical, lenient),
            other => self.unreadable(column, other),
        }
    }

    fn stored<T>(
        &mut self,
        column: Column,
        text: String,
        canonical: impl Fn(&str) -> Option<T>,
        lenient: impl Fn(&str) -> Option<T>,
    ) -> Stored<T> {
        if let Some(value) = canonical(&text) {
            return Stored {
                text,
                value: Some(value),
            };
        }
        let value = lenient(&text);
        let kind = if value.is_some() {
            MarkKind::Spelling
        } else {
            MarkKind::Unreadable
        };
        self.mark(column, kind, &text);
        Stored { text, value }
    }

    fn unreadable<T>(&mut self, column: Column, cell: Cell<'_>) -> Stored<T> {
        let text = match cell.into_text() {
            None => self.missing(column, String::new()),
            Some(text) => {
                self.mark(column, MarkKind::Unreadable, &text);
                text
            }
        };
        Stored { text, value: None }
    }

    fn payload(&mut self, column: Column) -> Option<Payload> {
        let marks = self.marks.len();
        let text = self.optional_text(column)?;
        if self.marks.len() > marks {
            // The text is a stand-in for what is no text, not what stands in the table.
            return Some(Payload::Broken(text));
        }
        let payload = Payload::from_stored(text);
        if let Payload::Broken(text) = &payload {
            self.marks.push(Mark {
                column,
                kind: MarkKind::Unreadable,
                as_stored: text.clone(),
            });
        }
        Some(payload)
    }
}
