//! The aggregates that a stretch of events touches.

use std::collections::HashMap;

use hindsight_domain::{AggregateId, Event, Order, Page, Payload, Version};
use hindsight_store::EVENTS_PER_READ_MAX;

use super::Between;
use crate::error::ServiceResult;
use crate::session::Session;

/// An aggregate and what its events in between say of it.
pub struct Touched {
    pub first: Version,
    pub last: Version,
    pub events: u32,
    /// Whether the last event's data is `null`.
    pub is_null: bool,
    /// The last event, without its payload.
    pub last_event: Event,
}

/// Goes through the events in between once and keeps of them only the last of each aggregate.
pub async fn gather(
    session: &Session,
    between: &Between,
    tell: &(dyn Fn(u32) + Send + Sync),
) -> ServiceResult<Vec<Touched>> {
    let mut places: HashMap<AggregateId, usize> = HashMap::new();
    let mut touched: Vec<Touched> = Vec::new();
    let mut done = 0_u32;
    let mut page = Page::first(Order::OldestFirst, EVENTS_PER_READ_MAX);
    loop {
        let found = session.store().query(&between.filter, page).await?;
        done = done.saturating_add(u32::try_from(found.events.len()).unwrap_or(u32::MAX));
        for event in found.events {
            match places.get(&event.aggregate_id) {
                Some(at) => touched[*at].take(event),
                None => {
                    places.insert(event.aggregate_id.clone(), touched.len());
                    touched.push(Touched::begin(event));
                }
            }
        }
        tell(done);
        match found.next {
            Some(next) => page = page.after(next),
            None => return Ok(touched),
        }
    }
}

impl Touched {
    fn begin(event: Event) -> Self {
        Self {
            first: event.version,
            last: event.version,
            events: 1,
            is_null: is_null(&event),
            last_event: without_payload(event),
        }
    }

    fn take(&mut self, event: Event) {
        self.events += 1;
        self.first = self.first.min(event.version);
        if event.version >= self.last {
            self.last = event.version;
            self.is_null = is_null(&event);
            self.last_event = without_payload(event);
        }
    }
}

/// Whether an event's data says that nothing is left.
pub fn is_null(event: &Event) -> bool {
    matches!(&event.data, Payload::Json(data) if data.as_str().trim() == "null")
}

/// A payload may be long, and nothing more is asked of it.
fn without_payload(event: Event) -> Event {
    Event {
        data: Payload::Broken(String::new()),
        metadata: None,
        ..event
    }
}
