//! Reading the open store.

use hindsight_service as service;
use hindsight_service::ServiceError;
use hindsight_service::wire::{
    AggregatePageDto, AggregateSummaryDto, CountDto, EventDetailDto, EventPageDto, EventRowDto,
    FilterDto, FoundDto, HistogramDto, OrderDto, PageDto, TypeCountDto,
};
use tauri::State;

use crate::state::AppState;

/// One portion of the events that match, without their payloads.
#[tauri::command]
#[specta::specta]
pub async fn query_events(
    state: State<'_, AppState>,
    filter: FilterDto,
    page: PageDto,
    job_id: String,
) -> Result<EventPageDto, ServiceError> {
    let session = state.session().await?;
    state
        .jobs
        .run(
            &job_id,
            service::catalog::query_events(&session, &filter, &page),
        )
        .await
}

/// How many events match.
#[tauri::command]
#[specta::specta]
pub async fn count_events(
    state: State<'_, AppState>,
    filter: FilterDto,
    job_id: String,
) -> Result<CountDto, ServiceError> {
    let session = state.session().await?;
    state
        .jobs
        .run(&job_id, service::catalog::count_events(&session, &filter))
        .await
}

/// How the matching events spread over a stretch of time.
#[tauri::command]
#[specta::specta]
pub async fn histogram(
    state: State<'_, AppState>,
    filter: FilterDto,
    from: String,
    until: String,
    buckets: u32,
    job_id: String,
) -> Result<HistogramDto, ServiceError> {
    let session = state.session().await?;
    let work = service::catalog::histogram(&session, &filter, &from, &until, buckets);
    state.jobs.run(&job_id, work).await
}

/// One event with all that is known of it.
#[tauri::command]
#[specta::specta]
pub async fn event_detail(
    state: State<'_, AppState>,
    position: String,
) -> Result<EventDetailDto, ServiceError> {
    service::event_detail(state.session().await?.store(), &position).await
}

/// One portion of the aggregates, in the order in which they began; as of an instant, as they were then.
#[tauri::command]
#[specta::specta]
pub async fn list_aggregates(
    state: State<'_, AppState>,
    aggregate_type: Option<String>,
    after: Option<String>,
    order: OrderDto,
    limit: u32,
    as_of: Option<String>,
    job_id: String,
) -> Result<AggregatePageDto, ServiceError> {
    let session = state.session().await?;
    let (of_type, after, as_of) = (
        aggregate_type.as_deref(),
        after.as_deref(),
        as_of.as_deref(),
    );
    let work = service::list_aggregates(session.store(), of_type, after, order, limit, as_of);
    state.jobs.run(&job_id, work).await
}

/// One aggregate at a glance.
#[tauri::command]
#[specta::specta]
pub async fn get_aggregate(
    state: State<'_, AppState>,
    aggregate_id: String,
) -> Result<AggregateSummaryDto, ServiceError> {
    service::get_aggregate(state.session().await?.store(), &aggregate_id).await
}

/// Events of one aggregate after a version, in order of versions.
#[tauri::command]
#[specta::specta]
pub async fn aggregate_events(
    state: State<'_, AppState>,
    aggregate_id: String,
    after_version: u32,
    limit: u32,
) -> Result<Vec<EventRowDto>, ServiceError> {
    let session = state.session().await?;
    service::aggregate_events(session.store(), &aggregate_id, after_version, limit).await
}

/// The types of aggregates, with how many aggregates each has, or had by an instant.
#[tauri::command]
#[specta::specta]
pub async fn aggregate_types(
    state: State<'_, AppState>,
    as_of: Option<String>,
    job_id: String,
) -> Result<Vec<TypeCountDto>, ServiceError> {
    let session = state.session().await?;
    state
        .jobs
        .run(
            &job_id,
            service::aggregate_types(session.store(), as_of.as_deref()),
        )
        .await
}

/// The types of events, with how many events each has.
#[tauri::command]
#[specta::specta]
pub async fn event_types(
    state: State<'_, AppState>,
    job_id: String,
) -> Result<Vec<TypeCountDto>, ServiceError> {
    let session = state.session().await?;
    state
        .jobs
        .run(&job_id, service::event_types(session.store()))
        .await
}

/// Everything that a text names: a position, an event, an aggregate, a business operation, a command.
#[tauri::command]
#[specta::specta]
pub async fn locate(
    state: State<'_, AppState>,
    text: String,
) -> Result<Vec<FoundDto>, ServiceError> {
    service::locate(state.session().await?.store(), &text).await
}
