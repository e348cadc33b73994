//! The directory holds what the store says of its aggregates, in every order.

use std::sync::Arc;

use hindsight_domain::Order;
use hindsight_store::EventStore;
use hindsight_store_sqlite::SqliteStore;
use hindsight_testkit::ManualClock;

use super::made::{append, catalog, is_right, keep, store, wait_for};
use crate::{
    Aggregate, Begin, Catalog, DirectoryFilter, DirectoryPage, DirectoryQuery, SideError, Sort,
};

const SORTS: [Sort; 6] = [
    Sort::Began,
    Sort::Changed,
    Sort::Versions,
    Sort::Id,
    Sort::Type,
    Sort::LastEventType,
];

fn query(sort: Sort, descending: bool) -> DirectoryQuery {
    DirectoryQuery {
        filter: DirectoryFilter::default(),
        sort,
        descending,
        begin: Begin::Rank(0),
        limit: 7,
    }
}

fn read(catalog: &Catalog, query: &DirectoryQuery) -> Result<DirectoryPage, SideError> {
    let page = catalog.directory().unwrap().read(query, &Arc::default());
    page.map(Option::unwrap)
}

/// All of a query, one stretch behind the other.
fn all(catalog: &Catalog, mut query: DirectoryQuery) -> Vec<Aggregate> {
    let mut found = Vec::new();
    loop {
        query.begin = Begin::Rank(found.len() as u64);
        let page = read(catalog, &query).unwrap();
        assert_eq!(page.rank, found.len() as u64);
        if page.aggregates.is_empty() {
            assert_eq!(page.total, found.len() as u64);
            return found;
        }
        found.extend(page.aggregates);
    }
}

#[tokio::test]
async fn every_aggregate_stands_in_it_as_the_store_says() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(&folder.path().join("a.db"), 1_000, 1).await;
    is_right(&catalog(&store, folder.path()), &store).await;
    // What comes later, and what is read a second time, changes what is known and doubles nothing.
    append(&store, &ManualClock::default(), 250, 2).await;
    let catalog = catalog(&store, folder.path());
    is_right(&catalog, &store).await;
    let expected = store
        .aggregates(None, None, Order::OldestFirst, 1_000, None)
        .await
        .unwrap()
        .aggregates;
    let found = all(&catalog, query(Sort::Began, false));
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
async fn every_order_lists_all_of_them_and_every_place_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(&folder.path().join("a.db"), 1_000, 1).await;
    let catalog = catalog(&store, folder.path());
    is_right(&catalog, &store).await;
    // Of 37 aggregates, and of those with few versions, only some are remembered; of the last, all by name.
    let first = &all(&catalog, query(Sort::Id, false))[0];
    let filters = [
        DirectoryFilter::default(),
        DirectoryFilter {
            versions_max: Some(27),
            ..DirectoryFilter::default()
        },
        DirectoryFilter {
            last_event_type: Some(first.last_event_type.clone()),
            ..DirectoryFilter::default()
        },
    ];
    let both = SORTS
        .into_iter()
        .flat_map(|sort| filters.each_ref().map(|filter| (sort, filter)));
    let mut lengths = std::collections::BTreeSet::new();
    for (sort, filter) in both {
        let up = DirectoryQuery {
            filter: filter.clone(),
            ..query(sort, false)
        };
        let down = DirectoryQuery {
            descending: true,
            ..up.clone()
        };
        let found = all(&catalog, up.clone());
        let mut reversed = all(&catalog, down.clone());
        reversed.reverse();
        assert_eq!(found, reversed, "{sort:?}");
        lengths.insert(found.len());
        for (query, found) in [
            (up, found.clone()),
            (down, found.into_iter().rev().collect()),
        ] {
            for (rank, aggregate) in found.iter().enumerate() {
                let at = |begin| DirectoryQuery {
                    begin,
                    ..query.clone()
                };
                let by_rank = read(&catalog, &at(Begin::Rank(rank as u64))).unwrap();
                assert_eq!(by_rank.aggregates, found[rank..(rank + 7).min(found.len())]);
                let begin = Begin::Aggregate(aggregate.aggregate_id.clone());
                assert_eq!(read(&catalog, &at(begin)).unwrap(), by_rank, "{query:?}");
            }
        }
    }
    assert!(lengths.len() == 3 && lengths.contains(&37), "{lengths:?}");
    let by_versions = all(&catalog, query(Sort::Versions, false));
    assert!(by_versions.is_sorted_by_key(|one| one.last_version));
}

