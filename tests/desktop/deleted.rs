//! Which aggregates are deleted: they are marked in the list, and listed alone.

use std::collections::BTreeMap;

use crate::app::{Look, Opening};
use crate::place::{Event, Place, grouped};
use crate::role::Role;
use crate::views::{open, rows};

/// What the demo store's own projection of change requests takes for the end of one.
const END: &str = "ChangeRejected";

/// The last event of each aggregate.
fn last_events(place: &Place) -> BTreeMap<String, Event> {
    let events = place.events(&[]).into_iter();
    events
        .map(|event| (event.text("aggregate_id").to_owned(), event))
        .collect()
}

#[test]
fn the_deleted_ones_are_marked_and_listed_alone() {
    let place = Place::demo();
    let last = last_events(&place);
    let is_deleted = |id: &str| last[id].text("event_type") == END;
    let deleted = last.keys().filter(|id| is_deleted(id)).count();
    assert!(deleted > 1, "the demo store has some");
    let app = open(&place);
    app.click(Role::Link, "Aggregates");
    app.until("a mark in each row, as the events say", || {
        let seen = rows(&app, "Aggregates");
        let is_right = |row: &Vec<String>| {
            let expected = if is_deleted(&row[0]) { "Deleted" } else { "No" };
            row[6] == expected
        };
        seen.iter().all(is_right).then_some(())
    });
    app.click(Role::Button, "Deleted");
    app.until("the deleted ones first", || {
        let seen = rows(&app, "Aggregates");
        seen[..2]
            .iter()
            .all(|row| row[6] == "Deleted")
            .then_some(())
    });
    app.screen("directory-by-deleted");
    app.click(Role::Button, "Filter");
    app.click(Role::MenuItem, "Deleted");
    app.screen("directory-deleted-form");
    app.click(Role::Button, "Apply");
    app.see(&format!(
        "{} of {} aggregates",
        grouped(deleted as u64),
        grouped(last.len() as u64)
    ));
    app.until("the deleted ones alone", || {
        let seen = rows(&app, "Aggregates");
        seen.iter().all(|row| is_deleted(&row[0])).then_some(())
    });
    app.screen("directory-deleted");
    drop(app);
    let app = Opening::with([place.store()]).look(Look::Dark).open();
    app.see("READ-ONLY");
    app.click(Role::Link, "Aggregates");
    app.click(Role::Button, "Deleted");
    app.until("a mark", || {
        let seen = rows(&app, "Aggregates");
        (seen[0][6] == "Deleted").then_some(())
    });
    app.screen("directory-by-deleted-dark");
}
