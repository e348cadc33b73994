//! A state from a session before is begun at only where what happened is still what it was.

use std::path::Path;
use std::sync::Mutex;
use std::time::Duration;

use hindsight_domain::RawJson;
use hindsight_service::wire::{AtDto, CatalogPhaseDto, FoldWishDto, ProgressDto};
use hindsight_service::{Catalogs, Mode, Session, Target, catalog, state_at};
use hindsight_store::{EventStore, ExpectedVersion};
use hindsight_store_sqlite::SqliteStore;
use hindsight_testkit::given::{aggregate, append, to};
use rusqlite::Connection;
use tempfile::TempDir;

const LAST: u32 = 3_000;
const CHANGED: &str = "UPDATE events SET data = '{\"n6\":\"changed\"}' WHERE aggregate_version = ";

/// A store with one long aggregate.
async fn long() -> (TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let path = folder.path().join("store.db");
    let store = SqliteStore::create(&path).await.expect("a store is made");
    for n in 0..LAST / 500 {
        let mut request = append(n, [to(1, ExpectedVersion::Any, 500)]);
        for (event, nth) in request.streams[0].events.iter_mut().zip(n * 500..) {
            let data = format!(r#"{{"n{}":{nth}}}"#, nth % 7);
            event.data = RawJson::parse(data).expect("it is JSON");
        }
        store.append(request).await.expect("it is recorded");
    }
    (folder, path)
}

async fn looking(path: &Path) -> Session {
    let session = Session::open(Target::Sqlite(path.to_owned()), Mode::ReadOnly)
        .await
        .expect("it opens");
    let catalogs = catalogs(path);
    session.begin_catalog(&catalogs).await.expect("it begins");
    while catalog::status(&session).phase != CatalogPhaseDto::Following {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    session
}

fn catalogs(path: &Path) -> Catalogs {
    Catalogs::kept_in(path.parent().expect("it lies in a folder"))
}

/// The last state, and how many events were read for it.
async fn state(session: &Session) -> (String, u32) {
    let read = Mutex::new(0);
    let tell = |progress: ProgressDto| *read.lock().expect("no panic") = progress.total;
    let (id, auto) = (aggregate(1), FoldWishDto::Auto);
    let state = state_at(session, id.as_str(), &AtDto::Latest, &auto, &tell).await;
    let read = *read.lock().expect("no panic");
    (state.expect("it can be folded").state, read)
}

/// Looks once, and waits until states are kept; of which versions.
async fn kept(path: &Path) -> Vec<u32> {
    let session = looking(path).await;
    assert_eq!(state(&session).await.1, LAST);
    let file = catalogs(path).path(&session).await.expect("it has a place");
    for _ in 0..1_000 {
        let versions = versions(&file);
        if versions.last().is_some_and(|last| LAST - last <= 500) {
            return versions;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    panic!("nothing was kept");
}

fn versions(file: &Path) -> Vec<u32> {
    let file = Connection::open(file).expect("it opens");
    let sql = "SELECT version FROM states ORDER BY version";
    let mut statement = file.prepare(sql).expect("there is such a table");
    let rows = statement.query_map([], |row| row.get(0));
    rows.expect("it can be read")
        .collect::<Result<_, _>>()
        .expect("they are numbers")
}

/// The rule that no event is changed: its name, and how it is made.
fn rule(store: &Connection) -> (String, String) {
    let sql = "SELECT name, sql FROM sqlite_schema WHERE name = 'events_refuse_update'";
    store
        .query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))
        .expect("there is such a rule")
}

#[tokio::test]
async fn a_rule_that_was_taken_away_and_put_back_is_noticed() {
    let (_folder, path) = long().await;
    kept(&path).await;
    assert!(state(&looking(&path).await).await.1 <= 500);
    let store = Connection::open(&path).expect("it opens");
    let (name, made) = rule(&store);
    store
        .execute_batch(&format!("DROP TRIGGER {name}; {CHANGED} 7; {made};"))
        .expect("it goes well");
    let session = looking(&path).await;
    assert!(session.store().is_ruled());
    assert_eq!(state(&session).await.1, LAST);
}

#[tokio::test]
async fn an_event_that_was_changed_past_the_rules_is_noticed_where_a_state_stands() {
    let (_folder, path) = long().await;
    let last = *kept(&path).await.last().expect("there is one");
    let store = Connection::open(&path).expect("it opens");
    let triggers = rusqlite::config::DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER;
    store.set_db_config(triggers, false).expect("it goes well");
    store
        .execute_batch(&format!("{CHANGED} {last}"))
        .expect("it goes well");
    let (found, read) = state(&looking(&path).await).await;
    assert_eq!(read, LAST);
    let plain = Session::open(Target::Sqlite(path), Mode::ReadOnly).await;
    assert_eq!(found, state(&plain.expect("it opens")).await.0);
}

#[tokio::test]
async fn a_store_whose_rules_are_not_all_in_place_has_no_kept_states() {
    let (_folder, path) = long().await;
    let store = Connection::open(&path).expect("it opens");
    let (name, _) = rule(&store);
    store
        .execute_batch(&format!("DROP TRIGGER {name}"))
        .expect("it goes well");
    let session = looking(&path).await;
    assert!(!session.store().is_ruled());
    state(&session).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    let file = catalogs(&path)
        .path(&session)
        .await
        .expect("it has a place");
    assert!(versions(&file).is_empty());
}

#[tokio::test]
async fn nobody_is_misled_by_a_state_that_was_altered() {
    let (_folder, path) = long().await;
    kept(&path).await;
    let plain = Session::open(Target::Sqlite(path.clone()), Mode::ReadOnly).await;
    let expected = state(&plain.expect("it opens")).await.0;
    let file = {
        let session = looking(&path).await;
        catalogs(&path)
            .path(&session)
            .await
            .expect("it has a place")
    };
    let kept = Connection::open(file).expect("it opens");
    kept.execute_batch("UPDATE states SET state = replace(state, '2', '3')")
        .expect("it goes well");
    assert_eq!(state(&looking(&path).await).await.0, expected);
}
