//! Stored states: they speed reading up and never decide an answer.

use crate::ids::{AggregateId, AggregateType, SnapshotId, Version};
use crate::instant::Instant;
use crate::json::{Payload, RawJson};

/// A state to be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSnapshot {
    /// Its name; the store makes one where there is none.
    pub snapshot_id: Option<SnapshotId>,
    /// Whose state it is.
    pub aggregate_id: AggregateId,
    /// What kind of thing that is.
    pub aggregate_type: AggregateType,
    /// The version it is the state at.
    pub version: Version,
    /// The version of the projection that folded it, from 1.
    pub snapshot_version: u32,
    /// The state.
    pub state: RawJson,
}

/// A stored state: one row of the snapshots table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// Its name.
    pub snapshot_id: SnapshotId,
    /// Whose state it is.
    pub aggregate_id: AggregateId,
    /// What kind of thing that is.
    pub aggregate_type: AggregateType,
    /// The version it is the state at.
    pub version: Version,
    /// The version of the projection that folded it.
    pub snapshot_version: u32,
    /// When it was stored, where the store says so.
    pub timestamp: Option<Instant>,
    /// The state.
    pub state: Payload,
}
