//! Every answer of the columns is the store's own, on random histories.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use hindsight_domain::{Event, EventFilter, Instant, Order, Page, Position};
use hindsight_store::{EventStore, StoreError};
use hindsight_store_sqlite::SqliteStore;
use hindsight_testkit::generate::{Question, Sending, Step, history, question};
use hindsight_testkit::{ManualClock, given};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use crate::columns::Columns;
use crate::edges::Edges;
use crate::field::Field;
use crate::growth::Growth;
use crate::places::{Place, PlaceAt};

static GOES_ON: AtomicBool = AtomicBool::new(false);

/// Plays what is sent to a real store; what it refuses is of no matter here.
async fn play(store: &SqliteStore, clock: &ManualClock, steps: &[(Step, Question)]) {
    let mut sent = 0;
    for (step, _) in steps {
        match step {
            Step::Turn(seconds) => clock.step(seconds * 1_000_000),
            Step::Send(sendings) => {
                for sending in sendings {
                    let (Sending::New(append) | Sending::Reused(_, append)) = sending else {
                        continue;
                    };
                    let mut append = append.clone();
                    sent += 1;
                    append.command.command_id = given::command_id(sent);
                    match store.append(append).await {
                        Ok(_)
                        | Err(
                            StoreError::VersionConflict { .. }
                            | StoreError::InvalidRequest(_)
                            | StoreError::Refused(_),
                        ) => {}
                        Err(error) => panic!("{error}"),
                    }
                }
            }
            Step::Save(_) | Step::Reopen => {}
        }
    }
}

async fn columns(store: &SqliteStore, portion: u32, segment_events: usize) -> Columns {
    let mut growth = Growth::with_segments_of(segment_events);
    loop {
        let after = growth.last_position().map(Position);
        let heads = store.scan(after, portion).await.unwrap();
        if heads.is_empty() {
            return growth.columns();
        }
        growth.take(&heads);
    }
}

async fn matching(store: &SqliteStore, filter: &EventFilter) -> Vec<Event> {
    let page = Page::first(Order::OldestFirst, 1_000);
    store.query(filter, page).await.unwrap().events
}

async fn check(store: &SqliteStore, columns: &Columns, asked: &Question) {
    let filter = &asked.filter;
    let found = matching(store, filter).await;
    let only: Arc<[i64]> = {
        let listed = EventFilter {
            aggregate_id: filter.aggregate_id.clone(),
            correlation_id: filter.correlation_id.clone(),
            causation_id: filter.causation_id.clone(),
            ..EventFilter::default()
        };
        matching(store, &listed)
            .await
            .iter()
            .map(|event| event.position.0)
            .collect()
    };
    for event in matching(store, &EventFilter::default()).await {
        assert_eq!(filter.matches(&event), found.contains(&event), "{filter:?}");
    }
    let ask = || columns.ask(filter, Some(Arc::clone(&only))).unwrap();
    assert_eq!(
        columns.count(&ask(), &GOES_ON).unwrap(),
        found.len() as u64,
        "{filter:?}"
    );

    let (from, until) = span(asked);
    let edges = Edges::new(from, until, asked.buckets);
    let counts = columns.histogram(ask(), &edges, &GOES_ON).unwrap();
    let expected = store
        .histogram(filter, from, until, asked.buckets)
        .await
        .unwrap();
    assert_eq!(counts, expected.counts, "{filter:?}");

    for field in [Field::EventType, Field::Actor, Field::Source] {
        facet(store, columns, asked, &only, field).await;
        let stack = columns.stack(ask(), field, &edges, 2, &GOES_ON).unwrap();
        let mut sum = stack.others.clone();
        for (_, series) in &stack.series {
            sum.iter_mut()
                .zip(series)
                .for_each(|(sum, count)| *sum += count);
        }
        assert_eq!(sum, counts);
        assert!(stack.series.len() <= 2);
    }
    for (rank, event) in found.iter().enumerate() {
        let place = Place {
            rank: rank as u64,
            position: Some(event.position.0),
            total: found.len() as u64,
        };
        for at in [
            PlaceAt::Rank(rank as u64),
            PlaceAt::Position(event.position.0),
        ] {
            assert_eq!(
                columns.place(&ask(), at, &GOES_ON).unwrap(),
                place,
                "{filter:?}"
            );
        }
    }
    pages(columns, asked, &found, ask);
    let first = found
        .iter()
        .position(|event| event.timestamp.value.unwrap() >= from);
    let place = columns
        .place(&ask(), PlaceAt::Instant(from), &GOES_ON)
        .unwrap();
    assert_eq!(place.rank, first.unwrap_or(found.len()) as u64);
    assert_eq!(place.position, first.map(|first| found[first].position.0));
}

