//! What a caller may believe of an aggregate, and what becomes of each belief.

use hindsight_domain::Version;
use hindsight_store::{EventStore, ExpectedVersion, StoreError};

use crate::given::{aggregate, append, to};
use crate::harness::Harness;
use crate::look::{appended, contents};

use ExpectedVersion::{Any, Exact, NoStream, StreamExists};

const fn exact(version: u32) -> ExpectedVersion {
    Exact(Version(version))
}

/// For an aggregate with so many events: which beliefs hold, and which do not.
const TABLE: &[(u32, &[ExpectedVersion], &[ExpectedVersion])] = &[
    (
        0,
        &[Any, NoStream],
        &[StreamExists, exact(0), exact(1), exact(u32::MAX)],
    ),
    (
        1,
        &[Any, StreamExists, exact(1)],
        &[NoStream, exact(0), exact(2), exact(u32::MAX)],
    ),
    (
        3,
        &[Any, StreamExists, exact(3)],
        &[NoStream, exact(0), exact(1), exact(2), exact(4)],
    ),
];

/// Every belief that holds lets the events be added after the last one.
pub async fn a_belief_that_holds_is_recorded(h: &impl Harness) {
    let store = h.create().await;
    let mut n = 0;
    for (events, hold, _) in TABLE {
        for belief in *hold {
            n += 2;
            begin(&store, n, *events).await;
            let recorded = appended(&store, append(n + 1, [to(n, *belief, 2)])).await;
            let versions: Vec<u32> = recorded.iter().map(|event| event.version.0).collect();
            assert_eq!(versions, [events + 1, events + 2], "{belief:?} at {events}");
        }
    }
}

/// Every belief that does not hold is a conflict that says what was believed of which aggregate and what is.
pub async fn a_belief_that_does_not_hold_is_a_conflict(h: &impl Harness) {
    let store = h.create().await;
    let mut n = 0;
    for (events, _, fail) in TABLE {
        for belief in *fail {
            n += 2;
            begin(&store, n, *events).await;
            let before = contents(&store).await;
            let refused = store.append(append(n + 1, [to(n, *belief, 1)])).await;
            let error = refused.expect_err("the belief does not hold");
            let StoreError::VersionConflict {
                aggregate_id,
                expected,
                actual,
            } = error
            else {
                panic!("{belief:?} at {events}: {error}");
            };
            assert_eq!((aggregate_id, expected), (aggregate(n), *belief));
            assert_eq!(
                actual,
                (*events > 0).then_some(Version(*events)),
                "{belief:?}"
            );
            assert_eq!(contents(&store).await, before);
        }
    }
}

/// Gives the nth aggregate so many events.
async fn begin(store: &impl EventStore, n: u32, events: u32) {
    if events > 0 {
        appended(store, append(n, [to(n, NoStream, events as usize)])).await;
    }
}

/// A stream without events only holds a belief against the store, and counts as much as any other.
pub async fn a_stream_without_events_is_held_against_the_store(h: &impl Harness) {
    let store = h.create().await;
    appended(&store, append(1, [to(1, NoStream, 2)])).await;
    let read_and_write = |n, read| append(n, [to(1, read, 0), to(2, Any, 1)]);
    let error = store
        .append(read_and_write(2, exact(1)))
        .await
        .expect_err("1 is at version 2");
    assert!(
        matches!(
            error,
            StoreError::VersionConflict {
                actual: Some(Version(2)),
                ..
            }
        ),
        "{error}"
    );
    let recorded = appended(&store, read_and_write(3, exact(2))).await;
    assert_eq!(recorded.len(), 1);
    assert_eq!(recorded[0].aggregate_id, aggregate(2));
}
