//! Causes and effects: the tree of an operation, the state around each event, and what is amiss with causes.

use std::collections::BTreeSet;

use serde_json::json;

use crate::app::App;
use crate::explore::of_an_operation;
use crate::page::Page;
use crate::place::{Event, Place};
use crate::role::Role;
use crate::views::{open, rows, see_in};

/// Opens an operation by its correlation id.
#[track_caller]
pub fn trace(place: &Place, correlation: &str) -> App {
    let app = open(place);
    app.click(Role::Link, "Trace");
    app.fill(Role::TextBox, "Correlation id", correlation);
    app.press("Enter");
    rows(&app, "Causes and effects");
    app
}

/// Puts the focus on a grid or a tree, where the keys work.
pub fn focus_on(page: &Page, grid: &str) {
    page.until(&format!("the focus on {grid:?}"), || {
        let script = "
            const grid = document.querySelector(`[aria-label='${arguments[0]}']:is([role=grid], [role=treegrid], [role=tree])`);
            grid?.focus();
            return document.activeElement === grid;";
        page.script_on(script, &[json!(grid)])?.as_bool()?.then_some(())
    });
}

#[test]
fn the_tree_is_walked_with_the_keys_and_tells_the_state_around_each_event() {
    let place = Place::demo();
    let (event, _) = of_an_operation(&place);
    let correlation = event.text("correlation_id");
    let all = place.events(&["--correlation", correlation]);
    let app = trace(&place, correlation);
    focus_on(&app, "Causes and effects");
    app.press("Home");
    for event in &all {
        walk_to(&app, &format!("Event {}", event.position()));
    }
    app.click(Role::Radio, "State before and after");
    see_in(&app, "Selected", "Folded by");
    let last = all.last().expect("an operation has events");
    let version = last.number("aggregate_version");
    see_in(
        &app,
        "Selected",
        &format!("before and after version {version}"),
    );
    app.screen("trace-change");
}

#[test]
fn an_operation_is_drawn_and_walked_in_the_drawing() {
    let place = Place::demo();
    let (event, _) = of_an_operation(&place);
    let correlation = event.text("correlation_id");
    let all = place.events(&["--correlation", correlation]);
    let app = trace(&place, correlation);
    app.click(Role::Radio, "Drawing");
    focus_on(&app, "Drawing of causes and effects");
    app.press("Home");
    for event in &all {
        walk_to(&app, &format!("Event {}", event.position()));
        see_drawn(&app, event.text("event_type"));
    }
    app.screen("trace-drawing");
    app.press("ArrowLeft");
    see_in(&app, "Selected", "Command");
}

/// Waits until what is selected in the drawing is of a type.
#[track_caller]
fn see_drawn(page: &Page, event_type: &str) {
    let script = "return document.querySelector('[role=treeitem][aria-selected=true]')?.textContent ?? null;";
    page.until(&format!("a drawn {event_type}"), || {
        let drawn = page.script_on(script, &[])?;
        drawn.as_str()?.contains(event_type).then_some(())
    });
}

/// Goes from one thing to the next in time until the wanted one is selected. In between there may be commands.
#[track_caller]
fn walk_to(app: &Page, wanted: &str) {
    let selected = || app.shown(Role::Region, "Selected");
    let mut at = app.until("a selection", selected);
    while !at.contains(wanted) {
        app.press("t");
        at = app.until(&format!("the way to {wanted}"), || {
            selected().filter(|now| *now != at)
        });
    }
}

#[test]
fn what_an_operation_changed_is_listed_with_its_differences() {
    let place = Place::demo();
    let (event, _) = of_an_operation(&place);
    let correlation = event.text("correlation_id");
    let all = place.events(&["--correlation", correlation]);
    let aggregates: BTreeSet<&str> = all.iter().map(|event| event.text("aggregate_id")).collect();
    let app = trace(&place, correlation);
    app.click(
        Role::Radio,
        &format!("What it changed ({})", aggregates.len()),
    );
    let listed = rows(&app, "Aggregates that the operation changed");
    let listed: BTreeSet<&str> = listed.iter().map(|row| row[1].as_str()).collect();
    assert_eq!(listed, aggregates);
    focus_on(&app, "Aggregates that the operation changed");
    app.press("ArrowDown");
    see_in(&app, "What the operation changed", "Folded by");
    app.screen("trace-aggregates");
}

#[test]
fn an_operation_laid_beside_itself_has_no_difference() {
    let place = Place::demo();
    let (event, _) = of_an_operation(&place);
    let correlation = event.text("correlation_id");
    let app = trace(&place, correlation);
    app.click(Role::Radio, "Compare with another");
    app.fill(
        Role::TextBox,
        "Correlation id of the other one",
        correlation,
    );
    app.press("Enter");
    app.see("0 only here, 0 only there");
    app.screen("trace-compared");
    app.click(Role::Radio, "Only differences");
    app.see("Both have the same causes and effects.");
}

#[test]
fn a_cause_that_is_nowhere_is_marked_with_words() {
    let place = Place::demo();
    append_without_cause(&place);
    let app = trace(&place, OPERATION);
    app.see("A cause that is not in this store");
    app.see("1 cause missing");
    focus_on(&app, "Causes and effects");
    app.press("Home");
    see_in(&app, "Selected", GONE);
    app.screen("trace-gap");
}

/// The operation of [`append_without_cause`], and the cause that it names.
const OPERATION: &str = "00000000-0000-7000-8000-00000000face";
const GONE: &str = "00000000-0000-7000-8000-00000000dead";

/// Appends an event whose cause is nowhere.
#[track_caller]
pub fn append_without_cause(place: &Place) {
    let before: Vec<Event> = place.events(&["--newest", "--limit", "1"]);
    let last = &before[0];
    let line = json!({
        "command_type": "Reclassify",
        "aggregate_id": last.text("aggregate_id"),
        "aggregate_type": last.text("aggregate_type"),
        "actor": "tester",
        "actor_type": "user",
        "source": "api",
        "correlation_id": OPERATION,
        "expected_version": "any",
        "events": [{ "event_type": "Reclassified", "causation_id": GONE, "data": { "level": "internal" } }],
    });
    place.append(&line.to_string());
}