#[tokio::test]
async fn every_part_of_a_filter_holds() {
    let folder = tempfile::tempdir().unwrap();
    let clock = ManualClock::default();
    let path = folder.path().join("a.db");
    let store = SqliteStore::create_with_clock(&path, clock.reading()).await;
    let store = Arc::new(store.unwrap());
    // Some begin before the others, and some of them change last.
    for (seed, events) in [(1, 100), (2, 1_000), (3, 50)] {
        append(&store, &clock, events, seed).await;
    }
    let catalog = catalog(&store, folder.path());
    is_right(&catalog, &store).await;
    let every = all(&catalog, query(Sort::Id, false));
    let latest = |time: fn(&Aggregate) -> Option<i64>| every.iter().filter_map(time).max();
    let (begun, changed) = (latest(|one| one.first_at), latest(|one| one.last_at));
    let one = every.iter().find(|one| one.last_at < changed).unwrap();
    type Holds<'t> = Box<dyn Fn(&Aggregate) -> bool + 't>;
    let filter = DirectoryFilter::default;
    let cases: Vec<(DirectoryFilter, Holds<'_>)> = vec![
        (
            DirectoryFilter {
                aggregate_type: Some("Another".into()),
                ..filter()
            },
            Box::new(|found| found.aggregate_type == "Another"),
        ),
        (
            DirectoryFilter {
                last_event_type: Some(one.last_event_type.clone()),
                ..filter()
            },
            Box::new(|found| found.last_event_type == one.last_event_type),
        ),
        (
            DirectoryFilter {
                id_contains: Some(one.aggregate_id[30..].to_uppercase()),
                ..filter()
            },
            Box::new(|found| found.aggregate_id.contains(&one.aggregate_id[30..])),
        ),
        (
            DirectoryFilter {
                versions_min: Some(27),
                versions_max: Some(30),
                ..filter()
            },
            Box::new(|found| (27..=30).contains(&found.last_version)),
        ),
        (
            DirectoryFilter {
                first_until: begun,
                ..filter()
            },
            Box::new(|found| found.first_at < begun),
        ),
        (
            DirectoryFilter {
                first_from: begun,
                last_until: changed,
                ..filter()
            },
            Box::new(|found| found.first_at >= begun && found.last_at < changed),
        ),
        (
            DirectoryFilter {
                last_from: changed,
                ..filter()
            },
            Box::new(|found| found.last_at >= changed),
        ),
    ];
    for (filter, holds) in cases {
        let expected: Vec<_> = every.iter().filter(|one| holds(one)).cloned().collect();
        let asked = DirectoryQuery {
            filter,
            ..query(Sort::Id, false)
        };
        assert!(expected.len() < every.len(), "{asked:?}");
        assert_eq!(all(&catalog, asked.clone()), expected, "{asked:?}");
        let other = every.iter().find(|one| !holds(one)).unwrap();
        let begin = Begin::Aggregate(other.aggregate_id.clone());
        let page = read(&catalog, &DirectoryQuery { begin, ..asked }).unwrap();
        assert_eq!(page.aggregates, []);
    }
}

#[tokio::test]
async fn what_came_later_stands_in_it_too() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(&folder.path().join("a.db"), 200, 1).await;
    let catalog = catalog(&store, folder.path());
    is_right(&catalog, &store).await;
    let before = all(&catalog, query(Sort::Changed, true));
    append(&store, &ManualClock::default(), 5, 3).await;
    catalog.nudge();
    // It comes a moment after the event is known; what was read meanwhile must not stay.
    for _ in 0..1_000 {
        let after = all(&catalog, query(Sort::Changed, true));
        if after[0].last_position > before[0].last_position {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(2)).await;
    }
    panic!("what came later is not there");
}

#[tokio::test]
async fn a_damaged_directory_is_not_believed_and_made_anew() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(&folder.path().join("a.db"), 200, 1).await;
    let begun = || catalog(&store, folder.path());
    let mut catalog = begun();
    is_right(&catalog, &store).await;
    let whole = all(&catalog, query(Sort::Id, false));
    for damage in [
        "UPDATE aggregates SET last_event_type = 'Deleted'",
        "ALTER TABLE aggregates RENAME TO others",
        "UPDATE store SET identity = 'x'",
    ] {
        let file = rusqlite::Connection::open(keep(folder.path()).columns()).unwrap();
        file.execute_batch(damage).unwrap();
        drop(file);
        let found = read(&catalog, &query(Sort::Id, true));
        let Err(SideError::Unusable(why)) = found else {
            panic!("{damage}: {found:?}");
        };
        catalog.distrust_directory(why);
        assert!(catalog.directory().is_none());
        wait_for(&catalog, |status| {
            status.directory && status.notice.is_some()
        })
        .await;
        assert_eq!(all(&catalog, query(Sort::Id, false)), whole, "{damage}");
        drop(catalog);
        catalog = begun();
        is_right(&catalog, &store).await;
    }
    std::fs::remove_file(keep(folder.path()).columns()).unwrap();
    assert!(matches!(
        read(&catalog, &query(Sort::Id, true)),
        Err(SideError::Unusable("its file is gone"))
    ));
}

#[tokio::test]
async fn one_who_only_reads_a_damaged_directory_leaves_it_to_the_other() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(&folder.path().join("a.db"), 200, 1).await;
    let first = catalog(&store, folder.path());
    is_right(&first, &store).await;
    let second = catalog(&store, folder.path());
    is_right(&second, &store).await;
    second.distrust_directory("its file was damaged");
    is_right(&second, &store).await;
    assert_eq!(
        (second.status().directory, second.status().notice),
        (false, None)
    );
    assert!(first.directory().is_some());
    // Once it writes itself, everything is made anew.
    drop(first);
    second.nudge();
    wait_for(&second, |status| status.directory).await;
    assert_eq!(
        second.status().notice.as_deref(),
        Some("The catalog was begun anew: its file was damaged.")
    );
}
