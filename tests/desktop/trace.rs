//! Trace: every event of an operation, below what caused it, across aggregates.

use crate::explore::of_an_operation;
use crate::place::{Event, Place};
use crate::role::Role;
use crate::views::{jump_to, open, rows, see_in};

#[test]
fn every_event_of_an_operation_is_there() {
    let place = Place::demo();
    let (event, _) = of_an_operation(&place);
    let correlation = event.text("correlation_id");
    let all = place.events(&["--correlation", correlation]);
    let app = open(&place);
    jump_to(&app, &event);
    app.click(Role::Link, "trace it");
    see_in(&app, "Selected", &format!("Event {}", event.position()));
    app.click(Role::Radio, "One by one");
    let mut positions: Vec<String> = all.iter().map(Event::position).collect();
    positions.sort();
    app.until("every event of the operation", || {
        let mut seen: Vec<String> = rows(&app, "Causes and effects")
            .into_iter()
            .filter_map(|row| row.last().cloned())
            .filter(|position| position != "–")
            .collect();
        seen.sort();
        (seen == positions).then_some(())
    });
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
