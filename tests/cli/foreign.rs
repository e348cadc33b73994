//! Stores that another program wrote, with the user's own columns and habits.

use std::fs;
use std::path::Path;

use rusqlite::Connection;
use serde_json::json;

use super::program::{ONE_EVENT, Place, line};

const TABLES: &str = "
CREATE TABLE events (event_id TEXT PRIMARY KEY, aggregate_id TEXT, aggregate_type TEXT, aggregate_version INT,
  event_type TEXT, event_version INT, event_timestamp TEXT, actor TEXT, actor_type TEXT, source TEXT,
  causation_id TEXT, correlation_id TEXT, data TEXT, metadata TEXT);
CREATE TABLE commands (command_id TEXT, command_type TEXT, aggregate_id TEXT, aggregate_type TEXT,
  processed_at TEXT, actor TEXT, source TEXT, data TEXT);
INSERT INTO commands VALUES ('', 'Import', '', 'Application', NULL, 'ada', 'API', NULL);
INSERT INTO events VALUES
 ('e1','a1','Application',1,'Registered',1,'2025-03-04T10:00:00.1234567Z','ada','User','UI',NULL,NULL,'{\"name\":\"Billing\",\"cost\":1.10}','{}'),
 ('e2','a1','Application',2,'Changed',1,'2025-03-04T12:00:00+02:00','=cmd()','Service','API','e1',NULL,'{\n  \"cost\": 2\n}',NULL),
 ('e3','a1','Application',3,'Changed',1,'2025-03-04 11:00:00','-3','robot','fax',NULL,'op-7','{oops','{}');
";

fn place() -> Place {
    let place = Place::empty();
    Connection::open(place.store())
        .unwrap()
        .execute_batch(TABLES)
        .unwrap();
    place
}

