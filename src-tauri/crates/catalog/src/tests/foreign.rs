//! Stores of other programs: gaps in positions, times that cannot be read or run backwards, words in other spellings.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use hindsight_domain::{ActorType, EventFilter, Instant};
use hindsight_store::EventStore;
use hindsight_store_sqlite::SqliteStore;
use rusqlite::Connection;

use super::made::{catalog, wait_for};
use crate::{Edges, Field, Phase, PlaceAt};

const EVENTS: &str = "
    CREATE TABLE events (event_id TEXT PRIMARY KEY, aggregate_id TEXT, aggregate_type TEXT, aggregate_version INTEGER,
        event_type TEXT, event_timestamp TEXT, actor TEXT, actor_type TEXT, data TEXT);
    INSERT INTO events (rowid, event_id, aggregate_id, aggregate_type, aggregate_version, event_type, event_timestamp,
        actor, actor_type, data) VALUES
        (3, 'e1', 'a', 'T', 1, 'Made', '2026-01-02 10:00:00', 'ada', 'User', '{}'),
        (9, 'e2', 'a', 'T', 2, 'Made', 'yesterday', 'ada', 'user', '{}'),
        (10, 'e3', 'b', 'T', 1, 'Made', '2026-01-01T10:00:00Z', NULL, 'robot', '{}'),
        (40, 'e4', NULL, 'T', 1, NULL, NULL, '', 'SYSTEM', 'oops');";

#[tokio::test]
async fn nothing_is_dropped_and_the_answers_are_the_stores_own() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("foreign.db");
    Connection::open(&path)
        .unwrap()
        .execute_batch(EVENTS)
        .unwrap();
    let store = Arc::new(SqliteStore::open_read_only(&path).await.unwrap());
    let catalog = catalog(&store, folder.path());
    wait_for(&catalog, |status| {
        status.phase == Phase::Following && status.known == 4
    })
    .await;
    let columns = catalog.columns();
    let goes_on = AtomicBool::new(false);
    let at = |text| Instant::parse(text).unwrap();
    for filter in [
        EventFilter::default(),
        EventFilter {
            actor_type: Some(ActorType::User),
            ..EventFilter::default()
        },
        EventFilter {
            actor_type: Some(ActorType::System),
            ..EventFilter::default()
        },
        EventFilter {
            actor: Some(hindsight_domain::Actor::new("")),
            ..EventFilter::default()
        },
        EventFilter {
            from: Some(at("2026-01-01")),
            ..EventFilter::default()
        },
        EventFilter {
            until: Some(at("2026-01-02")),
            ..EventFilter::default()
        },
        EventFilter {
            from_position: Some(hindsight_domain::Position(4)),
            ..EventFilter::default()
        },
    ] {
        let asked = || columns.ask(&filter, None).unwrap();
        let expected = store.count(&filter).await.unwrap();
        assert_eq!(
            columns.count(&asked(), &goes_on).unwrap(),
            expected,
            "{filter:?}"
        );
        let (from, until) = (at("2026-01-01"), at("2026-01-03"));
        let counts = columns
            .histogram(asked(), &Edges::new(from, until, 4), &goes_on)
            .unwrap();
        let expected = store
            .histogram(&filter, from, until, 4)
            .await
            .unwrap()
            .counts;
        assert_eq!(counts, expected, "{filter:?}");
    }
    let all = || columns.ask(&EventFilter::default(), None).unwrap();
    let facet = columns.facet(all(), Field::ActorType, 9, &goes_on).unwrap();
    let words: Vec<_> = facet
        .values
        .iter()
        .map(|(word, count)| (word.as_deref(), *count))
        .collect();
    assert_eq!(
        words,
        [(Some("user"), 2), (Some("robot"), 1), (Some("system"), 1)]
    );
    let missing = columns.facet(all(), Field::Source, 9, &goes_on).unwrap();
    assert_eq!(missing.values, [(None, 4)]);
    let place = columns
        .place(&all(), PlaceAt::Position(11), &goes_on)
        .unwrap();
    assert_eq!((place.rank, place.position, place.total), (3, Some(40), 4));
}
