//! What a plain SQL client may not write into a column, a command or the store's own row.

use crate::raw_client::{VERBS, assert_refused};
use crate::raw_rows::{Cell, command, event, snapshot};

/// A command with these cells, under every verb.
fn commands(cells: &[Cell<'_>], words: &'static str) -> Vec<(String, &'static str)> {
    VERBS
        .iter()
        .map(|verb| (command(verb, cells), words))
        .collect()
}

#[tokio::test]
async fn columns_hold_what_they_should() {
    let mut attempts = Vec::new();
    for text in ["'User'", "'bot'", "''", "NULL", "1", "x'75736572'"] {
        attempts.push((
            event("INSERT", &[("actor_type", text)]),
            "events.actor_type",
        ));
    }
    for text in ["'UI'", "'fax'", "''", "NULL"] {
        attempts.push((event("INSERT", &[("source", text)]), "events.source"));
        attempts.push((command("INSERT", &[("source", text)]), "commands.source"));
    }
    for text in [
        "'{'",
        "''",
        "'{\"a\":1} x'",
        "'{a: 1}'",
        "'[1,]'",
        "NULL",
        "x'7b7d'",
    ] {
        attempts.push((event("INSERT", &[("data", text)]), "events.data"));
        attempts.push((event("INSERT", &[("metadata", text)]), "events.metadata"));
        attempts.push((command("INSERT", &[("data", text)]), "commands.data"));
        attempts.push((snapshot("INSERT", &[("state", text)]), "snapshots.state"));
    }
    for number in ["0", "-1", "NULL", "'one'", "1.5"] {
        attempts.push((
            event("INSERT", &[("event_version", number)]),
            "events.event_version",
        ));
        attempts.push((
            snapshot("INSERT", &[("snapshot_version", number)]),
            "snapshots.snapshot_version",
        ));
        attempts.push((
            snapshot("INSERT", &[("aggregate_version", number)]),
            "snapshots.aggregate_version",
        ));
    }
    for column in ["event_id", "aggregate_type", "event_type", "actor"] {
        attempts.push((event("INSERT", &[(column, "NULL")]), column));
    }
    for column in [
        "command_id",
        "command_type",
        "aggregate_id",
        "actor",
        "request_hash",
    ] {
        attempts.push((command("INSERT", &[(column, "NULL")]), column));
    }
    attempts.push((
        command("INSERT", &[("request_hash", "'abc'")]),
        "commands.request_hash",
    ));
    attempts.push((
        command("INSERT", &[("event_count", "-1")]),
        "commands.event_count",
    ));
    attempts.push((
        command("INSERT", &[("first_position", "0")]),
        "commands.first_position",
    ));
    // A constraint that fails names itself or its expression; both name the column.
    assert_refused(
        attempts
            .into_iter()
            .map(|(sql, column)| (sql, last_part(column))),
    )
    .await;
}

fn last_part(column: &'static str) -> &'static str {
    column.rsplit('.').next().unwrap_or(column)
}

#[tokio::test]
async fn an_instant_is_spelled_in_one_way_and_never_runs_backwards() {
    let mut attempts = Vec::new();
    for text in [
        "'2026-01-06T09:59:59.999999Z'",
        "'0000-01-01T00:00:00.000000Z'",
    ] {
        attempts.push((
            event("INSERT", &[("event_timestamp", text)]),
            "must not run backwards",
        ));
    }
    for text in [
        "'2026-01-06T10:00:01Z'",
        "'2026-01-06 10:00:01.000000Z'",
        "'2026-01-06T10:00:01.0000000Z'",
        "'2026-01-06T10:00:01.000000+'",
        "'2026-13-06T10:00:01.000000Z'",
        "'2026-02-30T10:00:01.000000Z'",
        "'2026-01-06T24:00:01.000000Z'",
        "'2026-01-06T10:00:60.000000Z'",
        "'yyyy-mm-ddThh:mm:ss.uuuuuuZ'",
        "'2026-01-06T10:00:01.00000xZ'",
        "'2026-01-06T10:00:01.000000Z' || char(0) || 'x'",
        "'9999-99-99T99:99:99.999999Z'",
        "NULL",
    ] {
        attempts.push((
            event("INSERT", &[("event_timestamp", text)]),
            "event_timestamp",
        ));
    }
    assert_refused(attempts).await;
}

#[tokio::test]
async fn a_command_is_never_changed() {
    let immutable = |sql: &str| (sql.to_owned(), "commands are immutable");
    let exists = "command_id exists already";
    let mut attempts = vec![
        immutable("UPDATE commands SET data = '{}'"),
        immutable("UPDATE OR REPLACE commands SET command_id = 'x'"),
        immutable("UPDATE commands SET rowid = 9 WHERE rowid = 1"),
        immutable("DELETE FROM commands"),
        (
            "REPLACE INTO commands SELECT * FROM commands".to_owned(),
            exists,
        ),
    ];
    let taken: &[Cell<'_>] = &[("command_id", "'0000c03d-0000-7000-8000-000000000001'")];
    attempts.extend(commands(
        &[("command_id", "'0000c03d-0000-7000-8000-000000000001'")],
        exists,
    ));
    attempts.extend(commands(&[("rowid", "1")], "commands"));
    let upsert = command("INSERT", taken)
        + " ON CONFLICT DO UPDATE SET request_hash = excluded.request_hash";
    attempts.push((upsert, exists));
    assert_refused(attempts).await;
}

#[tokio::test]
async fn a_store_keeps_its_name() {
    let refused = |sql: &str| (sql.to_owned(), "a store");
    assert_refused([
        refused("UPDATE store_info SET store_id = '00000000-0000-7000-8000-0000000000ff'"),
        refused("UPDATE store_info SET created_at = '2020-01-01T00:00:00.000000Z'"),
        refused("UPDATE store_info SET schema_version = 7"),
        refused("UPDATE store_info SET id = 2"),
        refused("DELETE FROM store_info"),
        refused(
            "INSERT INTO store_info SELECT 2, store_id, created_at, schema_version FROM store_info",
        ),
        refused("INSERT OR REPLACE INTO store_info SELECT 1, 'x', created_at, 8 FROM store_info"),
        refused("REPLACE INTO store_info SELECT * FROM store_info"),
    ])
    .await;
}
