//! `hindsight copy`: exact, resumable, held against the source, and never over something else.

use std::fs;

use rusqlite::Connection;

use super::program::{ONE_EVENT, Place, Said, id, line};

/// A store with two hundred events, commands without events and snapshots.
fn filled() -> Place {
    let place = Place::with_store();
    let delicate = r#""data":{ "n" : 1.10, "n":9007199254740993 },"events":[{"event_type":"Changed","data":{"t":"é \u0000"},"metadata": {"a":1,"a":2}},{"event_type":"Changed","data":[]}]"#;
    let mut lines = String::new();
    for n in 0..100 {
        lines += &line(
            n % 7,
            &format!(r#""command_id":"{}",{delicate}"#, id(10_000 + n)),
        );
    }
    lines += &line(3, &format!(r#""command_id":"{}","events":[]"#, id(20_000)));
    let said = place.feed(
        [
            "append",
            place.store(),
            "--batch",
            "10",
            "--snapshot-every",
            "5",
        ],
        lines,
    );
    assert_eq!(said.code, 0, "{}", said.err);
    place
}

impl Place {
    fn target(&self) -> String {
        self.path("copy.db").to_str().unwrap().to_owned()
    }

    fn copy(&self) -> Said {
        self.run(["copy", self.store(), &self.target()])
    }
}

/// Every cell of every table, in an order of its own.
fn all_cells(path: &str) -> Vec<String> {
    let connection = Connection::open(path).unwrap();
    let mut cells = Vec::new();
    for table in ["store_info", "events", "commands", "snapshots"] {
        let mut statement = connection
            .prepare(&format!("SELECT * FROM {table} ORDER BY 1"))
            .unwrap();
        let columns = statement.column_count();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let row = (0..columns).map(|at| format!("{:?}", row.get_ref(at).unwrap()));
            cells.push(format!("{table} {}", row.collect::<Vec<_>>().join(" | ")));
        }
    }
    cells
}

fn schema(path: &str) -> Vec<String> {
    let connection = Connection::open(path).unwrap();
    let mut statement = connection
        .prepare("SELECT coalesce(sql, name) FROM sqlite_schema ORDER BY 1")
        .unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    rows.collect::<Result<_, _>>().unwrap()
}

#[test]
fn every_cell_is_the_same_and_the_source_is_left_alone() {
    let place = filled();
    let before = fs::read(place.store()).unwrap();
    let said = place.copy().done();
    assert!(said.contains("200 events, 101 commands and "), "{said}");
    assert!(said.contains("both agree on every one"), "{said}");
    assert_eq!(fs::read(place.store()).unwrap(), before);
    let cells = all_cells(&place.target());
    assert!(cells.iter().any(|cell| cell.starts_with("snapshots")));
    assert_eq!(cells, all_cells(place.store()));
    assert_eq!(schema(&place.target()), schema(place.store()));
}

#[test]
fn a_retry_at_the_copy_is_recognised_and_new_commands_go_on() {
    let place = filled();
    place.copy().done();
    let again = line(0, &format!(r#""command_id":"{}","events":[]"#, id(20_000)));
    let again = again.replace(&id(0), &id(3));
    let said = place.feed(["append", &place.target()], again + &line(50, ONE_EVENT));
    let answers = said.json();
    assert_eq!(answers[0]["status"], "already_processed", "{said:?}");
    assert_eq!(answers[1]["first_position"], 201);
}

/// What a copy lacks is brought over by the same command; what it has is kept.
#[test]
fn a_copy_that_was_broken_off_is_gone_on_with() {
    let place = filled();
    place.copy().done();
    place.append(line(80, ONE_EVENT).repeat(30)).done();
    let indexes = schema(&place.target());
    Connection::open(place.target())
        .unwrap()
        .execute_batch("DROP INDEX events_by_type; DELETE FROM snapshots;")
        .unwrap();
    let said = place.copy().done();
    assert!(said.contains("230 events, 131 commands"), "{said}");
    assert_eq!(all_cells(&place.target()), all_cells(place.store()));
    assert_eq!(schema(&place.target()), indexes);
    place.copy().done();
}

#[test]
fn what_is_there_and_no_copy_is_left_alone() {
    let place = filled();
    let target = place.target();
    fs::write(&target, "a letter").unwrap();
    let said = place.copy();
    assert_ne!(said.code, 0, "{said:?}");
    assert_eq!(fs::read(&target).unwrap(), b"a letter");

    fs::remove_file(&target).unwrap();
    place.run(["init", &target]).done();
    let before = fs::read(&target).unwrap();
    let said = place.copy();
    assert_eq!(said.code, 1);
    assert!(said.err.contains("is no copy of"), "{}", said.err);
    assert_eq!(fs::read(&target).unwrap(), before);

    let said = place.run(["copy", place.store(), place.store()]);
    assert!(said.err.contains("onto itself"), "{}", said.err);
}

/// A copy that was written to has a history of its own, and no more is put behind it.
#[test]
fn a_copy_that_went_its_own_way_is_refused() {
    let place = filled();
    place.copy().done();
    place
        .feed(["append", &place.target()], line(90, ONE_EVENT))
        .done();
    for more in [0, 1] {
        place.append(line(91, ONE_EVENT).repeat(more)).done();
        let before = all_cells(&place.target());
        let said = place.copy();
        assert_eq!(said.code, 1, "{said:?}");
        assert!(said.err.contains("written to since"), "{}", said.err);
        assert_eq!(all_cells(&place.target()), before);
    }
}

/// Comparing is a look at every row, not at how many there are.
#[test]
fn a_difference_is_found_wherever_it_is() {
    for (spoil, told) in [
        (
            "UPDATE events SET data = '{\"n\":2}' WHERE global_position = 17",
            "position 17",
        ),
        (
            "UPDATE commands SET actor = 'eve' WHERE rowid = 12",
            "command ",
        ),
        (
            "UPDATE commands SET request_hash = replace(request_hash, '0', '1') WHERE rowid = 12",
            "command ",
        ),
        ("UPDATE snapshots SET state = '[]' WHERE rowid = 2", ""),
    ] {
        let place = filled();
        place.copy().done();
        spoiled(&place.target(), spoil);
        let said = place.copy();
        if told.is_empty() {
            // A stored state is nothing but speed: a copy brings the source's own.
            said.done();
            assert_eq!(all_cells(&place.target()), all_cells(place.store()));
            continue;
        }
        assert_eq!(said.code, 1, "{spoil}: {said:?}");
        assert!(said.err.contains("does not agree"), "{}", said.err);
        assert!(said.err.contains(told), "{}", said.err);
    }
}

/// Changes what cannot be changed, as somebody might who takes the rules away and puts them back.
fn spoiled(path: &str, change: &str) {
    let connection = Connection::open(path).unwrap();
    let triggers: Vec<(String, String)> = connection
        .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    for (name, _) in &triggers {
        connection
            .execute_batch(&format!("DROP TRIGGER {name}"))
            .unwrap();
    }
    assert_eq!(connection.execute(change, []).unwrap(), 1);
    for (_, sql) in &triggers {
        connection.execute_batch(sql).unwrap();
    }
}

#[test]
fn what_does_not_keep_the_rules_is_not_copied() {
    let place = filled();
    Connection::open(place.store())
        .unwrap()
        .execute_batch("DROP TRIGGER events_refuse_update")
        .unwrap();
    let said = place.copy();
    assert_eq!(said.code, 1);
    assert!(said.err.contains("lacks rules"), "{}", said.err);
    assert!(!place.names().contains(&"copy.db".to_owned()));

    let said = place.run(["copy", "nowhere.db", &place.target()]);
    assert_eq!(said.code, 1);
    assert!(!place.names().contains(&"copy.db".to_owned()));
}

/// Only where a signal can be sent by a program that is everywhere.
#[cfg(unix)]
#[test]
fn an_interrupted_copy_can_be_gone_on_with() {
    let place = Place::empty();
    place
        .run(["demo", place.store(), "--events", "40000"])
        .done();
    let child = super::program::command(["copy", place.store(), &place.target()])
        .spawn()
        .unwrap();
    // Rows have arrived once the log has grown.
    let log = place.path("copy.db-wal");
    while fs::metadata(&log).map_or(0, |log| log.len()) < 1 << 20 {
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    let pid = child.id().to_string();
    let kill = std::process::Command::new("kill")
        .args(["-INT", &pid])
        .status();
    assert!(kill.unwrap().success());
    let output = child.wait_with_output().unwrap();
    assert_eq!(
        output.status.code(),
        Some(1),
        "it was too quick to be interrupted"
    );
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(told.contains("is not whole"), "{told}");
    // Whoever opens it meanwhile is told as well, people and programs.
    let told = place.run(["info", &place.target()]).done();
    assert!(
        told.contains("Warning: This is an unfinished copy: "),
        "{told}"
    );
    let format = ["info", &place.target(), "--format", "jsonl"];
    assert_eq!(place.run(format).json()[0]["unfinished_copy_of"], 40_000);
    let source = place.target();
    let again = place.path("again.db");
    let said = place.run(["copy", &source, again.to_str().unwrap()]);
    assert!(
        said.err.contains("is an unfinished copy itself"),
        "{said:?}"
    );
    place.copy().done();
    assert!(place.run(format).json()[0]["unfinished_copy_of"].is_null());
    assert_eq!(all_cells(&place.target()), all_cells(place.store()));
}
