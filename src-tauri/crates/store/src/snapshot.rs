//! Snapshots in portions.

use hindsight_domain::{AggregateId, Snapshot, Version};

/// One portion of snapshots.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SnapshotPage {
    /// The snapshots, by aggregate and then by version. Where a foreign store has two of one version, one of them.
    pub snapshots: Vec<Snapshot>,
    /// Where the next portion begins; `None` at the end.
    pub next: Option<SnapshotCursor>,
}

/// A place among the snapshots of a store: behind the one of this aggregate at this version.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SnapshotCursor {
    /// The aggregate.
    pub aggregate_id: AggregateId,
    /// The version.
    pub version: Version,
}
