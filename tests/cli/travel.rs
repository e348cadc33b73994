//! `hindsight state` with blame, diffs, and what might have been: what is printed, word for word.

use std::fs;

use super::program::{Place, Said, id, line};

/// Two applications and a server; each line is a command of its own.
pub fn place() -> Place {
    let place = Place::with_store();
    for (n, data) in [
        (
            1,
            r#"{"name":"Billing","cost":1.10,"tags":[{"id":1},{"id":2}]}"#,
        ),
        (2, r#"{"name":"Payroll","cost":20}"#),
        (1, r#"{"cost":9007199254740993,"name":"Billing"}"#),
        (1, r#"{"tags":[{"id":2},{"id":1}],"a/b":null}"#),
    ] {
        let event = format!(r#""events":[{{"event_type":"Changed","data":{data}}}]"#);
        place.append(line(n, &event)).done();
    }
    place
}

/// What was printed, with every instant as TIME and every id that the store made as ID.
pub fn plain(text: &str) -> String {
    let is_time = |word: &str| word.len() == 27 && word.ends_with('Z') && word.contains('T');
    let is_made = |word: &str| {
        word.len() == 36
            && word.matches('-').count() == 4
            && !word.starts_with("018f2f6e-7c1b-7a52")
    };
    let mut plain = String::new();
    for word in text.split_inclusive(|c: char| !(c.is_alphanumeric() || "-:.".contains(c))) {
        let bare = word.trim_end_matches(|c: char| !(c.is_alphanumeric() || "-:.".contains(c)));
        let rest = &word[bare.len()..];
        plain.push_str(match bare {
            _ if is_time(bare) => "TIME",
            _ if is_made(bare) => "ID",
            _ => bare,
        });
        plain.push_str(rest);
    }
    plain
}

fn blank_times(text: &str) -> String {
    // In tables an instant is two words: 2026-01-06 10:00:00.
    let bytes: Vec<char> = text.chars().collect();
    let is_time = |at: usize| {
        bytes.get(at..at + 19).is_some_and(|part| {
            part.iter()
                .zip("dddd-dd-dd dd:dd:dd".chars())
                .all(|(c, kind)| match kind {
                    'd' => c.is_ascii_digit(),
                    other => *c == other,
                })
        })
    };
    let (mut out, mut at) = (String::new(), 0);
    while at < bytes.len() {
        if is_time(at) {
            out.push_str("YYYY-MM-DD HH:MM:SS");
            at += 19;
        } else {
            out.push(bytes[at]);
            at += 1;
        }
    }
    out
}

/// Holds what was printed against what it should be, word for word but for times and ids.
#[track_caller]
pub fn printed(said: Said, should: &str) {
    assert_eq!(said.code, 0, "{}", said.err);
    assert_eq!(plain(&blank_times(&said.out)), should);
}

#[test]
fn blame_tells_of_each_path_who_set_it() {
    let place = place();
    let (store, id) = (place.store(), id(1));
    printed(
        place.run(["state", store, &id, "--blame"]),
        "\
PATH        VALUE             V  SET (UTC)            ACTOR        EVENT    BEFORE
(all)                         3  YYYY-MM-DD HH:MM:SS  officer-456  Changed       2
/name       \"Billing\"         1  YYYY-MM-DD HH:MM:SS  officer-456  Changed
/cost       9007199254740993  2  YYYY-MM-DD HH:MM:SS  officer-456  Changed       1
/tags                         3  YYYY-MM-DD HH:MM:SS  officer-456  Changed       1
/tags/0                       1  YYYY-MM-DD HH:MM:SS  officer-456  Changed
/tags/0/id  2                 1  YYYY-MM-DD HH:MM:SS  officer-456  Changed
/tags/1                       1  YYYY-MM-DD HH:MM:SS  officer-456  Changed
/tags/1/id  1                 1  YYYY-MM-DD HH:MM:SS  officer-456  Changed
",
    );
    let json = place.run([
        "state",
        store,
        &id,
        "--version",
        "2",
        "--blame",
        "--format",
        "jsonl",
    ]);
    let cost = plain(json.out.lines().nth(2).unwrap());
    assert_eq!(
        cost,
        r#"{"path":"/cost","value":9007199254740993,"set_by":{"aggregate_version":2,"event_type":"Changed","event_timestamp":"TIME","actor":"officer-456","event_id":"ID"},"before":{"aggregate_version":1,"event_type":"Changed","event_timestamp":"TIME","actor":"officer-456","event_id":"ID"}}"#
    );
}

#[test]
fn a_diff_tells_what_is_added_removed_changed_and_moved() {
    let place = place();
    let (store, id) = (place.store(), id(1));
    let diff = place.run(["state", store, &id, "--diff-with", "1"]);
    printed(
        diff,
        "\
CHANGE   PATH     BEFORE   AFTER
changed  /cost    1.10     9007199254740993
moved    /tags/0  /tags/1
",
    );
    printed(
        place.run([
            "state",
            store,
            &id,
            "--version",
            "1",
            "--diff-with",
            "0",
            "--format",
            "jsonl",
        ]),
        "\
{\"path\":\"/name\",\"change\":\"added\",\"new\":\"Billing\"}
{\"path\":\"/cost\",\"change\":\"added\",\"new\":1.10}
{\"path\":\"/tags\",\"change\":\"added\",\"new\":[{\"id\":1},{\"id\":2}]}
",
    );
    let same = place.run(["state", store, &id, "--diff-with", "9999-01-01"]);
    assert_eq!(
        (same.code, same.err.trim()),
        (0, "Both states are the same.")
    );
    let later = place.run(["state", store, &id, "--diff-with", "9"]);
    assert!(
        later.code == 1 && later.err.contains("has 3 versions"),
        "{later:?}"
    );
}

#[test]
fn what_might_have_been_is_told_as_such() {
    let place = place();
    let (store, id) = (place.store(), id(1));
    let without = place.run(["state", store, &id, "--without", "2,3"]);
    assert!(without.err.contains("Hypothetical"), "{}", without.err);
    let first = place.run(["state", store, &id, "--version", "1"]).done();
    assert_eq!(without.done(), first);
    let diff = place.run([
        "state",
        store,
        &id,
        "--without",
        "2",
        "--diff-with",
        "3",
        "--format",
        "csv",
    ]);
    printed(
        diff,
        "path,change,old,new,moved_from\n/cost,changed,9007199254740993,1.10,\n",
    );
}

#[test]
fn a_projection_folds_what_it_is_for() {
    let place = place();
    let (store, id) = (place.store(), id(1));
    let file = place.path("application.js");
    let text = r#"export default { aggregateType: "Application", version: 3, init: () => ({ n: 0 }),
        when: { Changed: (state) => ({ n: state.n + 1 }) } };"#;
    fs::write(&file, text).unwrap();
    let file = file.to_str().unwrap();
    let said = place.run(["state", store, &id, "--projection", file]);
    assert!(
        said.err.contains("Folded by application.js, version 3."),
        "{}",
        said.err
    );
    assert_eq!(said.done(), "{\n  \"n\": 3\n}\n");
    fs::write(file, text.replace("Application", "Server")).unwrap();
    let other = place.run(["state", store, &id, "--projection", file]);
    assert!(
        other.code == 2 && other.err.contains("folds aggregates of type Server"),
        "{other:?}"
    );
    fs::create_dir(place.path("projections")).unwrap();
    fs::write(
        place.path("projections").join("application.js"),
        "not a module (",
    )
    .unwrap();
    let loud = place.run(["state", store, &id]);
    assert!(
        loud.err.contains("cannot be used: application.js"),
        "{}",
        loud.err
    );
    assert_eq!(loud.code, 0);
}
