//! Trace: every event of an operation, in order, across aggregates.

use crate::explore::of_an_operation;
use crate::place::{Event, Place};
use crate::role::Role;
use crate::views::{jump_to, open, see_column, see_in};

#[test]
fn every_event_of_an_operation_stands_in_order() {
    let place = Place::demo();
    let (event, _) = of_an_operation(&place);
    let correlation = event.text("correlation_id");
    let all = place.events(&["--correlation", correlation]);
    let app = open(&place);
    jump_to(&app, &event);
    app.click(Role::Link, "trace it");
    let positions: Vec<String> = all.iter().map(Event::position).collect();
    see_column(&app, "Events of the trace", 1, &positions);
    see_in(&app, "Event", &format!("Event {}", event.position()));
    app.screen("trace");
    app.click(Role::Link, "Events in Explore");
    app.see(&format!("{} of 2,000 events", all.len()));
}

#[test]
fn an_id_that_no_event_has_is_said_to_be_unknown() {
    let place = Place::demo();
    let app = open(&place);
    app.click(Role::Link, "Trace");
    app.fill(Role::TextBox, "Correlation id", "../..");
    app.press("Enter");
    app.see("No event has this correlation id");
    app.see("../..");
}
