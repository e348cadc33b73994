//! Who draws the window on Linux: the graphics card, and where there is none the processor by itself.

use std::fs::{self, File};
use std::path::Path;

use tauri::WebviewWindow;
use webkit2gtk::{HardwareAccelerationPolicy, SettingsExt, WebViewExt};

/// Where the kernel has the graphics cards that programs may draw with.
const CARDS: &str = "/dev/dri";

/// Has the processor draw what changes where no card can. Left alone, WebKit would have it play a graphics card that puts
/// the whole window together anew for the smallest change, which takes several times as long.
///
/// # Errors
/// When the window is gone.
pub fn suit_the_machine(window: &WebviewWindow) -> tauri::Result<()> {
    if has_card(Path::new(CARDS)) {
        return Ok(());
    }
    window.with_webview(|view| {
        if let Some(settings) = view.inner().settings() {
            settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
        }
    })
}

/// Whether there is a card that this person may draw with.
fn has_card(folder: &Path) -> bool {
    let Ok(entries) = fs::read_dir(folder) else {
        return false;
    };
    entries.flatten().any(|entry| {
        let is_for_drawing = entry.file_name().to_string_lossy().starts_with("renderD");
        // It may be there and be for others: whoever is not let in is given an emulated one.
        let mut options = File::options();
        is_for_drawing && options.read(true).write(true).open(entry.path()).is_ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_is_one_that_can_be_drawn_with() {
        let folder = tempfile::tempdir().unwrap();
        let cards = folder.path().join("dri");
        assert!(!has_card(&cards), "no folder");
        fs::create_dir(&cards).unwrap();
        assert!(!has_card(&cards), "an empty folder");
        File::create(cards.join("card0")).unwrap();
        assert!(!has_card(&cards), "a screen alone");
        fs::create_dir(cards.join("renderD128")).unwrap();
        assert!(!has_card(&cards), "one that cannot be opened");
        File::create(cards.join("renderD129")).unwrap();
        assert!(has_card(&cards));
    }
}
