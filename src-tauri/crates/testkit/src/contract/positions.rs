//! Positions: from 1, without a gap, in commit order. Versions: the same within each aggregate.

use std::collections::HashMap;

use hindsight_domain::{Event, Position, Version};
use hindsight_store::{EventStore, ExpectedVersion};

use crate::given::{self, append, to};
use crate::harness::Harness;
use crate::look::{appended, contents};

use ExpectedVersion::{Any, NoStream};

/// Holds every position and every version against the one before it.
pub fn assert_gapless(events: &[Event]) {
    let mut versions = HashMap::new();
    for (index, event) in events.iter().enumerate() {
        assert_eq!(event.position, Position(index as i64 + 1));
        let version = versions
            .entry(event.aggregate_id.clone())
            .or_insert(Version(0));
        *version = version.next();
        assert_eq!(event.version, *version, "of {}", event.aggregate_id);
    }
}

/// Neither refusals nor retries nor a command without events leaves a gap.
pub async fn nothing_leaves_a_gap(h: &impl Harness) {
    let store = h.create().await;
    for n in 1..20 {
        let request = append(10 * n, [to(n % 3, Any, 2), to(3 + n % 2, Any, 1)]);
        appended(&store, request.clone()).await;
        store.append(request).await.expect("recognised");
        store
            .append(append(10 * n + 1, [to(n % 3, NoStream, 1)]))
            .await
            .expect_err("refused");
        appended(&store, append(10 * n + 2, [])).await;
        let mut taken = append(10 * n + 3, [to(50 + n, Any, 2)]);
        let id = contents(&store).await.events[0].event_id.clone();
        taken.streams[0].events[1].event_id = Some(id);
        store
            .append(taken)
            .await
            .expect_err("the event id is taken");
    }
    let events = contents(&store).await.events;
    assert_eq!(events.len(), 19 * 3);
    assert_gapless(&events);
}

/// A store that is closed and opened again counts on where it was.
pub async fn reopening_counts_on(h: &impl Harness) {
    let mut store = h.create().await;
    for n in 1..5 {
        let recorded = appended(&store, append(n, [to(1, Any, 1)])).await;
        assert_eq!(recorded[0].position, Position(i64::from(n)));
        drop(store);
        store = h.open_writable().await;
    }
    assert_gapless(&contents(&store).await.events);
}

/// Ids that the store makes are UUIDs in its own spelling, new each time, and of a kind that sorts by time.
pub async fn event_ids_are_made_by_the_store(h: &impl Harness) {
    let store = h.create().await;
    let recorded = appended(&store, append(1, [to(1, Any, 200)])).await;
    let mut ids: Vec<_> = recorded.into_iter().map(|event| event.event_id).collect();
    for id in &ids {
        assert!(id.is_canonical(), "{id}");
        let version = uuid::Uuid::try_parse(id.as_str()).map(|id| id.get_version_num());
        assert_eq!(version, Ok(7), "{id}");
    }
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 200);
}

/// An event is found by its position and by its id, and what is not there is not found.
pub async fn one_event_is_found_by_position_and_by_id(h: &impl Harness) {
    let store = h.create().await;
    let mut request = append(1, [to(1, Any, 3)]);
    request.streams[0].events[1].event_id = Some(given::event_id(5));
    appended(&store, request).await;
    let events = contents(&store).await.events;
    for event in &events {
        let by_position = store.get_event(event.position).await.expect("read");
        assert_eq!(by_position.as_ref(), Some(event));
        let by_id = store
            .find_event(event.event_id.as_str())
            .await
            .expect("read");
        assert_eq!(by_id.as_ref(), Some(event));
    }
    for nowhere in [0, -1, 4, i64::MIN, i64::MAX] {
        assert_eq!(
            store.get_event(Position(nowhere)).await.expect("read"),
            None,
            "{nowhere}"
        );
    }
    for unknown in [
        "",
        "order-17",
        given::event_id(6).as_str(),
        "' OR 1=1 --",
        "a\0b",
    ] {
        assert_eq!(
            store.find_event(unknown).await.expect("read"),
            None,
            "{unknown}"
        );
    }
}
