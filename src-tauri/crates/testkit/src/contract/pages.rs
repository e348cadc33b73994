//! Pages: keyset cursors that skip nothing and repeat nothing.

use hindsight_domain::{EventFilter, EventType, Order, Page, Position};
use hindsight_store::{EVENTS_PER_READ_MAX, EventStore, ExpectedVersion};

use super::queries::filled;
use crate::given::{aggregate, append, to};
use crate::harness::Harness;
use crate::look::{all_matching, appended};

/// Whatever the filter, the order and the size, page after page gives every matching event once.
pub async fn pages_leave_nothing_out_and_repeat_nothing(h: &impl Harness) {
    let (store, model) = filled(h).await;
    let all = EventFilter::default();
    let one_aggregate = EventFilter {
        aggregate_id: Some(aggregate(2)),
        ..all.clone()
    };
    let one_type = EventFilter {
        event_type: Some(EventType::new("Renamed")),
        ..all.clone()
    };
    let a_stretch = EventFilter {
        from_position: Some(Position(5)),
        to_position: Some(Position(21)),
        ..one_type.clone()
    };
    for filter in [all, one_aggregate, one_type, a_stretch] {
        let mut should: Vec<_> = model.matching(&filter).cloned().collect();
        for order in [Order::OldestFirst, Order::NewestFirst] {
            for limit in [1, 2, 3, should.len() - 1, should.len(), should.len() + 1] {
                let found = all_matching(&store, &filter, order, limit as u32).await;
                assert_eq!(found, should, "{order:?}, {limit} to a page, {filter:?}");
            }
            should.reverse();
        }
    }
}

/// A cursor need not be the position of a matching event, nor of any.
pub async fn any_position_is_a_cursor(h: &impl Harness) {
    let (store, model) = filled(h).await;
    let one_aggregate = EventFilter {
        aggregate_id: Some(aggregate(2)),
        ..EventFilter::default()
    };
    for filter in [EventFilter::default(), one_aggregate] {
        for order in [Order::OldestFirst, Order::NewestFirst] {
            for cursor in (-1..=model.events.len() as i64 + 1).chain([i64::MIN, i64::MAX]) {
                let page = Page::first(order, 4).after(Position(cursor));
                let found = store.query(&filter, page).await.expect("read");
                assert_eq!(found, model.query(&filter, page), "{page:?} {filter:?}");
            }
        }
    }
}

/// The last page says that it is the last one, also when it is full, so that nobody asks for an empty one.
pub async fn the_last_page_has_no_cursor(h: &impl Harness) {
    let (store, model) = filled(h).await;
    let count = model.events.len() as u32;
    let next = |limit| {
        let page = Page::first(Order::OldestFirst, limit);
        let filter = EventFilter::default();
        let store = &store;
        async move { store.query(&filter, page).await.expect("read").next }
    };
    assert_eq!(next(count - 1).await, Some(Position(i64::from(count) - 1)));
    assert_eq!(next(count).await, None);
    assert_eq!(next(count + 1).await, None);
}

/// A page holds so many events at most, whatever is asked for, and at least one.
pub async fn pages_have_a_largest_and_a_smallest_size(h: &impl Harness) {
    let store = h.create().await;
    let max = EVENTS_PER_READ_MAX;
    appended(
        &store,
        append(1, [to(1, ExpectedVersion::Any, max as usize + 5)]),
    )
    .await;
    for (asked, given) in [(0, 1), (1, 1), (max, max), (max + 1, max), (u32::MAX, max)] {
        let page = Page::first(Order::OldestFirst, asked);
        let found = store
            .query(&EventFilter::default(), page)
            .await
            .expect("read");
        assert_eq!(found.events.len(), given as usize, "{asked} asked for");
        assert_eq!(
            found.next,
            Some(Position(i64::from(given))),
            "{asked} asked for"
        );
        let since = store
            .get_events_since(&aggregate(1), hindsight_domain::Version(0), asked)
            .await;
        assert_eq!(
            since.expect("read").len(),
            given as usize,
            "{asked} asked for"
        );
    }
    assert_eq!(
        store.get_events(&aggregate(1)).await.expect("read").len(),
        max as usize + 5
    );
}

/// What is recorded while somebody turns pages comes at the end, and moves nothing else.
pub async fn new_events_come_at_the_end(h: &impl Harness) {
    let (store, mut model) = filled(h).await;
    let filter = EventFilter::default();
    let mut page = Page::first(Order::OldestFirst, 7);
    let mut read = Vec::new();
    for n in 1_000.. {
        let found = store.query(&filter, page).await.expect("read");
        read.extend(found.events);
        let Some(next) = found.next else { break };
        page = page.after(next);
        if n < 1_003 {
            let request = append(n, [to(2, ExpectedVersion::Any, 1)]);
            let outcome = store.append(request.clone()).await.expect("recorded");
            model
                .append(&request, h.clock().shows(), &outcome.events)
                .expect("the model agrees");
        }
    }
    assert_eq!(read, model.events);
}
