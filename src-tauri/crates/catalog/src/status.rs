//! How far a catalog is, for those who wait for it.

use std::path::PathBuf;

/// What a catalog is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Phase {
    /// Reads what it kept.
    #[default]
    Loading,
    /// Reads the store.
    Building,
    /// Has been told to read on later.
    Paused,
    /// Knows every event, and looks for new ones.
    Following,
    /// The same, while another window keeps the side file.
    Reading,
    /// Could not go on, and will try again.
    Failed,
}

/// How the store turned out not to be what it was when it was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StoreChange {
    /// Another event stands where one was known, or none.
    OtherEvents,
    /// There are more or fewer events up to the last one that was known.
    OtherCount,
    /// Events were changed in place.
    EventsChanged,
    /// Payloads or metadata were changed in place.
    TextsChanged,
    /// Its schema is another, and with it perhaps a rule was taken away for a while: so what had happened may be, too. An
    /// index that was added does the same, and so does a VACUUM.
    RulesChanged,
}

impl StoreChange {
    /// In words that end "The catalog was begun anew: …".
    pub fn words(self) -> &'static str {
        match self {
            Self::OtherEvents => "the store holds other events than before",
            Self::OtherCount => "the store holds another number of events than before",
            Self::EventsChanged => "the store holds events that were changed since they were read",
            Self::TextsChanged => "the store holds texts that were changed since they were read",
            Self::RulesChanged => {
                "the schema of the store, rules among it, was changed since it was read"
            }
        }
    }
}

/// How far a catalog is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Status {
    /// What it is doing.
    pub phase: Phase,
    /// How many events it knows.
    pub known: u64,
    /// How many the store has, as far as that is known.
    pub total: u64,
    /// How many it reads in a second, while it builds.
    pub per_second: Option<u64>,
    /// How many bytes its side file takes.
    pub bytes: u64,
    /// Where its side file is; `None` when it keeps none.
    pub path: Option<PathBuf>,
    /// Whether the directory of aggregates can be read in every order.
    pub directory: bool,
    /// How many aggregates somebody has looked at, whether they are gone.
    pub marks: MarksStatus,
    /// What the person should know of it.
    pub notice: Option<String>,
    /// How the store was last found to be other than it was, in this session.
    pub changed: Option<StoreChange>,
    /// How often it was.
    pub changes: u32,
    /// How far the text index is.
    pub text: TextStatus,
}

/// How many aggregates somebody has looked at, whether they are gone; of a side file that another window writes, nothing is
/// known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct MarksStatus {
    /// How many.
    pub looked: u64,
    /// Of how many.
    pub total: u64,
    /// Whether all of them, by the folds that are in force.
    pub settled: bool,
    /// Whether the looking was told to rest.
    pub paused: bool,
}

/// How far a text index is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TextStatus {
    /// Whether it is wanted.
    pub enabled: bool,
    /// How many events it holds.
    pub known: u64,
    /// Up to which position, from the beginning.
    pub up_to: Option<i64>,
    /// How many bytes it takes.
    pub bytes: u64,
}

impl Status {
    /// Remembers that the store is other than it was.
    pub(crate) fn change(&mut self, change: StoreChange) {
        self.changed = Some(change);
        self.changes = self.changes.saturating_add(1);
    }

    /// How long it will take until every event is known.
    pub fn seconds_left(&self) -> Option<u64> {
        let per_second = self.per_second.filter(|rate| *rate > 0)?;
        Some(self.total.saturating_sub(self.known).div_ceil(per_second))
    }

    /// Whether every event is known, so that its answers are those of the store.
    pub fn is_complete(&self) -> bool {
        matches!(self.phase, Phase::Following | Phase::Reading)
    }
}