#[test]
fn every_event_is_printed_and_what_is_odd_is_marked() {
    let place = place();
    let said = place.run(["events", place.store(), "--format", "jsonl"]);
    let events = said.json();
    assert_eq!(events.len(), 3, "{said:?}");
    assert_eq!(events[0]["event_timestamp"], "2025-03-04T10:00:00.1234567Z");
    assert_eq!(events[0]["actor_type"], "User");
    let marks = |at: usize| -> Vec<String> {
        let marks = events[at]["marks"].as_array().cloned().unwrap_or_default();
        let word = |mark: &serde_json::Value, key: &str| mark[key].as_str().unwrap().to_owned();
        marks
            .iter()
            .map(|mark| format!("{} {}", word(mark, "column"), word(mark, "kind")))
            .collect()
    };
    assert!(
        marks(0).contains(&"actor_type spelling".to_owned()),
        "{:?}",
        marks(0)
    );
    for odd in [
        "actor_type unreadable",
        "source unreadable",
        "data unreadable",
    ] {
        assert!(marks(2).contains(&odd.to_owned()), "{:?}", marks(2));
    }
    let null = Some(&json!(null));
    let fields = |at: usize| (events[at].get("metadata"), events[at].get("metadata_raw"));
    assert_eq!(fields(1), (null, null), "NULL is not the payload null");
    assert_eq!(fields(0), (Some(&json!({})), None));
    assert!(
        said.out
            .contains(r#""data":{   "cost": 2 },"data_raw":"{\n  \"cost\": 2\n}","#),
        "{}",
        said.out
    );
    assert!(
        said.out.contains(r#""data":null,"data_raw":"{oops","#),
        "{}",
        said.out
    );
}

#[test]
fn a_table_is_for_people() {
    let place = place();
    let said = place.run(["events", place.store()]);
    assert_eq!(
        said.out,
        "POSITION  !  TIME (UTC)           EVENT       AGGREGATE       V  ACTOR   DATA\n       \
         1     2025-03-04 10:00:00  Registered  Application a1  1  ada     {\"name\":\"Billing\",\"cost\":1.10}\n       \
         2     2025-03-04 10:00:00  Changed     Application a1  2  =cmd()  {\\n  \"cost\": 2\\n}\n       \
         3  !  2025-03-04 11:00:00  Changed     Application a1  3  -3      {oops\n"
    );
    assert!(said.err.starts_with("! marks 1 event "), "{}", said.err);
}

#[test]
fn csv_is_neutral_to_spreadsheets() {
    let place = place();
    let said = place
        .run(["events", place.store(), "--format", "csv"])
        .done();
    assert!(said.contains(",'=cmd(),Service,"), "{said}");
    assert!(said.contains(",'-3,robot,fax,"), "{said}");
    assert!(said.contains("\"{\n  \"\"cost\"\": 2\n}\""), "{said}");
    let header = said.lines().next().unwrap();
    assert!(
        header.starts_with("event_id,aggregate_id,aggregate_type,aggregate_version,"),
        "{header}"
    );
    assert!(
        header.ends_with(",data,metadata,global_position,marks"),
        "{header}"
    );
}

#[test]
fn a_state_stops_at_the_payload_that_cannot_be_folded() {
    let place = place();
    let said = place.run(["state", place.store(), "a1"]);
    assert_eq!(said.code, 1);
    assert_eq!(said.out, "{\n  \"name\": \"Billing\",\n  \"cost\": 2\n}\n");
    assert!(
        said.err
            .contains("version 3 (Changed, position 3) cannot be folded"),
        "{}",
        said.err
    );
    let before = place.run(["state", place.store(), "a1", "--version", "2"]);
    assert_eq!((before.code, before.out), (0, said.out));
}

#[test]
fn nothing_that_only_looks_changes_a_byte() {
    let place = place();
    let before = fs::read(place.store()).unwrap();
    for args in [
        &["info", place.store()][..],
        &["events", place.store()],
        &["aggregates", place.store()],
        &["state", place.store(), "a1", "--version", "1"],
    ] {
        let output = super::program::command(args).output().unwrap();
        assert!(
            output.status.success(),
            "{args:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    assert_eq!(fs::read(place.store()).unwrap(), before);
    assert_eq!(place.names(), ["store.db"]);
}

#[test]
fn it_is_not_written_to() {
    let place = place();
    let before = fs::read(place.store()).unwrap();
    let said = place.append(line(1, ONE_EVENT));
    assert_eq!((said.code, said.out.as_str()), (1, ""));
    assert!(said.err.contains("made by another program"), "{}", said.err);
    assert_eq!(fs::read(place.store()).unwrap(), before);
}

#[test]
fn what_is_no_event_store_is_told_by_what_it_lacks() {
    let place = Place::empty();
    let refused = |content: &[u8], words: &str| {
        fs::write(place.path("store.db"), content).unwrap();
        let said = place.run(["events", place.store()]);
        assert_eq!((said.code, said.out.as_str()), (1, ""), "{words}");
        assert!(
            said.err.starts_with("error: ") && said.err.contains(words),
            "{}",
            said.err
        );
        fs::remove_file(place.store()).unwrap();
    };
    refused(b"id;name\n1;x\n", "is not a SQLite database");
    refused(b"", "not an event store");
    let said = place.run(["events", place.store()]);
    assert!(said.err.contains("there is no file at"), "{}", said.err);

    let make = |sql: &str| {
        Connection::open(Path::new(place.store()))
            .unwrap()
            .execute_batch(sql)
            .unwrap();
        let said = place.run(["info", place.store()]);
        fs::remove_file(place.store()).unwrap();
        assert_eq!(said.code, 1);
        said.err
    };
    assert!(
        make("CREATE TABLE orders (id INT)").contains("events"),
        "the table is named"
    );
    let error = make(
        &TABLES
            .split("INSERT")
            .next()
            .unwrap()
            .replace("aggregate_version INT,", ""),
    );
    assert!(error.contains("aggregate_version"), "{error}");
}
