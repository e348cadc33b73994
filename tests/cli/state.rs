//! `hindsight state`: the fold at a version and at an instant.

use super::program::{Place, id, line};

fn place() -> Place {
    let place = Place::with_store();
    let event = |data: &str| {
        line(
            1,
            &format!(r#""events":[{{"event_type":"Changed","data":{data}}}]"#),
        )
    };
    place
        .append(event(
            r#"{"name":"Billing","cost":1.10,"runsOn":{"fra-01":{"since":"2025"}}}"#,
        ))
        .done();
    place
        .append(event(r#"{"cost":9007199254740993,"runsOn":{"fra-02":{}}}"#))
        .done();
    place
        .append(event(r#"{"runsOn":{"fra-01":null},"note":"a\u0062"}"#))
        .done();
    place
}

#[test]
fn numbers_and_texts_are_spelled_as_the_events_spelled_them() {
    let place = place();
    assert_eq!(
        place.run(["state", place.store(), &id(1)]).done(),
        "{\n  \"name\": \"Billing\",\n  \"cost\": 9007199254740993,\n  \"runsOn\": {\n    \"fra-02\": {}\n  },\n  \
         \"note\": \"a\\u0062\"\n}\n"
    );
    let first = place
        .run(["state", place.store(), &id(1), "--version", "1"])
        .done();
    assert!(first.contains("\"cost\": 1.10,"), "{first}");
}

#[test]
fn an_instant_means_what_stood_then() {
    let place = place();
    let events = place
        .run(["events", place.store(), "--format", "jsonl"])
        .json();
    let at = |event: usize| {
        events[event]["event_timestamp"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    let by_version = |version| {
        place
            .run(["state", place.store(), &id(1), "--version", version])
            .done()
    };
    let by_time = |at: &str| {
        place
            .run(["state", place.store(), &id(1), "--at", at])
            .done()
    };
    assert_eq!(by_time(&at(1)), by_version("2"));
    assert_eq!(by_time("2100-01-01"), by_version("3"));

    let before = place.run(["state", place.store(), &id(1), "--at", "2020-01-01"]);
    assert_eq!((before.code, before.out.as_str()), (0, "{}\n"));
    assert!(before.err.contains("No event"), "{}", before.err);
}

#[test]
fn what_is_not_there_is_not_made_up() {
    let place = place();
    let later = place.run(["state", place.store(), &id(1), "--version", "4"]);
    assert_eq!((later.code, later.out.as_str()), (1, ""));
    assert!(later.err.contains("has 3 versions"), "{}", later.err);
    let unknown = place.run(["state", place.store(), &id(2)]);
    assert_eq!((unknown.code, unknown.out.as_str()), (1, ""));
    assert!(
        unknown.err.contains("There is no aggregate"),
        "{}",
        unknown.err
    );
    for wrong in [
        &["--version", "1", "--at", "2025-01-01"][..],
        &["--at", "noon"],
        &["--version", "-1"],
    ] {
        let args = ["state", place.store(), &id(1)];
        let output = super::program::command(args.iter().chain(wrong))
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2), "{wrong:?}");
    }
}
