//! Numbers: what is kept exactly and what is JavaScript's.

use crate::given::{state, stopped};

#[test]
fn integers_beyond_what_a_number_holds_come_and_go_as_they_are() {
    let data = r#"{"id":9007199254740993,"list":[-123456789012345678901234567890,1],"__proto__":12345678901234567}"#;
    assert_eq!(state("{}", "return event.data;", &[data]), data);
    assert_eq!(
        state(
            "{}",
            "return { kind: typeof event.data.id, next: event.data.id + 1n };",
            &[data]
        ),
        r#"{"kind":"bigint","next":9007199254740994}"#
    );
    assert_eq!(
        state(
            "{}",
            "return [typeof event.data, event.data];",
            &["9007199254740991"]
        ),
        r#"["number",9007199254740991]"#
    );
}

#[test]
fn a_big_integer_is_exact_in_metadata_too() {
    let text = crate::given::module("{}", "return event.metadata;");
    let mut event = crate::given::event(1, "E", "{}");
    event.metadata = Some(hindsight_domain::Payload::from_stored(
        r#"{"n":9007199254740993}"#.to_owned(),
    ));
    let replayed =
        hindsight_domain::replay::replay(&crate::given::load(&text), None, &[event]).unwrap();
    assert_eq!(replayed.state.to_string(), r#"{"n":9007199254740993}"#);
}

#[test]
fn other_numbers_print_as_javascript_prints_them() {
    assert_eq!(
        state(
            "{}",
            "return event.data;",
            &["[1.10,1e3,1E-7,0.1,123456789.125,1e21,5e-324,-0,0]"]
        ),
        "[1.1,1000,1e-7,0.1,123456789.125,1e+21,5e-324,-0,0]"
    );
    assert_eq!(
        state("{}", "return [2 ** 53, 2 ** 60, 0.1 + 0.2];", &["{}"]),
        "[9007199254740992,1152921504606847000,0.30000000000000004]"
    );
}

#[test]
fn kinds_of_numbers_are_not_mixed_in_silence() {
    let error = stopped("if (event.data.bad) state.count = state.count + 1n").to_string();
    assert!(error.contains("TypeError"), "{error}");
}
