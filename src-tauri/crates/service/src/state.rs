//! The state of an aggregate at a version or an instant.

use hindsight_domain::replay::{Json, MergeFold, Replayed, replay, version_at};
use hindsight_domain::{AggregateId, Event, RawJson, Version};
use hindsight_store::{EVENTS_PER_READ_MAX, EventStore};

use crate::browse::get_aggregate;
use crate::error::{ServiceError, ServiceResult};
use crate::wire::{AtDto, FoldErrorDto, ProgressDto, StateDto, parse_instant};

/// Folds an aggregate's events up to a point, with the default fold: the JSON merge patch of each event's data.
/// A payload that cannot be folded does not fail the call: the answer is the last good state and says where
/// folding stopped.
///
/// # Errors
/// An aggregate that does not exist, an instant that cannot be read, or the store's own.
pub async fn state_at(
    store: &dyn EventStore,
    aggregate_id: &str,
    at: &AtDto,
    progress: &(dyn Fn(ProgressDto) + Send + Sync),
) -> ServiceResult<StateDto> {
    let last_version = get_aggregate(store, aggregate_id).await?.last_version;
    let until = match at {
        AtDto::Version { version } => Version((*version).min(last_version)),
        AtDto::Latest | AtDto::Instant { .. } => Version(last_version),
    };
    let events = load(store, aggregate_id, until, progress).await?;
    let (version, runs_backwards) = match at {
        AtDto::Instant { instant } => {
            let history = events
                .iter()
                .map(|event| (event.version, event.timestamp.value));
            let found = version_at(history, parse_instant(instant)?);
            (found.version.unwrap_or_default(), found.runs_backwards)
        }
        AtDto::Latest | AtDto::Version { .. } => (until, false),
    };
    let past = &events[..events.partition_point(|event| event.version <= version)];
    let Replayed {
        state,
        delta,
        stopped,
        ..
    } = replay(&MergeFold, None, past).map_err(ServiceError::invalid)?;
    // Where folding stopped, what this event changes is not known.
    let changes = delta
        .filter(|_| stopped.is_none())
        .map(|delta| delta.changes());
    Ok(StateDto {
        aggregate_id: aggregate_id.to_owned(),
        version: version.0,
        last_version,
        event: past.last().map(Into::into),
        state: state.to_string(),
        changes: changes
            .unwrap_or_default()
            .into_iter()
            .map(Into::into)
            .collect(),
        runs_backwards,
        error: stopped.map(|error| FoldErrorDto {
            version: error.version().0,
            message: error.to_string(),
        }),
    })
}

/// A state as text for people: two spaces a level, numbers and texts spelled as the events spelled them.
///
/// # Errors
/// A state whose text is not JSON, which no use case gives.
pub fn pretty_state(state: &StateDto) -> ServiceResult<String> {
    let tree = RawJson::parse(state.state.as_str()).and_then(|text| Json::parse(&text));
    tree.map(|tree| tree.pretty())
        .map_err(ServiceError::invalid)
}

/// Reads the aggregate's events up to a version in steps, telling how far it is.
async fn load(
    store: &dyn EventStore,
    aggregate_id: &str,
    until: Version,
    progress: &(dyn Fn(ProgressDto) + Send + Sync),
) -> ServiceResult<Vec<Event>> {
    let id = AggregateId::new(aggregate_id);
    let mut events: Vec<Event> = Vec::new();
    loop {
        let after = events.last().map_or(Version(0), |event| event.version);
        let limit = until.0.saturating_sub(after.0).min(EVENTS_PER_READ_MAX);
        if limit == 0 {
            return Ok(events);
        }
        let step = store.get_events_since(&id, after, limit).await?;
        if step.is_empty() {
            return Ok(events);
        }
        events.extend(step);
        let done = u32::try_from(events.len()).unwrap_or(u32::MAX);
        progress(ProgressDto {
            done,
            total: until.0,
        });
    }
}
