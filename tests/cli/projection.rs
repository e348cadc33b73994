//! `hindsight projection`: what is tested, listed and begun.

use std::fs;

use super::program::{Place, line};

const ACCOUNT: &str = r#"export default {
  aggregateType: "Account", version: 2, init: () => ({ tags: [] }),
  when: {
    Tagged: (state, { data }) => ({ tags: [...state.tags, data.tag] }),
    Closed: () => { throw new Error("closed"); },
  },
};"#;

/// A folder with a projection and its cases, and the path of the projection.
fn tested(cases: &str) -> (Place, &'static str) {
    let place = Place::empty();
    let file = place.path("account.js");
    fs::write(&file, ACCOUNT).unwrap();
    fs::write(place.path("account.cases.json"), cases).unwrap();
    (
        place,
        Box::leak(file.to_str().unwrap().to_owned().into_boxed_str()),
    )
}

#[test]
fn met_cases_are_a_line_each() {
    let (place, file) = tested(
        r#"[{"name":"a tag is kept","given":[{"type":"Tagged","data":{"tag":"a"}}],"then":{"tags":["a"]}},
            {"name":"closing fails","given":[],"when":[{"type":"Closed"}],"then":{"error":"closed"}}]"#,
    );
    let out = place.run(["projection", "test", file]).done();
    assert_eq!(
        out,
        "ok   account.js: a tag is kept\nok   account.js: closing fails\n2 cases, all met\n"
    );
}

#[test]
fn a_case_that_is_not_met_is_told_path_by_path_and_in_the_exit_code() {
    let (place, file) = tested(
        r#"[{"name":"sound","given":[],"then":{"tags":[]}},
            {"name":"other\u001b[2J","given":[{"type":"Tagged","data":{"tag":"a"}}],"then":{"tags":["b"],"x":1}},
            {"name":"stops","given":[{"type":"Closed"}],"then":{"tags":[]}}]"#,
    );
    let said = place.run(["projection", "test", file]);
    assert_eq!(said.code, 1);
    assert_eq!(
        said.out,
        "ok   account.js: sound\n\
         FAIL account.js: other\\u{1b}[2J\n       it folds to another state\n       \
         /tags/0: expected \"b\", found \"a\"\n       /x: expected 1, found nothing\n\
         FAIL account.js: stops\n       version 1 (Closed, position 1) cannot be folded: account.js, line 5: Error: closed\n\
         3 cases, 2 not met\n"
    );
    let said = place.run(["projection", "test", file, "--format", "jsonl"]);
    assert_eq!(said.code, 1);
    let lines = said.json();
    let passed: Vec<bool> = lines
        .iter()
        .map(|line| line["passed"].as_bool().unwrap())
        .collect();
    assert_eq!(passed, [true, false, false]);
    assert_eq!(lines[1]["differences"][1]["path"], "/x");
    assert_eq!(
        lines[1]["differences"][1]["actual"],
        serde_json::Value::Null
    );
}

