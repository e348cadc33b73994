//! The platform's own dialogs, opened from here so that the page needs no right to files.

use std::path::PathBuf;

use hindsight_service::wire::ExportFormat;
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

/// Asks where a comparison is to be written; `None` when the person changes their mind.
pub async fn ask_export<R: Runtime>(
    app: &AppHandle<R>,
    format: ExportFormat,
) -> ServiceResult<Option<PathBuf>> {
    let (kind, end) = match format {
        ExportFormat::Json => ("JSON", "json"),
        ExportFormat::Csv => ("Comma-separated values", "csv"),
    };
    let (answer, answered) = oneshot::channel();
    app.dialog()
        .file()
        .add_filter(kind, &[end])
        .set_title("Export the comparison")
        .set_file_name(format!("comparison.{end}"))
        .save_file(move |path| drop(answer.send(path)));
    let path = answered.await.ok().flatten();
    path.map(|path| path.into_path().map_err(ServiceError::invalid))
        .transpose()
}

/// Asks for a file of certificates; `None` when the person changes their mind.
pub async fn ask_certificates<R: Runtime>(app: &AppHandle<R>) -> ServiceResult<Option<PathBuf>> {
    let (answer, answered) = oneshot::channel();
    app.dialog()
        .file()
        .add_filter("Certificates", &["pem", "crt", "cer", "der"])
        .add_filter("All files", &["*"])
        .set_title("Trust the certificates in a file")
        .pick_file(move |path| drop(answer.send(path)));
    let file = answered.await.ok().flatten();
    file.map(|path| path.into_path().map_err(ServiceError::invalid))
        .transpose()
}

/// Asks for a folder; `None` when the person changes their mind.
pub async fn ask_folder<R: Runtime>(
    app: &AppHandle<R>,
    title: &str,
) -> ServiceResult<Option<PathBuf>> {
    let (answer, answered) = oneshot::channel();
    app.dialog()
        .file()
        .set_title(title)
        .pick_folder(move |path| drop(answer.send(path)));
    let folder = answered.await.ok().flatten();
    folder
        .map(|path| path.into_path().map_err(ServiceError::invalid))
        .transpose()
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
