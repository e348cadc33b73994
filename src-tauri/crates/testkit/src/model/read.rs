//! What reading should give.

use std::collections::BTreeMap;

use hindsight_domain::{
    AggregateId, AggregateType, CommandId, Event, EventFilter, Instant, NewSnapshot, Order, Page,
    Payload, Position, ProcessedCommand, Version,
};
use hindsight_store::{AggregateSummary, EventPage, RequestHash};

use super::Model;
use super::write::instant_of;

impl Model {
    /// One aggregate's events, in order of versions.
    pub fn history(&self, aggregate_id: &AggregateId) -> impl Iterator<Item = &Event> {
        self.events
            .iter()
            .filter(move |event| event.aggregate_id == *aggregate_id)
    }

    /// Every event that matches, in order of position.
    pub fn matching(&self, filter: &EventFilter) -> impl Iterator<Item = &Event> {
        self.events
            .iter()
            .filter(move |event| matches(filter, event))
    }

    /// One portion of the events that match.
    pub fn query(&self, filter: &EventFilter, page: Page) -> EventPage {
        let mut events: Vec<Event> = self.matching(filter).cloned().collect();
        events.retain(|event| is_behind(page.after, page.order, event.position));
        if page.order == Order::NewestFirst {
            events.reverse();
        }
        let more = events.len() > page.limit as usize;
        events.truncate(page.limit as usize);
        let next = events.last().filter(|_| more).map(|event| event.position);
        EventPage { events, next }
    }

    /// How many events match in each of `buckets` stretches between two instants, each as long as the others to the
    /// microsecond: the nth begins `n / buckets` of the way from the first instant to the second, rounded down.
    pub fn histogram(
        &self,
        filter: &EventFilter,
        from: Instant,
        until: Instant,
        buckets: u32,
    ) -> Vec<u64> {
        let width = i128::from(until.micros() - from.micros());
        let start =
            |nth: u32| i128::from(from.micros()) + width * i128::from(nth) / i128::from(buckets);
        let within = |nth: u32| {
            let stretch = start(nth)..start(nth + 1);
            self.matching(filter)
                .filter(|event| stretch.contains(&i128::from(instant_of(event).micros())))
                .count()
        };
        (0..buckets).map(|nth| within(nth) as u64).collect()
    }

    /// Every aggregate, or those of a type, in the order in which they began.
    pub fn aggregates(&self, aggregate_type: Option<&AggregateType>) -> Vec<AggregateSummary> {
        let began = self
            .events
            .iter()
            .filter(|event| event.version == Version(1));
        let of_type =
            began.filter(|event| aggregate_type.is_none_or(|of| event.aggregate_type == *of));
        of_type
            .filter_map(|event| self.aggregate(&event.aggregate_id))
            .collect()
    }

    /// One aggregate at a glance.
    pub fn aggregate(&self, aggregate_id: &AggregateId) -> Option<AggregateSummary> {
        let first = self.history(aggregate_id).next()?;
        let last = self.history(aggregate_id).last()?;
        Some(AggregateSummary {
            aggregate_id: aggregate_id.clone(),
            aggregate_type: first.aggregate_type.clone(),
            last_version: last.version,
            first_position: first.position,
            first_at: first.timestamp.value,
            last_position: last.position,
            last_at: last.timestamp.value,
            last_event_type: last.event_type.clone(),
        })
    }

    /// Every aggregate, or those of a type, that had begun at an instant, each as it was then.
    pub fn aggregates_as_of(
        &self,
        aggregate_type: Option<&AggregateType>,
        instant: Instant,
    ) -> Vec<AggregateSummary> {
        let all = self.aggregates(aggregate_type).into_iter();
        all.filter_map(|summary| {
            let until = |event: &&Event| instant_of(event) <= instant;
            let last = self.history(&summary.aggregate_id).filter(until).last()?;
            Some(AggregateSummary {
                last_version: last.version,
                last_position: last.position,
                last_at: last.timestamp.value,
                last_event_type: last.event_type.clone(),
                ..summary
            })
        })
        .collect()
    }

