//! The keyboard alone: from the start to an event, to its aggregate, and back in time.

use serde_json::json;

use crate::page::Page;
use crate::place::Place;
use crate::role::Role;
use crate::views::{open, rows, see_in};

/// What has the focus: its role, and its name.
const FOCUSED: &str = "
    const at = document.activeElement;
    return [at.getAttribute('role') ?? at.tagName.toLowerCase(), at.getAttribute('aria-label') ?? at.innerText];";
/// How often somebody presses Tab before giving up.
const TABS_MAX: usize = 40;

/// Presses Tab until the focus is where it is wanted.
#[track_caller]
fn tab_to(app: &Page, role: &str, name: &str) {
    let mut passed = vec![app.script(FOCUSED)];
    while passed.len() < TABS_MAX {
        let last = passed.last().expect("it began somewhere");
        if *last == json!([role, name]) {
            return;
        }
        app.press("Tab");
        let next = app.until("another focus", || {
            let at = app.script(FOCUSED);
            (at != *last).then_some(at)
        });
        passed.push(next);
    }
    panic!("the focus never came to the {role} {name:?}, but to {passed:?}");
}

#[test]
fn from_the_start_to_a_past_state_without_a_pointer() {
    let place = Place::demo();
    let app = open(&place);
    let seen = rows(&app, "Events");
    tab_to(&app, "grid", "Events");
    app.press("ArrowDown");
    app.press("ArrowDown");
    // The two presses stand on the second row. From there to the first one that has a past.
    let wanted = place
        .events(&["--newest", "--limit", "40"])
        .into_iter()
        .enumerate()
        .skip(1)
        .find(|(_, event)| event.number("aggregate_version") > 1)
        .expect("one of the latest events is not its aggregate's first");
    let (at, event) = wanted;
    assert!(at < seen.len(), "it is in sight");
    for _ in 1..at {
        app.press("ArrowDown");
    }
    see_in(&app, "Event", &format!("Event {}", event.position()));
    app.press("Enter");
    let version = event.number("aggregate_version");
    see_in(&app, "State", &format!("State at version {version}"));
    app.press("ArrowLeft");
    see_in(&app, "State", &format!("State at version {}", version - 1));
    app.see("A past state");
    // Walking along the versions is one stay at the aggregate: one step back leaves it.
    app.press("Alt+ArrowLeft");
    see_in(&app, "Event", &format!("Event {}", event.position()));
}

#[test]
fn the_views_and_the_list_of_keys_have_keys_of_their_own() {
    let place = Place::demo();
    let app = open(&place);
    app.see("2,000 events");
    app.press("Control+2");
    rows(&app, "Aggregates");
    app.press("Control+3");
    app.see("Latest operations");
    app.press("Control+1");
    rows(&app, "Events");
    app.press("?");
    app.until("the list of keys", || {
        app.shown(Role::Dialog, "Keyboard shortcuts")
    });
    app.press("Escape");
    app.miss("Keyboard shortcuts");
}
