//! The rules hold for every client: a plain SQL tool that tries to break one is refused, and nothing has changed.

use hindsight_store::{EventStore, ExpectedVersion, Remark};
use hindsight_testkit::given::{append, event_id, to};
use hindsight_testkit::look::{appended, contents};
use hindsight_testkit::{Harness, ManualClock};
use rusqlite::Connection;
use rusqlite::types::Value;

use crate::place::Place;
use crate::raw_rows::{Cell, command, event, snapshot};

/// A store with two events of one aggregate, one of another, and a snapshot.
pub async fn filled() -> Place {
    let place = Place::new();
    let store = place.create().await;
    for (n, aggregate) in [(1, 1), (2, 1), (3, 2)] {
        let mut request = append(n, [to(aggregate, ExpectedVersion::Any, 1)]);
        request.streams[0].events[0].event_id = Some(event_id(n));
        appended(&store, request).await;
    }
    store
        .save_snapshot(hindsight_testkit::given::snapshot(1, 1, "{}"))
        .await
        .expect("saved");
    place
}

/// Every row of every table, with its rowid.
fn dump(connection: &Connection) -> Vec<Vec<Value>> {
    let mut rows = Vec::new();
    for table in ["store_info", "events", "commands", "snapshots"] {
        let sql = format!("SELECT '{table}', rowid, * FROM {table} ORDER BY rowid");
        let mut statement = connection.prepare(&sql).expect("the table can be read");
        let width = statement.column_count();
        let mut found = statement.query([]).expect("the table can be read");
        while let Some(row) = found.next().expect("the table can be read") {
            rows.push((0..width).map(|n| row.get(n).expect("a cell")).collect());
        }
    }
    rows
}

