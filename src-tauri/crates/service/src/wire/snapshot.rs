//! Stored states on the wire.

use serde::{Deserialize, Serialize};
use specta::Type;

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
