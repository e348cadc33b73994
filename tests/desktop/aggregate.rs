//! One aggregate: its state at a past version and at an instant is what the command line says.

use serde_json::Value;

use crate::page::Page;
use crate::place::{Event, Place};
use crate::role::Role;
use crate::views::{json_of, jump_to, open, see_in, within};

/// The last event of an aggregate with some history, and how many events this aggregate has.
pub fn of_a_long_history(place: &Place) -> (Event, u64) {
    let events = place.events(&["--type", "DataClassificationChanged"]);
    let latest = |event: &Event| {
        let mut history = place.events(&["--aggregate", event.text("aggregate_id")]);
        history.pop().expect("an event's aggregate has events")
    };
    let found = events.iter().map(latest).find_map(|event| {
        let versions = event.number("aggregate_version");
        (6..=30).contains(&versions).then_some((event, versions))
    });
    found.expect("the demo has an aggregate with some versions")
}

/// Goes to an event, and from there to its aggregate at its version.
#[track_caller]
pub fn open_aggregate_of(app: &Page, event: &Event) {
    jump_to(app, event);
    let version = event.number("aggregate_version");
    app.click(Role::Link, &format!("version {version}"));
    see_in(app, "State", &format!("State at version {version}"));
}

/// The state that is on the screen, read from its text.
#[track_caller]
fn shown_state(app: &Page) -> Value {
    app.click(Role::Radio, "Text");
    // On to something that has no use of its own for the arrow keys.
    app.press("Tab");
    json_of(&within(app, "State", "pre"))
}

#[test]
fn scrubbing_to_past_versions_shows_the_states_of_then() {
    let place = Place::demo();
    let (event, last) = of_a_long_history(&place);
    let id = event.text("aggregate_id");
    let app = open(&place);
    open_aggregate_of(&app, &event);
    app.see(&format!("The latest state: version {last}."));
    for version in [last - 1, last - 2, last - 3] {
        app.press("ArrowLeft");
        see_in(&app, "State", &format!("State at version {version}"));
        app.see(&format!("A past state: version {version} of {last}."));
        let printed = place.cli("state", &[id, "--version", &version.to_string()]);
        assert_eq!(shown_state(&app), json_of(&printed), "version {version}");
    }
    app.screen("aggregate-past");
    app.press("Home");
    see_in(&app, "State", "State at version 1");
    app.press("ArrowLeft");
    see_in(&app, "State", "State before the first event");
    app.press("Escape");
    app.see(&format!("The latest state: version {last}."));
    assert_eq!(shown_state(&app), json_of(&place.cli("state", &[id])));
}

#[test]
fn the_state_of_an_instant_is_that_of_the_last_event_until_then() {
    let place = Place::demo();
    let (event, last) = of_a_long_history(&place);
    let id = event.text("aggregate_id");
    let history = place.events(&["--aggregate", id]);
    let instant = history[3].text("event_timestamp");
    let app = open(&place);
    open_aggregate_of(&app, &event);
    app.fill(Role::TextBox, "As of, UTC", instant);
    app.click(Role::Button, "Show");
    app.see(&format!("version 4 of {last} stood"));
    see_in(&app, "State", "State at version 4");
    let printed = place.cli("state", &[id, "--at", instant]);
    assert_eq!(shown_state(&app), json_of(&printed));
    app.screen("aggregate-as-of");
    app.fill(Role::TextBox, "As of, UTC", "2020-01-01");
    app.press("Enter");
    app.see("before the first event");
    app.fill(Role::TextBox, "As of, UTC", "soon");
    app.press("Enter");
    app.see("Type a year, a day or a time");
}

#[test]
fn what_an_event_changed_is_marked_with_what_was_there_before() {
    let place = Place::demo();
    let change = place
        .events(&[
            "--type",
            "DataClassificationChanged",
            "--aggregate-type",
            "Application",
        ])
        .into_iter()
        .find(|event| event.number("aggregate_version") > 1)
        .expect("the demo has an application with a changed classification");
    let state_at = |version: u64| {
        let version = version.to_string();
        let id = change.text("aggregate_id");
        json_of(&place.cli("state", &[id, "--version", &version]))
    };
    let version = change.number("aggregate_version");
    let (before, after) = (state_at(version - 1), state_at(version));
    let changed: Vec<&String> = after
        .as_object()
        .expect("a state is an object")
        .iter()
        .filter_map(|(key, value)| (before.get(key) != Some(value)).then_some(key))
        .collect();
    let app = open(&place);
    open_aggregate_of(&app, &change);
    assert!(!changed.is_empty(), "{change:?} changes something");
    app.click(
        Role::Radio,
        &match changed.len() {
            1 => "1 change".to_owned(),
            many => format!("{many} changes"),
        },
    );
    for key in changed {
        let row = within(&app, "State", "table");
        let old = before.get(key).map(Value::to_string);
        for text in [Some(key.clone()), old, Some(after[key].to_string())] {
            let text = text.unwrap_or("nothing".into());
            assert!(row.contains(&text), "{text} in {row}");
        }
    }
}
