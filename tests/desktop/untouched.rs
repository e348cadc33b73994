//! Looking changes nothing: whatever is looked at, the store's file and its folder stay as they were.

use std::path::PathBuf;

use crate::place::{Event, Place};
use crate::role::Role;
use crate::views::{jump_to, open, rows, see_in};

#[test]
fn a_store_on_the_command_line_is_open_for_reading() {
    let place = Place::demo();
    let app = open(&place);
    app.see("2,000 events");
    let seen = rows(&app, "Events");
    assert_eq!(seen[0][0], "2,000", "the newest event comes first");
    assert!(seen.len() > 10, "the window is full of rows: {seen:?}");
    assert!(!app.names(Role::Link).contains(&"Append".to_owned()));
}

#[test]
fn browsing_through_everything_changes_no_byte() {
    let place = Place::demo();
    let before = place.contents();
    let beside = |path: &&PathBuf| path.parent() == place.store().parent();
    let stores = before.keys().filter(beside).count();
    assert_eq!(stores, 1, "a store is one file: {before:?}");
    let of_an_operation = |event: &Event| !event.text("correlation_id").is_empty();
    let events = place.events(&["--after-position", "600"]);
    let event = events.into_iter().find(of_an_operation);
    let event = event.expect("the demo has operations");
    let app = open(&place);
    rows(&app, "Events");
    jump_to(&app, &event);
    app.click(Role::Link, "trace it");
    rows(&app, "Causes and effects");
    app.click(Role::Link, "Aggregates");
    rows(&app, "Aggregates");
    jump_to(&app, &event);
    app.click(
        Role::Link,
        &format!("version {}", event.number("aggregate_version")),
    );
    see_in(&app, "State", "State at version");
    app.click(Role::Button, "Store acme-ea.db");
    app.click(Role::MenuItem, "About this store");
    app.click(Role::Button, "Check the whole file");
    app.see("Nothing is unusual about this store.");
    app.miss("Reading every page of the file…");
    app.click(Role::Button, "Done");
    assert_eq!(place.contents(), before, "while the window is open");
    drop(app);
    assert_eq!(place.contents(), before, "after the window was closed");
}
