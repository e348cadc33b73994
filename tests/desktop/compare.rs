//! Compare: the world at two moments is one screen, and one aggregate stands side by side.

use serde_json::Value;

use crate::aggregate::{of_a_long_history, open_aggregate_of};
use crate::place::{Place, grouped};
use crate::role::Role;
use crate::views::{json_of, open, rows, see_in, within};

#[test]
fn the_world_at_two_moments_is_one_screen() {
    let place = Place::demo();
    let events = place.events(&[]);
    let day = |at: usize| events[at].text("event_timestamp")[..10].to_owned();
    let (from, to) = (day(400), day(1_600));
    // A day means its end.
    let between = events.iter().filter(|event| {
        let on = &event.text("event_timestamp")[..10];
        on > from.as_str() && on <= to.as_str()
    });
    let app = open(&place);
    app.press("Control+4");
    app.see("in between");
    app.fill(Role::TextBox, "From, UTC", &from);
    app.fill(Role::TextBox, "To, UTC", &to);
    app.press("Enter");
    app.see(&format!(
        "by {} events in between",
        grouped(between.count() as u64)
    ));
    app.screen("compare");
    let first = rows(&app, "Aggregates that differ")[0].clone();
    app.script("document.querySelector('[role=grid] [role=row][aria-selected]').click()");
    let table = within(&app, "Difference", "table");
    assert!(
        table.contains('/'),
        "{first:?} has a path that differs: {table}"
    );
    app.screen("compare-difference");
    app.click(Role::Link, "Side by side");
    within(&app, "States side by side", "table");
    app.screen("compare-side-by-side");
    app.press("Alt+ArrowLeft");
    within(&app, "Difference", "table");
}

#[test]
fn two_versions_of_an_aggregate_differ_as_their_states_on_the_command_line_do() {
    let place = Place::demo();
    let (event, last) = of_a_long_history(&place);
    let id = event.text("aggregate_id");
    let state_at = |version: u64| -> Value {
        json_of(&place.cli("state", &[id, "--version", &version.to_string()]))
    };
    let (old, new) = (state_at(last - 3), state_at(last));
    let app = open(&place);
    open_aggregate_of(&app, &event);
    for back in 1..=3 {
        app.press("ArrowLeft");
        see_in(&app, "State", &format!("State at version {}", last - back));
    }
    app.click(Role::Link, "Compare with…");
    let table = within(&app, "States side by side", "table");
    let keys = |state: &Value| -> Vec<String> {
        state
            .as_object()
            .expect("an object")
            .keys()
            .cloned()
            .collect()
    };
    let differing: Vec<String> = [keys(&old), keys(&new)].concat();
    let differing = differing
        .into_iter()
        .filter(|key| old.get(key) != new.get(key));
    for key in differing {
        assert!(table.contains(&key), "{key} in {table}");
    }
    assert!(table.contains(&format!("Version {}", last - 3)), "{table}");
    assert!(table.contains(&format!("Version {last}")), "{table}");
}
