//! Text that wants to drive the terminal.

use rusqlite::Connection;

use super::program::Place;

fn place() -> Place {
    let place = Place::empty();
    let store = Connection::open(place.store()).unwrap();
    store
        .execute_batch(
            "CREATE TABLE events (event_id TEXT, aggregate_id TEXT, aggregate_type TEXT, aggregate_version INT,
               event_type TEXT, event_version INT, event_timestamp TEXT, actor TEXT, actor_type TEXT, source TEXT,
               causation_id TEXT, correlation_id TEXT, data TEXT, metadata TEXT)",
        )
        .unwrap();
    store
        .execute(
            "INSERT INTO events VALUES ('e','a','T',1,?1,1,?2,?3,'user','ui',NULL,NULL,?4,'{}')",
            [
                "Paid\u{1b}[2J\u{1b}]0;owned\u{7}",
                "2025\u{9b}31m",
                "ada\u{202e}nimda\u{200b}\r\n2 fake row",
                "{\"note\":\"\u{9b}2J\u{202e}txt.exe\u{7f}\"}",
            ],
        )
        .unwrap();
    place
}

/// Whether a terminal would do something else than show the text.
fn acts(text: &str) -> bool {
    text.chars()
        .any(|c| (c.is_control() && c != '\n') || ('\u{200b}'..='\u{202e}').contains(&c))
}

#[test]
fn a_table_shows_what_would_act() {
    let place = place();
    let said = place.run(["events", place.store()]);
    assert!(!acts(&said.out), "{:?}", said.out);
    assert_eq!(said.out.lines().count(), 2, "no row is faked");
    assert!(said.out.contains("Paid\\u{1b}[2J"), "{}", said.out);
    assert!(
        said.out
            .contains("ada\\u{202e}nimda\\u{200b}\\r\\n2 fake row"),
        "{}",
        said.out
    );
    let said = place.run(["aggregates", place.store()]);
    assert!(!acts(&said.out), "{:?}", said.out);
}

#[test]
fn a_state_is_the_same_json_without_what_would_act() {
    let place = place();
    let said = place.run(["state", place.store(), "a"]).done();
    assert!(!acts(&said), "{said:?}");
    let state: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert_eq!(state["note"], "\u{9b}2J\u{202e}txt.exe\u{7f}");
}

#[test]
fn lines_for_programs_keep_every_byte() {
    let place = place();
    let said = place
        .run(["events", place.store(), "--format", "jsonl"])
        .done();
    assert!(
        said.contains("\"data\":{\"note\":\"\u{9b}2J\u{202e}txt.exe\u{7f}\"},"),
        "{said:?}"
    );
    assert_eq!(said.lines().count(), 1);
}

#[test]
fn a_message_shows_what_would_act() {
    let place = Place::empty();
    let said = place.run(["events", "no\u{1b}[31msuch.db"]);
    assert_eq!(said.code, 1);
    assert!(
        !acts(&said.err) && said.err.contains("no\\u{1b}[31msuch.db"),
        "{:?}",
        said.err
    );
}

#[test]
fn an_answer_shows_what_would_act_in_a_line_that_it_quotes() {
    let place = Place::with_store();
    let said = place.append("{\"\u{9b}31m\u{202e}\": 1}\n");
    assert_eq!(said.code, 1);
    assert!(!acts(&said.out), "{:?}", said.out);
    let error = said.json()[0]["error"].as_str().unwrap().to_owned();
    assert!(
        error.contains("unknown field `\u{9b}31m\u{202e}`"),
        "{error:?}"
    );
}
