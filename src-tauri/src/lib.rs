//! The shell: Tauri's commands over the service. A command parses, calls one use case and returns.

pub mod bindings;
mod commands;
mod dialogs;
#[cfg(target_os = "linux")]
mod drawing;
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
            #[cfg(target_os = "linux")]
            if let Some(window) = app.get_webview_window("main") {
                drawing::suit_the_machine(&window)?;
            }
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
        let target = seen_from(&folder, target);
        // Without a listener there is no window yet, and nobody to tell.
        let _ = StoreRequested { target }.emit(app);
    }
}

/// A path means what it meant where the program was started; a server is the same from anywhere.
fn seen_from(folder: &str, target: String) -> String {
    if target.contains("://") {
        return target;
    }
    let path = std::path::Path::new(folder).join(target);
    path.to_string_lossy().into_owned()
}

/// The store on the command line: the first argument that is not an option.
fn target_of(mut arguments: impl Iterator<Item = String>) -> Option<String> {
    arguments.find(|argument| !argument.starts_with('-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_seen_from_its_folder_and_a_server_from_anywhere() {
        let url = "mssql://ada@db/audit";
        assert_eq!(seen_from("/data", url.to_owned()), url);
        let path = seen_from("data", "acme.db".to_owned());
        assert_eq!(
            std::path::Path::new(&path),
            std::path::Path::new("data").join("acme.db")
        );
    }
}
