//! The projections of the open store.

use hindsight_service as service;
use hindsight_service::wire::{NewProjectionDto, ProjectionsDto};
use hindsight_service::{Projections, ProjectionsWatch, ServiceError, ServiceResult, Session};
use serde::{Deserialize, Serialize};
use specta::Type;
use tauri::{AppHandle, State};
use tauri_specta::Event;

use crate::dialogs;
use crate::state::AppState;

/// The projections of the open store are others than before: what was folded may be folded otherwise now.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub struct ProjectionsChanged(ProjectionsDto);

/// The projections of the open store, as they are now.
#[tauri::command]
#[specta::specta]
pub async fn projections(state: State<'_, AppState>) -> Result<ProjectionsDto, ServiceError> {
    state.session().await?.projections().list().await
}

/// Asks for a folder of projections for the open store, and remembers it.
#[tauri::command]
#[specta::specta]
pub async fn choose_projections_folder(
    app: AppHandle,
    state: State<'_, AppState>,
) -> Result<Option<ProjectionsDto>, ServiceError> {
    let Some(folder) = dialogs::ask_folder(&app, "Choose a folder of projections").await? else {
        return Ok(None);
    };
    let session = state.session().await?;
    state.folders.choose(session.target(), folder)?;
    take(&app, &state, session).await.map(Some)
}

/// Goes back to the folder beside the open store.
#[tauri::command]
#[specta::specta]
pub async fn reset_projections_folder(
    app: AppHandle,
    state: State<'_, AppState>,
) -> Result<ProjectionsDto, ServiceError> {
    let session = state.session().await?;
    state.folders.reset(session.target())?;
    take(&app, &state, session).await
}

/// Begins a projection for an aggregate type in the folder of the open store.
#[tauri::command]
#[specta::specta]
pub async fn new_projection(
    state: State<'_, AppState>,
    aggregate_type: String,
) -> Result<NewProjectionDto, ServiceError> {
    service::new_projection(&state.session().await?, &aggregate_type, None).await
}

/// A session with the projections that are remembered for its store, watched from now on.
pub fn remembered(app: &AppHandle, state: &AppState, session: Session) -> Session {
    let projections = state.folders.of(session.target());
    state.watch(Some(watch(app, &projections)));
    session.with_projections(projections)
}

fn watch(app: &AppHandle, projections: &Projections) -> ProjectionsWatch {
    let app = app.clone();
    ProjectionsWatch::begin(projections, move |now| {
        // Without a listener there is no window, and nobody to tell.
        let _ = ProjectionsChanged(now).emit(&app);
    })
}

async fn take(
    app: &AppHandle,
    state: &AppState,
    session: Session,
) -> ServiceResult<ProjectionsDto> {
    let session = remembered(app, state, session);
    let projections = session.projections().clone();
    state.replace_session(Some(session)).await;
    projections.list().await
}
