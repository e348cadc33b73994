//! `hindsight check`: what is found, in each format, and what the exit code says.

use rusqlite::Connection;
use serde_json::json;

use super::program::{ONE_EVENT, Place, id, line};

/// A sound store with one event, made by `append`.
fn sound() -> Place {
    let place = Place::with_store();
    place.append(line(1, ONE_EVENT)).done();
    place
}

/// Takes rules away, writes what they would refuse, and puts the rules back, as somebody who rewrites history would.
fn rewritten() -> Place {
    let place = sound();
    for n in 2..=5 {
        place.append(line(n, ONE_EVENT)).done();
    }
    let store = Connection::open(place.store()).unwrap();
    let rules = [
        "events_refuse_delete",
        "events_refuse_update",
        "events_append_only",
    ];
    let texts = rules.map(|rule| {
        let text = "SELECT sql FROM sqlite_schema WHERE name = ?1";
        store
            .query_row(text, [rule], |row| row.get::<_, String>(0))
            .unwrap()
    });
    for rule in rules {
        store
            .execute_batch(&format!("DROP TRIGGER {rule}"))
            .unwrap();
    }
    store
        .execute_batch(&format!(
            "DELETE FROM events WHERE global_position = 3;
             UPDATE events SET event_timestamp = '2020-01-01T00:00:00.000000Z' WHERE global_position = 4;
             UPDATE events SET aggregate_version = 3 WHERE global_position = 5;
             UPDATE events SET causation_id = '{}' WHERE global_position = 2;",
            id(777)
        ))
        .unwrap();
    store.execute_batch(&texts.join(";")).unwrap();
    place
}

#[test]
fn a_sound_store_gives_nothing_and_zero() {
    let place = sound();
    let said = place.run(["check", place.store()]);
    assert_eq!(
        (said.code, said.out.lines().count()),
        (0, 1),
        "a header alone"
    );
    assert_eq!(said.err, "0 faults and 0 notices in 1 event.\n");
    let csv = place
        .run(["check", place.store(), "--format", "csv"])
        .done();
    assert!(
        csv.starts_with("severity,kind,text,") && csv.lines().count() == 1,
        "{csv}"
    );
}

#[test]
fn what_was_rewritten_is_found() {
    let place = rewritten();
    let said = place.run(["check", place.store(), "--format", "jsonl"]);
    assert_eq!(said.code, 5, "{said:?}");
    let told: Vec<String> = said
        .json()
        .iter()
        .map(|line| {
            format!(
                "{} {} {} {}",
                line["severity"], line["kind"], line["count"], line["positions"]
            )
            .replace('"', "")
        })
        .collect();
    assert_eq!(
        told,
        [
            "fault version_gap 2 [5]",
            "fault position_gap 1 [2,4]",
            "fault time_backwards 1 [2,4]",
            "fault cause_missing 1 [2]",
        ]
    );
    let remarks = &place
        .run(["info", place.store(), "--format", "jsonl"])
        .json()[0]["remarks"];
    assert_eq!(*remarks, json!([]), "every rule is in place again");
    assert_eq!(said.json()[1]["text"], "No event stands at position 3.");
    assert!(
        said.err.ends_with("4 faults and 0 notices in 4 events.\n"),
        "{}",
        said.err
    );
}

#[test]
fn a_table_is_for_people_and_faults_can_be_had_alone() {
    let place = sound();
    let command = r#"{"command_type":"Look","aggregate_id":"AGG","aggregate_type":"Application","actor":"ada","actor_type":"user","source":"ui","events":[]}"#;
    place.append(command.replace("AGG", &id(1)) + "\n").done();
    let said = place.run(["check", place.store()]);
    assert_eq!(said.code, 5);
    let mut lines = said.out.lines();
    assert_eq!(
        lines.next(),
        Some("SEVERITY  KIND                   COUNT  SINCE (UTC)          EVENTS  WHAT")
    );
    let row = lines.next().unwrap();
    assert!(
        row.starts_with("notice    command_without_event      1  20"),
        "{row}"
    );
    assert!(row.ends_with("Look made no event."), "{row}");
    assert_eq!(said.err, "0 faults and 1 notice in 1 event.\n");
    let faults = place.run(["check", place.store(), "--faults"]);
    assert_eq!(
        (faults.code, faults.out.lines().count()),
        (0, 1),
        "a header alone"
    );
}

#[test]
fn one_aggregate_is_looked_at_alone() {
    let place = rewritten();
    let said = place.run([
        "check",
        place.store(),
        "--aggregate",
        &id(5),
        "--format",
        "jsonl",
    ]);
    assert_eq!(said.code, 5);
    let lines = said.json();
    assert_eq!(lines.len(), 1, "{said:?}");
    assert_eq!(
        (&lines[0]["kind"], &lines[0]["aggregate_id"]),
        (&json!("version_gap"), &json!(id(5)))
    );
    assert!(
        said.err
            .contains("position_gap was not looked for: positions are the whole store's."),
        "{}",
        said.err
    );
    let none = place.run(["check", place.store(), "--aggregate", &id(99)]);
    assert_eq!(none.code, 1);
    let both = place.run([
        "check",
        place.store(),
        "--aggregate",
        "a",
        "--correlation",
        "b",
    ]);
    assert_eq!(both.code, 2);
}

#[test]
fn a_store_of_another_program_is_looked_at_as_far_as_it_goes() {
    let place = Place::empty();
    Connection::open(place.store())
        .unwrap()
        .execute_batch(
            "CREATE TABLE events (event_id TEXT, aggregate_id TEXT, aggregate_type TEXT, aggregate_version INT,
               event_type TEXT, event_timestamp TEXT, data TEXT, metadata TEXT, causation_id TEXT);
             INSERT INTO events VALUES
               ('e0','a','T',0,'Made','2026-01-06 10:00:00','{}',NULL,NULL),
               ('e1','a','T',1,'Changed','2026-01-06 10:00:01','{}','{\"corrects\":\"e0\"}','nobody knows'),
               ('e2','a','T',4,'\u{1b}[2JChanged','2026-01-06 09:00:00','{oops','{\"corrects\":\"e9\"}','e1');",
        )
        .unwrap();
    let said = place.run(["check", place.store()]);
    assert_eq!(said.code, 5);
    let kinds: Vec<&str> = said
        .out
        .lines()
        .skip(1)
        .filter_map(|line| line.split_whitespace().nth(1))
        .collect();
    assert_eq!(
        kinds,
        [
            "version_gap",
            "time_backwards",
            "correction_missing",
            "correction"
        ]
    );
    assert!(
        !said.out.contains('\u{1b}') && said.out.contains("\\u{1b}[2JChanged"),
        "{}",
        said.out
    );
    assert!(
        said.err
            .contains("cause_missing was not looked for: this store keeps no commands."),
        "{}",
        said.err
    );
    assert!(
        said.err
            .contains("position_gap was not looked for: this store keeps no positions"),
        "{}",
        said.err
    );
}

/// Looking changes nothing, not even in a store that is looked through as a whole.
#[test]
fn a_check_leaves_the_store_as_it_was() {
    let place = rewritten();
    let before = (std::fs::read(place.store()).unwrap(), place.names());
    place.run(["check", place.store()]);
    place.run(["actor", place.store(), "officer-456"]).done();
    assert_eq!(
        (std::fs::read(place.store()).unwrap(), place.names()),
        before
    );
}