/// Pages in either order from any position on are parts of the list of all.
fn pages(columns: &Columns, asked: &Question, found: &[Event], ask: impl Fn() -> crate::Asked) {
    let cursors = [i64::MIN, 0, i64::from(asked.version), 7, 30, i64::MAX];
    for after in cursors
        .map(|cursor| Some(Position(cursor)))
        .into_iter()
        .chain([None])
    {
        for (order, limit) in [
            (Order::OldestFirst, 1),
            (Order::NewestFirst, 3),
            (Order::NewestFirst, 50),
        ] {
            let page = Page {
                after,
                order,
                limit,
            };
            let is_behind = |position: &i64| {
                after.is_none_or(|after| match order {
                    Order::OldestFirst => *position > after.0,
                    Order::NewestFirst => *position < after.0,
                })
            };
            let mut expected: Vec<i64> = found
                .iter()
                .map(|event| event.position.0)
                .filter(is_behind)
                .collect();
            if order == Order::NewestFirst {
                expected.reverse();
            }
            expected.truncate(limit as usize);
            assert_eq!(
                columns.page(&ask(), page, &GOES_ON).unwrap(),
                expected,
                "{page:?} {:?}",
                asked.filter
            );
        }
    }
}

/// The words of a field with their counts, held against a plain count over the events themselves.
async fn facet(
    store: &SqliteStore,
    columns: &Columns,
    asked: &Question,
    only: &Arc<[i64]>,
    field: Field,
) {
    let mut filter = asked.filter.clone();
    match field {
        Field::EventType => filter.event_type = None,
        Field::Actor => filter.actor = None,
        _ => filter.source = None,
    }
    let mut expected = std::collections::BTreeMap::<String, u64>::new();
    for event in matching(store, &filter).await {
        let word = match field {
            Field::EventType => event.event_type.to_string(),
            Field::Actor => event.actor.to_string(),
            _ => event.source.text,
        };
        *expected.entry(word).or_default() += 1;
    }
    let ask = columns.ask(&asked.filter, Some(Arc::clone(only))).unwrap();
    let facet = columns.facet(ask, field, 2, &GOES_ON).unwrap();
    assert_eq!(facet.distinct, expected.len() as u64);
    let listed: u64 = facet.values.iter().map(|(_, count)| count).sum();
    assert_eq!(listed + facet.others, expected.values().sum::<u64>());
    for (word, count) in facet.values {
        assert_eq!(expected.get(&word.unwrap()), Some(&count));
    }
}

/// A stretch of time about the random histories.
fn span(asked: &Question) -> (Instant, Instant) {
    let begin = ManualClock::default();
    begin.step(i64::from(asked.version) * 1_000_000 - 2_000_000);
    let end = begin.shows().micros() + i64::from(asked.aggregate) * 11_000_000;
    (begin.shows(), Instant::from_micros(end).unwrap())
}

#[test]
fn the_columns_answer_as_the_store_does() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .build()
        .unwrap();
    let mut runner = TestRunner::new(ProptestConfig::with_cases(48));
    let given = (
        history(),
        prop::collection::vec(question(), 12),
        1..7usize,
        1..9u32,
    );
    runner
        .run(&given, |(steps, questions, segment_events, portion)| {
            let folder = tempfile::tempdir().unwrap();
            runtime.block_on(async {
                let clock = ManualClock::default();
                let path = folder.path().join("store.db");
                let store = SqliteStore::create_with_clock(&path, clock.reading())
                    .await
                    .unwrap();
                play(&store, &clock, &steps).await;
                let columns = columns(&store, portion, segment_events).await;
                for question in &questions {
                    check(&store, &columns, question).await;
                }
            });
            Ok(())
        })
        .unwrap();
}
