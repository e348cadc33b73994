//! The platform's own dialogs, opened from here so that the page needs no right to files.

use hindsight_service::{ServiceError, ServiceResult, Target};
use tauri::{AppHandle, Runtime};
use tauri_plugin_dialog::{DialogExt, FileDialogBuilder, FilePath};
use tokio::sync::oneshot;

/// The ends of file names that SQLite stores usually have.
const EXTENSIONS: [&str; 4] = ["db", "sqlite", "sqlite3", "db3"];

/// Asks for a store to open; `None` when the person changes their mind.
pub async fn ask_open<R: Runtime>(app: &AppHandle<R>) -> ServiceResult<Option<Target>> {
    let (answer, answered) = oneshot::channel();
    files(app)
        .add_filter("All files", &["*"])
        .set_title("Open an event store")
        .pick_file(move |path| drop(answer.send(path)));
    target(answered.await.ok().flatten())
}

/// Asks where a new store is to be made; `None` when the person changes their mind.
pub async fn ask_new<R: Runtime>(
    app: &AppHandle<R>,
    title: &str,
    file_name: &str,
) -> ServiceResult<Option<Target>> {
    let (answer, answered) = oneshot::channel();
    files(app)
        .set_title(title)
        .set_file_name(file_name)
        .save_file(move |path| drop(answer.send(path)));
    target(answered.await.ok().flatten())
}

fn files<R: Runtime>(app: &AppHandle<R>) -> FileDialogBuilder<R> {
    app.dialog()
        .file()
        .add_filter("SQLite event stores", &EXTENSIONS)
}

fn target(path: Option<FilePath>) -> ServiceResult<Option<Target>> {
    path.map(|path| {
        path.into_path()
            .map_err(ServiceError::invalid)
            .map(Target::Sqlite)
    })
    .transpose()
}
