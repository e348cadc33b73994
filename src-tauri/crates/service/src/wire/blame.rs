//! Which event set each path of a state, on the wire.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{EventRowDto, FoldErrorDto, FoldedByDto};

/// Which events set the paths of a state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BlameDto {
    /// Whose state it is.
    pub aggregate_id: String,
    /// The version of the state.
    pub version: u32,
    /// What folded it.
    pub folded_by: FoldedByDto,
    /// Every path of the state, in the state's own order, the whole state first.
    pub paths: Vec<BlamedPathDto>,
    /// The events that the paths name, each once.
    pub setters: Vec<EventRowDto>,
    /// Where folding stopped, if it did; the paths are then those of the last good state before.
    pub error: Option<FoldErrorDto>,
}

/// A path and the events that set it, by their places among the setters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BlamedPathDto {
    /// The path, a JSON Pointer.
    pub path: String,
    /// The event that set it last; `None` where it stands as before the first event.
    pub last: Option<u32>,
    /// The event that set it before that one.
    pub before: Option<u32>,
}
