//! Append: behind its switch, once only, and never upon a stale version.

use rusqlite::Connection;

use crate::page::Page;
use crate::place::{DEMO_EVENTS, Event, Place, grouped};
use crate::role::Role;
use crate::views::{jump_to, open, rows, see_in};

/// What no program that reads JSON and writes it again would leave as it is.
const ODD: &str = "{ \"cost\":1.10,\n  \"cost\" : 9007199254740993 ,   \"name\":\"Zo\\u00eb ↗\" }";

/// Opens the store for writing, by the switch and its question.
#[track_caller]
pub fn open_for_writing(app: &Page) {
    app.click(Role::Button, "Store acme-ea.db");
    app.click(Role::MenuItem, "Open for writing…");
    app.until("the question", || {
        app.shown(Role::Dialog, "Open for writing?")
    });
    app.see("READ-ONLY");
    app.click(Role::Button, "Open for writing");
    app.see("WRITABLE");
    app.see("This window can write to acme-ea.db.");
}

/// Goes to the form for one aggregate, the way that leads there from it.
#[track_caller]
pub fn aim_at(app: &Page, event: &Event) {
    jump_to(app, event);
    app.click(
        Role::Link,
        &format!("version {}", event.number("aggregate_version")),
    );
    see_in(app, "State", "State at version");
    app.until("the way to the form", || {
        let way = "const main = document.querySelector('main');
            const link = [...main.querySelectorAll('a')].find(a => a.innerText === 'Append');
            link?.click(); return link ? true : null;";
        app.script_on(way, &[])?.as_bool()
    });
    app.until("the aggregate in the form", || {
        let id = app.shown(Role::TextBox, "Aggregate id")?;
        (id == event.text("aggregate_id")).then_some(())
    });
}

#[track_caller]
pub fn compose(app: &Page, data: &str) {
    app.fill(Role::TextBox, "Command type", "CorrectCost");
    app.fill(Role::TextBox, "Actor", "officer-456");
    app.fill(Role::ComboBox, "Event type", "CostCorrected");
    app.press("Tab");
    app.fill(Role::TextBox, "Data of event 1", data);
}

/// What the table holds, past every program of ours.
fn data_in_table(place: &Place, event: &Event) -> String {
    let table = Connection::open(place.store()).expect("SQLite can open the store");
    let query = "SELECT data FROM events WHERE event_id = ?1";
    table
        .query_row(query, [event.text("event_id")], |row| row.get(0))
        .expect("the event is in the table")
}

fn some_event(place: &Place) -> Event {
    let event = &place.events(&["--limit", "800"])[799];
    let mut history = place.events(&["--aggregate", event.text("aggregate_id")]);
    history.pop().expect("an event's aggregate has events")
}

#[test]
fn a_store_for_reading_offers_no_way_to_append_until_the_switch_is_used() {
    let place = Place::demo();
    let app = open(&place);
    app.see("2,000 events");
    let offered = |app: &Page| app.names(Role::Link).contains(&"Append".to_owned());
    assert!(!offered(&app));
    app.click(Role::Button, "Store acme-ea.db");
    app.click(Role::MenuItem, "Open for writing…");
    app.click(Role::Button, "Cancel");
    app.see("READ-ONLY");
    assert!(!offered(&app), "the question was answered with no");
    open_for_writing(&app);
    assert!(offered(&app));
    app.click(Role::Button, "Back to read-only");
    app.see("READ-ONLY");
    assert!(!offered(&app));
}

#[test]
fn what_is_sent_is_written_once_and_byte_for_byte() {
    let place = Place::demo();
    let event = some_event(&place);
    let id = event.text("aggregate_id");
    let version = event.number("aggregate_version") + 1;
    let app = open(&place);
    open_for_writing(&app);
    aim_at(&app, &event);
    compose(&app, ODD);
    app.click(Role::Button, "Send");
    let position = grouped(DEMO_EVENTS as u64 + 1);
    see_in(
        &app,
        "Outcome",
        &format!("Version {version} at position {position}."),
    );
    assert_eq!(place.count(), DEMO_EVENTS + 1);
    app.screen("append-done");
    app.click(Role::Button, "Send again");
    see_in(&app, "Outcome", "Already processed");
    see_in(&app, "Outcome", "Nothing was written.");
    assert_eq!(
        place.count(),
        DEMO_EVENTS + 1,
        "the same again is written once"
    );
    let written = place
        .events(&["--aggregate", id])
        .pop()
        .expect("the aggregate has events");
    assert_eq!(written.number("aggregate_version"), version);
    assert_eq!(written.text("event_type"), "CostCorrected");
    assert_eq!(written.text("actor"), "officer-456");
    assert_eq!(written.text("data_raw"), ODD, "as the command line has it");
    assert_eq!(data_in_table(&place, &written), ODD);
    app.click(Role::Link, "Explore");
    app.see("2,001 events");
    assert_eq!(rows(&app, "Events")[0][0], "2,001");
}

#[test]
fn a_stale_version_is_a_conflict_and_goes_through_after_a_reload() {
    let place = Place::demo();
    let event = some_event(&place);
    let seen = event.number("aggregate_version");
    let app = open(&place);
    open_for_writing(&app);
    aim_at(&app, &event);
    compose(&app, "{\"cost\":1.10}");
    // Meanwhile somebody else adds an event to the aggregate.
    let line = format!(
        r#"{{"command_type":"SetOwner","aggregate_id":"{}","aggregate_type":"{}","actor":"officer-1","actor_type":"user","source":"ui","expected_version":"any","events":[{{"event_type":"OwnerAssigned","data":{{}}}}]}}"#,
        event.text("aggregate_id"),
        event.text("aggregate_type"),
    );
    place.append(&line);
    assert_eq!(app.read(Role::TextBox, "Version"), seen.to_string());
    app.click(Role::Button, "Send");
    see_in(&app, "Outcome", "Version conflict");
    see_in(
        &app,
        "Outcome",
        &format!(
            "Version {seen} was expected, but the aggregate is at version {}.",
            seen + 1
        ),
    );
    assert_eq!(
        place.count(),
        DEMO_EVENTS + 1,
        "nothing of ours was written"
    );
    app.screen("append-conflict");
    app.click(Role::Button, "Reload");
    assert_eq!(app.read(Role::TextBox, "Version"), (seen + 1).to_string());
    assert_eq!(
        app.read(Role::TextBox, "Data of event 1"),
        "{\"cost\":1.10}"
    );
    app.click(Role::Button, "Send");
    let position = grouped(DEMO_EVENTS as u64 + 2);
    see_in(
        &app,
        "Outcome",
        &format!("Version {} at position {position}.", seen + 2),
    );
    assert_eq!(place.count(), DEMO_EVENTS + 2);
}
