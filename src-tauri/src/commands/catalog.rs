//! What the catalog of the open store knows.

use hindsight_service::catalog;
use hindsight_service::wire::{
    CatalogStatusDto, CompletionDto, DirectoryPageDto, DirectoryQueryDto, FacetDto, FieldDto,
    FilterDto, PlaceAtDto, PlaceDto, SearchDoneDto, SearchStepDto, StackDto, UnderstoodDto,
};
use hindsight_service::{ServiceError, Session};
use serde::{Deserialize, Serialize};
use specta::Type;
use tauri::ipc::Channel;
use tauri::{AppHandle, Manager, State};
use tauri_specta::Event;

use crate::state::AppState;

/// The catalog of the open store is further than before, or knows new events.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
#[serde(rename_all = "camelCase")]
pub struct CatalogChanged {
    /// How far it is.
    pub status: CatalogStatusDto,
}

/// Begins the catalog of a session in the background, and tells the page how far it is for as long as it is held.
pub fn begin(app: &AppHandle, session: Session) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        // Without a catalog the store is read by its own indexes; the status says that there is none.
        let begun = session
            .begin_catalog(&app.state::<AppState>().catalogs)
            .await;
        let told = begun.map(|()| {
            let app = app.clone();
            catalog::watch(&session, move |status| {
                drop(CatalogChanged { status }.emit(&app))
            })
        });
        drop(session);
        if let Ok(told) = told {
            told.await;
        }
    });
}

/// How far the catalog is.
#[tauri::command]
#[specta::specta]
pub async fn catalog_status(state: State<'_, AppState>) -> Result<CatalogStatusDto, ServiceError> {
    Ok(catalog::status(&state.session().await?))
}

/// Switches the text index of the open store on or off.
#[tauri::command]
#[specta::specta]
pub async fn set_text_index(
    state: State<'_, AppState>,
    enabled: bool,
) -> Result<CatalogStatusDto, ServiceError> {
    catalog::set_text(&state.session().await?, &state.catalogs, enabled)
}

/// Has the catalog read no further for now, or on again.
#[tauri::command]
#[specta::specta]
pub async fn pause_catalog(
    state: State<'_, AppState>,
    paused: bool,
) -> Result<CatalogStatusDto, ServiceError> {
    catalog::pause(&state.session().await?, paused)
}

/// Has the catalog made anew from nothing.
#[tauri::command]
#[specta::specta]
pub async fn rebuild_catalog(state: State<'_, AppState>) -> Result<CatalogStatusDto, ServiceError> {
    catalog::rebuild(&state.session().await?)
}

/// How often each word of a field occurs.
#[tauri::command]
#[specta::specta]
pub async fn facet(
    state: State<'_, AppState>,
    filter: FilterDto,
    field: FieldDto,
    limit: u32,
    job_id: String,
) -> Result<FacetDto, ServiceError> {
    let session = state.session().await?;
    let work = catalog::facet(&session, &filter, field, limit);
    state.jobs.run(&job_id, work).await
}

/// The histogram split by the words of a field.
#[tauri::command]
#[specta::specta]
#[allow(
    clippy::too_many_arguments,
    reason = "each is a named argument on the wire"
)]
pub async fn stack(
    state: State<'_, AppState>,
    filter: FilterDto,
    field: FieldDto,
    from: String,
    until: String,
    buckets: u32,
    limit: u32,
    job_id: String,
) -> Result<StackDto, ServiceError> {
    let session = state.session().await?;
    let work = catalog::stack(&session, &filter, field, (&from, &until), buckets, limit);
    state.jobs.run(&job_id, work).await
}

/// A place among the events that match.
#[tauri::command]
#[specta::specta]
pub async fn place(
    state: State<'_, AppState>,
    filter: FilterDto,
    at: PlaceAtDto,
    job_id: String,
) -> Result<PlaceDto, ServiceError> {
    let session = state.session().await?;
    state
        .jobs
        .run(&job_id, catalog::place(&session, &filter, &at))
        .await
}

/// One portion of the aggregates, in any order.
#[tauri::command]
#[specta::specta]
pub async fn directory(
    state: State<'_, AppState>,
    query: DirectoryQueryDto,
    job_id: String,
) -> Result<DirectoryPageDto, ServiceError> {
    let session = state.session().await?;
    state
        .jobs
        .run(&job_id, catalog::directory(&session, &query))
        .await
}

/// What a text in the search box asks for.
#[tauri::command]
#[specta::specta]
pub async fn understand(text: String) -> Result<UnderstoodDto, ServiceError> {
    Ok(catalog::understand(&text))
}

/// Ways to go on typing in the search box.
#[tauri::command]
#[specta::specta]
pub async fn complete(
    state: State<'_, AppState>,
    text: String,
    cursor: u32,
) -> Result<Vec<CompletionDto>, ServiceError> {
    catalog::complete(&state.session().await?, &text, cursor).await
}

/// Finds events by their text, the newest first, and tells them as they are found.
#[tauri::command]
#[specta::specta]
pub async fn search(
    state: State<'_, AppState>,
    filter: FilterDto,
    terms: Vec<String>,
    after: Option<String>,
    limit: u32,
    job_id: String,
    step: Channel<SearchStepDto>,
) -> Result<SearchDoneDto, ServiceError> {
    let session = state.session().await?;
    // A page that has gone away wants no hits.
    let tell = move |found: SearchStepDto| drop(step.send(found));
    let work = catalog::search(&session, &filter, &terms, after.as_deref(), limit, &tell);
    state.jobs.run(&job_id, work).await
}
