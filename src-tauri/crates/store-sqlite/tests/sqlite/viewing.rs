//! Looking changes nothing: not the file, not the write-ahead log, and where nobody writes, not the folder.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use hindsight_domain::Position;
use hindsight_store::{EventStore, ExpectedVersion, StoreError};
use hindsight_store_sqlite::SqliteStore;
use hindsight_testkit::Harness;
use hindsight_testkit::given::{append, snapshot, to};
use hindsight_testkit::look::{appended, contents};
use rusqlite::Connection;

use crate::place::Place;
use crate::raw_rows::event;
use crate::reads;

/// Every file of a folder, to the byte.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let entries = fs::read_dir(folder).expect("the folder can be listed");
    entries
        .map(|entry| {
            let path = entry.expect("an entry").path();
            let bytes = fs::read(&path).expect("the file can be read");
            (path, bytes)
        })
        .collect()
}

/// The files that hold a store's contents; `-shm` is an index over the log that every opening may build anew.
fn file_and_log(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = files(folder);
    found.retain(|path, _| !path.to_string_lossy().ends_with("-shm"));
    found
}

/// Gives the threads of a store that was dropped the time to close its files.
async fn let_close() {
    tokio::time::sleep(Duration::from_millis(150)).await;
}

/// A store with a hundred events that nobody has open.
async fn at_rest() -> Place {
    let place = Place::new();
    let store = place.create().await;
    appended(
        &store,
        append(
            1,
            [
                to(1, ExpectedVersion::Any, 70),
                to(2, ExpectedVersion::Any, 30),
            ],
        ),
    )
    .await;
    store
        .save_snapshot(snapshot(1, 9, "{}"))
        .await
        .expect("saved");
    drop(store);
    let_close().await;
    assert_eq!(
        files(place.folder()).len(),
        1,
        "a store at rest is one file"
    );
    place
}

#[tokio::test]
async fn a_store_at_rest_stays_as_it_is() {
    let place = at_rest().await;
    let before = files(place.folder());
    let viewer = place.open_read_only().await;
    let found = reads::everything(&viewer)
        .await
        .expect("everything can be read");
    assert!(found >= 200, "only {found} events were looked at");
    assert_eq!(files(place.folder()), before, "while it is open");
    drop(viewer);
    let_close().await;
    assert_eq!(files(place.folder()), before, "after it was closed");
}

#[tokio::test]
async fn a_foreign_file_without_a_log_stays_as_it_is() {
    let place = Place::new();
    let raw = place.raw();
    raw.execute_batch(
        "CREATE TABLE events (event_id TEXT, aggregate_id TEXT, aggregate_type TEXT, aggregate_version INTEGER, \
         event_type TEXT, event_timestamp TEXT, data TEXT); \
         INSERT INTO events VALUES ('a', 'b', 'c', 1, 'd', '2026-01-06', '{}')",
    )
    .expect("made");
    drop(raw);
    let before = files(place.folder());
    let viewer = place.open_read_only().await;
    reads::everything(&viewer)
        .await
        .expect("everything can be read");
    assert_eq!(files(place.folder()), before);
    drop(viewer);
    let_close().await;
    assert_eq!(files(place.folder()), before);
}

/// A writer is at work: its committed events stand in the log alone, are seen, and stay where they are.
#[tokio::test]
async fn a_log_in_use_is_read_and_left_alone() {
    let place = at_rest().await;
    let writer = place.raw();
    writer
        .pragma_update(None, "wal_autocheckpoint", 0)
        .expect("set");
    let following = event(
        "INSERT",
        &[("global_position", "101"), ("aggregate_version", "71")],
    );
    writer.execute(&following, []).expect("taken");
    let before = file_and_log(place.folder());
    assert!(
        before
            .keys()
            .any(|path| path.to_string_lossy().ends_with("-wal"))
    );

    let viewer = place.open_read_only().await;
    assert_eq!(viewer.info().await.expect("read").events, 101);
    reads::everything(&viewer)
        .await
        .expect("everything can be read");
    drop(viewer);
    let_close().await;
    assert_eq!(file_and_log(place.folder()), before);
    drop(writer);
}

/// A writer ended without tidying up: what it committed is seen, and the file is not tidied up behind its back.
#[tokio::test]
async fn a_log_that_was_left_behind_is_read_and_left_alone() {
    let place = at_rest().await;
    let writer = place.raw();
    writer
        .pragma_update(None, "wal_autocheckpoint", 0)
        .expect("set");
    let following = event(
        "INSERT",
        &[("global_position", "101"), ("aggregate_version", "71")],
    );
    writer.execute(&following, []).expect("taken");
    let left = Place::new();
    for name in ["store.db", "store.db-wal"] {
        fs::copy(place.file(name), left.file(name)).expect("copied");
    }
    let before = files(left.folder());

    let viewer = left.open_read_only().await;
    assert_eq!(contents(&viewer).await.events.len(), 101);
    reads::everything(&viewer)
        .await
        .expect("everything can be read");
    assert_eq!(file_and_log(left.folder()), before);
    drop(viewer);
    let_close().await;
    assert_eq!(file_and_log(left.folder()), before);
}

