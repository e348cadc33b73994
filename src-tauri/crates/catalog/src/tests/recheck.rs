//! Events that are changed in place, in stores that let anybody do so.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use hindsight_store::EventStore;
use hindsight_store_sqlite::SqliteStore;
use rusqlite::Connection;

use super::made::{catalog, catalog_with_text, is_right, store, wait_for};
use crate::{Catalog, StoreChange};

const EVENTS: &str = "
    CREATE TABLE events (event_id TEXT PRIMARY KEY, aggregate_id TEXT, aggregate_type TEXT, aggregate_version INTEGER,
        event_type TEXT, event_timestamp TEXT, actor TEXT, data TEXT);
    WITH RECURSIVE rows(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM rows WHERE n < 700)
    INSERT INTO events SELECT 'e' || n, 'a' || n % 9, 'T', n / 9 + 1, 'Made', '2026-01-02 10:00:00', 'ada', '{\"n\":1}' FROM rows;";

fn change(path: &Path, sql: &str) {
    Connection::open(path).unwrap().execute_batch(sql).unwrap();
}

async fn foreign(path: &Path) -> Arc<SqliteStore> {
    change(path, EVENTS);
    Arc::new(SqliteStore::open_read_only(path).await.unwrap())
}

async fn change_of(catalog: &Catalog) -> StoreChange {
    let status = wait_for(catalog, |status| status.changed.is_some()).await;
    let change = status.changed.unwrap();
    let told = format!("The catalog was begun anew: {}.", change.words());
    assert_eq!(status.notice, Some(told));
    change
}

#[tokio::test]
async fn a_change_in_place_is_found_while_the_catalog_is_open() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("foreign.db");
    let store = foreign(&path).await;
    let catalog = catalog(&store, folder.path());
    is_right(&catalog, &store).await;
    change(
        &path,
        "UPDATE events SET aggregate_version = 99 WHERE rowid = 690",
    );
    assert_eq!(change_of(&catalog).await, StoreChange::EventsChanged);
    is_right(&catalog, &store).await;
}

#[tokio::test]
async fn a_change_between_two_sessions_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("foreign.db");
    let store = foreign(&path).await;
    is_right(&catalog(&store, folder.path()), &store).await;
    // None stands at the end of a segment, where it would be looked at anyway.
    for set in [
        "actor = 'eve'",
        "aggregate_id = 'b'",
        "event_timestamp = NULL",
    ] {
        change(&path, &format!("UPDATE events SET {set} WHERE rowid = 100"));
        let reopened = catalog(&store, folder.path());
        assert_eq!(
            change_of(&reopened).await,
            StoreChange::EventsChanged,
            "{set}"
        );
        is_right(&reopened, &store).await;
    }
}

#[tokio::test]
async fn a_changed_payload_is_found_where_texts_are_indexed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("foreign.db");
    let store = foreign(&path).await;
    let catalog = catalog_with_text(&store, folder.path());
    wait_for(&catalog, |status| status.text.known == 700).await;
    change(
        &path,
        "UPDATE events SET data = '{\"n\":2}' WHERE rowid = 100",
    );
    assert_eq!(change_of(&catalog).await, StoreChange::TextsChanged);
}

#[tokio::test]
async fn events_that_are_added_change_nothing_that_was_known() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("foreign.db");
    let store = foreign(&path).await;
    let catalog = catalog_with_text(&store, folder.path());
    for n in 0..3 {
        let add = format!(
            "INSERT INTO events SELECT 'f{n}' || rowid, aggregate_id, 'T', 1, 'Made', NULL, 'ada', '' FROM events LIMIT 40"
        );
        change(&path, &add);
        let known = 700 + 40 * (n + 1);
        wait_for(&catalog, |status| status.text.known == known).await;
        // For as long as it takes to read so little twice.
        tokio::time::sleep(Duration::from_millis(2_200)).await;
    }
    assert_eq!(is_right(&catalog, &store).await.notice, None);
    change(&path, "UPDATE events SET actor = 'eve' WHERE rowid = 810");
    assert_eq!(
        change_of(&catalog).await,
        StoreChange::EventsChanged,
        "it was looking all the time"
    );
}

#[tokio::test]
async fn a_rule_that_was_taken_away_and_put_back_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("own.db");
    drop(store(&path, 700, 1).await);
    let open = || SqliteStore::open_read_only(&path);
    let first = Arc::new(open().await.unwrap());
    is_right(&catalog(&first, folder.path()), &first).await;
    let again = Arc::new(open().await.unwrap());
    assert_eq!(
        is_right(&catalog(&again, folder.path()), &again)
            .await
            .notice,
        None
    );
    drop((first, again));
    let connection = Connection::open(&path).unwrap();
    let rule: String = connection
        .query_row(
            "SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'events' AND sql LIKE '%BEFORE UPDATE%'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    let name: String = connection
        .query_row(
            "SELECT name FROM sqlite_schema WHERE sql = ?1",
            [&rule],
            |row| row.get(0),
        )
        .unwrap();
    let forge = format!(
        "DROP TRIGGER {name}; UPDATE events SET actor = 'eve' WHERE global_position = 100; {rule}"
    );
    connection.execute_batch(&forge).unwrap();
    drop(connection);
    let forged = Arc::new(open().await.unwrap());
    assert!(forged.is_ruled(), "the rule is back");
    let catalog = catalog(&forged, folder.path());
    assert_eq!(change_of(&catalog).await, StoreChange::RulesChanged);
    is_right(&catalog, &forged).await;
}
