//! Looking at all that a store holds, to tell whether something changed.

use hindsight_domain::{Event, EventFilter, Order, Page, Position};
use hindsight_store::{Append, AppendStatus, EventStore, Recorded};

/// All that a store holds, as far as its interface shows it at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contents {
    /// Every event, in order of position.
    pub events: Vec<Event>,
    /// How many commands.
    pub commands: Option<u64>,
    /// How many snapshots.
    pub snapshots: Option<u64>,
}

/// All that a store holds.
pub async fn contents(store: &impl EventStore) -> Contents {
    let info = store.info().await.expect("a sound store says what it is");
    Contents {
        events: all_matching(store, &EventFilter::default(), Order::OldestFirst, 500).await,
        commands: info.commands,
        snapshots: info.snapshots,
    }
}

/// Every event that matches, page by page, each page held against the promise of its cursor.
pub async fn all_matching(
    store: &impl EventStore,
    filter: &EventFilter,
    order: Order,
    limit: u32,
) -> Vec<Event> {
    let mut page = Page::first(order, limit);
    let mut events = Vec::new();
    loop {
        let found = store.query(filter, page).await.expect("a page can be read");
        assert!(
            found.events.len() <= limit as usize,
            "a page holds {limit} events at most"
        );
        let last = found.events.last().map(|event| event.position);
        events.extend(found.events);
        let Some(next) = found.next else {
            return events;
        };
        assert_eq!(
            Some(next),
            last,
            "the cursor is the last position that was seen"
        );
        assert!(
            moves_on(page.after, order, next),
            "a cursor stands still at {next}"
        );
        page = page.after(next);
    }
}

/// Whether a cursor lies behind the one before it; one that does not would be followed for ever.
pub fn moves_on(before: Option<Position>, order: Order, next: Position) -> bool {
    before.is_none_or(|before| match order {
        Order::OldestFirst => next > before,
        Order::NewestFirst => next < before,
    })
}

/// Sends a request that must be recorded now, and gives what was recorded.
pub async fn appended(store: &impl EventStore, request: Append) -> Vec<Recorded> {
    let outcome = store
        .append(request)
        .await
        .expect("the request is recorded");
    assert_eq!(outcome.status, AppendStatus::Appended);
    outcome.events
}
