//! Snapshots: the latest at or before a version, one to a version.

use hindsight_domain::{Payload, Version};
use hindsight_store::{EventStore, ExpectedVersion};

use crate::given::{aggregate, append, json, snapshot, to};
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
