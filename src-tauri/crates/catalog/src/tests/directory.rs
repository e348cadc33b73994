//! The directory holds what the store says of its aggregates, in every order.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use hindsight_domain::Order;
use hindsight_store::EventStore;
use hindsight_testkit::ManualClock;

use super::made::{append, catalog, is_right, keep, store};
use crate::{Aggregate, DirectoryQuery, Sort, directory};

fn query(sort: Sort, descending: bool) -> DirectoryQuery {
    DirectoryQuery {
        aggregate_type: None,
        last_event_type: None,
        id_contains: None,
        versions_min: None,
        versions_max: None,
        first_from: None,
        first_until: None,
        last_from: None,
        last_until: None,
        sort,
        descending,
        after: None,
        limit: 7,
    }
}

fn all(folder: &std::path::Path, mut query: DirectoryQuery) -> Vec<Aggregate> {
    let (keep, stop) = (keep(folder), Arc::new(AtomicBool::new(false)));
    let mut found = Vec::new();
    loop {
        let page = directory(&keep, &query, &stop).unwrap();
        found.extend(page.aggregates);
        query.after = page.next;
        if query.after.is_none() {
            assert_eq!(page.total, found.len() as u64);
            return found;
        }
    }
}

#[tokio::test]
async fn every_aggregate_stands_in_it_as_the_store_says() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(&folder.path().join("a.db"), 1_000, 1).await;
    is_right(&catalog(&store, folder.path()), &store).await;
    // What comes later, and what is read a second time, changes what is known and doubles nothing.
    append(&store, &ManualClock::default(), 250, 2).await;
    is_right(&catalog(&store, folder.path()), &store).await;
    let expected = store
        .aggregates(None, None, Order::OldestFirst, 1_000, None)
        .await
        .unwrap()
        .aggregates;
    let found = all(folder.path(), query(Sort::Began, false));
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(&expected) {
        assert_eq!(found.aggregate_id, expected.aggregate_id.as_str());
        assert_eq!(found.aggregate_type, expected.aggregate_type.as_str());
        assert_eq!(found.last_version, expected.last_version.0);
        assert_eq!(
            (found.first_position, found.last_position),
            (expected.first_position.0, expected.last_position.0)
        );
        assert_eq!(found.first_at, expected.first_at.map(|at| at.micros()));
        assert_eq!(found.last_at, expected.last_at.map(|at| at.micros()));
        assert_eq!(found.last_event_type, expected.last_event_type.as_str());
    }
}

#[tokio::test]
async fn every_order_lists_all_of_them_and_filters_hold() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(&folder.path().join("a.db"), 1_000, 1).await;
    let _catalog = catalog(&store, folder.path());
    is_right(&_catalog, &store).await;
    for sort in [
        Sort::Began,
        Sort::Changed,
        Sort::Versions,
        Sort::Id,
        Sort::Type,
        Sort::LastEventType,
    ] {
        let mut up = all(folder.path(), query(sort, false));
        up.reverse();
        assert_eq!(up, all(folder.path(), query(sort, true)), "{sort:?}");
        assert_eq!(up.len(), 37);
    }
    let versions = all(folder.path(), query(Sort::Versions, false));
    assert!(versions.is_sorted_by_key(|one| one.last_version));
    let some = DirectoryQuery {
        versions_min: Some(30),
        last_event_type: Some("Changed3".into()),
        id_contains: Some("A66A".into()),
        ..query(Sort::Id, false)
    };
    let expected: Vec<_> = all(folder.path(), query(Sort::Id, false))
        .into_iter()
        .filter(|one| one.last_version >= 30 && one.last_event_type == "Changed3")
        .collect();
    assert!(!expected.is_empty());
    assert_eq!(all(folder.path(), some), expected);
}

#[tokio::test]
async fn a_row_that_was_changed_is_not_believed() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(&folder.path().join("a.db"), 200, 1).await;
    is_right(&catalog(&store, folder.path()), &store).await;
    let file = rusqlite::Connection::open(keep(folder.path()).columns()).unwrap();
    file.execute_batch("UPDATE aggregates SET last_event_type = 'Deleted'")
        .unwrap();
    let found = directory(
        &keep(folder.path()),
        &query(Sort::Id, false),
        &Arc::default(),
    );
    assert!(matches!(
        found,
        Err(crate::SideError::Unusable("its file was damaged"))
    ));
}
