//! What one actor did: which things, when in the week, through which doors, on whose commands.

mod commands;
mod hours;
mod tally;

use std::collections::HashMap;

use hindsight_domain::{Actor, AggregateId, Event, EventFilter, Instant, Order, Page};
use hindsight_store::{EVENTS_PER_READ_MAX, EventStore};

use commands::Commands;
use hours::Hours;
use tally::Tally;

use crate::error::{ErrorCode, ServiceError, ServiceResult};
use crate::wire::{ActorAggregateDto, ActorDto, ProgressDto, parse_as_of};

/// How many aggregates are kept apart.
const AGGREGATES_MAX: usize = 200_000;
/// How many aggregates are told.
const AGGREGATES_TOLD: usize = 1_000;

/// Everything that an actor did, or had done by an instant, in numbers; the hours are those of a time zone so many minutes ahead of UTC.
///
/// # Errors
/// [`ErrorCode::NotFound`] where nobody of that name did anything, or had by then, an offset of more than 18 hours, or the store's own.
pub async fn actor(
    store: &dyn EventStore,
    name: &str,
    offset_minutes: i32,
    as_of: Option<&str>,
    progress: &(dyn Fn(ProgressDto) + Send + Sync),
) -> ServiceResult<ActorDto> {
    let mut deeds = Deeds::new(offset_minutes)?;
    let as_of = as_of.map(parse_as_of).transpose()?;
    let filter = EventFilter {
        actor: Some(Actor::new(name)),
        until: as_of.and_then(Instant::next),
        ..EventFilter::default()
    };
    // Who acted is in no index, and counting would be another reading of the whole store: positions tell how far it is.
    let end = store
        .query(&EventFilter::default(), Page::first(Order::NewestFirst, 1))
        .await?;
    let end = end.events.first().map_or(0, |last| last.position.0);
    let number = |position: i64| u32::try_from(position.max(0)).unwrap_or(u32::MAX);
    let mut page = Page::first(Order::OldestFirst, EVENTS_PER_READ_MAX);
    loop {
        let found = store.query(&filter, page).await?;
        found.events.iter().for_each(|event| deeds.add(event));
        deeds.commands.add(store, &found.events).await?;
        let Some(next) = found.next else { break };
        progress(ProgressDto {
            done: number(next.0),
            total: number(end),
        });
        // As in a check: a wish to stop is heard between two steps.
        tokio::task::yield_now().await;
        page = page.after(next);
    }
    if deeds.events == 0 {
        return Err(ServiceError::new(
            ErrorCode::NotFound,
            match as_of {
                Some(_) => format!("Nothing was done by {name} until then."),
                None => format!("No event of this store has the actor {name}."),
            },
        ));
    }
    Ok(deeds.told(name))
}

struct Deeds {
    events: u32,
    first_at: Option<Instant>,
    last_at: Option<Instant>,
    actor_types: Tally,
    sources: Tally,
    event_types: Tally,
    aggregate_types: Tally,
    aggregates: HashMap<AggregateId, ActorAggregateDto>,
    capped: bool,
    commands: Commands,
    hours: Hours,
}

impl Deeds {
    fn new(offset_minutes: i32) -> ServiceResult<Self> {
        Ok(Self {
            events: 0,
            first_at: None,
            last_at: None,
            actor_types: Tally::default(),
            sources: Tally::default(),
            event_types: Tally::default(),
            aggregate_types: Tally::default(),
            aggregates: HashMap::new(),
            capped: false,
            commands: Commands::default(),
            hours: Hours::in_zone(offset_minutes)?,
        })
    }

    fn add(&mut self, event: &Event) {
        let at = event.timestamp.value;
        self.events = self.events.saturating_add(1);
        self.first_at = [self.first_at, at].into_iter().flatten().min();
        self.last_at = self.last_at.max(at);
        self.actor_types.add(&event.actor_type.text);
        self.sources.add(&event.source.text);
        self.event_types.add(event.event_type.as_str());
        self.aggregate_types.add(event.aggregate_type.as_str());
        self.hours.add(at);
        self.touch(event);
    }

    fn touch(&mut self, event: &Event) {
        let room = self.aggregates.len() < AGGREGATES_MAX;
        if !room && !self.aggregates.contains_key(&event.aggregate_id) {
            self.capped = true;
            return;
        }
        let touched = self
            .aggregates
            .entry(event.aggregate_id.clone())
            .or_insert_with(|| ActorAggregateDto {
                aggregate_id: event.aggregate_id.to_string(),
                aggregate_type: event.aggregate_type.to_string(),
                events: 0,
                last_position: String::new(),
                last_at: None,
            });
        touched.events += 1;
        touched.last_position = event.position.to_string();
        touched.last_at = event.timestamp.value.map(|at| at.to_string());
    }

    fn told(self, name: &str) -> ActorDto {
        let aggregate_count = u32::try_from(self.aggregates.len()).unwrap_or(u32::MAX);
        let mut aggregates: Vec<ActorAggregateDto> = self.aggregates.into_values().collect();
        aggregates.sort_by(|one, other| {
            let by_count = other.events.cmp(&one.events);
            by_count.then_with(|| one.aggregate_id.cmp(&other.aggregate_id))
        });
        aggregates.truncate(AGGREGATES_TOLD);
        let (commands, without_command) = self.commands.told();
        ActorDto {
            actor: name.to_owned(),
            events: self.events,
            first_at: self.first_at.map(|at| at.to_string()),
            last_at: self.last_at.map(|at| at.to_string()),
            actor_types: self.actor_types.told(),
            sources: self.sources.told(),
            event_types: self.event_types.told(),
            aggregate_types: self.aggregate_types.told(),
            aggregate_count,
            aggregates_capped: self.capped,
            aggregates,
            commands,
            without_command,
            offset_minutes: self.hours.offset_minutes(),
            untimed: self.hours.untimed(),
            hours: self.hours.told(),
        }
    }
}
