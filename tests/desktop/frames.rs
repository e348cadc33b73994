//! How long frames take in the real window while it zooms, pans and scrolls, as the window itself hears of them.
//!
//! Every run sees that frames come at all. `cargo xtask bench --frames STORE` has it done over a large store of a release
//! build, and the figures printed; `HINDSIGHT_FRAMES_STORE` names the store, `HINDSIGHT_FRAMES` the file for the figures.

use std::env;
use std::fs;
use std::path::PathBuf;
use std::thread::sleep;
use std::time::Duration;

use serde_json::{Value, json};

use crate::app::Opening;
use crate::display::Size;
use crate::place::Place;
use crate::role::Role;
use crate::turn::folder;

const STORE: &str = "HINDSIGHT_FRAMES_STORE";
const FIGURES: &str = "HINDSIGHT_FRAMES";
/// What is measured: its name, and what happens in each frame.
const MOTIONS: [(&str, &str); 5] = [
    ("at rest", ""),
    // What any change costs here, however small: without a graphics card it is most of a frame.
    (
        "one line",
        "document.querySelector('header').style.outline = `1px solid rgb(${nth % 255} 0 0)`;",
    ),
    (
        "zoom",
        "wheel(bars, { deltaY: nth % 120 < 60 ? -40 : 40 });",
    ),
    ("pan", "wheel(bars, { deltaX: nth % 120 < 60 ? 30 : -30 });"),
    (
        "scroll",
        "wheel(rows, { deltaY: nth % 240 < 200 ? 120 : -600 });",
    ),
];
const FRAMES: usize = 360;
/// So long as they take at sixty in a second, and a little more.
const LONG_ENOUGH: Duration = Duration::from_millis(FRAMES as u64 * 17 + 300);
/// A large store is read into its catalog first.
const PATIENCE: Duration = Duration::from_secs(300);
/// Begins to record, for so many frames, and does something in each of them. The page lets no text become code, so the
/// motion is put into the script itself.
const RECORD: &str = "
    const bars = document.querySelector('[aria-label^=\"Range of time\"]');
    const rows = document.querySelector('[role=grid][aria-label=Events] [role=rowgroup]:last-child');
    const wheel = (element, turn) => {
        const box = element.getBoundingClientRect();
        element.dispatchEvent(new WheelEvent('wheel', { bubbles: true, cancelable: true,
            clientX: box.left + box.width * 0.6, clientY: box.top + box.height / 2, ...turn }));
    };
    const frames = [];
    window.frames_measured = null;
    let last = null;
    const tick = (now) => {
        if (last !== null) frames.push(now - last);
        last = now;
        const nth = frames.length;
        if (nth === arguments[0]) { window.frames_measured = frames; return; }
        MOTION
        requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
    return true;";

#[test]
fn frames_come_while_the_window_zooms_pans_and_scrolls() {
    let large = env::var_os(STORE).map(PathBuf::from);
    let place = large.is_none().then(Place::demo);
    let store = large.unwrap_or_else(|| place.as_ref().expect("there is one").store());
    let app = Opening::with([store])
        .size(Size::LARGE)
        .patience(PATIENCE)
        .open();
    app.until("a catalog that knows every event", || {
        let names = app.names(Role::Button);
        names
            .contains(&"Catalog: knows every event".to_owned())
            .then_some(())
    });
    // The text index of a large store is written for minutes; what is measured is the window, once it is.
    app.script("window.__TAURI_INTERNALS__.invoke('set_text_index', { enabled: false })");
    let figures: Vec<Value> = MOTIONS
        .into_iter()
        .map(|(name, motion)| {
            if name == "pan" {
                // There is something to pan in a part of the history alone.
                app.script("location.hash = '#/explore?zoom=' + encodeURIComponent('2025-05-01T00:00:00.000000Z/2025-06-01T00:00:00.000000Z')");
                app.see("Whole history");
            }
            let begun = app.script_on(&RECORD.replace("MOTION", motion), &[json!(FRAMES)]);
            assert_eq!(begun, Some(json!(true)), "{name}");
            // Looking would be work for the page that is measured.
            sleep(LONG_ENOUGH);
            let frames = app.until("the last frame", || {
                let frames = app.script_on("return window.frames_measured", &[])?;
                serde_json::from_value::<Vec<f64>>(frames).ok()
            });
            told(name, frames)
        })
        .collect();
    app.screen("frames");
    let events = app.script("return document.querySelector('[role=status] strong')?.textContent");
    let figures = json!({ "events": events, "motions": figures });
    let path = env::var_os(FIGURES).map_or_else(|| folder().join("frames.json"), PathBuf::from);
    fs::write(&path, format!("{figures:#}\n")).expect("the figures can be written");
}

/// The median, the 95th percentile and the longest of some frames, in milliseconds.
#[track_caller]
fn told(name: &str, mut frames: Vec<f64>) -> Value {
    assert_eq!(frames.len(), FRAMES, "{name}");
    let late = frames.iter().filter(|frame| **frame > 33.0).count();
    frames.sort_by(f64::total_cmp);
    let at = |share: f64| frames[((frames.len() - 1) as f64 * share).round() as usize];
    json!({ "motion": name, "frames": FRAMES, "median_ms": at(0.5), "p95_ms": at(0.95), "worst_ms": at(1.0), "over_33_ms": late })
}
