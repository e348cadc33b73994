//! What a window must be able to bear: files that are no stores, stores of other programs, texts that mean harm.

use std::fs;

use rusqlite::Connection;
use serde_json::json;

use crate::app::Opening;
use crate::page::Page;
use crate::place::Place;
use crate::role::Role;
use crate::views::{open, rows, see_column, see_in};

/// The ways in that the welcome screen offers.
const WAYS: [&str; 3] = ["Open a store…", "Make a demo…", "New store…"];

#[track_caller]
fn offers_the_ways_in(app: &Page) {
    let names = app.names(Role::Button);
    for way in WAYS {
        assert!(
            names.iter().any(|name| name.starts_with(way)),
            "{way:?} is not among {names:?}"
        );
    }
}

#[test]
fn a_file_that_is_no_store_is_refused_with_what_to_do() {
    let place = Place::empty();
    fs::write(
        place.store(),
        "not a database, but long enough to look at: ".repeat(40),
    )
    .expect("a file can be written");
    let before = place.contents();
    let app = Opening::with([place.store()]).open();
    app.see("The store could not be opened");
    app.see("acme-ea.db");
    app.see("is not a SQLite database; choose the file of a store");
    offers_the_ways_in(&app);
    app.screen("error");
    drop(app);
    assert_eq!(place.contents(), before);
}

#[test]
fn a_database_without_events_is_told_what_it_lacks() {
    let place = Place::empty();
    sql(
        &place,
        "CREATE TABLE events (event_id TEXT, aggregate_id TEXT)",
    );
    let app = Opening::with([place.store()]).open();
    app.see("The store could not be opened");
    app.see("aggregate_type");
    offers_the_ways_in(&app);
}

#[test]
fn a_path_where_nothing_is_names_the_path() {
    let place = Place::empty();
    let app = Opening::with([place.store()]).open();
    app.see("The store could not be opened");
    app.see(&place.store().display().to_string());
    offers_the_ways_in(&app);
    assert!(place.contents().is_empty(), "nothing was made in its place");
}

/// The columns of the user's own tables, and not one more.
const FOREIGN: &str = "
CREATE TABLE events (event_id TEXT PRIMARY KEY, aggregate_id TEXT, aggregate_type TEXT, aggregate_version INT,
  event_type TEXT, event_version INT, event_timestamp TEXT, actor TEXT, actor_type TEXT, source TEXT,
  causation_id TEXT, correlation_id TEXT, data TEXT, metadata TEXT);
CREATE TABLE commands (command_id TEXT, command_type TEXT, aggregate_id TEXT, aggregate_type TEXT,
  processed_at TEXT, actor TEXT, source TEXT, data TEXT);";

fn sql(place: &Place, statements: &str) {
    let file = Connection::open(place.store()).expect("a database can be made");
    file.execute_batch(statements).expect("the SQL is right");
}

#[test]
fn a_store_of_another_program_shows_every_row_and_marks_what_is_odd() {
    let place = Place::empty();
    sql(&place, FOREIGN);
    sql(
        &place,
        "INSERT INTO events VALUES
 ('e1','a1','Application',1,'Registered',1,'2025-03-04T10:00:00.1234567Z','ada','User','UI',NULL,NULL,'{\"cost\":1.10}','{}'),
 ('e2','a1','Application',2,'Changed',1,'2025-03-04T12:00:00+02:00','ada','Service','API','e1',NULL,'{\"cost\":2}',NULL),
 ('e3','a1','Application',3,'Broken',1,'2025-03-04 11:00:00','robot','robot','fax',NULL,'op-7','{oops','{}'),
 ('e4',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);",
    );
    let app = open(&place);
    app.see("4 events");
    assert_eq!(rows(&app, "Events").len(), 4);
    let marks = "return [...document.querySelectorAll('[role=row][aria-selected]')]
        .map(row => row.querySelector('[aria-label^=Something]') !== null)";
    assert_eq!(
        app.script(marks)[0],
        json!(true),
        "a row of NULLs is marked"
    );
    assert_eq!(app.script(marks)[1], json!(true), "broken JSON is marked");
    select(&app, "Broken");
    see_in(&app, "Event", "Not as a store should hold it");
    see_in(&app, "Event", "fax");
    see_in(&app, "Event", "{oops");
    see_in(
        &app,
        "Event",
        "This is not valid JSON; it is shown as it stands in the table.",
    );
    app.screen("foreign");
    select(&app, "Changed");
    see_in(&app, "Event", "Spelled in another way");
    see_in(&app, "Event", "2025-03-04T12:00:00+02:00");
    see_in(&app, "Event", "No metadata: the store holds NULL.");
}

