//! Many events at once without their payloads, column by column: what an index over a whole store is made of.

use hindsight_domain::{ActorType, Event, Instant, Position, Source, Version};

/// How many events one scan gives at most: more are no quicker, and what large pieces of memory leave behind when they are
/// given back, an allocator may keep.
pub const EVENTS_PER_SCAN_MAX: u32 = 16_384;

/// The longest text that is kept; of a longer one only that it is there.
const TEXT_BYTES_MAX: usize = 4_096;

/// How many bytes of text a scan gathers before it ends early.
const BYTES_PER_SCAN_MAX: usize = 64 << 20;

/// The columns of [`EventHeads`] that hold text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeadText {
    /// What kind of fact.
    EventType,
    /// What kind of thing the aggregate is.
    AggregateType,
    /// Who acted.
    Actor,
    /// As what they acted: the word of the closed set where it is one, else the text as it stands.
    ActorType,
    /// Through which door, in the same way.
    Source,
    /// Whose history.
    AggregateId,
}

impl HeadText {
    /// Every one, in the order of their numbers.
    pub const ALL: [Self; 6] = [
        Self::EventType,
        Self::AggregateType,
        Self::Actor,
        Self::ActorType,
        Self::Source,
        Self::AggregateId,
    ];
}

/// What stands in a cell that should hold a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeadCell<'t> {
    /// Nothing.
    Missing,
    /// A text.
    Text(&'t str),
    /// A text that is too long to be kept.
    TooLong,
}

/// Events without their payloads, in order of position. All columns have the same length.
#[derive(Debug, Default)]
pub struct EventHeads {
    /// Where each stands.
    pub positions: Vec<Position>,
    /// When each was recorded, where that can be read.
    pub instants: Vec<Option<Instant>>,
    /// The number of each within its aggregate.
    pub versions: Vec<Version>,
    texts: [Texts; 6],
}

/// Texts one behind the other in one piece of memory.
#[derive(Debug, Default)]
struct Texts {
    text: String,
    cells: Vec<Cell>,
}

#[derive(Debug, Clone, Copy)]
enum Cell {
    Missing,
    EndsAt(usize),
    TooLong,
}

impl EventHeads {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.positions.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.positions.is_empty()
    }

    /// Whether no more should be added, however many were asked for: what is gathered is large.
    pub fn is_full(&self) -> bool {
        self.texts
            .iter()
            .map(|texts| texts.text.len())
            .sum::<usize>()
            >= BYTES_PER_SCAN_MAX
    }

    /// Begins the next event. Its texts follow, each with [`push_text`](Self::push_text).
    pub fn push(&mut self, position: Position, instant: Option<Instant>, version: Version) {
        self.positions.push(position);
        self.instants.push(instant);
        self.versions.push(version);
    }

    /// Adds the text of the last event in a column.
    pub fn push_text(&mut self, column: HeadText, text: Option<&str>) {
        let text = match column {
            HeadText::ActorType => text.map(actor_type),
            HeadText::Source => text.map(source),
            _ => text,
        };
        self.texts[column as usize].push(text);
    }

    /// Adds an event that was read whole.
    pub fn push_event(&mut self, event: &Event) {
        self.push(event.position, event.timestamp.value, event.version);
        let is_missing = |column| {
            let mut marks = event.marks.iter();
            marks.any(|mark| {
                mark.column == column && mark.kind == hindsight_domain::MarkKind::Missing
            })
        };
        use hindsight_domain::Column;
        let texts = [
            (Column::EventType, event.event_type.as_str()),
            (Column::AggregateType, event.aggregate_type.as_str()),
            (Column::Actor, event.actor.as_str()),
            (Column::ActorType, event.actor_type.text.as_str()),
            (Column::Source, event.source.text.as_str()),
            (Column::AggregateId, event.aggregate_id.as_str()),
        ];
        for (head, (column, text)) in HeadText::ALL.into_iter().zip(texts) {
            self.push_text(head, (!is_missing(column)).then_some(text));
        }
    }

    /// The texts of a column, one for each event.
    pub fn texts(&self, column: HeadText) -> impl Iterator<Item = HeadCell<'_>> {
        let texts = &self.texts[column as usize];
        let mut begin = 0;
        texts.cells.iter().map(move |cell| match *cell {
            Cell::Missing => HeadCell::Missing,
            Cell::TooLong => HeadCell::TooLong,
            Cell::EndsAt(end) => {
                let text = &texts.text[begin..end];
                begin = end;
                HeadCell::Text(text)
            }
        })
    }
}

impl Texts {
    fn push(&mut self, text: Option<&str>) {
        self.cells.push(match text {
            None => Cell::Missing,
            Some(text) if text.len() > TEXT_BYTES_MAX => Cell::TooLong,
            Some(text) => {
                self.text.push_str(text);
                Cell::EndsAt(self.text.len())
            }
        });
    }
}

/// Another program may spell `User` where we spell `user`: they are one.
fn actor_type(text: &str) -> &str {
    ActorType::from_stored(text).map_or(text, |word| word.as_str())
}

fn source(text: &str) -> &str {
    Source::from_stored(text).map_or(text, |word| word.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_come_back_as_they_were_given_and_words_as_the_set_spells_them() {
        let mut heads = EventHeads::default();
        let long = "x".repeat(TEXT_BYTES_MAX + 1);
        for text in [
            Some("ada"),
            None,
            Some(""),
            Some(long.as_str()),
            Some("bob"),
        ] {
            heads.push(Position(1), None, Version(1));
            heads.push_text(HeadText::Actor, text);
            heads.push_text(HeadText::Source, Some("API"));
        }
        let actors: Vec<HeadCell<'_>> = heads.texts(HeadText::Actor).collect();
        use HeadCell::{Missing, Text, TooLong};
        assert_eq!(
            actors,
            [Text("ada"), Missing, Text(""), TooLong, Text("bob")]
        );
        assert!(
            heads
                .texts(HeadText::Source)
                .all(|cell| cell == Text("api"))
        );
        assert_eq!(heads.len(), 5);
    }
}
