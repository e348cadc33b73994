//! `hindsight events` and `hindsight aggregates`: filters, order, pages, formats.

use std::io::{BufRead, BufReader};

use super::program::{Place, command, id, line};

/// Five events of two aggregates in two operations.
fn place() -> Place {
    let place = Place::with_store();
    let operation = |number: u32, events: &str| {
        format!(r#""correlation_id":"{}","events":[{events}]"#, id(number))
    };
    let a = r#"{"event_type":"A","data":{}}"#;
    let b = format!(
        r#"{{"event_type":"B","data":{{}},"causation_id":"{}"}}"#,
        id(80)
    );
    let lines = [
        line(1, &operation(70, &format!("{a},{b}"))),
        line(2, &operation(70, a))
            .replace("officer-456", "cmdb")
            .replace("\"user\"", "\"service\""),
        line(1, &operation(71, a)).replace("\"ui\"", "\"import\""),
        line(1, &operation(71, &b)),
    ];
    place.append(lines.concat()).done();
    place
}

fn positions(place: &Place, filter: &[&str]) -> Vec<u64> {
    let args = ["events", place.store(), "--format", "jsonl"];
    let output = command(args.iter().chain(filter)).output().unwrap();
    assert!(
        output.status.success(),
        "{filter:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let lines = String::from_utf8(output.stdout).unwrap();
    let position = |line: &str| {
        serde_json::from_str::<serde_json::Value>(line).unwrap()["global_position"].as_u64()
    };
    lines.lines().map(|line| position(line).unwrap()).collect()
}

#[test]
fn every_filter_finds_what_it_names_and_all_must_hold() {
    let place = place();
    let (one, two, seventy, eighty) = (id(1), id(2), id(70), id(80));
    for (filter, found) in [
        (&[][..], &[1, 2, 3, 4, 5][..]),
        (&["--aggregate", &one], &[1, 2, 4, 5]),
        (&["--aggregate", &one, "--since-version", "2"], &[4, 5]),
        (&["--aggregate-type", "Application"], &[1, 2, 3, 4, 5]),
        (&["--aggregate-type", "Server"], &[]),
        (&["--type", "B"], &[2, 5]),
        (&["--actor", "cmdb"], &[3]),
        (&["--actor-type", "user"], &[1, 2, 4, 5]),
        (&["--source", "import"], &[4]),
        (&["--correlation", &seventy], &[1, 2, 3]),
        (&["--causation", &eighty], &[2, 5]),
        (
            &["--from", "2020-01-01", "--to", "2100-01-01"],
            &[1, 2, 3, 4, 5],
        ),
        (&["--to", "2020-01-01"], &[]),
        (&["--newest"], &[5, 4, 3, 2, 1]),
        (&["--newest", "--limit", "2"], &[5, 4]),
        (&["--after-position", "3"], &[4, 5]),
        (&["--after-position", "3", "--newest"], &[2, 1]),
        (&["--type", "B", "--correlation", &seventy], &[2]),
        (&["--aggregate", &two, "--type", "B"], &[]),
        (
            &["--aggregate", &one, "--since-version", "1", "--limit", "2"],
            &[2, 4],
        ),
    ] {
        assert_eq!(positions(&place, filter), found, "{filter:?}");
    }
}

#[test]
fn from_is_included_and_to_is_not() {
    let place = place();
    let third = place
        .run(["events", place.store(), "--format", "jsonl"])
        .json()[2]
        .clone();
    let at = third["event_timestamp"].as_str().unwrap();
    assert_eq!(positions(&place, &["--from", at]).first(), Some(&3));
    assert_eq!(positions(&place, &["--to", at]).last(), Some(&2));
}

#[test]
fn what_cannot_be_understood_is_a_usage_error() {
    let place = place();
    for wrong in [
        &["events", place.store(), "--from", "yesterday"][..],
        &["events", place.store(), "--source", "fax"],
        &["events", place.store(), "--limit", "0"],
        &["events", place.store(), "--since-version", "1"],
        &["events", place.store(), "--colour"],
        &["events"],
        &["events", "postgres://host/db"],
        &["paint"],
        &[],
    ] {
        let output = command(wrong).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{wrong:?}");
        assert!(
            output.stdout.is_empty() && !output.stderr.is_empty(),
            "{wrong:?}"
        );
    }
}

#[test]
fn a_long_history_is_printed_whole_and_in_order() {
    let place = Place::empty();
    place
        .run(["demo", place.store(), "--events", "3456"])
        .done();
    assert!(positions(&place, &[]).into_iter().eq(1..=3456));
    assert!(
        positions(&place, &["--newest", "--limit", "2100"])
            .into_iter()
            .eq((1357..=3456).rev())
    );
    let listed = place.run(["aggregates", place.store(), "--format", "jsonl"]);
    let events: u64 = listed
        .json()
        .iter()
        .map(|line| line["last_version"].as_u64().unwrap())
        .sum();
    assert_eq!(events, 3456);
    let servers = [
        "aggregates",
        place.store(),
        "--aggregate-type",
        "Server",
        "--format",
        "csv",
        "--limit",
        "3",
    ];
    let servers = place.run(servers).done();
    assert_eq!(servers.lines().count(), 4, "{servers}");
    assert!(
        servers
            .lines()
            .skip(1)
            .all(|line| line.contains(",Server,")),
        "{servers}"
    );
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let place = Place::empty();
    place
        .run(["demo", place.store(), "--events", "3000"])
        .done();
    let mut child = command(["events", place.store(), "--format", "jsonl"])
        .spawn()
        .unwrap();
    let mut first = String::new();
    BufReader::with_capacity(64, child.stdout.take().unwrap())
        .read_line(&mut first)
        .unwrap();
    assert!(first.starts_with("{\"event_id\""), "{first}");
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

/// Where both outputs go to a reader that has gone away.
#[test]
fn nobody_has_to_listen() {
    let place = Place::empty();
    let mut child = command(["events", place.store()]).spawn().unwrap();
    drop((child.stdout.take(), child.stderr.take()));
    assert_eq!(child.wait().unwrap().code(), Some(1));
}

#[test]
fn a_table_fits_its_columns() {
    let place = Place::empty();
    place.run(["demo", place.store(), "--events", "200"]).done();
    for columns in [40usize, 80, 120, 200] {
        for subcommand in ["events", "aggregates"] {
            let mut command = command([subcommand, place.store()]);
            let output = command
                .env("COLUMNS", columns.to_string())
                .output()
                .unwrap();
            let table = String::from_utf8(output.stdout).unwrap();
            let widest = table
                .lines()
                .map(|line| line.chars().count())
                .max()
                .unwrap();
            assert!(widest <= columns, "{widest} > {columns}\n{table}");
            assert!(table.lines().count() > 5, "{table}");
        }
    }
}

#[test]
fn nothing_found_is_said_beside_the_header() {
    let place = place();
    let said = place.run(["events", place.store(), "--type", "None"]);
    assert_eq!((said.code, said.err.as_str()), (0, "No event matches.\n"));
    assert_eq!(said.out.lines().count(), 1);
    let none = [
        "events",
        place.store(),
        "--type",
        "None",
        "--format",
        "jsonl",
    ];
    assert_eq!(place.run(none).done(), "");
}

#[test]
fn help_tells_what_the_formats_do() {
    let place = Place::empty();
    let help = place.run(["events", "--help"]).done();
    let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
    for word in [
        "apostrophe",
        "byte for byte",
        "data_raw",
        "itself left out",
        "hindsight events acme.db",
    ] {
        assert!(help.contains(word), "{word}");
    }
    for subcommand in [
        "demo",
        "init",
        "info",
        "append",
        "events",
        "aggregates",
        "state",
    ] {
        assert!(
            place
                .run([subcommand, "--help"])
                .done()
                .contains("Usage: hindsight")
        );
    }
}
