//! Reading an operation: its events in steps, then all their causes at once.

use std::collections::HashSet;

use hindsight_domain::{
    CommandId, CorrelationId, Event, EventFilter, EventId, Order, Page, Position, ProcessedCommand,
    Stretches,
};
use hindsight_store::{EVENTS_PER_READ_MAX, EventStore};

use crate::error::{ErrorCode, ServiceError, ServiceResult};
use crate::wire::ProgressDto;

/// What a store has of an operation. Payloads are dropped as soon as they are read.
pub struct Loaded {
    /// How many events the operation has.
    pub total: u32,
    /// The first of them, in order of position.
    pub events: Vec<Event>,
    /// The commands that they name as causes, or that recorded them.
    pub commands: Vec<ProcessedCommand>,
    /// Events of other operations that they name as causes.
    pub outside: Vec<Event>,
}

/// Reads an operation's first events, up to a number of them, and what caused them.
pub async fn load(
    store: &dyn EventStore,
    id: &CorrelationId,
    most: u32,
    progress: &(dyn Fn(ProgressDto) + Send + Sync),
) -> ServiceResult<Loaded> {
    let filter = EventFilter {
        correlation_id: Some(id.clone()),
        ..EventFilter::default()
    };
    let total = u32::try_from(store.count(&filter).await?).unwrap_or(u32::MAX);
    let events = events(store, &filter, total.min(most), progress).await?;
    if events.is_empty() {
        return Err(ServiceError::new(
            ErrorCode::NotFound,
            format!("No event of this store has the correlation id {id}."),
        ));
    }
    let (mut commands, outside) = causes(store, &events).await?;
    let unclaimed = unclaimed(&events, &commands);
    let known: HashSet<CommandId> = commands.iter().map(|one| one.command_id.clone()).collect();
    let recording = store.commands_recording(&unclaimed).await?;
    commands.extend(
        recording
            .into_iter()
            .filter(|one| !known.contains(&one.command_id)),
    );
    commands.sort_by(|one, other| {
        let key = |command: &ProcessedCommand| (command.first_position, command.processed_at);
        key(one)
            .cmp(&key(other))
            .then_with(|| one.command_id.cmp(&other.command_id))
    });
    Ok(Loaded {
        total,
        events,
        commands,
        outside,
    })
}

async fn events(
    store: &dyn EventStore,
    filter: &EventFilter,
    most: u32,
    progress: &(dyn Fn(ProgressDto) + Send + Sync),
) -> ServiceResult<Vec<Event>> {
    let mut events: Vec<Event> = Vec::new();
    let mut page = Page::first(Order::OldestFirst, EVENTS_PER_READ_MAX);
    while events.len() < most as usize {
        page.limit = (most - events.len() as u32).min(EVENTS_PER_READ_MAX);
        let found = store.query(filter, page).await?;
        events.extend(found.events.into_iter().map(without_payload));
        progress(ProgressDto {
            done: u32::try_from(events.len()).unwrap_or(u32::MAX),
            total: most,
        });
        // As in a check: a wish to stop is heard between two steps.
        tokio::task::yield_now().await;
        let Some(next) = found.next else { break };
        page = page.after(next);
    }
    Ok(events)
}

/// A trace tells what happened and not what was said: a hundred thousand payloads need not be kept for it.
fn without_payload(mut event: Event) -> Event {
    event.data = hindsight_domain::Payload::Broken(String::new());
    event.metadata = None;
    event.marks = Vec::new();
    event
}

/// The commands, and the events of other operations, that events name as causes.
async fn causes(
    store: &dyn EventStore,
    events: &[Event],
) -> ServiceResult<(Vec<ProcessedCommand>, Vec<Event>)> {
    let own: HashSet<&str> = events.iter().map(|event| event.event_id.as_str()).collect();
    let mut named: Vec<&str> = events
        .iter()
        .filter_map(|event| event.causation_id.as_ref())
        .map(|cause| cause.as_str())
        .filter(|cause| !own.contains(cause))
        .collect();
    named.sort_unstable();
    named.dedup();
    let ids: Vec<CommandId> = named.iter().map(|cause| CommandId::new(*cause)).collect();
    let commands = store.find_commands(&ids).await?;
    let found: HashSet<&str> = commands.iter().map(|one| one.command_id.as_str()).collect();
    let rest: Vec<EventId> = named
        .iter()
        .filter(|cause| !found.contains(*cause))
        .map(|cause| EventId::new(*cause))
        .collect();
    let outside = store.find_events(&rest).await?;
    let mut seen = HashSet::new();
    let outside = outside
        .into_iter()
        .filter(|event| seen.insert(event.event_id.clone()))
        .map(without_payload);
    Ok((commands, outside.collect()))
}

/// The positions of the events that none of the commands recorded.
fn unclaimed(events: &[Event], commands: &[ProcessedCommand]) -> Vec<Position> {
    let claimed = Stretches::recorded_by(commands);
    let positions = events.iter().map(|event| event.position);
    positions.filter(|at| !claimed.contains(*at)).collect()
}
