//! How long frames take in the real window, how soon views follow the playhead, and how much memory it all takes.
//!
//! Every run sees that frames come at all and that views follow. `cargo xtask bench --frames STORE` has it done over a
//! large store of a release build, and the figures printed; `HINDSIGHT_FRAMES_STORE` names the store, `HINDSIGHT_FRAMES`
//! the folder for the figures.

mod following;
mod motions;
mod operation;
mod processes;

use std::env;
use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use serde_json::{Value, json};

use crate::app::{App, Opening};
use crate::display::Size;
use crate::place::Place;
use crate::role::Role;
use crate::turn::folder;
use crate::views::{open, rows};

use motions::{EXPLORE, measured};
use processes::{memory, threads_that_draw};

const STORE: &str = "HINDSIGHT_FRAMES_STORE";
const FIGURES: &str = "HINDSIGHT_FRAMES";
/// A large store is read into its catalog first.
const PATIENCE: Duration = Duration::from_secs(300);

/// The store to measure over, if one is named.
fn large() -> Option<PathBuf> {
    env::var_os(STORE).map(PathBuf::from)
}

fn window(store: PathBuf) -> App {
    Opening::with([store])
        .size(Size::LARGE)
        .patience(PATIENCE)
        .open()
}

#[test]
fn frames_come_while_the_window_zooms_pans_and_scrolls() {
    let place = large().is_none().then(Place::demo);
    let store = large().unwrap_or_else(|| place.as_ref().expect("there is one").store());
    let app = window(store);
    rows(&app, "Events");
    let opened = memory(app.group());
    app.until("a catalog that knows every event", || {
        let names = app.names(Role::Button);
        names
            .contains(&"Catalog: knows every event".to_owned())
            .then_some(())
    });
    let cataloged = memory(app.group());
    // The text index of a large store is written for minutes; what is measured is the window, once it is.
    app.script("window.__TAURI_INTERNALS__.invoke('set_text_index', { enabled: false })");
    let events = app.script("return document.querySelector('[role=status] strong')?.textContent");
    let motions = measured(&app, EXPLORE);
    app.screen("frames");
    let scrolled = memory(app.group());
    let following = following::measured(&app);
    write(
        "window",
        &json!({
            "events": events,
            "motions": motions,
            "following": following,
            "memory": {
                "opened": opened,
                "catalog_known": cataloged,
                "scrolled": scrolled,
                "followed": memory(app.group()),
            },
        }),
    );
}

#[test]
fn where_there_is_no_graphics_card_none_is_played() {
    let cards = fs::read_dir("/dev/dri").into_iter().flatten().flatten();
    if cards.count() > 0 {
        return eprintln!("left out: this machine has a graphics card");
    }
    let place = Place::demo();
    let app = open(&place);
    rows(&app, "Events");
    let threads = threads_that_draw(app.group());
    assert!(threads.len() > 3, "{threads:?}");
    let plays_card = |name: &String| name.contains("GPU");
    assert!(!threads.iter().any(plays_card), "{threads:?}");
}

/// Leaves figures for whoever asked for them.
fn write(name: &str, figures: &Value) {
    let folder = env::var_os(FIGURES).map_or_else(folder, PathBuf::from);
    let path = folder.join(format!("frames-{name}.json"));
    fs::write(&path, format!("{figures:#}\n")).expect("the figures can be written");
}

/// The median, the 95th percentile and the greatest of some times, in milliseconds.
fn spread(times: &[f64]) -> [f64; 3] {
    let mut sorted = times.to_vec();
    sorted.sort_by(f64::total_cmp);
    let at = |share: f64| sorted[((sorted.len() - 1) as f64 * share).round() as usize];
    [at(0.5), at(0.95), at(1.0)]
}
