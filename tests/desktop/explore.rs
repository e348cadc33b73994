//! Explore: what a filter lets through is what the command line says, and back undoes it.

use std::collections::BTreeMap;

use crate::page::Page;
use crate::place::{Event, Place};
use crate::role::Role;
use crate::views::{jump_to, open, see_column};

/// An event of an operation that consists of a few events, fewer than a window is high.
pub fn of_an_operation(place: &Place) -> (Event, usize) {
    let events = place.events(&[]);
    let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
    for event in &events {
        *sizes.entry(event.text("correlation_id")).or_default() += 1;
    }
    let found = events.iter().find_map(|event| {
        let size = sizes[event.text("correlation_id")];
        (4..=9).contains(&size).then(|| (event.clone(), size))
    });
    found.expect("the demo has operations of some events")
}

/// The events that the command line prints for a filter are those that the window shows, newest first.
#[track_caller]
fn agrees(app: &Page, place: &Place, filter: &[&str]) -> usize {
    let events = place.events(&[filter, &["--newest"]].concat());
    app.see(&format!("{} of 2,000 events", events.len()));
    let positions: Vec<String> = events.iter().map(Event::position).collect();
    see_column(app, "Events", 0, &positions);
    events.len()
}

#[test]
fn filtering_by_the_correlation_of_an_event_and_going_back() {
    let place = Place::demo();
    let (event, size) = of_an_operation(&place);
    let correlation = event.text("correlation_id");
    let app = open(&place);
    jump_to(&app, &event);
    app.click(Role::Link, &format!("Filter by {correlation}"));
    assert_eq!(agrees(&app, &place, &["--correlation", correlation]), size);
    let remove = format!("Remove filter: Correlation {correlation}");
    assert!(
        app.names(Role::Button).contains(&remove),
        "{:?}",
        app.names(Role::Button)
    );
    app.screen("explore-filter");
    app.press("Alt+ArrowLeft");
    app.miss("of 2,000 events");
    app.see("2,000 events");
    assert!(!app.names(Role::Button).contains(&remove));
}

#[test]
fn filtering_by_hand_in_two_parts() {
    let place = Place::demo();
    let (event, _) = of_an_operation(&place);
    let (kind, aggregate) = (event.text("event_type"), event.text("aggregate_id"));
    let app = open(&place);
    app.see("2,000 events");
    app.click(Role::Button, "Filter");
    app.click(Role::MenuItem, "Aggregate");
    app.fill(Role::TextBox, "Aggregate", aggregate);
    app.click(Role::Button, "Apply");
    agrees(&app, &place, &["--aggregate", aggregate]);
    app.click(Role::Button, "Filter");
    app.click(Role::MenuItem, "Event type");
    app.fill(Role::SearchBox, "Event type", kind);
    app.press("Enter");
    agrees(&app, &place, &["--aggregate", aggregate, "--type", kind]);
    app.click(Role::Button, "Clear all");
    app.miss("of 2,000 events");
}
