//! States on the wire.

use hindsight_domain::replay::{Change, ChangeKind};
use serde::{Deserialize, Serialize};
use specta::Type;

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
        /// The instant, in any common spelling; without an offset it is UTC.
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
    pub event: Option<super::EventRowDto>,
    /// The state as JSON text, numbers spelled as the events spelled them.
    pub state: String,
    /// What is different from the state one version before.
    pub changes: Vec<ChangeDto>,
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

impl From<Change> for ChangeDto {
    fn from(Change { path, kind }: Change) -> Self {
        let (kind, old, new) = match kind {
            ChangeKind::Added(new) => (ChangeKindDto::Added, None, Some(new)),
            ChangeKind::Removed(old) => (ChangeKindDto::Removed, Some(old), None),
            ChangeKind::Changed { old, new } => (ChangeKindDto::Changed, Some(old), Some(new)),
            // Another element stands at this place, and what it holds is told where it stood before.
            ChangeKind::Moved { .. } => (ChangeKindDto::Changed, None, None),
        };
        Self {
            path: path.into(),
            kind,
            old: old.map(|json| json.to_string()),
            new: new.map(|json| json.to_string()),
        }
    }
}