#[test]
fn a_file_that_cannot_be_tested_says_why_and_the_others_are_run() {
    let (place, file) = tested(r#"[{"name":"sound","given":[],"then":{"tags":[]}}]"#);
    fs::write(place.path("broken.js"), "export default {").unwrap();
    fs::write(place.path("alone.js"), ACCOUNT).unwrap();
    fs::write(place.path("odd.js"), ACCOUNT).unwrap();
    fs::write(place.path("odd.cases.json"), "[\n{}]").unwrap();
    let path = |name: &str| place.path(name).to_str().unwrap().to_owned();
    let said = place.run([
        "projection",
        "test",
        &path("broken.js"),
        &path("alone.js"),
        &path("odd.js"),
        &path("none.js"),
        file,
    ]);
    assert_eq!(
        (said.code, said.out.as_str()),
        (1, "ok   account.js: sound\n1 case, all met\n")
    );
    for told in [
        "broken.js, line 1: SyntaxError",
        "There is no",
        "odd.cases.json: missing field `name` at line 2",
        "none.js: it cannot be read",
    ] {
        assert!(said.err.contains(told), "{told}: {}", said.err);
    }
    assert_eq!(place.run(["projection", "test"]).code, 2);
}

/// A store with three applications' events.
fn store() -> Place {
    let place = Place::with_store();
    for (aggregate, event) in [
        (
            1,
            r#"{"event_type":"Named","data":{"name":"Billing","cost":1.10}}"#,
        ),
        (
            1,
            r#"{"event_type":"Named","event_version":2,"data":{"name":"Billing","tags":[]}}"#,
        ),
        (2, r#"{"event_type":"Closed","data":{}}"#),
    ] {
        place
            .append(line(aggregate, &format!(r#""events":[{event}]"#)))
            .done();
    }
    place
}

#[test]
fn a_projection_is_begun_from_what_the_store_has_and_never_overwritten() {
    let place = store();
    let new = ["projection", "new", place.store(), "Application"];
    let made = place.run(new).done();
    assert!(
        made.starts_with("Made ") && made.ends_with("application.js from 3 events\n"),
        "{made}"
    );
    let file = place.path("projections/application.js");
    let text = fs::read_to_string(&file).unwrap();
    assert!(
        text.contains("// 2 events of versions 1, 2; data: name (text), cost (number), tags (list)\n    Named: (state"),
        "{text}"
    );
    fs::write(&file, "mine").unwrap();
    let again = place.run(new);
    assert_eq!(again.code, 1);
    assert!(
        again.err.contains("exists already and is left alone"),
        "{}",
        again.err
    );
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");

    let out = place.path("draft.js");
    let out = out.to_str().unwrap();
    place
        .run([
            "projection",
            "new",
            place.store(),
            "Application",
            "--out",
            out,
        ])
        .done();
    assert_eq!(fs::read_to_string(out).unwrap(), text);
    let none = place.run(["projection", "new", place.store(), "Server"]);
    assert_eq!(none.code, 1);
    assert!(
        none.err.contains("There is no aggregate of type Server"),
        "{}",
        none.err
    );
}

#[test]
fn projections_are_listed_with_what_is_wrong_with_them() {
    let place = store();
    let list = ["projection", "list", place.store(), "--format", "jsonl"];
    let none = place.run(list);
    assert_eq!((none.code, none.out.as_str()), (0, ""));
    assert!(
        none.err.contains("There is no projection in"),
        "{}",
        none.err
    );

    fs::create_dir(place.path("projections")).unwrap();
    fs::write(place.path("projections/account.js"), ACCOUNT).unwrap();
    fs::write(
        place.path("projections/old.js"),
        ACCOUNT.replace("version: 2", "version: 1"),
    )
    .unwrap();
    fs::write(place.path("projections/zero.js"), "").unwrap();
    let listed = place.run(list).json();
    let told: Vec<(&str, bool)> = listed
        .iter()
        .map(|line| {
            (
                line["file"].as_str().unwrap(),
                line["in_use"].as_bool().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [("account.js", true), ("old.js", false), ("zero.js", false)]
    );
    assert_eq!(listed[0]["hash"].as_str().unwrap().len(), 64);
    assert!(
        listed[1]["problem"]
            .as_str()
            .unwrap()
            .contains("account.js folds Account too")
    );
    let table = place.run(["projection", "list", place.store()]).done();
    assert!(table.starts_with("FILE"), "{table}");

    let gone = place.path("gone");
    let said = place.run([
        "projection",
        "list",
        place.store(),
        "--projection",
        gone.to_str().unwrap(),
    ]);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("gone cannot be read"), "{}", said.err);
    let alone = place.path("projections/old.js");
    let alone = alone.to_str().unwrap();
    let said = place
        .run(["projection", "list", place.store(), "--projection", alone])
        .done();
    assert_eq!(said.lines().count(), 2, "{said}");
}
