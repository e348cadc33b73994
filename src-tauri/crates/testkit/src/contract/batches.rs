//! Several commands in one transaction, each judged on its own.

use hindsight_domain::{Position, Version};
use hindsight_store::{AppendStatus, EventStore, ExpectedVersion, StoreError};

use crate::given::{self, aggregate, append, to};
use crate::harness::Harness;
use crate::look::{appended, contents};

use ExpectedVersion::{Any, Exact, NoStream};

/// Outcomes come in the order of the requests, each request sees what those before it wrote, and one that is
/// refused keeps none of the others from being recorded.
pub async fn a_refused_request_does_not_keep_the_others(h: &impl Harness) {
    let store = h.create().await;
    let mut invalid = append(4, [to(3, Any, 1)]);
    invalid.streams[0].events[0].event_version = 0;
    let outcomes = store
        .append_batch(vec![
            append(1, [to(1, NoStream, 2)]),
            append(2, [to(1, NoStream, 1)]),
            append(3, [to(1, Exact(Version(2)), 1)]),
            invalid,
            append(5, [to(2, Any, 1)]),
        ])
        .await
        .expect("a batch is judged one by one");

    let positions = |nth: usize| -> Vec<i64> {
        let outcome = outcomes[nth].as_ref().expect("recorded");
        assert_eq!(outcome.status, AppendStatus::Appended);
        outcome
            .events
            .iter()
            .map(|event| event.position.0)
            .collect()
    };
    assert_eq!(
        (positions(0), positions(2), positions(4)),
        (vec![1, 2], vec![3], vec![4])
    );
    let Err(StoreError::VersionConflict { actual, .. }) = &outcomes[1] else {
        panic!("{:?}", outcomes[1]);
    };
    assert_eq!(*actual, Some(Version(2)));
    assert!(
        matches!(&outcomes[3], Err(StoreError::InvalidRequest(_))),
        "{:?}",
        outcomes[3]
    );
    assert_eq!(outcomes.len(), 5);
    assert_eq!(contents(&store).await.events.len(), 4);
    assert_eq!(contents(&store).await.commands, Some(3));
}

/// What a refused request had begun to write is taken back before the next one is judged.
pub async fn a_request_that_fails_half_way_leaves_no_half(h: &impl Harness) {
    let store = h.create().await;
    let mut taken = append(2, [to(1, Any, 2), to(2, Any, 1)]);
    taken.streams[1].events[0].event_id = Some(given::event_id(1));
    let mut first = append(1, [to(1, NoStream, 1)]);
    first.streams[0].events[0].event_id = Some(given::event_id(1));
    let third = append(3, [to(1, Exact(Version(1)), 1), to(2, NoStream, 1)]);
    let outcomes = store
        .append_batch(vec![first, taken, third])
        .await
        .expect("judged");
    outcomes[1].as_ref().expect_err("its event id is taken");
    let third = outcomes[2].as_ref().expect("recorded");
    let places: Vec<_> = third
        .events
        .iter()
        .map(|event| (event.version, event.position))
        .collect();
    assert_eq!(
        places,
        [(Version(2), Position(2)), (Version(1), Position(3))]
    );
    assert_eq!(contents(&store).await.events.len(), 3);
}

/// What the database itself refuses, wherever it stands among many, keeps none of the others from being recorded, in
/// their order.
pub async fn several_refused_by_the_database_do_not_keep_the_others(h: &impl Harness) {
    let store = h.create().await;
    let mut requests: Vec<_> = (1..=40).map(|n| append(n, [to(n % 3, Any, 2)])).collect();
    for taken in [0, 7, 22, 23, 39] {
        requests[taken].streams[0].events[1].event_id = Some(given::event_id(1));
    }
    let outcomes = store.append_batch(requests).await.expect("judged");
    let refused: Vec<usize> = (0..outcomes.len())
        .filter(|nth| outcomes[*nth].is_err())
        .collect();
    assert_eq!(refused, [7, 22, 23, 39], "the first takes the id");
    let recorded = outcomes.iter().flatten().flat_map(|one| &one.events);
    let positions: Vec<i64> = recorded.map(|event| event.position.0).collect();
    assert_eq!(positions, (1..=72).collect::<Vec<_>>());
    assert_eq!(contents(&store).await.commands, Some(36));
}

/// A command that comes twice in one batch is processed once; one that reuses an id in it is refused.
pub async fn a_command_twice_in_one_batch_is_processed_once(h: &impl Harness) {
    let store = h.create().await;
    let request = append(1, [to(1, NoStream, 2)]);
    let other = append(1, [to(1, NoStream, 3)]);
    let outcomes = store
        .append_batch(vec![request.clone(), request, other])
        .await
        .expect("judged");
    let [Ok(first), Ok(again), Err(reused)] = &outcomes[..] else {
        panic!("{outcomes:?}")
    };
    assert_eq!(
        (first.status, again.status),
        (AppendStatus::Appended, AppendStatus::AlreadyProcessed)
    );
    assert_eq!(first.events, again.events);
    assert!(
        matches!(reused, StoreError::CommandReused { .. }),
        "{reused}"
    );
    assert_eq!(contents(&store).await.events.len(), 2);
}

/// A batch of nothing is nothing.
pub async fn an_empty_batch_does_nothing(h: &impl Harness) {
    let store = h.create().await;
    let before = contents(&store).await;
    assert!(
        store
            .append_batch(Vec::new())
            .await
            .expect("judged")
            .is_empty()
    );
    assert_eq!(contents(&store).await, before);
}

/// A thousand commands fit in one batch, and thousands of events in one command; all are read back, in order.
pub async fn large_batches_are_recorded_whole(h: &impl Harness) {
    let store = h.create().await;
    let requests = (1..=1_000)
        .map(|n| append(n, [to(n % 7, Any, 1)]))
        .collect();
    let outcomes = store.append_batch(requests).await.expect("judged");
    for (nth, outcome) in outcomes.iter().enumerate() {
        let events = &outcome.as_ref().expect("recorded").events;
        assert_eq!(events[0].position, Position(nth as i64 + 1));
    }
    let many = append(2_000, [to(100, NoStream, 2_500)]);
    let recorded = appended(&store, many.clone()).await;
    let read = store.get_events(&aggregate(100)).await.expect("read");
    let ids = read.iter().map(|event| &event.event_id);
    assert!(ids.eq(recorded.iter().map(|event| &event.event_id)));
    assert_eq!(
        read.last().map(|event| (event.version, event.position)),
        Some((Version(2_500), Position(3_500)))
    );
    let again = store.append(many).await.expect("recognised");
    assert_eq!(again.events, recorded);
}
