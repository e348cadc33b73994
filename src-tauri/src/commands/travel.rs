//! Past states of the open store, what made them so, and what is different between two moments.

use hindsight_service as service;
use hindsight_service::ServiceError;
use hindsight_service::wire::{
    AtDto, BlameDto, CompareScopeDto, CompareStepDto, CompareSummaryDto, ConditionDto,
    ExportFormat, FoldWishDto, MomentScopeDto, MomentsDto, MomentsStepDto, ProgressDto, SideDto,
    SnapshotMarkDto, StateDiffDto, StateDto,
};
use tauri::ipc::{Channel, IpcResponse};
use tauri::{AppHandle, State};

use crate::dialogs;
use crate::state::AppState;

/// The state of an aggregate at a version or an instant.
#[tauri::command]
#[specta::specta]
pub async fn state_at(
    state: State<'_, AppState>,
    aggregate_id: String,
    at: AtDto,
    fold: FoldWishDto,
    job_id: String,
    progress: Channel<ProgressDto>,
) -> Result<StateDto, ServiceError> {
    let session = state.session().await?;
    let tell = teller(progress);
    let work = service::state_at(&session, &aggregate_id, &at, &fold, &tell);
    state.jobs.run(&job_id, work).await
}

/// Which event set each path of a state.
#[tauri::command]
#[specta::specta]
pub async fn blame_at(
    state: State<'_, AppState>,
    aggregate_id: String,
    at: AtDto,
    fold: FoldWishDto,
    job_id: String,
    progress: Channel<ProgressDto>,
) -> Result<BlameDto, ServiceError> {
    let session = state.session().await?;
    let tell = teller(progress);
    let work = service::blame_at(&session, &aggregate_id, &at, &fold, &tell);
    state.jobs.run(&job_id, work).await
}

/// The events at which a condition became true, told as they are found.
#[tauri::command]
#[specta::specta]
pub async fn find_moments(
    state: State<'_, AppState>,
    scope: MomentScopeDto,
    condition: ConditionDto,
    fold: FoldWishDto,
    job_id: String,
    steps: Channel<MomentsStepDto>,
) -> Result<MomentsDto, ServiceError> {
    let session = state.session().await?;
    let tell = teller(steps);
    let work = service::find_moments(&session, &scope, &condition, &fold, &tell);
    state.jobs.run(&job_id, work).await
}

/// Two states of one aggregate and what is different between them.
#[tauri::command]
#[specta::specta]
pub async fn diff_states(
    state: State<'_, AppState>,
    aggregate_id: String,
    left: SideDto,
    right: SideDto,
    job_id: String,
    progress: Channel<ProgressDto>,
) -> Result<StateDiffDto, ServiceError> {
    let session = state.session().await?;
    let tell = teller(progress);
    let work = service::diff_states(&session, &aggregate_id, &left, &right, &tell);
    state.jobs.run(&job_id, work).await
}

/// What is different between two instants, aggregate by aggregate, told as it is found.
#[tauri::command]
#[specta::specta]
pub async fn compare_world(
    state: State<'_, AppState>,
    scope: CompareScopeDto,
    from: String,
    to: String,
    job_id: String,
    steps: Channel<CompareStepDto>,
) -> Result<CompareSummaryDto, ServiceError> {
    let session = state.session().await?;
    let tell = teller(steps);
    let work = service::compare_world(&session, &scope, &from, &to, &tell);
    state.jobs.run(&job_id, work).await
}

/// Asks for a file and writes a comparison to it; its path, or `None` when the person changes their mind.
#[tauri::command]
#[specta::specta]
#[allow(
    clippy::too_many_arguments,
    reason = "the page names each part of the call"
)]
pub async fn export_comparison(
    app: AppHandle,
    state: State<'_, AppState>,
    scope: CompareScopeDto,
    from: String,
    to: String,
    format: ExportFormat,
    job_id: String,
    progress: Channel<ProgressDto>,
) -> Result<Option<String>, ServiceError> {
    let session = state.session().await?;
    let Some(path) = dialogs::ask_export(&app, format).await? else {
        return Ok(None);
    };
    let tell = teller(progress);
    let work = service::export_comparison(&session, &scope, (&from, &to), format, &path, &tell);
    state.jobs.run(&job_id, work).await?;
    Ok(Some(path.display().to_string()))
}

/// Where stored states of an aggregate stand.
#[tauri::command]
#[specta::specta]
pub async fn snapshots_of(
    state: State<'_, AppState>,
    aggregate_id: String,
    job_id: String,
) -> Result<Vec<SnapshotMarkDto>, ServiceError> {
    let session = state.session().await?;
    let work = service::snapshots_of(&session, &aggregate_id);
    state.jobs.run(&job_id, work).await
}

/// Tells the page. One that has gone away wants to hear nothing.
pub(super) fn teller<T: IpcResponse + Send + Sync>(
    channel: Channel<T>,
) -> impl Fn(T) + Send + Sync {
    move |step| drop(channel.send(step))
}
