//! Payloads of one type and version whose shape differs from the rest.

use super::*;

fn with(payloads: &[&str]) -> Vec<Event> {
    let made = |(nth, data): (usize, &&str)| Event {
        data: Payload::from_stored((*data).to_owned()),
        ..event(nth as i64 + 1)
    };
    payloads.iter().enumerate().map(made).collect()
}

/// Twenty usual payloads, then others.
fn odd(others: &[&str]) -> Vec<String> {
    let mut payloads = vec![r#"{"level":"high","score":1.10}"#; 20];
    payloads.extend(others);
    noticed(&with(&payloads))
}

#[test]
fn a_shape_is_keys_and_kinds_of_values_and_not_their_order() {
    assert_eq!(odd(&["{\n \"score\" : 2, \"level\":\"\\u0061\"}"]), [""; 0]);
    assert_eq!(
        odd(&[
            r#"{"level":"low"}"#,
            r#"{"level":"low","score":"9","by":[]}"#
        ]),
        [
            "OddShape 1: Changed, without score @21",
            "OddShape 1: Changed, with by (a list); score is a text and not a number @22",
        ]
    );
    assert_eq!(
        odd(&["[]"]),
        ["OddShape 1: Changed, a list where the rest have an object @21"]
    );
    assert_eq!(
        odd(&["{oops"]),
        ["OddShape 1: Changed, no JSON where the rest have an object @21"]
    );
    assert_eq!(
        odd(&[r#"{"level":"a","level":"b","score":1}"#]),
        ["OddShape 1: Changed, a key twice, or other keys among very many @21"]
    );
}

#[test]
fn the_same_odd_shape_is_one_finding() {
    assert_eq!(
        odd(&["{}", "{}"]),
        ["OddShape 2: Changed, without level; without score @21,22"]
    );
}

#[test]
fn without_a_rest_nothing_differs_from_it() {
    assert_eq!(
        odd(&["{}", "{}", "{}"]),
        [""; 0],
        "less than nine in ten are alike"
    );
    let few: Vec<&str> = [[r#"{"a":1}"#; 8].as_slice(), &["{}"]].concat();
    assert_eq!(
        noticed(&with(&few)),
        [""; 0],
        "fewer than ten are too few to tell"
    );
}

#[test]
fn types_and_versions_are_not_mixed() {
    let mut events = with(&[r#"{"a":1}"#; 20]);
    events[18].event_version = 2;
    events[19].event_type = EventType::new("Other");
    for event in &mut events[18..] {
        event.data = Payload::from_stored("{}".to_owned());
    }
    // The other type is new on the first day like all others: nothing is said of it either.
    assert_eq!(noticed(&events), [""; 0]);
}

#[test]
fn a_part_of_the_store_is_held_against_the_rest() {
    let mut lens = Lens::new(Scope::Aggregate, OWN, 1);
    let events = with(&["{}", r#"{"a":1}"#]);
    events.iter().for_each(|event| lens.event(event));
    lens.answer(&sound());
    for other in with(&[r#"{"a":1}"#; 20]).iter().chain(&with(&["[]"])) {
        lens.compare_with(other);
    }
    assert_eq!(
        told(&lens.finish(None)),
        ["OddShape 1: Changed, without a @1"]
    );
}

#[test]
fn hostile_payloads_are_shapes_too() {
    let many = |count: usize| {
        let keys: Vec<String> = (0..count).map(|at| format!("\"k{at}\":{at}")).collect();
        format!("{{{}}}", keys.join(","))
    };
    let long = format!("{{\"{}\":1}}", "x".repeat(100_000));
    let half = r#"{"\ud800":1}"#;
    let (many, more) = (many(5_000), many(5_001));
    let mut payloads = vec![many.as_str(); 30];
    payloads.extend([more.as_str(), long.as_str(), half]);
    let findings = noticed(&with(&payloads));
    assert_eq!(findings.len(), 3, "{findings:?}");
    assert!(findings.iter().all(|line| line.len() < 5_000));
}
