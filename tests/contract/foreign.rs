//! A long history of another program: looked at version by version without folding it from the beginning each time,
//! and yet never shown as it was before somebody changed it.

use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use hindsight_service::wire::{AtDto, FoldWishDto};
use hindsight_service::{Mode, Session, Target, state_at};
use rusqlite::Connection;

const EVENTS: u32 = 3_000;

fn fill(path: &Path) {
    let store = Connection::open(path).expect("a file can be made");
    store
        .execute_batch(&format!(
            "CREATE TABLE events (event_id TEXT PRIMARY KEY, aggregate_id TEXT, aggregate_type TEXT, aggregate_version INT,
               event_type TEXT, event_timestamp TEXT, data TEXT);
             WITH RECURSIVE n(v) AS (SELECT 1 UNION ALL SELECT v + 1 FROM n WHERE v < {EVENTS})
             INSERT INTO events SELECT 'e' || v, 'a', 'App', v, 'Changed', '2026-01-06T10:00:00Z',
               json_object('last', v, 'k' || (v % 10), v) FROM n;"
        ))
        .expect("filled");
}

/// The state at a version, and how many events were read for it.
async fn look(session: &Session, version: u32) -> (String, u32) {
    let read = AtomicU32::new(0);
    let tell = |reached: hindsight_service::wire::ProgressDto| {
        read.store(reached.done, Ordering::Relaxed);
    };
    let at = AtDto::Version { version };
    let state = state_at(session, "a", &at, &FoldWishDto::Auto, &tell).await;
    (state.expect("folded").state, read.into_inner())
}

#[tokio::test]
async fn a_history_that_somebody_changes_is_folded_anew_and_only_then() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let path = folder.path().join("other.db");
    fill(&path);
    let target = Target::parse(&path.to_string_lossy()).expect("a path");
    let session = Session::open(target, Mode::ReadOnly).await.expect("opened");
    let (first, read) = look(&session, EVENTS).await;
    assert_eq!(read, EVENTS);
    assert!(first.contains(r#""last":3000"#), "{first}");
    let (_, read) = look(&session, EVENTS - 1).await;
    assert!(read <= 500, "{read} events were folded for a step");

    let other = Connection::open(&path).expect("opened");
    other
        .execute(
            "UPDATE events SET data = '{\"rewritten\":true}' WHERE aggregate_version = 7",
            [],
        )
        .expect("changed");
    let (changed, read) = look(&session, EVENTS - 1).await;
    assert!(changed.contains(r#""rewritten":true"#), "{changed}");
    assert_eq!(read, EVENTS - 1);
    let (_, read) = look(&session, EVENTS - 2).await;
    assert!(read <= 500, "{read} events were folded for a step");
}
