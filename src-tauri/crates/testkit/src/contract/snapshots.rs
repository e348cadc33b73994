//! Snapshots: the latest at or before a version, one to a version.

use hindsight_domain::{NewSnapshot, Payload, Snapshot, SnapshotId, Version};
use hindsight_store::{EventStore, ExpectedVersion, StoreError};

use crate::given::{aggregate, append, event_id, json, snapshot, to};
use crate::harness::Harness;
use crate::look::{appended, contents};

/// A store with one aggregate of ten events.
async fn with_ten_events<H: Harness>(h: &H) -> H::Store {
    let store = h.create().await;
    appended(
        &store,
        append(
            1,
            [
                to(1, ExpectedVersion::Any, 10),
                to(2, ExpectedVersion::Any, 10),
            ],
        ),
    )
    .await;
    store
}

/// The snapshot that is found is the latest one that is not after the version asked for.
pub async fn the_latest_at_or_before_is_found(h: &impl Harness) {
    let store = with_ten_events(h).await;
    for version in [7, 3] {
        store
            .save_snapshot(snapshot(1, version, &version.to_string()))
            .await
            .expect("saved");
    }
    for (asked, found) in [
        (0, None),
        (2, None),
        (3, Some(3)),
        (6, Some(3)),
        (7, Some(7)),
        (u32::MAX, Some(7)),
    ] {
        let snapshot = store
            .get_snapshot(&aggregate(1), Version(asked))
            .await
            .expect("read");
        assert_eq!(
            snapshot.map(|one| one.version.0),
            found,
            "at or before {asked}"
        );
    }
    assert_eq!(
        store
            .get_snapshot(&aggregate(2), Version(9))
            .await
            .expect("read"),
        None
    );
}

/// What was said of a snapshot comes back with it.
pub async fn a_snapshot_comes_back_whole(h: &impl Harness) {
    let store = with_ten_events(h).await;
    let mut new = snapshot(1, 4, r#"{"level": 1.10}"#);
    new.snapshot_version = 3;
    let saved = store.save_snapshot(new.clone()).await.expect("saved");
    assert_eq!(saved.aggregate_id, new.aggregate_id);
    assert_eq!(saved.aggregate_type, new.aggregate_type);
    assert_eq!((saved.version, saved.snapshot_version), (Version(4), 3));
    assert_eq!(saved.state, Payload::Json(new.state));
    assert!(saved.snapshot_id.is_canonical() && saved.timestamp.is_some());
    let found = store
        .get_snapshot(&aggregate(1), Version(4))
        .await
        .expect("read");
    assert_eq!(found, Some(saved));
}

/// A second snapshot at the same version takes the place of the first.
pub async fn a_snapshot_is_replaced_at_its_version(h: &impl Harness) {
    let store = with_ten_events(h).await;
    store
        .save_snapshot(snapshot(1, 4, "1"))
        .await
        .expect("saved");
    let mut newer = snapshot(1, 4, "2");
    newer.snapshot_version = 2;
    store.save_snapshot(newer).await.expect("saved");
    let found = store
        .get_snapshot(&aggregate(1), Version(4))
        .await
        .expect("read")
        .expect("there");
    assert_eq!(
        (found.state, found.snapshot_version),
        (Payload::Json(json("2")), 2)
    );
    assert_eq!(contents(&store).await.snapshots, Some(1));
}

/// A snapshot carries the name that it was given, and may be stored again under it; a name is nobody else's.
pub async fn a_snapshot_keeps_the_name_it_is_given(h: &impl Harness) {
    let store = with_ten_events(h).await;
    let name = SnapshotId::new(event_id(7).as_str());
    let named = |n, version, state| NewSnapshot {
        snapshot_id: Some(name.clone()),
        ..snapshot(n, version, state)
    };
    for state in ["1", "2"] {
        let saved = store.save_snapshot(named(1, 4, state)).await;
        assert_eq!(saved.expect("saved").snapshot_id, name);
    }
    for taken in [named(1, 5, "3"), named(2, 4, "3")] {
        let error = store.save_snapshot(taken).await.expect_err("taken");
        assert!(matches!(error, StoreError::Refused(_)), "{error:?}");
    }
    let found = store.get_snapshot(&aggregate(1), Version(9)).await;
    assert_eq!(
        found.expect("read").expect("there").state,
        Payload::Json(json("2"))
    );
    assert_eq!(contents(&store).await.snapshots, Some(1));
}

/// Whatever the size of a page, each snapshot comes once, by aggregate and then by version.
pub async fn snapshots_are_listed_page_by_page(h: &impl Harness) {
    let store = with_ten_events(h).await;
    let mut should = Vec::new();
    for (n, version) in [(1, 3), (2, 10), (1, 10), (2, 1), (1, 7)] {
        let new = snapshot(n, version, &format!("[{n},{version}]"));
        should.push(store.save_snapshot(new).await.expect("saved"));
    }
    should.sort_by_key(|one| (one.aggregate_id.clone(), one.version));
    for of in [
        None,
        Some(aggregate(1)),
        Some(aggregate(2)),
        Some(aggregate(3)),
    ] {
        for limit in [1, 2, 3, 100] {
            let (mut found, mut after) = (Vec::new(), None);
            loop {
                let page = store.snapshots(of.as_ref(), after.as_ref(), limit);
                let page = page.await.expect("read");
                assert!(page.snapshots.len() <= limit as usize);
                found.extend(page.snapshots);
                let Some(next) = page.next else { break };
                assert!(after < Some(next.clone()), "a cursor stands still");
                after = Some(next);
            }
            let of_one = |one: &&Snapshot| of.as_ref().is_none_or(|of| one.aggregate_id == *of);
            let should: Vec<Snapshot> = should.iter().filter(of_one).cloned().collect();
            assert_eq!(found, should, "{of:?}, {limit} to a page");
        }
    }
}
