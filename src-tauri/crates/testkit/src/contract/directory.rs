//! The directory: aggregates in the order in which they began, and types with their counts.

use std::collections::BTreeMap;

use hindsight_domain::{AggregateType, Order, Position};
use hindsight_store::{AggregateSummary, EventStore, TypeCount};

use super::queries::filled;
use crate::given::aggregate;
use crate::harness::Harness;
use crate::look::moves_on;

/// Every aggregate once, page by page.
async fn every_aggregate(
    store: &impl EventStore,
    of_type: Option<&AggregateType>,
    order: Order,
    limit: u32,
) -> Vec<AggregateSummary> {
    let mut found = Vec::new();
    let mut after = None;
    loop {
        let page = store
            .aggregates(of_type, after, order, limit)
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
                let found = every_aggregate(&store, of_type.as_ref(), order, limit).await;
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
        .aggregates(None, None, Order::OldestFirst, all.len() as u32)
        .await
        .expect("read");
    assert_eq!(page.next, None);
    let page = store
        .aggregates(None, None, Order::OldestFirst, 2)
        .await
        .expect("read");
    assert_eq!(page.next, Some(all[1].first_position));
    for cursor in [i64::MIN, 0, 3, i64::MAX].map(Position) {
        let page = store
            .aggregates(None, Some(cursor), Order::OldestFirst, 100)
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
    let aggregates = store.aggregate_types().await.expect("read");
    let events = store.event_types().await.expect("read");
    assert_eq!((aggregates.len(), events.len()), (2, 3));
    assert_eq!(counts(aggregates), model.aggregate_types());
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
        .aggregates(None, None, Order::NewestFirst, 10)
        .await
        .expect("read");
    assert_eq!((page.aggregates, page.next), (Vec::new(), None));
    assert_eq!(store.aggregate_types().await.expect("read"), []);
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
