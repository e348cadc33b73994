//! The shell: Tauri's commands over the service. A command parses, calls one use case and returns.

pub mod bindings;
mod commands;
mod dialogs;
mod state;

use tauri::{AppHandle, Manager};
use tauri_specta::Event;

use crate::commands::stores::StoreRequested;
use crate::state::AppState;

/// Opens the window and returns when it is closed.
///
/// # Errors
/// When the platform cannot make a window, for example because there is no display.
pub fn run() -> tauri::Result<()> {
    let builder = bindings::builder();
    tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(second_start))
        .plugin(tauri_plugin_dialog::init())
        .invoke_handler(builder.invoke_handler())
        .setup(move |app| {
            builder.mount_events(app);
            let kept = app.path().app_config_dir()?;
            app.manage(AppState::new(&kept, target_of(std::env::args().skip(1))));
            Ok(())
        })
        .run(tauri::generate_context!())
}

/// A second start of the program hands its path to the window that is there, and ends.
fn second_start(app: &AppHandle, arguments: Vec<String>, folder: String) {
    if let Some(window) = app.get_webview_window("main") {
        // A window that cannot come to the front still shows what was asked for.
        let _ = window.unminimize().and_then(|()| window.set_focus());
    }
    if let Some(target) = target_of(arguments.into_iter().skip(1)) {
        let target = std::path::Path::new(&folder)
            .join(target)
            .to_string_lossy()
            .into_owned();
        // Without a listener there is no window yet, and nobody to tell.
        let _ = StoreRequested { target }.emit(app);
    }
}

/// The path on the command line: the first argument that is not an option.
fn target_of(mut arguments: impl Iterator<Item = String>) -> Option<String> {
    arguments.find(|argument| !argument.starts_with('-'))
}
