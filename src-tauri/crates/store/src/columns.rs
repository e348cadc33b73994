//! The tables' columns, which are the same in every engine. Another program's store may lack some of them.

/// The columns of an event in the order in which every statement reads them; the position comes before them.
pub const EVENT_COLUMNS: [&str; 14] = [
    "event_id",
    "aggregate_id",
    "aggregate_type",
    "aggregate_version",
    "event_type",
    "event_version",
    "event_timestamp",
    "actor",
    "actor_type",
    "source",
    "causation_id",
    "correlation_id",
    "data",
    "metadata",
];

/// Those without which there is no history to show.
pub const EVENT_COLUMNS_INDISPENSABLE: [&str; 7] = [
    "event_id",
    "aggregate_id",
    "aggregate_type",
    "aggregate_version",
    "event_type",
    "event_timestamp",
    "data",
];

/// The columns of a command.
pub const COMMAND_COLUMNS: [&str; 11] = [
    "command_id",
    "command_type",
    "aggregate_id",
    "aggregate_type",
    "processed_at",
    "actor",
    "source",
    "data",
    "first_position",
    "event_count",
    "request_hash",
];

/// The columns of a snapshot.
pub const SNAPSHOT_COLUMNS: [&str; 7] = [
    "snapshot_id",
    "aggregate_id",
    "aggregate_type",
    "aggregate_version",
    "snapshot_version",
    "snapshot_timestamp",
    "state",
];
