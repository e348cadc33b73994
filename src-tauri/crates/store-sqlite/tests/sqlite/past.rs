//! What stood at an instant, where the rules are in place and where they are not.

use hindsight_domain::replay::version_at;
use hindsight_domain::{AggregateType, EventFilter, Instant, Order};
use hindsight_store::EventStore;
use hindsight_store_sqlite::SqliteStore;
use hindsight_testkit::Harness;
use hindsight_testkit::given::{aggregate, append, to};
use hindsight_testkit::look::{all_matching, appended};

use crate::place::Place;

/// A file with five aggregates of some events each, written in turns, and its instants.
async fn filled(place: &Place) -> Vec<Instant> {
    let store = place.create().await;
    for turn in 0..40 {
        place.clock().step(1 + i64::from(turn % 3));
        let stream = to(
            turn * 7 % 5,
            hindsight_store::ExpectedVersion::Any,
            1 + turn as usize % 4,
        );
        appended(&store, append(turn, [stream])).await;
    }
    let events = all_matching(&store, &EventFilter::default(), Order::OldestFirst, 100).await;
    let mut instants: Vec<Instant> = events
        .iter()
        .filter_map(|event| event.timestamp.value)
        .flat_map(|at| [-1, 0, 1].map(|by| Instant::from_micros(at.micros() + by)))
        .flatten()
        .collect();
    instants.dedup();
    instants
}

async fn answers(store: &SqliteStore, instants: &[Instant]) -> Vec<String> {
    let application = AggregateType::new("Application");
    let mut answers = Vec::new();
    for (at, turn) in instants.iter().zip(0..) {
        for n in 0..6 {
            answers.push(format!("{:?}", store.version_at(&aggregate(n), *at).await));
        }
        let order = [Order::OldestFirst, Order::NewestFirst][turn % 2];
        let of = [None, Some(&application)][turn / 2 % 2];
        let page = store.aggregates(of, None, order, 3, Some(*at)).await;
        answers.push(format!("{page:?}"));
    }
    answers
}

/// Without a rule every row's own time is read, and says the same.
#[tokio::test]
async fn the_answer_does_not_depend_on_the_way() {
    let place = Place::new();
    let instants = filled(&place).await;
    let ruled = place.open_read_only().await;
    assert!(ruled.is_ruled());
    let should = answers(&ruled, &instants).await;
    drop(ruled);
    let raw = place.raw();
    raw.execute_batch("DROP TRIGGER events_refuse_update")
        .unwrap();
    drop(raw);
    let unruled = place.open_read_only().await;
    assert!(!unruled.is_ruled());
    assert_eq!(answers(&unruled, &instants).await, should);
}

/// The largest version whose time is not after the instant, and a warning that the times are not to be trusted.
#[tokio::test]
async fn times_that_run_backwards_are_told() {
    let place = Place::new();
    filled(&place).await;
    let raw = place.raw();
    raw.execute_batch(
        "DROP TRIGGER events_refuse_update; DROP TRIGGER events_append_only; \
         UPDATE events SET event_timestamp = '2020-01-01T00:00:00.000000Z' \
         WHERE aggregate_version = 3 AND aggregate_id = (SELECT aggregate_id FROM events LIMIT 1)",
    )
    .unwrap();
    drop(raw);
    let store = place.open_read_only().await;
    let event = store
        .get_event(hindsight_domain::Position(1))
        .await
        .unwrap()
        .unwrap();
    let history = store.get_events(&event.aggregate_id).await.unwrap();
    let at = Instant::parse("2020-06-01").unwrap();
    let found = store.version_at(&event.aggregate_id, at).await.unwrap();
    let times = history
        .iter()
        .map(|event| (event.version, event.timestamp.value));
    assert_eq!(found, version_at(times, at));
    assert_eq!(
        (found.version, found.runs_backwards),
        (Some(hindsight_domain::Version(3)), true)
    );
}
