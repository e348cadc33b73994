//! Several aggregates in one command: all or nothing.

use hindsight_domain::{AggregateType, Position, Version};
use hindsight_store::{EventStore, ExpectedVersion, StoreError};

use crate::given::{self, aggregate, append, to};
use crate::harness::Harness;
use crate::look::{appended, contents};

use ExpectedVersion::{Any, Exact, NoStream};

/// Positions run on from stream to stream, versions count in each aggregate by itself, and the instant is one.
pub async fn several_aggregates_are_recorded_in_order(h: &impl Harness) {
    let store = h.create().await;
    appended(&store, append(1, [to(2, NoStream, 3)])).await;
    let recorded = appended(
        &store,
        append(2, [to(1, Any, 2), to(2, Any, 1), to(3, Any, 1)]),
    )
    .await;
    let places: Vec<_> = recorded
        .iter()
        .map(|event| {
            (
                event.aggregate_id.clone(),
                event.version.0,
                event.position.0,
            )
        })
        .collect();
    let should = [(1, 1, 4), (1, 2, 5), (2, 4, 6), (3, 1, 7)];
    assert_eq!(
        places,
        should.map(|(n, version, position)| (aggregate(n), version, position))
    );
    assert!(
        recorded
            .iter()
            .all(|event| event.timestamp == recorded[0].timestamp)
    );
}

/// One belief that does not hold, wherever it stands, keeps all of the command from being recorded.
pub async fn one_conflict_refuses_all(h: &impl Harness) {
    let store = h.create().await;
    appended(&store, append(1, [to(1, NoStream, 2)])).await;
    let before = contents(&store).await;
    let stale = || to(1, Exact(Version(1)), 1);
    for streams in [
        [stale(), to(2, Any, 1), to(3, Any, 1)],
        [to(2, Any, 1), stale(), to(3, Any, 1)],
        [to(2, Any, 1), to(3, Any, 1), stale()],
    ] {
        let error = store
            .append(append(2, streams))
            .await
            .expect_err("one belief is stale");
        let StoreError::VersionConflict {
            aggregate_id,
            actual,
            ..
        } = error
        else {
            panic!("{error}");
        };
        assert_eq!((aggregate_id, actual), (aggregate(1), Some(Version(2))));
        assert_eq!(contents(&store).await, before);
    }
}

/// What fails in the last event, after others were written, takes those back too.
pub async fn one_event_that_cannot_be_written_refuses_all(h: &impl Harness) {
    let store = h.create().await;
    let with_id = |n, stream| {
        let mut request = append(n, [to(stream, Any, 2), to(stream + 1, Any, 2)]);
        request.streams[1].events[1].event_id = Some(given::event_id(1));
        request
    };
    appended(&store, with_id(1, 1)).await;
    let before = contents(&store).await;
    let error = store
        .append(with_id(2, 3))
        .await
        .expect_err("the event id is taken");
    assert!(
        matches!(
            error,
            StoreError::Refused(_) | StoreError::InvalidRequest(_)
        ),
        "{error}"
    );
    assert_eq!(contents(&store).await, before);
    assert_eq!(
        store
            .check_command_processed(&given::command_id(2))
            .await
            .expect("read"),
        None
    );

    let next = appended(&store, append(3, [to(3, NoStream, 1)])).await;
    assert_eq!(
        (next[0].position, next[0].version),
        (Position(5), Version(1))
    );
}

/// An aggregate has one type for all its life; who takes it for another is told both.
pub async fn an_aggregate_keeps_its_type(h: &impl Harness) {
    let store = h.create().await;
    appended(&store, append(1, [to(1, NoStream, 1)])).await;
    let before = contents(&store).await;
    let mut other = append(2, [to(1, Any, 1)]);
    other.streams[0].aggregate_type = AggregateType::new("Server");
    let error = store.append(other).await.expect_err("it is no server");
    let StoreError::InvalidRequest(words) = error else {
        panic!("{error}")
    };
    for part in [given::AGGREGATE_TYPE, "Server", aggregate(1).as_str()] {
        assert!(words.contains(part), "{words}");
    }
    assert_eq!(contents(&store).await, before);
}
