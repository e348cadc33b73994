//! Operations, whether anything is missing, and what somebody did.

use hindsight_service::wire::{
    ActorDto, CheckReportDto, CheckScopeDto, ProgressDto, TraceComparisonDto, TraceDto,
};
use hindsight_service::{self as service, ServiceError};
use tauri::State;
use tauri::ipc::Channel;

use super::travel::teller;
use crate::state::AppState;

/// Everything that belongs to one business operation, each thing below what caused it.
#[tauri::command]
#[specta::specta]
pub async fn trace(
    state: State<'_, AppState>,
    correlation_id: String,
    job_id: String,
    progress: Channel<ProgressDto>,
) -> Result<TraceDto, ServiceError> {
    let session = state.session().await?;
    let tell = teller(progress);
    let work = service::trace(session.store(), &correlation_id, &tell);
    state.jobs.run(&job_id, work).await
}

/// Two operations of the same kind beside each other.
#[tauri::command]
#[specta::specta]
pub async fn compare_traces(
    state: State<'_, AppState>,
    left: String,
    right: String,
    job_id: String,
    progress: Channel<ProgressDto>,
) -> Result<TraceComparisonDto, ServiceError> {
    let session = state.session().await?;
    let tell = teller(progress);
    let work = service::compare_traces(session.store(), &left, &right, &tell);
    state.jobs.run(&job_id, work).await
}

/// Whether anything is missing from the store, an aggregate or an operation.
#[tauri::command]
#[specta::specta]
pub async fn check(
    state: State<'_, AppState>,
    scope: CheckScopeDto,
    job_id: String,
    progress: Channel<ProgressDto>,
) -> Result<CheckReportDto, ServiceError> {
    let session = state.session().await?;
    let tell = teller(progress);
    let work = service::check(session.store(), &scope, &tell);
    state.jobs.run(&job_id, work).await
}

/// What one actor did, or had done by an instant, with the hours of the week in a time zone so many minutes ahead of UTC.
#[tauri::command]
#[specta::specta]
pub async fn actor(
    state: State<'_, AppState>,
    name: String,
    offset_minutes: i32,
    as_of: Option<String>,
    job_id: String,
    progress: Channel<ProgressDto>,
) -> Result<ActorDto, ServiceError> {
    let session = state.session().await?;
    let tell = teller(progress);
    let work = service::actor(
        session.store(),
        &name,
        offset_minutes,
        as_of.as_deref(),
        &tell,
    );
    state.jobs.run(&job_id, work).await
}
