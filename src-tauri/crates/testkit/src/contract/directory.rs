//! The directory: aggregates in the order in which they began, and types with their counts.

use std::collections::BTreeMap;

use hindsight_domain::replay::version_at;
use hindsight_domain::{AggregateType, Instant, Order, Position};
use hindsight_store::{AggregateSummary, EventStore, TypeCount};

use super::queries::filled;
use crate::given::aggregate;
use crate::harness::Harness;
use crate::look::{contents, moves_on};

/// Every aggregate once, page by page.
async fn every_aggregate(
    store: &impl EventStore,
    of_type: Option<&AggregateType>,
    order: Order,
    limit: u32,
    as_of: Option<Instant>,
) -> Vec<AggregateSummary> {
    let mut found = Vec::new();
    let mut after = None;
    loop {
        let page = store
            .aggregates(of_type, after, order, limit, as_of)
            .await
            .expect("read");
        assert!(page.aggregates.len() <= limit as usize);
        found.extend(page.aggregates);
        match page.next {
            None => return found,
            Some(next) => {
                assert!(
                    moves_on(after, order, next),
                    "a cursor stands still at {next}"
                );
                after = Some(next);
            }
        }
    }
}

/// Whatever the type, the order and the size of a page, each aggregate comes once, as it is at a glance.
pub async fn aggregates_are_listed_in_the_order_they_began(h: &impl Harness) {
    let (store, model) = filled(h).await;
    let types = [None, Some("Server"), Some("Application"), Some("Unheard")];
    for of_type in types.map(|name| name.map(AggregateType::new)) {
        let mut should = model.aggregates(of_type.as_ref());
        for order in [Order::OldestFirst, Order::NewestFirst] {
            for limit in [1, 2, 3, 7, 100] {
                let found = every_aggregate(&store, of_type.as_ref(), order, limit, None).await;
                assert_eq!(found, should, "{of_type:?}, {order:?}, {limit} to a page");
            }
            should.reverse();
        }
    }
    assert_eq!(model.aggregates(None).len(), 7);
}

/// The last page of aggregates says that it is the last one, and any position is a cursor.
pub async fn the_cursor_of_aggregates_is_a_position(h: &impl Harness) {
    let (store, model) = filled(h).await;
    let all = model.aggregates(None);
    let page = store
        .aggregates(None, None, Order::OldestFirst, all.len() as u32, None)
        .await
        .expect("read");
    assert_eq!(page.next, None);
    let page = store
        .aggregates(None, None, Order::OldestFirst, 2, None)
        .await
        .expect("read");
    assert_eq!(page.next, Some(all[1].first_position));
    for cursor in [i64::MIN, 0, 3, i64::MAX].map(Position) {
        let page = store
            .aggregates(None, Some(cursor), Order::OldestFirst, 100, None)
            .await
            .expect("read");
        let should: Vec<_> = all
            .iter()
            .filter(|one| one.first_position > cursor)
            .cloned()
            .collect();
        assert_eq!(page.aggregates, should, "{cursor}");
    }
}

/// As of an instant there are the aggregates that had begun, each as it was then; and so says the version of each.
pub async fn aggregates_are_listed_as_they_were(h: &impl Harness) {
    let (store, model) = filled(h).await;
    let mut instants: Vec<Instant> = contents(&store)
        .await
        .events
        .iter()
        .filter_map(|event| event.timestamp.value)
        .flat_map(|at| [-1, 0, 1].map(|by| Instant::from_micros(at.micros() + by)))
        .flatten()
        .collect();
    instants.push(Instant::from_micros(0).expect("an instant"));
    instants.extend(Instant::parse("9999-12-31T23:59:59.999999Z"));
    instants.sort_unstable();
    instants.dedup();
    let server = AggregateType::new("Server");
    for (at, turn) in instants.into_iter().zip(0..) {
        let (of_type, limit) = match turn % 3 {
            0 => (Some(&server), 2),
            _ => (None, 3),
        };
        let mut should = model.aggregates_as_of(of_type, at);
        for order in [Order::OldestFirst, Order::NewestFirst] {
            let found = every_aggregate(&store, of_type, order, limit, Some(at)).await;
            assert_eq!(found, should, "{of_type:?}, {order:?}, as of {at}");
            should.reverse();
        }
        let types = store.aggregate_types(Some(at)).await.expect("read");
        assert_eq!(counts(types), model.aggregate_types(Some(at)), "as of {at}");
        for n in 0..8 {
            let id = aggregate(n);
            let history = model.history(&id);
            let should = version_at(history.map(|one| (one.version, one.timestamp.value)), at);
            let found = store.version_at(&id, at).await.expect("read");
            assert_eq!(found, should, "aggregate {n} at {at}");
        }
    }
}

/// One aggregate at a glance says where it begins, where it ends and what happened last.
pub async fn one_aggregate_is_seen_at_a_glance(h: &impl Harness) {
    let (store, model) = filled(h).await;
    for n in 0..7 {
        let found = store.aggregate(&aggregate(n)).await.expect("read");
        assert_eq!(found, model.aggregate(&aggregate(n)));
        assert!(found.is_some());
    }
}

/// Types are listed once each, with how many aggregates or events there are of them.
pub async fn types_are_counted(h: &impl Harness) {
    let (store, model) = filled(h).await;
    let aggregates = store.aggregate_types(None).await.expect("read");
    let events = store.event_types().await.expect("read");
    assert_eq!((aggregates.len(), events.len()), (2, 3));
    assert_eq!(counts(aggregates), model.aggregate_types(None));
    assert_eq!(counts(events), model.event_types());
}

fn counts<T: Into<String>>(types: Vec<TypeCount<T>>) -> BTreeMap<String, u64> {
    types
        .into_iter()
        .map(|one| (one.name.into(), one.count))
        .collect()
}

/// An empty store has nothing to list, and says so without an error.
pub async fn an_empty_store_is_empty(h: &impl Harness) {
    let store = h.create().await;
    let page = store
        .aggregates(None, None, Order::NewestFirst, 10, None)
        .await
        .expect("read");
    assert_eq!((page.aggregates, page.next), (Vec::new(), None));
    assert_eq!(store.aggregate_types(None).await.expect("read"), []);
    assert_eq!(store.event_types().await.expect("read"), []);
    let filter = hindsight_domain::EventFilter::default();
    assert_eq!(store.count(&filter).await.expect("counted"), 0);
    let info = store.info().await.expect("read");
    assert_eq!(
        (info.events, info.commands, info.snapshots),
        (0, Some(0), Some(0))
    );
    assert_eq!((info.first_at, info.last_at), (None, None));
}
