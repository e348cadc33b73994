//! Many who write at once, each with connections of their own.

use std::collections::BTreeMap;
use std::sync::Arc;

use hindsight_domain::Version;
use hindsight_store::{AppendStatus, EventStore, ExpectedVersion};
use hindsight_testkit::Harness;
use hindsight_testkit::given::{append, to};
use hindsight_testkit::look::contents;
use tokio::task::JoinSet;

use crate::place::Place;

/// Eight write to the same few aggregates: no gap, no double, and the order of positions is the order of versions.
#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(
    not(a_server_is_there),
    ignore = "HINDSIGHT_TEST_MSSQL names no server"
)]
async fn eight_writers_leave_no_gap() {
    let place = Place::new().await;
    drop(place.create().await);
    let mut writing = JoinSet::new();
    for writer in 0..8_u32 {
        let store = place.open_writable().await;
        writing.spawn(async move {
            for n in 0..25 {
                let request = append(
                    1_000 * (writer + 1) + n,
                    [
                        to(1, ExpectedVersion::Any, 2),
                        to(2 + (writer + n) % 4, ExpectedVersion::Any, 1),
                    ],
                );
                assert_eq!(
                    store.append(request).await.expect("recorded").events.len(),
                    3
                );
            }
        });
    }
    while let Some(ended) = writing.join_next().await {
        ended.expect("it ends well");
    }
    let events = contents(&place.open_read_only().await).await.events;
    assert_eq!(events.len(), 8 * 25 * 3);
    let mut versions = BTreeMap::new();
    for (position, event) in (1..).zip(&events) {
        assert_eq!(event.position.0, position);
        let next: &mut Version = versions.entry(event.aggregate_id.clone()).or_default();
        *next = next.next();
        assert_eq!(event.version, *next, "position {position}");
    }
}

/// One command from sixteen connections is processed once.
#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(
    not(a_server_is_there),
    ignore = "HINDSIGHT_TEST_MSSQL names no server"
)]
async fn one_command_from_sixteen_connections_is_processed_once() {
    let place = Place::new().await;
    let mut stores = vec![Arc::new(place.create().await)];
    while stores.len() < 16 {
        stores.push(Arc::new(place.open_writable().await));
    }
    for round in 1..4 {
        let request = append(
            round,
            [
                to(1, ExpectedVersion::Any, 2),
                to(2, ExpectedVersion::Any, 1),
            ],
        );
        let mut sending = JoinSet::new();
        for store in &stores {
            let (store, request) = (Arc::clone(store), request.clone());
            sending.spawn(async move { store.append(request).await.expect("an outcome") });
        }
        let outcomes = sending.join_all().await;
        let recorded = outcomes
            .iter()
            .filter(|outcome| outcome.status == AppendStatus::Appended);
        assert_eq!(recorded.count(), 1);
        assert!(
            outcomes
                .iter()
                .all(|outcome| outcome.events == outcomes[0].events)
        );
    }
    let held = contents(&*stores[0]).await;
    assert_eq!((held.events.len(), held.commands), (9, Some(3)));
}
