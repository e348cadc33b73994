//! `hindsight append`: every outcome, its line and its exit code.

use std::fs;

use rusqlite::Connection;
use serde_json::json;

use super::program::{ONE_EVENT, Place, id, line};

fn command(number: u32, rest: &str) -> String {
    line(1, &format!(r#""command_id":"{}",{rest}"#, id(900 + number)))
}

#[test]
fn bytes_are_kept_from_the_line_to_the_table_and_back() {
    let place = Place::with_store();
    let data = r#"{ "n" : 1.10,"big":9007199254740993,  "n":1E400, "s":"\u0041é花" }"#;
    let metadata = r#"{"why" :"because\/so"}"#;
    let rest = format!(
        r#""data":[ 1.0 ],"events":[{{"event_type":"E","data": {data} ,"metadata":{metadata}}}]"#
    );
    place.append(line(1, &rest)).done();

    let printed = place
        .run(["events", place.store(), "--format", "jsonl"])
        .done();
    assert!(
        printed.contains(&format!("\"data\":{data},\"metadata\":{metadata},")),
        "{printed}"
    );
    let stored = Connection::open(place.store()).unwrap();
    let row: (String, String) = stored
        .query_row("SELECT data, metadata FROM events", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .unwrap();
    assert_eq!(row, (data.to_owned(), metadata.to_owned()));
    let command: String = stored
        .query_row("SELECT data FROM commands", [], |row| row.get(0))
        .unwrap();
    assert_eq!(command, "[ 1.0 ]");
}

#[test]
fn a_command_is_answered_with_the_place_of_its_events() {
    let place = Place::with_store();
    let two = r#""events":[{"event_type":"A","data":{}},{"event_type":"B","data":{}}]"#;
    let said = place.append(command(1, two) + &command(2, ONE_EVENT));
    assert_eq!(said.code, 0);
    let place_of = |line: u32, versions: [u32; 2], positions: [u32; 2]| {
        json!({
            "status": "appended", "line": line, "command_id": id(900 + line), "aggregate_id": id(1),
            "first_version": versions[0], "last_version": versions[1],
            "first_position": positions[0], "last_position": positions[1],
        })
    };
    assert_eq!(
        said.json(),
        [place_of(1, [1, 2], [1, 2]), place_of(2, [3, 3], [3, 3])]
    );
}

#[test]
fn a_repeated_command_is_recognised_and_another_body_is_refused() {
    let place = Place::with_store();
    let first = place.append(command(1, ONE_EVENT));
    let again = place.append(command(1, ONE_EVENT));
    assert_eq!(
        (again.code, again.statuses()),
        (0, vec!["already_processed".to_owned()])
    );
    assert_eq!(
        again.json()[0]["first_position"],
        first.json()[0]["first_position"]
    );

    let reused = place.append(command(1, r#""data":{"x":1},"events":[]"#));
    assert_eq!(reused.code, 4);
    assert_eq!(
        reused.json(),
        [json!({"status": "command_reused", "line": 1, "command_id": id(901)})]
    );
    assert_eq!(
        place
            .run(["events", place.store(), "--format", "jsonl"])
            .done()
            .lines()
            .count(),
        1
    );
}

#[test]
fn a_stale_version_is_a_conflict_that_tells_the_actual_one() {
    let place = Place::with_store();
    let expecting = |version: &str| {
        let said = place.append(line(
            1,
            &format!(r#""expected_version":{version},{ONE_EVENT}"#),
        ));
        (said.code, said.json()[0].clone())
    };
    assert_eq!(expecting("\"stream_exists\"").0, 3, "nothing is there yet");
    assert_eq!(expecting("3").1["actual"], json!(null));
    assert_eq!(expecting("\"no_stream\"").0, 0);
    assert_eq!(expecting("\"any\"").0, 0);
    assert_eq!(expecting("2").0, 0);

    let (code, stale) = expecting("2");
    assert_eq!(code, 3);
    assert_eq!(stale["status"], "conflict");
    assert_eq!(
        (&stale["expected"], &stale["actual"]),
        (&json!(2), &json!(3))
    );
    let (code, late) = expecting("\"no_stream\"");
    assert_eq!(code, 3);
    assert_eq!(
        (&late["expected"], &late["actual"]),
        (&json!("no_stream"), &json!(3))
    );
}

#[test]
fn a_broken_line_is_told_and_does_not_stop_the_others() {
    let place = Place::with_store();
    let mut lines = line(1, ONE_EVENT).into_bytes();
    lines.extend(b"\n{oops\n");
    lines.extend(line(1, &format!(r#""colour":1,{ONE_EVENT}"#)).bytes());
    lines.extend(b"\"\xff\"\n");
    lines.extend(line(1, ONE_EVENT).replace("\"ui\"", "\"fax\"").bytes());
    lines.extend(line(1, ONE_EVENT).replace(&id(1), "billing").bytes());
    lines.extend(line(2, ONE_EVENT).trim_end().bytes());
    let said = place.append(lines);
    assert_eq!(said.code, 1);
    let told: Vec<_> = said
        .json()
        .iter()
        .map(|answer| {
            (
                answer["line"].as_u64().unwrap(),
                answer["status"].as_str().unwrap().to_owned(),
            )
        })
        .collect();
    let statuses = [
        "appended", "invalid", "invalid", "invalid", "invalid", "invalid", "appended",
    ];
    let numbers = [1, 3, 4, 5, 6, 7, 8];
    let wanted: Vec<_> = numbers
        .into_iter()
        .zip(statuses.map(str::to_owned))
        .collect();
    assert_eq!(told, wanted);
    let error = |at: usize| said.json()[at]["error"].as_str().unwrap().to_owned();
    assert!(
        error(2).starts_with("unknown field `colour`"),
        "{}",
        error(2)
    );
    assert!(error(3).contains("not UTF-8"), "{}", error(3));
    assert!(error(4).contains("source must be one of"), "{}", error(4));
    assert!(
        error(5).contains("an aggregate id must be a UUID"),
        "{}",
        error(5)
    );
}

#[test]
fn the_worst_outcome_decides_the_exit_code() {
    let place = Place::with_store();
    place.append(command(1, ONE_EVENT)).done();
    let conflict = line(1, &format!(r#""expected_version":9,{ONE_EVENT}"#));
    let reused = command(1, r#""events":[]"#);
    let fine = line(1, ONE_EVENT);
    assert_eq!(place.append(format!("{conflict}{fine}")).code, 3);
    assert_eq!(place.append(format!("{conflict}{reused}{fine}")).code, 4);
    assert_eq!(
        place.append(format!("{reused}{{}}\n{conflict}{fine}")).code,
        1
    );
}

#[test]
fn a_batch_is_one_transaction_in_which_each_line_stands_for_itself() {
    let place = Place::with_store();
    let stale = line(1, &format!(r#""expected_version":9,{ONE_EVENT}"#));
    let lines = [
        line(1, ONE_EVENT),
        stale,
        "{oops\n".to_owned(),
        line(2, ONE_EVENT),
        line(1, ONE_EVENT),
    ];
    let said = place.feed(["append", place.store(), "--batch", "4"], lines.concat());
    assert_eq!(
        said.statuses(),
        ["appended", "conflict", "invalid", "appended", "appended"]
    );
    assert_eq!(said.json()[4]["first_position"], 3);
    assert_eq!(said.json()[4]["first_version"], 2);
}

#[test]
fn lines_come_from_a_file_as_well() {
    let place = Place::with_store();
    let file = place.path("lines.jsonl");
    fs::write(&file, line(1, ONE_EVENT)).unwrap();
    let said = place.run(["append", place.store(), "--file", file.to_str().unwrap()]);
    assert_eq!(said.statuses(), ["appended"]);
    let missing = place.run(["append", place.store(), "--file", "none.jsonl"]);
    assert_eq!(missing.code, 1);
    assert!(
        missing.err.contains("none.jsonl cannot be read"),
        "{}",
        missing.err
    );
}

#[test]
fn an_event_takes_its_cause_and_its_metadata_from_its_command_unless_it_says_otherwise() {
    let place = Place::with_store();
    let rest = format!(
        r#""correlation_id":"{}","metadata":{{"ticket":7}},"events":[
            {{"event_type":"A","data":{{}}}},
            {{"event_type":"B","event_version":2,"data":null,"metadata":null,"causation_id":"{}"}}]"#,
        id(70),
        id(80)
    );
    place.append(command(1, &rest.replace('\n', " "))).done();
    let events = place
        .run(["events", place.store(), "--format", "jsonl"])
        .json();
    assert_eq!(events[0]["causation_id"], json!(id(901)));
    assert_eq!(events[0]["metadata"], json!({"ticket": 7}));
    assert_eq!(events[0]["correlation_id"], json!(id(70)));
    assert_eq!(events[1]["causation_id"], json!(id(80)));
    assert_eq!(
        (&events[1]["data"], &events[1]["event_version"]),
        (&json!(null), &json!(2))
    );
    assert!(
        events[1].get("marks").is_none(),
        "null is a payload like any other"
    );
}

#[test]
fn a_finished_run_leaves_one_file_that_holds_everything() {
    let place = Place::with_store();
    place.append(line(1, ONE_EVENT)).done();
    assert_eq!(place.names(), ["store.db"]);
}

#[test]
fn a_missing_store_is_told_and_not_made() {
    let place = Place::empty();
    let said = place.append(line(1, ONE_EVENT));
    assert_eq!((said.code, said.out.as_str()), (1, ""));
    assert!(
        said.err.starts_with("error: there is no file at"),
        "{}",
        said.err
    );
    assert!(place.names().is_empty());
}
