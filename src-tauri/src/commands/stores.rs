//! Opening, making and closing stores.

use hindsight_service::demo::{DemoOptions, create_demo as make_demo};
use hindsight_service::wire::{
    ConnectDto, ConnectedDto, ProgressDto, RecentStoreDto, StoreInfoDto,
};
use hindsight_service::{
    ErrorCode, Mode, ServiceError, ServiceResult, Session, Target, connection_problem,
    read_connection,
};
use serde::{Deserialize, Serialize};
use specta::Type;
use tauri::ipc::Channel;
use tauri::{AppHandle, Manager, State};
use tauri_specta::Event;

use crate::commands::{catalog, projections};
use crate::dialogs;
use crate::state::AppState;

/// What a window shows first.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StartupDto {
    /// The open store.
    store: Option<StoreInfoDto>,
    /// Why the path on the command line could not be opened.
    problem: Option<ServiceError>,
    /// The stores that were opened before, newest first.
    recents: Vec<RecentStoreDto>,
}

/// Another start of the program asked for this store.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
#[serde(rename_all = "camelCase")]
pub struct StoreRequested {
    /// What was asked for: a path.
    pub target: String,
}

/// What the window shows first: the store on the command line, opened, or the ways to open one.
#[tauri::command]
#[specta::specta]
pub async fn startup(
    app: AppHandle,
    state: State<'_, AppState>,
) -> Result<StartupDto, ServiceError> {
    let mut problem = None;
    if let Some(path) = state.take_command_line() {
        problem = match Target::parse(&path) {
            Ok(target) => open(&app, &state, target, Mode::ReadOnly).await.err(),
            Err(error) => Some(error),
        };
    }
    let store = match state.find_session().await {
        Some(session) => Some(session.info().await?),
        None => None,
    };
    Ok(StartupDto {
        store,
        problem,
        recents: state.recent.list(),
    })
}

/// Opens a store by its path.
#[tauri::command]
#[specta::specta]
pub async fn open_store(
    app: AppHandle,
    state: State<'_, AppState>,
    target: String,
    writable: bool,
) -> Result<StoreInfoDto, ServiceError> {
    open(&app, &state, Target::parse(&target)?, mode(writable)).await
}

/// Asks for a store and opens it for reading.
#[tauri::command]
#[specta::specta]
pub async fn pick_store(
    app: AppHandle,
    state: State<'_, AppState>,
) -> Result<Option<StoreInfoDto>, ServiceError> {
    match dialogs::ask_open(&app).await? {
        Some(target) => open(&app, &state, target, Mode::ReadOnly).await.map(Some),
        None => Ok(None),
    }
}

/// Connects to a store on a server and opens it for reading. What is wrong with the fields is an answer, not an error.
#[tauri::command]
#[specta::specta]
pub async fn connect_store(
    app: AppHandle,
    state: State<'_, AppState>,
    asked: ConnectDto,
    job_id: String,
) -> Result<ConnectedDto, ServiceError> {
    let server = match read_connection(&asked) {
        Ok(server) => server,
        Err(problems) => return Ok(ConnectedDto::Refused { problems }),
    };
    let opening = Session::open(Target::Mssql(server.clone()), Mode::ReadOnly);
    let session = match state.jobs.run(&job_id, opening).await {
        Ok(session) => session,
        Err(error) if error.code == ErrorCode::Cancelled => return Err(error),
        Err(error) => {
            let problems = vec![connection_problem(&error)];
            return Ok(ConnectedDto::Refused { problems });
        }
    };
    // Only a password that was seen to be right is kept.
    let kept = match asked.keep {
        true => server.keep_password().await,
        false => Ok(()),
    };
    Ok(ConnectedDto::Open {
        store: Box::new(show(&app, &state, session).await?),
        note: kept.err().map(|error| error.message),
    })
}

/// Asks for a file of certificates to trust.
#[tauri::command]
#[specta::specta]
pub async fn pick_certificates(app: AppHandle) -> Result<Option<String>, ServiceError> {
    let file = dialogs::ask_certificates(&app).await?;
    Ok(file.map(|file| file.display().to_string()))
}