/// Clicks the row of the one event with this type.
#[track_caller]
fn select(app: &Page, event_type: &str) {
    let click = "const cell = [...document.querySelectorAll('[role=gridcell]')]
        .find(cell => cell.innerText.trim() === arguments[0]);
        cell?.click(); return cell ? true : null";
    app.until(&format!("the row of {event_type:?}"), || {
        app.script_on(click, &[json!(event_type)])?.as_bool()
    });
}

/// Turns the text around, hides, rings, and would run if it were ever taken for HTML.
const HOSTILE: &str = "\u{202E}tac\u{2066}\u{200B}\u{7}<img src=x onerror=\"window.harmed=1\">";
const HOSTILE_SEEN: &str = r#"\u202Etac\u2066\u200B\u0007<img src=x onerror="window.harmed=1">"#;

#[test]
fn texts_that_mean_harm_are_spelled_out_and_do_nothing() {
    let place = Place::empty();
    sql(&place, FOREIGN);
    let data =
        json!({ "name": HOSTILE, "__proto__": HOSTILE, "<script>window.harmed=1</script>": "}" });
    let file = Connection::open(place.store()).expect("the database can be opened");
    file.execute(
        "INSERT INTO events VALUES (?1,?1,?1,1,?1,1,'2025-03-04T10:00:00.000000Z',?1,'user','ui',?1,?1,?2,?2)",
        [HOSTILE, &data.to_string()],
    )
    .expect("the row can be written");
    drop(file);
    let app = open(&place);
    see_column(&app, "Events", 2, &[HOSTILE_SEEN.to_owned()]);
    app.press("Tab");
    select(&app, HOSTILE_SEEN);
    see_in(
        &app,
        "Event",
        &format!("\"name\": \"{HOSTILE_SEEN_IN_JSON}\""),
    );
    app.screen("hostile");
    // A line that ends within the link takes the blank out of its name.
    let names = app.names(Role::Link);
    let version = names.iter().find(|name| name.starts_with("version"));
    app.click(Role::Link, version.expect("a way to the aggregate"));
    see_in(&app, "State", "State at version 1");
    app.press("Alt+ArrowLeft");
    app.click(Role::Link, "trace it");
    rows(&app, "Causes and effects");
    app.click(Role::Link, "Aggregates");
    rows(&app, "Aggregates");
    let harm = "return [window.harmed ?? null, document.querySelectorAll('img').length]";
    assert_eq!(app.script(harm), json!([null, 0]));
    let unseen = app.script(
        "return document.body.innerText.match(/[\\u202A-\\u202E\\u2066-\\u2069\\u200B\\u0007]/g)",
    );
    assert_eq!(unseen, json!(null), "a character that hides is on the page");
}

/// As the payload spells it: `serde_json` escapes the quotes and the bell, the window the rest.
const HOSTILE_SEEN_IN_JSON: &str =
    r#"\u202Etac\u2066\u200B\u0007<img src=x onerror=\"window.harmed=1\">"#;

#[test]
fn an_event_that_is_changed_in_place_is_told_over_every_view() {
    let place = Place::empty();
    sql(&place, FOREIGN);
    sql(
        &place,
        "WITH RECURSIVE rows(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM rows WHERE n < 6)
         INSERT INTO events SELECT 'e' || n, 'a' || (n % 3), 'Application', n, 'Changed', 1, '2025-03-04T10:00:00.000000Z',
             'ada', 'user', 'ui', NULL, NULL, '{}', '{}' FROM rows;",
    );
    let app = open(&place);
    app.see("6 events");
    app.until("a catalog that knows every event", || {
        app.names(Role::Button)
            .contains(&"Catalog: knows every event".to_owned())
            .then_some(())
    });
    let told = "The past of this store is not what it was: events were changed in place";
    app.miss(told);
    sql(
        &place,
        "UPDATE events SET actor = 'eve' WHERE event_id = 'e4'",
    );
    app.see(told);
    app.screen("changed-past");
    app.click(Role::Link, "Aggregates");
    app.see(told);
    app.click(Role::Link, "Explore");
    app.click(Role::Button, "Show what it holds now");
    app.miss(told);
    let expected = ["ada", "ada", "eve", "ada", "ada", "ada"].map(str::to_owned);
    see_column(&app, "Events", 5, &expected);
    sql(
        &place,
        "UPDATE events SET actor = 'mallory' WHERE event_id = 'e5'",
    );
    app.see(told);
    app.click(Role::Button, "Dismiss");
    app.miss(told);
}
