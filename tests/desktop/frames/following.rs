//! How long it takes from a move of the pointer that holds the playhead until the view shows that instant.

use std::time::Duration;

use serde_json::{Value, json};

use super::spread;
use crate::app::App;
use crate::role::Role;
use crate::views::rows;

/// The playhead, as those who cannot see it know it.
const PLAYHEAD: &str = "Playhead: the instant that all views show";
/// How often the pointer moves, and how far each time.
const MOVES: u32 = 40;
const MOVE_PX: i64 = -20;
/// How long it rests between two moves: long enough for the view to come to rest too.
const REST: Duration = Duration::from_millis(220);
/// What tells in a view which instant it shows.
const TOP_ROW: &str = "document.querySelector('[role=grid][aria-label=Events] [role=row][aria-selected]')?.textContent";
const STATE: &str = "document.querySelector('section[aria-label=State]')?.textContent.match(/State at version [0-9,]+/)?.[0]";
/// From now on, notes for every move of the pointer when the view showed something else, and that was painted.
const WATCH: &str = "
    const shown = () => WHAT;
    const followed = window.followed = { moves: 0, times: [] };
    let [last, moved] = [shown(), null];
    addEventListener('pointermove', () => {
        if (window.followed !== followed) return;
        followed.moves += 1;
        moved = performance.now();
    }, true);
    new MutationObserver(() => {
        const now = shown();
        if (moved === null || !now || now === last) return;
        const begun = moved;
        [last, moved] = [now, null];
        requestAnimationFrame(() => setTimeout(() => followed.times.push(performance.now() - begun)));
    }).observe(document.getElementById('main'), { subtree: true, childList: true, characterData: true });
    return true;";

/// Drags the playhead over the events, and over an aggregate of many versions.
#[track_caller]
pub fn measured(app: &App) -> Vec<Value> {
    let id = of_many_versions(app);
    let explore = dragged(app, "events of the whole store", TOP_ROW);
    app.press("Escape");
    app.miss("Return to now");
    app.script_on(
        "location.hash = '#/aggregates/' + arguments[0]",
        &[json!(id)],
    );
    app.see("State at version");
    vec![explore, dragged(app, "state of an aggregate", STATE)]
}

#[track_caller]
fn dragged(app: &App, view: &str, what: &str) -> Value {
    assert_eq!(app.script(&WATCH.replace("WHAT", what)), json!(true));
    app.drag_slowly(Role::Slider, PLAYHEAD, (MOVES, MOVE_PX), REST);
    let answer = app.script("return [window.followed.times, window.followed.moves]");
    let (times, moves): (Vec<f64>, u32) =
        serde_json::from_value(answer).expect("times and their number");
    assert!(
        !times.is_empty(),
        "the {view} did not follow in {moves} moves"
    );
    let [median, p95, worst] = spread(&times);
    json!({
        "view": view, "moves": moves, "showed_another": times.len(),
        "median_ms": median, "p95_ms": p95, "worst_ms": worst,
    })
}

/// Of the aggregates of the first rows the one with the highest version.
#[track_caller]
fn of_many_versions(app: &App) -> String {
    let rows = rows(app, "Events");
    let version = |row: &Vec<String>| row[4].replace(',', "").parse().unwrap_or(0);
    let row = rows.iter().max_by_key(|row| version(row));
    let cell = row.map_or("", |row| &row[3]);
    cell.split_whitespace()
        .last()
        .unwrap_or_default()
        .to_owned()
}