/// Asks where to make a new, empty store, makes it and opens it for writing.
#[tauri::command]
#[specta::specta]
pub async fn create_store(
    app: AppHandle,
    state: State<'_, AppState>,
) -> Result<Option<StoreInfoDto>, ServiceError> {
    match dialogs::ask_new(&app, "Make a new event store", "events.db").await? {
        Some(target) => show(&app, &state, Session::create(target).await?)
            .await
            .map(Some),
        None => Ok(None),
    }
}

/// Asks where to make a store with ten thousand invented events, makes it and opens it for reading.
#[tauri::command]
#[specta::specta]
pub async fn create_demo(
    app: AppHandle,
    state: State<'_, AppState>,
    job_id: String,
    progress: Channel<ProgressDto>,
) -> Result<Option<StoreInfoDto>, ServiceError> {
    let Some(target) = dialogs::ask_new(&app, "Make a demo store", "acme-ea.db").await? else {
        return Ok(None);
    };
    // A page that has gone away wants no progress.
    let tell = move |step: ProgressDto| drop(progress.send(step));
    let session = state
        .jobs
        .run(&job_id, make_demo(target, DemoOptions::default(), &tell))
        .await?;
    show(&app, &state, session).await.map(Some)
}

/// Closes the open store.
#[tauri::command]
#[specta::specta]
pub async fn close_store(app: AppHandle, state: State<'_, AppState>) -> Result<(), ServiceError> {
    state.replace_session(None).await;
    state.watch(None);
    set_title(&app, "Hindsight");
    Ok(())
}

/// Opens the open store anew, for writing or for reading only.
#[tauri::command]
#[specta::specta]
pub async fn set_writable(
    app: AppHandle,
    state: State<'_, AppState>,
    writable: bool,
) -> Result<StoreInfoDto, ServiceError> {
    let target = state.session().await?.target().clone();
    open(&app, &state, target, mode(writable)).await
}

/// What the open store says of itself.
#[tauri::command]
#[specta::specta]
pub async fn store_info(state: State<'_, AppState>) -> Result<StoreInfoDto, ServiceError> {
    state.session().await?.info().await
}

/// The same after reading the whole file for damage.
#[tauri::command]
#[specta::specta]
pub async fn check_store(
    state: State<'_, AppState>,
    job_id: String,
) -> Result<StoreInfoDto, ServiceError> {
    let session = state.session().await?;
    state.jobs.run(&job_id, session.checked_info()).await
}

/// The stores that were opened before, newest first.
#[tauri::command]
#[specta::specta]
pub async fn recent_stores(
    state: State<'_, AppState>,
) -> Result<Vec<RecentStoreDto>, ServiceError> {
    Ok(state.recent.list())
}

/// Takes a store off the list of recent ones; the store itself is left alone.
#[tauri::command]
#[specta::specta]
pub async fn forget_recent(
    state: State<'_, AppState>,
    target: String,
) -> Result<Vec<RecentStoreDto>, ServiceError> {
    state.recent.forget(&target)?;
    Ok(state.recent.list())
}

/// Stops the work of that name; without effect when it has ended.
#[tauri::command]
#[specta::specta]
pub async fn cancel(state: State<'_, AppState>, job_id: String) -> Result<(), ServiceError> {
    state.jobs.cancel(&job_id);
    Ok(())
}

async fn open(
    app: &AppHandle,
    state: &AppState,
    target: Target,
    mode: Mode,
) -> ServiceResult<StoreInfoDto> {
    show(app, state, Session::open(target, mode).await?).await
}

async fn show(app: &AppHandle, state: &AppState, session: Session) -> ServiceResult<StoreInfoDto> {
    let info = session.info().await?;
    let session = projections::remembered(app, state, session);
    // A list that cannot be kept is no reason not to show the store.
    let _ = state.recent.remember(session.target());
    state.replace_session(Some(session.clone())).await;
    // The store is shown without waiting for its catalog; only now has the one that was open let go of its own.
    catalog::begin(app, session);
    set_title(app, &format!("{} – Hindsight", info.name));
    Ok(info)
}

fn set_title(app: &AppHandle, title: &str) {
    if let Some(window) = app.get_webview_window("main") {
        // A title that cannot be set is no reason to fail.
        let _ = window.set_title(title);
    }
}

fn mode(writable: bool) -> Mode {
    if writable {
        Mode::Writable
    } else {
        Mode::ReadOnly
    }
}
