//! A store that is opened for reading only: it reads everything and changes nothing.

use hindsight_store::{EventStore, ExpectedVersion, StoreError};

use crate::given::{aggregate, append, command, snapshot, to};
use crate::harness::Harness;
use crate::look::{appended, contents};

/// Whatever would write is refused by name, be it only a retry.
pub async fn writing_is_refused(h: &impl Harness) {
    let store = h.create().await;
    let request = append(1, [to(1, ExpectedVersion::Any, 1)]);
    appended(&store, request.clone()).await;
    let before = contents(&store).await;

    let viewer = h.open_read_only().await;
    let refused = [
        viewer.append(request).await.map(|_| ()),
        viewer
            .append(append(2, [to(2, ExpectedVersion::Any, 1)]))
            .await
            .map(|_| ()),
        viewer
            .record_command(command(3, &aggregate(1)))
            .await
            .map(|_| ()),
        viewer.append_batch(Vec::new()).await.map(|_| ()),
        viewer.save_snapshot(snapshot(1, 1, "{}")).await.map(|_| ()),
    ];
    for (nth, refusal) in refused.into_iter().enumerate() {
        assert!(
            matches!(refusal, Err(StoreError::ReadOnly)),
            "{nth}: {refusal:?}"
        );
    }
    assert!(!viewer.info().await.expect("read").writable);
    assert!(store.info().await.expect("read").writable);
    assert_eq!(contents(&viewer).await, before);
}

/// A viewer sees what was written before it came, and what is written while it looks.
pub async fn a_viewer_sees_what_others_write(h: &impl Harness) {
    let store = h.create().await;
    appended(&store, append(1, [to(1, ExpectedVersion::Any, 1)])).await;
    let viewer = h.open_read_only().await;
    for n in 2..6 {
        assert_eq!(contents(&viewer).await, contents(&store).await);
        appended(&store, append(n, [to(n, ExpectedVersion::Any, 2)])).await;
    }
    drop(store);
    assert_eq!(contents(&viewer).await.events.len(), 9);
    let store = h.open_writable().await;
    appended(&store, append(9, [to(9, ExpectedVersion::Any, 1)])).await;
    assert_eq!(contents(&viewer).await, contents(&store).await);
}

/// What a store says of itself adds up, and is the same for whoever opens it.
pub async fn a_store_says_what_it_is(h: &impl Harness) {
    let store = h.create().await;
    let first_at = h.clock().shows();
    for n in 1..4 {
        appended(&store, append(n, [to(n, ExpectedVersion::Any, n as usize)])).await;
        h.clock().step(1_000_000);
    }
    appended(&store, append(9, [])).await;
    store
        .save_snapshot(snapshot(1, 1, "{}"))
        .await
        .expect("saved");
    let said = store.info().await.expect("read");
    assert_eq!(
        (said.events, said.commands, said.snapshots),
        (6, Some(4), Some(1))
    );
    assert_eq!(said.first_at, Some(first_at));
    let events = contents(&store).await.events;
    assert_eq!(
        said.last_at,
        events.last().and_then(|event| event.timestamp.value)
    );
    assert_eq!(said.kind, hindsight_store::StoreKind::Own);
    assert!(
        said.store_id.as_ref().is_some_and(|id| id.is_canonical()),
        "{said:?}"
    );
    assert!(
        said.created_at.is_some() && said.schema_version.is_some(),
        "{said:?}"
    );
    assert_eq!(store.check_integrity().await.expect("read"), None);

    let seen = h.open_read_only().await.info().await.expect("read");
    assert_eq!(
        (seen.store_id, seen.created_at),
        (said.store_id, said.created_at)
    );
    assert_eq!(
        (seen.events, seen.schema_version),
        (said.events, said.schema_version)
    );
}
