//! What the rest of the store says, where only an aggregate or an operation is looked through.

use std::collections::HashMap;

use hindsight_domain::completeness::{FirstSeen, Lens};
use hindsight_domain::{Event, EventFilter, EventType, Order, Page};
use hindsight_store::{EVENTS_PER_READ_MAX, EventStore};

use crate::error::ServiceResult;

/// Of so many types the rest of the store is asked; an aggregate with more is not of this world.
const TYPES_MAX: usize = 200;

/// When the store began, and when it saw each type first.
pub struct Elsewhere {
    begin: FirstSeen,
    firsts: HashMap<EventType, FirstSeen>,
}

impl Elsewhere {
    /// Looks at the first event of each type that the lens saw, and shows it the latest thousand others of that type,
    /// for payloads to be held against.
    pub async fn look(
        store: &dyn EventStore,
        filter: &EventFilter,
        lens: &mut Lens,
    ) -> ServiceResult<Self> {
        let mut elsewhere = Self {
            begin: first(store, &EventFilter::default()).await?,
            firsts: HashMap::new(),
        };
        for of_type in lens.types().into_iter().take(TYPES_MAX) {
            let all = EventFilter {
                event_type: Some(of_type.clone()),
                ..EventFilter::default()
            };
            let page = Page::first(Order::NewestFirst, EVENTS_PER_READ_MAX);
            let others = store.query(&all, page).await?.events;
            for event in others.iter().filter(|event| !belongs(filter, event)) {
                lens.compare_with(event);
            }
            let seen = first(store, &all).await?;
            elsewhere.firsts.insert(of_type, seen);
        }
        Ok(elsewhere)
    }

    /// What the lens asks for at the end.
    pub fn seen(&self) -> (FirstSeen, &HashMap<EventType, FirstSeen>) {
        (self.begin, &self.firsts)
    }
}

async fn first(store: &dyn EventStore, filter: &EventFilter) -> ServiceResult<FirstSeen> {
    let page = Page::first(Order::OldestFirst, 1);
    let found = store.query(filter, page).await?.events;
    Ok(found.first().and_then(|event| event.timestamp.value))
}

fn belongs(filter: &EventFilter, event: &Event) -> bool {
    match &filter.aggregate_id {
        Some(id) => event.aggregate_id == *id,
        None => event.correlation_id == filter.correlation_id,
    }
}
