//! The shell: Tauri's commands over the service.

/// Opens the window and returns when it is closed.
///
/// # Errors
/// When the platform cannot make a window, for example because there is no display.
pub fn run() -> tauri::Result<()> {
    tauri::Builder::default().run(tauri::generate_context!())
}