    /// How many aggregates there are of each type, or had begun by an instant.
    pub fn aggregate_types(&self, as_of: Option<Instant>) -> BTreeMap<String, u64> {
        let found = match as_of {
            Some(instant) => self.aggregates_as_of(None, instant),
            None => self.aggregates(None),
        };
        tally(found.iter().map(|found| found.aggregate_type.as_str()))
    }

    /// How many events there are of each type.
    pub fn event_types(&self) -> BTreeMap<String, u64> {
        tally(self.events.iter().map(|event| event.event_type.as_str()))
    }

    /// How many commands were recorded.
    pub fn command_count(&self) -> u64 {
        self.commands.len() as u64
    }

    /// How many snapshots there are.
    pub fn snapshot_count(&self) -> u64 {
        self.snapshots.len() as u64
    }

    /// A command that was recorded.
    pub fn command(&self, command_id: &CommandId) -> Option<ProcessedCommand> {
        self.all_commands()
            .find(|found| found.command_id == *command_id)
    }

    /// Every command that was recorded.
    pub fn all_commands(&self) -> impl Iterator<Item = ProcessedCommand> {
        self.commands.iter().map(|found| {
            let command = found.request.command.clone();
            let first = self.events[found.events.clone()].first();
            ProcessedCommand {
                command_id: command.command_id,
                command_type: command.command_type,
                aggregate_id: command.aggregate_id,
                aggregate_type: command.aggregate_type,
                processed_at: Some(found.at),
                actor: command.actor,
                source: command.source.to_string(),
                data: Some(Payload::Json(command.data)),
                first_position: first.map(|event| event.position),
                event_count: Some(found.events.len() as u32),
                request_hash: Some(RequestHash::of(&found.request).to_hex()),
            }
        })
    }

    /// The latest snapshot at or before a version.
    pub fn snapshot(
        &self,
        aggregate_id: &AggregateId,
        at_or_before: Version,
    ) -> Option<&NewSnapshot> {
        let of = self
            .snapshots
            .iter()
            .filter(|one| one.aggregate_id == *aggregate_id);
        of.filter(|one| one.version <= at_or_before)
            .max_by_key(|one| one.version)
    }
}

/// Whether an event matches every part of a filter.
pub fn matches(filter: &EventFilter, event: &Event) -> bool {
    fn fits<T: PartialEq>(wanted: &Option<T>, found: Option<&T>) -> bool {
        wanted.is_none() || wanted.as_ref() == found
    }
    let at = instant_of(event);
    fits(&filter.aggregate_id, Some(&event.aggregate_id))
        && fits(&filter.aggregate_type, Some(&event.aggregate_type))
        && fits(&filter.event_type, Some(&event.event_type))
        && fits(&filter.actor, Some(&event.actor))
        && fits(&filter.actor_type, event.actor_type.value.as_ref())
        && fits(&filter.source, event.source.value.as_ref())
        && fits(&filter.correlation_id, event.correlation_id.as_ref())
        && fits(&filter.causation_id, event.causation_id.as_ref())
        && filter.from.is_none_or(|from| from <= at)
        && filter.until.is_none_or(|until| at < until)
        && filter
            .from_position
            .is_none_or(|from| from <= event.position)
        && filter.to_position.is_none_or(|to| event.position <= to)
}

fn is_behind(cursor: Option<Position>, order: Order, position: Position) -> bool {
    cursor.is_none_or(|cursor| match order {
        Order::OldestFirst => position > cursor,
        Order::NewestFirst => position < cursor,
    })
}

fn tally<'a>(names: impl Iterator<Item = &'a str>) -> BTreeMap<String, u64> {
    let mut counts = BTreeMap::new();
    for name in names {
        *counts.entry(name.to_owned()).or_default() += 1;
    }
    counts
}
