//! Stores and catalogs to test with.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use hindsight_domain::{Actor, EventFilter, EventType};
use hindsight_store::{EventStore, ExpectedVersion};
use hindsight_store_sqlite::SqliteStore;
use hindsight_testkit::{ManualClock, given};

use crate::{Catalog, Edges, Field, Keep, Phase, Status};

/// How long anything may take in a test.
const PATIENCE: Duration = Duration::from_secs(30);

/// A store with so many events, five to a command; `seed` makes it another one.
pub async fn store(path: &Path, events: u32, seed: u32) -> Arc<SqliteStore> {
    let clock = ManualClock::default();
    let store = SqliteStore::create_with_clock(path, clock.reading())
        .await
        .unwrap();
    append(&store, &clock, events, seed).await;
    Arc::new(store)
}

/// Records so many events more, five to a command.
pub async fn append(store: &SqliteStore, clock: &ManualClock, events: u32, seed: u32) {
    let requests = (0..events / 5).map(|n| {
        clock.step(1_000_000);
        let aggregate = n % 37;
        let mut append = given::append(
            seed * 100_000 + n,
            [given::to(aggregate, ExpectedVersion::Any, 5)],
        );
        append.command.actor = Actor::new(format!("officer-{}", (n + seed) % 11));
        for (nth, event) in append.streams[0].events.iter_mut().enumerate() {
            event.event_type = EventType::new(format!("Changed{}", (n as usize + nth) % 7));
        }
        append
    });
    for outcome in store.append_batch(requests.collect()).await.unwrap() {
        outcome.unwrap();
    }
}

/// Where catalogs are kept in a folder.
pub fn keep(folder: &Path) -> Keep {
    Keep {
        folder: folder.join("catalogs"),
        name: "store".into(),
        identity: "a store".into(),
    }
}

pub fn catalog(store: &Arc<SqliteStore>, folder: &Path) -> Catalog {
    start(store, folder, false)
}

/// One that indexes texts as well.
pub fn catalog_with_text(store: &Arc<SqliteStore>, folder: &Path) -> Catalog {
    start(store, folder, true)
}

fn start(store: &Arc<SqliteStore>, folder: &Path, text_enabled: bool) -> Catalog {
    let store = Arc::clone(store) as Arc<dyn EventStore>;
    Catalog::start(store, Some(keep(folder)), text_enabled).unwrap()
}

/// Waits for a status.
pub async fn wait_for(catalog: &Catalog, what: impl Fn(&Status) -> bool) -> Status {
    let mut changes = catalog.watch();
    let found = tokio::time::timeout(PATIENCE, changes.wait_for(|status| what(status))).await;
    match found {
        Ok(found) => found.unwrap().clone(),
        Err(_) => panic!("the catalog stands at {:?}", catalog.status()),
    }
}

/// Waits until every event is known, and holds what is known against the store.
pub async fn is_right(catalog: &Catalog, store: &SqliteStore) -> Status {
    let total = store.count(&EventFilter::default()).await.unwrap();
    let is_done = |status: &Status| {
        matches!(status.phase, Phase::Following | Phase::Reading) && status.known == total
    };
    let status = wait_for(catalog, is_done).await;
    let columns = catalog.columns();
    let goes_on = AtomicBool::new(false);
    for event_type in store.event_types().await.unwrap() {
        let filter = EventFilter {
            event_type: Some(event_type.name),
            ..EventFilter::default()
        };
        let asked = columns.ask(&filter, None).unwrap();
        assert_eq!(columns.count(&asked, &goes_on).unwrap(), event_type.count);
    }
    let asked = columns.ask(&EventFilter::default(), None).unwrap();
    let facet = columns.facet(asked, Field::Actor, 100, &goes_on).unwrap();
    for (actor, count) in facet.values {
        let filter = EventFilter {
            actor: actor.map(Actor::new),
            ..EventFilter::default()
        };
        assert_eq!(store.count(&filter).await.unwrap(), count);
    }
    let info = store.info().await.unwrap();
    if let Some((from, until)) = info.first_at.zip(info.last_at) {
        let asked = columns.ask(&EventFilter::default(), None).unwrap();
        let found = columns.histogram(asked, &Edges::new(from, until, 97), &goes_on);
        let expected = store
            .histogram(&EventFilter::default(), from, until, 97)
            .await
            .unwrap();
        assert_eq!(found.unwrap(), expected.counts);
    }
    status
}
