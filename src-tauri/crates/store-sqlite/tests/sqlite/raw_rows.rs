//! Rows as a plain SQL client writes them: valid ones, of which a test spoils a part.

/// A column and the SQL literal that stands in it.
pub type Cell<'a> = (&'a str, &'a str);

/// An event that may follow those of [`filled`](crate::raw_client::filled).
const EVENT: &[Cell<'static>] = &[
    ("event_id", "'00000000-0000-7000-8000-0000000000ff'"),
    ("aggregate_id", "'0000a66a-0000-7000-8000-000000000001'"),
    ("aggregate_type", "'Application'"),
    ("aggregate_version", "3"),
    ("event_type", "'Renamed'"),
    ("event_version", "1"),
    ("event_timestamp", "'2026-01-06T10:00:01.000000Z'"),
    ("actor", "'ada'"),
    ("actor_type", "'user'"),
    ("source", "'ui'"),
    ("causation_id", "NULL"),
    ("correlation_id", "NULL"),
    ("data", "'{}'"),
    ("metadata", "'{}'"),
    ("global_position", "4"),
];

/// A command that has not been processed.
const COMMAND: &[Cell<'static>] = &[
    ("command_id", "'00000000-0000-7000-8000-0000000000fe'"),
    ("command_type", "'Rename'"),
    ("aggregate_id", "'0000a66a-0000-7000-8000-000000000001'"),
    ("aggregate_type", "'Application'"),
    ("processed_at", "'2026-01-06T10:00:01.000000Z'"),
    ("actor", "'ada'"),
    ("source", "'ui'"),
    ("data", "'{}'"),
    ("request_hash", "hex(zeroblob(32))"),
    ("first_position", "NULL"),
    ("event_count", "0"),
];

/// A snapshot of a version that is there.
const SNAPSHOT: &[Cell<'static>] = &[
    ("snapshot_id", "'00000000-0000-7000-8000-0000000000fd'"),
    ("aggregate_id", "'0000a66a-0000-7000-8000-000000000001'"),
    ("aggregate_type", "'Application'"),
    ("aggregate_version", "2"),
    ("snapshot_version", "1"),
    ("snapshot_timestamp", "'2026-01-06T10:00:01.000000Z'"),
    ("state", "'{}'"),
];

/// `INSERT …` or another verb for an event, with some of its cells replaced.
pub fn event(verb: &str, cells: &[Cell<'_>]) -> String {
    row(verb, "events", EVENT, cells)
}

/// The same for a command.
pub fn command(verb: &str, cells: &[Cell<'_>]) -> String {
    row(verb, "commands", COMMAND, cells)
}

/// The same for a snapshot.
pub fn snapshot(verb: &str, cells: &[Cell<'_>]) -> String {
    row(verb, "snapshots", SNAPSHOT, cells)
}

fn row(verb: &str, table: &str, valid: &[Cell<'_>], cells: &[Cell<'_>]) -> String {
    let mut columns = Vec::new();
    let mut values = Vec::new();
    let replaced = |column| cells.iter().rev().find(|(name, _)| *name == column);
    for (column, literal) in valid {
        columns.push(*column);
        values.push(replaced(*column).map_or(*literal, |(_, literal)| *literal));
    }
    for (column, literal) in cells {
        if !valid.iter().any(|(name, _)| name == column) {
            columns.push(*column);
            values.push(*literal);
        }
    }
    format!(
        "{verb} INTO {table} ({}) VALUES ({})",
        columns.join(", "),
        values.join(", ")
    )
}
