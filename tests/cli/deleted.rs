//! `hindsight aggregates --deleted`: which aggregates are deleted, as far as that is known.

use std::fs;

use serde_json::Value;

use super::program::{Place, Said, command, line};

/// Runs the program with a cache folder of the test's own.
fn run(place: &Place, args: &[&str]) -> Said {
    let mut command = command(args);
    command
        .env("XDG_CACHE_HOME", place.path("cache"))
        .env("XDG_CONFIG_HOME", place.path("config"));
    command.output().unwrap().into()
}

fn listed(place: &Place, more: &[&str]) -> Vec<(String, Value)> {
    let args = [&["aggregates", place.store(), "--format", "jsonl"], more].concat();
    let said = run(place, &args);
    assert_eq!((said.code, said.err.as_str()), (0, ""), "{args:?}");
    let name = |line: &Value| line["aggregate_id"].as_str().unwrap()[34..].to_owned();
    let lines = said.json();
    lines
        .iter()
        .map(|line| (name(line), line["deleted"].clone()))
        .collect()
}

fn event(kind: &str) -> String {
    format!(r#""events":[{{"event_type":"{kind}","data":{{"a":1}}}}]"#)
}

/// Three aggregates: one that was made, one that ended, and one that no projection here can fold.
fn place() -> Place {
    let place = Place::with_store();
    let lines = [
        line(1, &event("Made")),
        line(2, &event("Made")),
        line(2, &event("Ended")),
        line(3, &event("Odd")),
    ];
    place.append(lines.concat()).done();
    place
}

#[test]
fn it_is_told_once_it_is_known_and_filtered_by() {
    let place = place();
    let names = |found: Vec<(String, Value)>| -> Vec<String> {
        found.into_iter().map(|(name, _)| name).collect()
    };
    let before = listed(&place, &[]);
    assert!(before.iter().all(|(_, deleted)| deleted.is_null()));
    assert!(!place.path("cache").exists(), "listing makes no catalog");
    assert_eq!(listed(&place, &["--deleted", "yes"]), []);
    assert_eq!(listed(&place, &[]).len(), 3);
    assert!(
        listed(&place, &[])
            .iter()
            .all(|(_, deleted)| deleted == false)
    );
    let module =
        "export default { aggregateType: 'Application', version: 1, init: () => ({}), when: {
        Ended: () => null, Odd: () => { throw new Error('odd') } } };";
    fs::create_dir(place.path("projections")).unwrap();
    fs::write(place.path("projections").join("a.js"), module).unwrap();
    // What the merge patch said is not told of a type that has a projection now.
    assert!(
        listed(&place, &[])
            .iter()
            .all(|(_, deleted)| deleted.is_null())
    );
    let [first, second, third] = <[String; 3]>::try_from(names(listed(&place, &[]))).unwrap();
    assert_eq!(
        names(listed(&place, &["--deleted", "yes"])),
        [second.as_str()]
    );
    assert_eq!(
        names(listed(&place, &["--deleted", "no"])),
        [first.as_str()]
    );
    assert_eq!(
        names(listed(&place, &["--deleted", "unknown"])),
        [third.as_str()]
    );
    let told: Vec<Value> = listed(&place, &[]).into_iter().map(|one| one.1).collect();
    assert_eq!(told, [Value::Bool(false), Value::Bool(true), Value::Null]);
    let table = run(&place, &["aggregates", place.store()]).done();
    assert!(
        table.contains("DELETED") && table.contains("unknown"),
        "{table}"
    );
    let csv = run(
        &place,
        &[
            "aggregates",
            place.store(),
            "--deleted",
            "yes",
            "--format",
            "csv",
        ],
    );
    assert!(csv.done().trim_end().ends_with(",true"));
    // A new event is one that nobody has looked at.
    place.append(line(2, &event("Made"))).done();
    assert_eq!(listed(&place, &[]).len(), 3);
    assert!(listed(&place, &[])[1].1.is_null());
}

#[test]
fn it_is_of_now_alone() {
    let place = place();
    let args = [
        "aggregates",
        place.store(),
        "--deleted",
        "yes",
        "--as-of",
        "2025-01-01",
    ];
    let said = run(&place, &args);
    assert_eq!(said.code, 2, "{}", said.err);
    run(&place, &["aggregates", place.store(), "--deleted", "no"]).done();
    let then = listed(&place, &["--as-of", "2100-01-01"]);
    assert!(then.len() == 3 && then.iter().all(|(_, deleted)| deleted.is_null()));
}
