//! Stored states on the wire.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::ChangeDto;

/// Where a stored state stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SnapshotMarkDto {
    /// The version it is the state at.
    pub version: u32,
    /// The version of the projection that folded it.
    pub snapshot_version: u32,
    /// When it was stored, where the store says so.
    pub taken_at: Option<String>,
    /// Whether it was made by the very fold that is in force for this type now.
    pub fits: bool,
}

/// A stored state, without the state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SnapshotDto {
    /// Whose state it is.
    pub aggregate_id: String,
    /// What kind of thing that is.
    pub aggregate_type: String,
    /// Where it stands.
    pub mark: SnapshotMarkDto,
    /// How many bytes the state has.
    pub bytes: usize,
}

/// A stored state held against a replay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SnapshotCheckDto {
    /// Whose state it is.
    pub aggregate_id: String,
    /// What kind of thing that is.
    pub aggregate_type: String,
    /// The version it is the state at.
    pub version: u32,
    /// The version of the projection that folded it.
    pub snapshot_version: u32,
    /// When it was stored, where the store says so.
    pub taken_at: Option<String>,
    /// What came of it.
    pub verdict: SnapshotVerdictDto,
}

/// What came of holding a stored state against a replay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum SnapshotVerdictDto {
    /// The replay comes to the same.
    Same,
    /// The replay comes to something else.
    Differs {
        /// What has to be done to the stored state to make it the replayed one; of very many changes the first.
        changes: Vec<ChangeDto>,
    },
    /// It could not be held against anything.
    PassedOver {
        /// Why.
        why: String,
    },
}

/// What came of all stored states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SnapshotsDto {
    /// How many are what the replay comes to.
    pub same: u32,
    /// How many are not.
    pub differing: u32,
    /// How many could not be held against anything.
    pub passed_over: u32,
}