/// A viewer that came first sees what a writer adds, whether the writer stays or has gone.
#[tokio::test]
async fn a_viewer_notices_writers_that_come_and_go() {
    let place = at_rest().await;
    let viewer = place.open_read_only().await;
    let mut count = 100;
    for round in 0..6 {
        assert_eq!(contents(&viewer).await.events.len(), count);
        let store = place.open_writable().await;
        appended(
            &store,
            append(10 + round, [to(round, ExpectedVersion::Any, 5)]),
        )
        .await;
        count += 5;
        assert_eq!(
            contents(&viewer).await.events.len(),
            count,
            "while the writer is there"
        );
        if round % 2 == 0 {
            drop(store);
            let_close().await;
            assert_eq!(
                contents(&viewer).await.events.len(),
                count,
                "when it has gone"
            );
        }
    }
}

/// A link leads to the file, and to the log beside the file, not beside the link.
#[cfg(unix)]
#[tokio::test]
async fn a_link_leads_to_the_log_as_well() {
    let place = at_rest().await;
    let elsewhere = Place::new();
    let link = elsewhere.file("link.db");
    std::os::unix::fs::symlink(place.path(), &link).expect("linked");
    let before = files(elsewhere.folder());

    let viewer = SqliteStore::open_read_only(&link)
        .await
        .expect("a link opens");
    assert_eq!(contents(&viewer).await.events.len(), 100);
    let writer = place.open_writable().await;
    appended(&writer, append(2, [to(1, ExpectedVersion::Any, 1)])).await;
    assert_eq!(
        contents(&viewer).await.events.len(),
        101,
        "through a link opened before"
    );
    let second = SqliteStore::open_read_only(&link)
        .await
        .expect("a link opens");
    assert_eq!(
        contents(&second).await.events.len(),
        101,
        "through a link opened since"
    );
    assert_eq!(files(elsewhere.folder()), before);
}

/// A change that another program left half done would be undone by opening; it is told instead, and left alone.
#[tokio::test]
async fn a_change_left_half_done_is_told_and_left_alone() {
    let place = Place::new();
    let raw = place.raw();
    raw.execute_batch(
        "PRAGMA cache_size = 1; CREATE TABLE events (a TEXT); \
         WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) \
         INSERT INTO events SELECT hex(randomblob(200)) FROM n; \
         BEGIN; UPDATE events SET a = 'changed' || a;",
    )
    .expect("begun");
    let left = Place::new();
    for name in ["store.db", "store.db-journal"] {
        fs::copy(place.file(name), left.file(name)).expect("copied");
    }
    let before = files(left.folder());
    let error = SqliteStore::open_read_only(&left.path())
        .await
        .err()
        .expect("half a change");
    assert!(matches!(error, StoreError::Io(_)), "{error}");
    assert!(error.to_string().contains("-journal"), "{error}");
    assert_eq!(files(left.folder()), before);
    drop(raw);
}

/// Reading while a program writes, checkpoints and closes in turn always shows a state that was committed.
#[tokio::test]
async fn what_is_seen_was_committed_however_the_file_moves() {
    let place = at_rest().await;
    let path = place.path();
    let writing = tokio::task::spawn_blocking(move || {
        for round in 0..60_i64 {
            let raw = Connection::open(&path).expect("opened");
            raw.busy_timeout(Duration::from_secs(10)).expect("set");
            raw.execute_batch("BEGIN IMMEDIATE").expect("begun");
            for n in 0..5 {
                let count = 100 + round * 5 + n;
                let (position, version) = ((count + 1).to_string(), (count - 29).to_string());
                let id = format!("'00000000-0000-7000-8000-{count:012}'");
                let cells = [
                    ("global_position", &*position),
                    ("aggregate_version", &*version),
                    ("event_id", &*id),
                ];
                raw.execute(&event("INSERT", &cells), []).expect("taken");
            }
            raw.execute_batch("COMMIT").expect("committed");
        }
    });
    let viewer = place.open_read_only().await;
    let mut seen = 100;
    while seen < 400 {
        let events = contents(&viewer).await.events;
        assert!(
            events.len() >= seen && events.len() % 5 == 0,
            "{} after {seen}",
            events.len()
        );
        let last = events.last().map(|event| event.position);
        assert_eq!(last, Some(Position(events.len() as i64)));
        seen = events.len();
    }
    writing.await.expect("the writer ends well");
}
