//! Check: what is missing from a store, and what is not.

use crate::causation::{append_without_cause, focus_on};
use crate::place::{DEMO_EVENTS, Place, grouped};
use crate::role::Role;
use crate::views::{open, rows, see_in};

#[test]
fn a_demo_store_has_no_faults() {
    let place = Place::demo();
    let app = open(&place);
    app.click(Role::Link, "Check");
    app.see("Looked at 2,000 events");
    app.see(": 0 faults");
    app.screen("check");
}

#[test]
fn a_cause_that_is_nowhere_is_found_and_leads_to_its_event() {
    let place = Place::demo();
    append_without_cause(&place);
    let app = open(&place);
    app.click(Role::Link, "Check");
    app.see(": 1 fault,");
    let found = rows(&app, "Findings");
    assert_eq!(found[0][0], "Fault", "{found:?}");
    focus_on(&app, "Findings");
    app.press("Home");
    see_in(&app, "Finding", "something is wrong or missing");
    app.screen("check-finding");
    let event = grouped(DEMO_EVENTS as u64 + 1);
    app.click(Role::Link, &format!("Event {event}"));
    see_in(&app, "Event", &format!("Event {event}"));
}
