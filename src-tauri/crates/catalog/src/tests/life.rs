//! A catalog from its beginning to its end: read, kept, followed, stopped, shared, replaced.

use std::sync::Arc;
use std::time::Duration;

use hindsight_domain::EventFilter;
use hindsight_store::EventStore;
use hindsight_store_sqlite::SqliteStore;
use hindsight_testkit::ManualClock;

use super::made::{append, catalog, is_right, keep, store, wait_for};
use crate::side::SideFile;
use crate::{Catalog, Phase};

fn kept_segments(folder: &std::path::Path) -> i64 {
    let keep = keep(folder);
    let file = SideFile::open(&keep.columns(), &keep.identity).unwrap();
    file.connection
        .query_row("SELECT count(*) FROM segments", [], |row| row.get(0))
        .unwrap()
}

#[tokio::test]
async fn it_is_read_once_and_kept() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(&folder.path().join("a.db"), 1_000, 1).await;
    let first = catalog(&store, folder.path());
    let status = is_right(&first, &store).await;
    assert_eq!((status.phase, status.notice), (Phase::Following, None));
    assert!(status.bytes > 0 && status.directory);
    drop(first);
    assert_eq!(kept_segments(folder.path()), 1_000 / 64);
    let second = catalog(&store, folder.path());
    assert_eq!(is_right(&second, &store).await.notice, None);
    assert!(Arc::strong_count(&store) == 2);
    drop(second);
    assert_eq!(
        Arc::strong_count(&store),
        1,
        "whoever drops a catalog has its store let go"
    );
}

#[tokio::test]
async fn it_goes_on_wherever_it_was_stopped() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(&folder.path().join("a.db"), 4_000, 1).await;
    for step in 1..8 {
        let stopped = catalog(&store, folder.path());
        wait_for(&stopped, |status| status.known >= step * 500).await;
    }
    assert!(kept_segments(folder.path()) > 0);
    let status = is_right(&catalog(&store, folder.path()), &store).await;
    assert_eq!(status.notice, None);
}

#[tokio::test]
async fn new_events_are_seen() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(&folder.path().join("a.db"), 100, 1).await;
    let catalog = catalog(&store, folder.path());
    is_right(&catalog, &store).await;
    append(&store, &ManualClock::default(), 300, 2).await;
    catalog.nudge();
    let status = is_right(&catalog, &store).await;
    assert_eq!((status.known, status.total), (400, 400));
}

#[tokio::test]
async fn one_window_keeps_it_and_the_other_takes_over() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(&folder.path().join("a.db"), 500, 1).await;
    let first = catalog(&store, folder.path());
    assert_eq!(is_right(&first, &store).await.phase, Phase::Following);
    let second = catalog(&store, folder.path());
    assert_eq!(is_right(&second, &store).await.phase, Phase::Reading);
    append(&store, &ManualClock::default(), 100, 2).await;
    is_right(&second, &store).await;
    drop(first);
    wait_for(&second, |status| status.phase == Phase::Following).await;
    assert_eq!(is_right(&second, &store).await.notice, None);
}

#[tokio::test]
async fn a_window_on_a_copy_leaves_alone_what_another_writes() {
    let folder = tempfile::tempdir().unwrap();
    let one = store(&folder.path().join("a.db"), 1_000, 1).await;
    let first = catalog(&one, folder.path());
    is_right(&first, &one).await;
    let other = store(&folder.path().join("other.db"), 1_000, 2).await;
    let second = catalog(&other, folder.path());
    assert_eq!(is_right(&second, &other).await.phase, Phase::Reading);
    second.rebuild("it was asked for");
    wait_for(&second, |status| status.notice.is_some()).await;
    is_right(&second, &other).await;
    drop((first, second));
    assert_eq!(kept_segments(folder.path()), 1_000 / 64);
    assert_eq!(
        is_right(&catalog(&one, folder.path()), &one).await.notice,
        None
    );
}

#[tokio::test]
async fn another_content_is_noticed_and_read_anew() {
    let folder = tempfile::tempdir().unwrap();
    let one = store(&folder.path().join("a.db"), 1_000, 1).await;
    is_right(&catalog(&one, folder.path()), &one).await;
    for (name, events) in [("other.db", 1_000), ("shorter.db", 500)] {
        let other = store(&folder.path().join(name), events, 2).await;
        let status = is_right(&catalog(&other, folder.path()), &other).await;
        let notice = status.notice.unwrap();
        assert!(
            notice.starts_with("The catalog was begun anew: the store holds"),
            "{notice}"
        );
    }
}

#[tokio::test]
async fn a_store_that_is_replaced_under_an_open_catalog_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    drop(store(&path, 300, 1).await);
    drop(store(&folder.path().join("b.db"), 200, 2).await);
    let read = Arc::new(SqliteStore::open_read_only(&path).await.unwrap());
    let catalog = catalog(&read, folder.path());
    is_right(&catalog, &read).await;
    std::fs::rename(folder.path().join("b.db"), &path).unwrap();
    catalog.nudge();
    wait_for(&catalog, |status| status.notice.is_some()).await;
    is_right(&catalog, &read).await;
}

#[tokio::test]
async fn it_is_made_anew_when_that_is_wished() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(&folder.path().join("a.db"), 300, 1).await;
    let catalog = catalog(&store, folder.path());
    is_right(&catalog, &store).await;
    catalog.rebuild("it was asked for");
    wait_for(&catalog, |status| {
        status.notice.as_deref() == Some("The catalog was begun anew: it was asked for.")
    })
    .await;
    is_right(&catalog, &store).await;
}

#[tokio::test]
async fn it_reads_no_further_while_it_is_paused() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(&folder.path().join("a.db"), 4_000, 1).await;
    let catalog = catalog(&store, folder.path());
    catalog.pause(true);
    let status = wait_for(&catalog, |status| status.phase == Phase::Paused).await;
    assert!(status.known < 4_000 && !status.is_complete());
    assert_eq!(status.per_second, None);
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(catalog.status().known, status.known);
    catalog.pause(false);
    assert_eq!(is_right(&catalog, &store).await.phase, Phase::Following);
}

#[tokio::test]
async fn making_it_anew_ends_a_pause() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(&folder.path().join("a.db"), 4_000, 1).await;
    let catalog = catalog(&store, folder.path());
    catalog.pause(true);
    wait_for(&catalog, |status| status.phase == Phase::Paused).await;
    catalog.rebuild("it was asked for");
    is_right(&catalog, &store).await;
}

#[tokio::test]
async fn without_a_place_it_is_kept_in_memory() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(&folder.path().join("a.db"), 300, 1).await;
    let catalog = Catalog::start(Arc::clone(&store) as Arc<dyn EventStore>, None, true).unwrap();
    let status = is_right(&catalog, &store).await;
    assert_eq!((status.path, status.directory), (None, false));
    assert!(store.count(&EventFilter::default()).await.is_ok());
}

#[tokio::test]
async fn a_catalog_that_is_let_go_stops_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(&folder.path().join("a.db"), 4_000, 1).await;
    let catalog = catalog(&store, folder.path());
    wait_for(&catalog, |status| status.known > 0).await;
    let begun = std::time::Instant::now();
    drop(catalog);
    assert!(
        begun.elapsed() < Duration::from_millis(500),
        "{:?}",
        begun.elapsed()
    );
}
