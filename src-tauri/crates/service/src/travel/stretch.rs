//! A history in stretches, so that it need not be in memory as a whole.

use std::collections::BTreeSet;

use hindsight_domain::{AggregateId, Event, Version};
use hindsight_store::{EVENTS_PER_READ_MAX, EventStore};

use super::Tell;
use crate::error::ServiceResult;
use crate::wire::ProgressDto;

/// How many events are read and folded at a time.
const STRETCH: u32 = EVENTS_PER_READ_MAX;

/// The events of an aggregate after one version up to another, stretch by stretch.
pub struct Stretches<'s> {
    store: &'s dyn EventStore,
    aggregate_id: AggregateId,
    after: Version,
    to: Version,
    without: BTreeSet<u32>,
    tell: Tell<'s>,
    begun_after: Version,
}

impl<'s> Stretches<'s> {
    /// Begins after a version.
    pub fn new(
        store: &'s dyn EventStore,
        aggregate_id: &AggregateId,
        after: Version,
        to: Version,
        tell: Tell<'s>,
    ) -> Self {
        Self {
            store,
            aggregate_id: aggregate_id.clone(),
            after,
            to,
            without: BTreeSet::new(),
            tell,
            begun_after: after,
        }
    }

    /// Leaves out some versions.
    pub fn without(mut self, without: BTreeSet<u32>) -> Self {
        self.without = without;
        self
    }

    /// The next stretch, never an empty one; `None` at the end.
    ///
    /// # Errors
    /// The store's own.
    pub async fn next(&mut self) -> ServiceResult<Option<Vec<Event>>> {
        loop {
            let limit = self.to.0.saturating_sub(self.after.0).min(STRETCH);
            if limit == 0 {
                return Ok(None);
            }
            let mut events = self
                .store
                .get_events_since(&self.aggregate_id, self.after, limit)
                .await?;
            // A foreign store may have gaps, behind which lie later versions than those that are asked for.
            events.truncate(events.partition_point(|event| event.version <= self.to));
            let Some(last) = events.last() else {
                return Ok(None);
            };
            self.after = last.version;
            (self.tell)(ProgressDto {
                done: self.after.0 - self.begun_after.0,
                total: self.to.0 - self.begun_after.0,
            });
            events.retain(|event| !self.without.contains(&event.version.0));
            if !events.is_empty() {
                return Ok(Some(events));
            }
        }
    }
}
