//! The aggregates that a stretch of events touches.

use std::collections::HashMap;

use hindsight_domain::{AggregateId, Event, Order, Page, Version};
use hindsight_store::EVENTS_PER_READ_MAX;

use super::Between;
use crate::error::ServiceResult;
use crate::session::Session;
use crate::wire::EventRowDto;

/// An aggregate and what its events in between say of it.
pub struct Touched {
    pub first: Version,
    pub last: Version,
    pub events: u32,
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
            last_event: event,
        }
    }

    fn take(&mut self, event: Event) {
        self.events += 1;
        self.first = self.first.min(event.version);
        if event.version >= self.last {
            self.last = event.version;
            self.last_event = event;
        }
    }

    /// The last event as a row.
    pub fn row(&self) -> EventRowDto {
        (&self.last_event).into()
    }
}
