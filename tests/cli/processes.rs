//! Eight processes at once, on one aggregate and with one command.

use std::collections::HashSet;
use std::io::Write;
use std::process::Stdio;

use serde_json::Value;

use super::program::{ONE_EVENT, Place, Said, command, id, line};

const PROCESSES: usize = 8;

/// Starts all processes before any of them gets its input, then feeds all.
fn at_once(place: &Place, input: &str, batch: &str) -> Vec<Said> {
    let start = |_| {
        command(["append", place.store(), "--batch", batch])
            .stdin(Stdio::piped())
            .spawn()
            .unwrap()
    };
    let mut children: Vec<_> = (0..PROCESSES).map(start).collect();
    let inputs: Vec<_> = children
        .iter_mut()
        .map(|child| child.stdin.take().unwrap())
        .collect();
    let feeding: Vec<_> = inputs
        .into_iter()
        .map(|mut stdin| {
            let input = input.to_owned();
            std::thread::spawn(move || stdin.write_all(input.as_bytes()).unwrap())
        })
        .collect();
    // Their answers fit a pipe's buffer, so one may be waited for after the other.
    let said = children
        .into_iter()
        .map(|child| child.wait_with_output().unwrap().into())
        .collect();
    for feeder in feeding {
        feeder.join().unwrap();
    }
    said
}

fn numbers(place: &Place, key: &str) -> Vec<u64> {
    let events = place
        .run(["events", place.store(), "--format", "jsonl"])
        .json();
    events
        .iter()
        .map(|event| event[key].as_u64().unwrap())
        .collect()
}

#[test]
fn appending_to_one_aggregate_leaves_no_gap_and_no_double() {
    let place = Place::with_store();
    let said = at_once(&place, &line(1, ONE_EVENT).repeat(25), "1");
    assert!(said.iter().all(|said| said.code == 0), "{said:?}");
    let answers: Vec<Value> = said.iter().flat_map(Said::json).collect();
    let told: HashSet<u64> = answers
        .iter()
        .map(|a| a["first_version"].as_u64().unwrap())
        .collect();
    assert_eq!(told.len(), 200, "each was told a version of its own");
    assert!(numbers(&place, "aggregate_version").into_iter().eq(1..=200));
    assert!(numbers(&place, "global_position").into_iter().eq(1..=200));
}

#[test]
fn of_all_that_expect_a_version_one_wins_and_every_other_is_told() {
    for batch in ["1", "7"] {
        let place = Place::with_store();
        let expecting = |version: u32| {
            let expected = if version == 0 {
                "\"no_stream\"".to_owned()
            } else {
                version.to_string()
            };
            line(1, &format!(r#""expected_version":{expected},{ONE_EVENT}"#))
        };
        let said = at_once(&place, &(0..20).map(expecting).collect::<String>(), batch);
        let answers: Vec<Value> = said.iter().flat_map(Said::json).collect();
        assert_eq!(answers.len(), PROCESSES * 20, "every line is answered");
        let of_status = |status: &str| {
            answers
                .iter()
                .filter(|answer| answer["status"] == status)
                .count()
        };
        assert_eq!(
            (of_status("appended"), of_status("conflict")),
            (20, PROCESSES * 20 - 20)
        );
        assert!(
            said.iter().all(|said| [0, 3].contains(&said.code)),
            "{said:?}"
        );
        assert!(numbers(&place, "aggregate_version").into_iter().eq(1..=20));
    }
}

#[test]
fn one_command_sent_by_all_has_one_outcome() {
    let place = Place::with_store();
    let command = line(1, &format!(r#""command_id":"{}",{ONE_EVENT}"#, id(900)));
    let said = at_once(&place, &command, "1");
    let mut statuses: Vec<String> = said.iter().flat_map(Said::statuses).collect();
    statuses.sort();
    assert_eq!(statuses[..7], vec!["already_processed"; 7]);
    assert_eq!(statuses[7], "appended");
    let places: HashSet<String> = said
        .iter()
        .map(|said| said.json()[0]["first_position"].to_string())
        .collect();
    assert_eq!(places.len(), 1, "all were told the same place");
    assert_eq!(numbers(&place, "aggregate_version"), [1]);
}

/// A program may be ended at any moment while it makes a store. Then there is a whole one, or none.
#[test]
fn a_store_is_made_whole_or_not_at_all() {
    let place = Place::empty();
    // The first run may have to wait until the program is built.
    place.run(["init", place.store()]).done();
    let begun = std::time::Instant::now();
    place
        .run(["init", place.path("usual.db").to_str().unwrap()])
        .done();
    let usual = begun.elapsed();
    let (mut made, mut ended) = (0, 0);
    for round in 0..60_u32 {
        let path = place.path(&format!("{round}.db"));
        let mut child = super::program::command([std::ffi::OsStr::new("init"), path.as_os_str()])
            .stdout(std::process::Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(usual * round / 30);
        child.kill().unwrap();
        ended += u32::from(!child.wait().unwrap().success());
        if path.exists() {
            place.run(["info", path.to_str().unwrap()]).done();
            made += 1;
        }
    }
    assert!(
        made > 0 && ended > 0,
        "{made} made, {ended} ended: this shows little"
    );
}
