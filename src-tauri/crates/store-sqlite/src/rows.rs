//! From a row to an event, whatever the row holds: what cannot be read is kept as it stands and marked.

use hindsight_domain::{
    Actor, ActorType, AggregateId, AggregateType, CausationId, Column, CorrelationId, Event,
    EventId, EventType, Instant, Mark, MarkKind, Payload, Position, Source, Stored, Version,
};
use rusqlite::Row;
use rusqlite::types::ValueRef;

/// Reads an event from a row of its position and [`Shape::event_cells`](crate::shape::Shape::event_cells).
pub fn event(row: &Row<'_>) -> rusqlite::Result<Event> {
    let mut cells = Cells {
        row,
        next: 1,
        marks: Vec::new(),
    };
    Ok(Event {
        position: Position(row.get(0)?),
        event_id: EventId::new(cells.text(Column::EventId)?),
        aggregate_id: AggregateId::new(cells.text(Column::AggregateId)?),
        aggregate_type: AggregateType::new(cells.text(Column::AggregateType)?),
        version: Version(cells.number(Column::AggregateVersion, 0)?),
        event_type: EventType::new(cells.text(Column::EventType)?),
        event_version: cells.number(Column::EventVersion, 1)?,
        timestamp: cells.stored(
            Column::EventTimestamp,
            Instant::parse_canonical,
            Instant::parse,
        )?,
        actor: Actor::new(cells.text(Column::Actor)?),
        actor_type: cells.stored(
            Column::ActorType,
            |text| text.parse().ok(),
            ActorType::from_stored,
        )?,
        source: cells.stored(
            Column::Source,
            |text| text.parse().ok(),
            Source::from_stored,
        )?,
        causation_id: cells
            .optional_text(Column::CausationId)?
            .map(CausationId::new),
        correlation_id: cells
            .optional_text(Column::CorrelationId)?
            .map(CorrelationId::new),
        data: match cells.payload(Column::Data)? {
            Some(payload) => payload,
            None => cells.missing(Column::Data, Payload::Broken(String::new())),
        },
        metadata: cells.payload(Column::Metadata)?,
        marks: cells.marks,
    })
}

/// The cells of a row, read from left to right.
struct Cells<'r, 's> {
    row: &'r Row<'s>,
    next: usize,
    marks: Vec<Mark>,
}

impl Cells<'_, '_> {
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

    /// The next cell as text; what is no text is spelled out and marked.
    fn optional_text(&mut self, column: Column) -> rusqlite::Result<Option<String>> {
        let cell = self.row.get_ref(self.next)?;
        self.next += 1;
        let (text, as_it_should_be) = match cell {
            ValueRef::Null => return Ok(None),
            ValueRef::Text(bytes) => match std::str::from_utf8(bytes) {
                Ok(text) => (text.to_owned(), true),
                Err(_) => (String::from_utf8_lossy(bytes).into_owned(), false),
            },
            ValueRef::Integer(number) => (number.to_string(), false),
            ValueRef::Real(number) => (number.to_string(), false),
            ValueRef::Blob(bytes) => (as_hex(bytes), false),
        };
        if !as_it_should_be {
            self.mark(column, MarkKind::Unreadable, &text);
        }
        Ok(Some(text))
    }

    fn text(&mut self, column: Column) -> rusqlite::Result<String> {
        Ok(match self.optional_text(column)? {
            Some(text) => text,
            None => self.missing(column, String::new()),
        })
    }

    fn number(&mut self, column: Column, instead: u32) -> rusqlite::Result<u32> {
        if let ValueRef::Integer(number) = self.row.get_ref(self.next)?
            && let Ok(number) = u32::try_from(number)
        {
            self.next += 1;
            return Ok(number);
        }
        let marks = self.marks.len();
        let Some(text) = self.optional_text(column)? else {
            return Ok(self.missing(column, instead));
        };
        self.marks.truncate(marks);
        let number = text.trim().parse().ok();
        let kind = number.map_or(MarkKind::Unreadable, |_| MarkKind::Spelling);
        self.mark(column, kind, &text);
        Ok(number.unwrap_or(instead))
    }

    /// A cell with a meaning, read first in the store's own spelling and then in any other.
    fn stored<T>(
        &mut self,
        column: Column,
        canonical: impl Fn(&str) -> Option<T>,
        lenient: impl Fn(&str) -> Option<T>,
    ) -> rusqlite::Result<Stored<T>> {
        let marks = self.marks.len();
        let Some(text) = self.optional_text(column)? else {
            return Ok(self.missing(
                column,
                Stored {
                    text: String::new(),
                    value: None,
                },
            ));
        };
        if self.marks.len() > marks {
            return Ok(Stored { text, value: None });
        }
        if let Some(value) = canonical(&text) {
            return Ok(Stored {
                text,
                value: Some(value),
            });
        }
        let value = lenient(&text);
        let kind = if value.is_some() {
            MarkKind::Spelling
        } else {
            MarkKind::Unreadable
        };
        self.mark(column, kind, &text);
        Ok(Stored { text, value })
    }

    fn payload(&mut self, column: Column) -> rusqlite::Result<Option<Payload>> {
        let marks = self.marks.len();
        let Some(text) = self.optional_text(column)? else {
            return Ok(None);
        };
        if self.marks.len() > marks {
            // The text is a stand-in for what is no text, not what stands in the table.
            return Ok(Some(Payload::Broken(text)));
        }
        let payload = Payload::from_stored(text);
        if let Payload::Broken(text) = &payload {
            self.marks.push(Mark {
                column,
                kind: MarkKind::Unreadable,
                as_stored: text.clone(),
            });
        }
        Ok(Some(payload))
    }
}

/// Bytes as SQL spells them.
fn as_hex(bytes: &[u8]) -> String {
    let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("x'{digits}'")
}