/// Tries statements one by one, alone and inside a transaction that is committed all the same.
pub async fn assert_refused(attempts: impl IntoIterator<Item = (String, &'static str)>) {
    let place = filled().await;
    let connection = place.raw();
    let before = dump(&connection);
    for (sql, words) in attempts {
        for (begin, end) in [("", ""), ("BEGIN", "COMMIT")] {
            connection.execute_batch(begin).expect("begun");
            let refusal = connection.execute_batch(&sql).expect_err(&sql).to_string();
            assert!(
                refusal.contains(words),
                "{sql}\nwas refused with: {refusal}"
            );
            connection.execute_batch(end).expect("ended");
            assert_eq!(dump(&connection), before, "{sql}");
        }
    }
    drop(connection);
    let store = place.open_writable().await;
    assert_eq!(store.check_integrity().await.expect("read"), None);
    let remarks = store.info().await.expect("read").remarks;
    assert!(
        !remarks
            .iter()
            .any(|one| matches!(one, Remark::RuleMissing(_))),
        "{remarks:?}"
    );
    appended(&store, append(9, [to(1, ExpectedVersion::Any, 1)])).await;
}

/// Each way of writing a row, of which all but the first would take away a row that stands in the way.
pub const VERBS: &[&str] = &["INSERT", "INSERT OR REPLACE", "REPLACE"];

/// An event with these cells, under every verb.
fn events(cells: &[Cell<'_>], words: &'static str) -> Vec<(String, &'static str)> {
    VERBS
        .iter()
        .map(|verb| (event(verb, cells), words))
        .collect()
}

/// What the refusals below are worth: the same rows, not spoiled, are taken.
#[tokio::test]
async fn valid_rows_are_taken() {
    let place = filled().await;
    let connection = place.raw();
    for verb in ["INSERT", "INSERT OR REPLACE"] {
        connection.execute_batch("SAVEPOINT before").expect("begun");
        for sql in [event(verb, &[]), command(verb, &[]), snapshot(verb, &[])] {
            assert_eq!(connection.execute(&sql, []), Ok(1), "{sql}");
        }
        connection
            .execute_batch("ROLLBACK TO before; RELEASE before")
            .expect("undone");
    }
    connection
        .execute(&event("INSERT", &[]), [])
        .expect("taken");
    drop(connection);
    let store = place.open_writable().await;
    assert_eq!(contents(&store).await.events.len(), 4);
    let next = appended(&store, append(9, [to(1, ExpectedVersion::Any, 1)])).await;
    assert_eq!((next[0].version.0, next[0].position.0), (4, 5));
}

#[tokio::test]
async fn an_event_is_never_updated_or_deleted() {
    let immutable = |sql: &str| (sql.to_owned(), "events are immutable");
    assert_refused([
        immutable("UPDATE events SET data = '{}'"),
        immutable("UPDATE events SET data = data"),
        immutable("UPDATE OR REPLACE events SET global_position = 1 WHERE global_position = 2"),
        immutable("UPDATE OR IGNORE events SET actor = 'eve' WHERE global_position = 1"),
        immutable("UPDATE events SET rowid = 99 WHERE global_position = 1"),
        immutable("UPDATE events SET aggregate_version = 9 WHERE global_position = 3"),
        immutable("DELETE FROM events"),
        immutable("DELETE FROM events WHERE global_position = 3"),
        immutable("PRAGMA recursive_triggers = ON; DELETE FROM events WHERE global_position = 3"),
    ])
    .await;
}

#[tokio::test]
async fn an_event_is_never_replaced() {
    let taken: &[Cell<'_>] = &[("event_id", "'0000e4e2-0000-7000-8000-000000000001'")];
    let in_last_place: &[Cell<'_>] = &[("event_id", "'0000e4e2-0000-7000-8000-000000000003'")];
    let position = |n| [("global_position", n)];
    let mut attempts = Vec::new();
    for verb in VERBS {
        attempts.push((event(verb, taken), "event_id exists already"));
        attempts.push((event(verb, in_last_place), "event_id exists already"));
        attempts.push((
            event(verb, &position("1")),
            "global_position must be the next one",
        ));
        attempts.push((
            event(verb, &position("3")),
            "global_position must be the next one",
        ));
        attempts.push((
            event(verb, &[("aggregate_version", "1")]),
            "aggregate_version must be",
        ));
        attempts.push((
            event(verb, &[("aggregate_version", "2")]),
            "aggregate_version must be",
        ));
    }
    // In place of a row whose number in the file the client names itself.
    for verb in ["INSERT OR REPLACE", "REPLACE"] {
        for rowid in ["1", "3"] {
            attempts.push((event(verb, &[("rowid", rowid)]), "rowid"));
            attempts.push((event(verb, &[("_rowid_", rowid)]), "rowid"));
        }
    }
    let upsert =
        event("INSERT", taken) + " ON CONFLICT (event_id) DO UPDATE SET data = excluded.data";
    attempts.push((upsert, "event_id exists already"));
    let upsert =
        event("INSERT", &position("2")) + " ON CONFLICT DO UPDATE SET data = excluded.data";
    attempts.push((upsert, "global_position must be the next one"));
    attempts.push((
        "PRAGMA recursive_triggers = ON; ".to_owned() + &event("REPLACE", taken),
        "event_id exists already",
    ));
    attempts.push((
        "REPLACE INTO events SELECT * FROM events".to_owned(),
        "global_position must be the next one",
    ));
    assert_refused(attempts).await;
}

#[tokio::test]
async fn positions_and_versions_have_no_gaps() {
    let position = "global_position must be the next one";
    let version = "aggregate_version must be the next one";
    let mut attempts = Vec::new();
    attempts.extend(events(&[("global_position", "5")], position));
    attempts.extend(events(&[("global_position", "0")], position));
    attempts.extend(events(&[("global_position", "-1")], position));
    attempts.extend(events(
        &[("global_position", "9223372036854775807")],
        position,
    ));
    attempts.extend(events(&[("global_position", "NULL")], position));
    attempts.extend(events(&[("aggregate_version", "4")], version));
    attempts.extend(events(&[("aggregate_version", "0")], version));
    attempts.extend(events(&[("aggregate_version", "-3")], version));
    attempts.extend(events(&[("aggregate_version", "NULL")], version));
    // A new aggregate begins at 1.
    attempts.extend(events(
        &[("aggregate_id", "'0000a66a-0000-7000-8000-000000000009'")],
        version,
    ));
    // Two rows in one statement, of which the first alone would be taken.
    let one = event("INSERT", &[]);
    let values = one.split_once("VALUES").map_or("", |(_, values)| values);
    attempts.push((format!("{one}, {values}"), position));
    assert_refused(attempts).await;
}

#[tokio::test]
async fn a_number_of_the_file_is_no_way_to_stop_the_store() {
    let place = filled().await;
    let connection = place.raw();
    for rowid in ["-1", "0", "99", "9223372036854775807"] {
        let cells: &[Cell<'_>] = &[("rowid", rowid)];
        connection
            .execute(&event("INSERT", cells), [])
            .expect_err(rowid);
        connection
            .execute(&event("INSERT OR REPLACE", cells), [])
            .expect_err(rowid);
    }
    for rowid in ["-1", "0"] {
        connection
            .execute(&command("INSERT", &[("rowid", rowid)]), [])
            .expect_err(rowid);
    }
    drop(connection);
    let store = place.open_writable().await;
    for n in 10..13 {
        appended(&store, append(n, [to(1, ExpectedVersion::Any, 1)])).await;
    }
}

/// Refusals that a client asks SQLite to pass over in silence still change nothing.
#[tokio::test]
async fn ignored_refusals_change_nothing() {
    let place = filled().await;
    let connection = place.raw();
    let before = dump(&connection);
    for cells in [
        &[("event_id", "'0000e4e2-0000-7000-8000-000000000001'")][..],
        &[("global_position", "1")],
        &[("actor_type", "'bot'")],
        &[("data", "'{'")],
        &[("event_timestamp", "NULL")],
    ] {
        for verb in ["INSERT OR IGNORE", "INSERT OR FAIL", "INSERT OR ROLLBACK"] {
            // Whether it is told or not: what counts is what stands in the file.
            let _ = connection.execute(&event(verb, cells), []);
            assert_eq!(dump(&connection), before, "{verb} {cells:?}");
        }
    }
}

/// The clock is asked once for each command that is recorded, and for no other.
#[tokio::test]
async fn the_clock_is_asked_once_for_each_command() {
    let place = Place::new();
    let clock: &ManualClock = place.clock();
    let store = place.create().await;
    for n in 1..4 {
        let before = clock.asked();
        let request = append(
            n,
            [
                to(1, ExpectedVersion::Any, 3),
                to(2, ExpectedVersion::Any, 2),
            ],
        );
        appended(&store, request.clone()).await;
        store.append(request).await.expect("recognised");
        store
            .append(append(99, [to(1, ExpectedVersion::NoStream, 1)]))
            .await
            .expect_err("refused");
        assert_eq!(clock.asked(), before + 1);
    }
}

/// A file may be written anew by its own tools; its rows keep their numbers, and the store goes on.
#[tokio::test]
async fn a_file_that_was_vacuumed_goes_on() {
    let place = filled().await;
    let connection = place.raw();
    let before = dump(&connection);
    connection
        .execute_batch("DELETE FROM snapshots; VACUUM; REINDEX; ANALYZE; VACUUM")
        .expect("done");
    assert_eq!(dump(&connection)[..7], before[..7]);
    drop(connection);
    let store = place.open_writable().await;
    appended(&store, append(9, [to(1, ExpectedVersion::Any, 2)])).await;
    assert_eq!(store.check_integrity().await.expect("read"), None);
    assert_eq!(contents(&store).await.events.len(), 5);
}
