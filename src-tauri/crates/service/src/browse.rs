//! Reading history: pages, totals, one event, aggregates.

use hindsight_domain::{AggregateId, AggregateType, CommandId, Event, EventFilter, Page, Version};
use hindsight_store::{AggregateSummary, EVENTS_PER_READ_MAX, EventStore, TypeCount};

use crate::error::{ErrorCode, ServiceError, ServiceResult};
use crate::wire::{
    AggregatePageDto, AggregateSummaryDto, CauseDto, EventDetailDto, EventRowDto, FilterDto,
    OrderDto, PageDto, TypeCountDto, parse_as_of, parse_position,
};

/// One portion of the events that match, whole, and the cursor of the next portion.
///
/// # Errors
/// A filter that cannot be understood, or the store's own.
pub async fn read_events(
    store: &dyn EventStore,
    filter: &FilterDto,
    page: &PageDto,
) -> ServiceResult<(Vec<EventDetailDto>, Option<String>)> {
    let found = store
        .query(&EventFilter::try_from(filter)?, Page::try_from(page)?)
        .await?;
    let next = found.next.map(|position| position.to_string());
    Ok((found.events.iter().map(detail).collect(), next))
}

/// One event with all that is known of it, its cause included.
///
/// # Errors
/// [`ErrorCode::NotFound`] where no event has this position, or the store's own.
pub async fn event_detail(store: &dyn EventStore, position: &str) -> ServiceResult<EventDetailDto> {
    let at = parse_position(position)?;
    let event = store.get_event(at).await?.ok_or_else(|| {
        ServiceError::new(
            ErrorCode::NotFound,
            format!("There is no event at position {at}."),
        )
    })?;
    let cause = match &event.causation_id {
        Some(id) => Some(find_cause(store, id.as_str()).await?),
        None => None,
    };
    Ok(EventDetailDto {
        cause,
        ..detail(&event)
    })
}

async fn find_cause(store: &dyn EventStore, id: &str) -> ServiceResult<CauseDto> {
    if let Some(command) = store.check_command_processed(&CommandId::new(id)).await? {
        return Ok(CauseDto::Command {
            command_id: command.command_id.to_string(),
            command_type: command.command_type.to_string(),
            actor: command.actor.to_string(),
            processed_at: command.processed_at.map(|at| at.to_string()),
            data: command.data.as_ref().map(Into::into),
        });
    }
    Ok(match store.find_event(id).await? {
        Some(event) => CauseDto::Event {
            row: (&event).into(),
        },
        None => CauseDto::Unknown,
    })
}

fn detail(event: &Event) -> EventDetailDto {
    EventDetailDto {
        row: event.into(),
        data: (&event.data).into(),
        metadata: event.metadata.as_ref().map(Into::into),
        marks: event.marks.iter().map(Into::into).collect(),
        cause: None,
    }
}

/// One portion of the aggregates, in the order in which they began. As of an instant, these are the ones that had begun
/// by then, each as it was then; a date alone is the end of that day.
///
/// # Errors
/// A cursor or an instant that cannot be read, or the store's own.
pub async fn list_aggregates(
    store: &dyn EventStore,
    aggregate_type: Option<&str>,
    after: Option<&str>,
    order: OrderDto,
    limit: u32,
    as_of: Option<&str>,
) -> ServiceResult<AggregatePageDto> {
    let aggregate_type = aggregate_type.map(AggregateType::new);
    let as_of = as_of.map(parse_as_of).transpose()?;
    let after = after.map(parse_position).transpose()?;
    let limit = limit.clamp(1, EVENTS_PER_READ_MAX);
    let page = store
        .aggregates(aggregate_type.as_ref(), after, order.into(), limit, as_of)
        .await?;
    Ok(AggregatePageDto {
        aggregates: page.aggregates.iter().map(Into::into).collect(),
        next: page.next.map(|position| position.to_string()),
    })
}

/// One aggregate at a glance.
///
/// # Errors
/// [`ErrorCode::NotFound`] where no event has this aggregate, or the store's own.
pub async fn get_aggregate(
    store: &dyn EventStore,
    aggregate_id: &str,
) -> ServiceResult<AggregateSummaryDto> {
    let found = find_aggregate(store, aggregate_id).await?;
    Ok((&found).into())
}

/// The same before it crosses to the window.
pub(crate) async fn find_aggregate(
    store: &dyn EventStore,
    aggregate_id: &str,
) -> ServiceResult<AggregateSummary> {
    let found = store.aggregate(&AggregateId::new(aggregate_id)).await?;
    found.ok_or_else(|| {
        ServiceError::new(
            ErrorCode::NotFound,
            format!("There is no aggregate {aggregate_id} in this store."),
        )
    })
}

/// Events of one aggregate after a version, in order of versions, without their payloads.
///
/// # Errors
/// The store's own.
pub async fn aggregate_events(
    store: &dyn EventStore,
    aggregate_id: &str,
    after_version: u32,
    limit: u32,
) -> ServiceResult<Vec<EventRowDto>> {
    let id = AggregateId::new(aggregate_id);
    let limit = limit.clamp(1, EVENTS_PER_READ_MAX);
    let events = store
        .get_events_since(&id, Version(after_version), limit)
        .await?;
    Ok(events.iter().map(Into::into).collect())
}

/// The types of aggregates, with how many aggregates each has, or had by an instant.
///
/// # Errors
/// An instant that cannot be read, or the store's own.
pub async fn aggregate_types(
    store: &dyn EventStore,
    as_of: Option<&str>,
) -> ServiceResult<Vec<TypeCountDto>> {
    let as_of = as_of.map(parse_as_of).transpose()?;
    Ok(counted(store.aggregate_types(as_of).await?))
}

/// The types of events, with how many events each has.
///
/// # Errors
/// The store's own.
pub async fn event_types(store: &dyn EventStore) -> ServiceResult<Vec<TypeCountDto>> {
    Ok(counted(store.event_types().await?))
}

fn counted<T: Into<String>>(types: Vec<TypeCount<T>>) -> Vec<TypeCountDto> {
    let told = |TypeCount { name, count }| TypeCountDto {
        name: T::into(name),
        count: u32::try_from(count).unwrap_or(u32::MAX),
    };
    types.into_iter().map(told).collect()
}
