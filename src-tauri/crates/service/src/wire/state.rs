//! States on the wire.

use hindsight_domain::replay::{Change, ChangeKind, FoldError};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::{EventRowDto, FoldedByDto};

/// The point at which a state is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum AtDto {
    /// After the last event.
    Latest,
    /// After the event with this version; 0 is before the first.
    Version {
        /// The version.
        version: u32,
    },
    /// At this instant.
    Instant {
        /// The instant, in any common spelling; without an offset it is UTC, and a date alone is the end of that day.
        instant: String,
    },
}

/// The state of an aggregate at a version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StateDto {
    /// Whose state it is.
    pub aggregate_id: String,
    /// The version that was asked for, or that stood at the instant; 0 is before the first event.
    pub version: u32,
    /// The aggregate's last version.
    pub last_version: u32,
    /// The event that made it; `None` before the first.
    pub event: Option<EventRowDto>,
    /// The state as JSON text, numbers spelled as the events spelled them.
    pub state: String,
    /// What folded it.
    pub folded_by: FoldedByDto,
    /// Whether it is no state that was: an event was left out, or another fold than the type's own was wished for.
    pub hypothetical: bool,
    /// What is different from the state one version before.
    pub changes: Vec<ChangeDto>,
    /// Where the event's payload says what changed nothing, as JSON Pointers into it.
    pub idle: Vec<String>,
    /// Whether the aggregate's timestamps run backwards somewhere, so that an instant is ambiguous.
    pub runs_backwards: bool,
    /// Where folding stopped, if it did; the state is then the last good one before.
    pub error: Option<FoldErrorDto>,
}

/// One path at which two states differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ChangeDto {
    /// Where, as a JSON Pointer.
    pub path: String,
    /// What happened there.
    pub kind: ChangeKindDto,
    /// What stood there, as JSON text.
    pub old: Option<String>,
    /// What stands there now, as JSON text.
    pub new: Option<String>,
    /// Where an element that moved stood before, as a JSON Pointer.
    pub from: Option<String>,
}

/// What happened at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ChangeKindDto {
    /// Nothing stood there before.
    Added,
    /// Nothing stands there any more.
    Removed,
    /// Something else stands there.
    Changed,
    /// An element of an array stands at another place among those that stayed.
    Moved,
}

/// Where folding stopped, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FoldErrorDto {
    /// The version of the event that could not be folded.
    pub version: u32,
    /// Why, for the person.
    pub message: String,
}

/// How far a long job is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ProgressDto {
    /// How much is done, in events.
    pub done: u32,
    /// How much there is to do, in events.
    pub total: u32,
}

impl ChangeKindDto {
    /// The word for it, as on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
            Self::Moved => "moved",
        }
    }
}

impl From<&FoldError> for FoldErrorDto {
    fn from(error: &FoldError) -> Self {
        Self {
            version: error.version().0,
            message: error.to_string(),
        }
    }
}

impl From<Change> for ChangeDto {
    fn from(Change { path, kind }: Change) -> Self {
        let (mut old, mut new, mut from) = (None, None, None);
        let kind = match kind {
            ChangeKind::Added(now) => {
                new = Some(now);
                ChangeKindDto::Added
            }
            ChangeKind::Removed(before) => {
                old = Some(before);
                ChangeKindDto::Removed
            }
            ChangeKind::Changed {
                old: before,
                new: now,
            } => {
                (old, new) = (Some(before), Some(now));
                ChangeKindDto::Changed
            }
            ChangeKind::Moved { from: place } => {
                let (array, _) = path.as_str().rsplit_once('/').unwrap_or_default();
                from = Some(format!("{array}/{place}"));
                ChangeKindDto::Moved
            }
        };
        Self {
            path: path.into(),
            kind,
            old: old.map(|json| json.to_string()),
            new: new.map(|json| json.to_string()),
            from,
        }
    }
}
