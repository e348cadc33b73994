//! What projections are for: events into states.

use hindsight_domain::replay::{Fold, FoldError, blame, moments, replay};
use hindsight_domain::{Payload, Version};
use hindsight_projection::Projection;

use crate::given::{event, folded, history, load, module, not_begun, refused, state, stopped};

const ORDERS: &str = r#"
const without = (lines, id) => lines.filter((line) => line.id !== id);
export default {
  aggregateType: "Order",
  version: 3,
  init: () => ({ lines: [], seen: 0 }),
  when: {
    LineAdded: (state, { data }) => ({ ...state, lines: [...state.lines, data] }),
    LineRemoved: (state, { data }) => ({ ...state, lines: without(state.lines, data.id) }),
    $any: (state) => { state.seen += 1; return state; },
  },
};"#;

fn orders() -> Vec<hindsight_domain::Event> {
    vec![
        event(1, "LineAdded", r#"{"id":1,"what":"pen"}"#),
        event(2, "LineAdded", r#"{"id":2,"what":"ink"}"#),
        event(3, "Looked", "{}"),
        event(4, "LineRemoved", r#"{"id":1}"#),
    ]
}

#[test]
fn a_module_says_what_it_folds() {
    let projection =
        Projection::load("orders.js", ORDERS, hindsight_projection::Limits::default()).unwrap();
    assert_eq!(projection.file(), "orders.js");
    assert_eq!(projection.aggregate_type().as_str(), "Order");
    assert_eq!(projection.version(), 3);
    assert_eq!(projection.hash().to_string().len(), 64);
}

#[test]
fn events_fold_into_a_state() {
    let replayed = replay(&load(ORDERS), None, &orders()).unwrap();
    assert_eq!(
        replayed.state.to_string(),
        r#"{"lines":[{"id":2,"what":"ink"}],"seen":1}"#
    );
    let changes = replayed.delta.unwrap().changes();
    assert_eq!(changes.len(), 1);
    assert_eq!(changes[0].path.as_str(), "/lines/0");
}

#[test]
fn types_without_a_handler_are_passed_over() {
    let text = module("{}", "return { ...state, ...event.data };");
    let events = [event(1, "Other", "{oops"), event(2, "E", r#"{"a":1}"#)];
    let replayed = replay(&load(&text), None, &events).unwrap();
    assert_eq!(replayed.state.to_string(), r#"{"a":1}"#);
}

#[test]
fn a_handler_is_told_all_of_its_event() {
    let text = module("{}", "return { ...event, this: typeof this };");
    let mut told = event(7, "E", r#"{"a":1}"#);
    told.event_version = 2;
    told.metadata = Some(Payload::from_stored(r#"{"why":"so"}"#.to_owned()));
    told.timestamp.text = "1970-01-01 00:00:00".to_owned();
    let replayed = replay(&load(&text), None, &[told]).unwrap();
    assert_eq!(
        replayed.state.to_string(),
        r#"{"type":"E","version":2,"data":{"a":1},"metadata":{"why":"so"},"actor":"ada","timestamp":"1970-01-01T00:00:00.000007Z","aggregateVersion":7,"this":"undefined"}"#
    );
    assert_eq!(state("{}", "return event.metadata;", &["{}"]), "null");
}

#[test]
fn a_state_may_be_any_json() {
    for (returned, told) in [
        ("null", "null"),
        ("'a\\u0000\"\\u00e9\\ud83d\\ude00'", "\"a\\u0000\\\"é😀\""),
        ("[1, [], {}]", "[1,[],{}]"),
        ("true", "true"),
        ("Object.assign(Object.create(null), { a: 1 })", r#"{"a":1}"#),
    ] {
        assert_eq!(state("{}", &format!("return {returned};"), &["{}"]), told);
    }
}

#[test]
fn a_state_may_be_changed_in_place_or_made_anew() {
    let payloads = [r#"{"n":1}"#, r#"{"n":2}"#];
    let in_place = folded(
        "{ l: [] }",
        "state.l.push(event.data.n); return state;",
        &payloads,
    );
    let anew = folded(
        "{ l: [] }",
        "return { l: [...state.l, event.data.n] };",
        &payloads,
    );
    assert_eq!(in_place, anew);
}

#[test]
fn more_events_than_go_together_fold_alike() {
    let text = module(
        "{ n: 0, last: 0 }",
        "return { n: state.n + 1, last: event.aggregateVersion };",
    );
    let events = history((0..2_000).map(|n| format!(r#"{{"n":{n}}}"#)));
    let projection = load(&text);
    let state = replay(&projection, None, &events).unwrap().state;
    assert_eq!(state.to_string(), r#"{"n":2000,"last":2000}"#);
    let (blame, stopped) = blame(&projection, &events).unwrap();
    assert_eq!(stopped, None);
    let setters = blame.at(&"/n".parse().unwrap()).unwrap();
    assert_eq!(setters.last.unwrap().version, Version(2_000));
    assert_eq!(setters.before.unwrap().version, Version(1_999));
}

#[test]
fn a_condition_is_watched() {
    let text = module("{ cost: 0 }", "state.cost += event.data.by; return state;");
    let events = history([r#"{"by":5}"#, r#"{"by":7}"#, r#"{"by":-9}"#, r#"{"by":90}"#]);
    let condition = hindsight_domain::replay::Condition {
        at: "/cost".parse().unwrap(),
        test: hindsight_domain::replay::Test::Above(hindsight_domain::replay::Json::Leaf(
            "10".into(),
        )),
    };
    let found = moments(&load(&text), &condition, &events).unwrap();
    assert_eq!(found.first.unwrap().version, Version(2));
    assert_eq!((found.last.unwrap().version, found.count), (Version(4), 2));
}

#[test]
fn a_watched_place_is_an_own_one() {
    let text = module("{ list: [1], name: 'abc' }", "return state;");
    for (at, found) in [
        ("/list/0", Some("1")),
        ("/list/length", None),
        ("/list/00", None),
        ("/constructor", None),
        ("/name/0", None),
        ("/none/a", None),
        ("", Some(r#"{"list":[1],"name":"abc"}"#)),
    ] {
        let mut folding = load(&text).begin(None).unwrap();
        let mut seen = None;
        let watched = folding.watch(&at.parse().unwrap(), &history(["{}"]), &mut |_, value| {
            seen = value
        });
        watched.unwrap();
        assert_eq!(
            seen.map(|value| value.to_string()).as_deref(),
            found,
            "{at}"
        );
    }
}

#[test]
fn an_error_names_file_line_event_and_version() {
    let error = stopped("if (event.data.bad) null.x;");
    assert_eq!(
        error.to_string(),
        "version 2 (E, position 102) cannot be folded: thing.js, line 2: TypeError: cannot read property 'x' of null"
    );
    assert!(matches!(error, FoldError::Event { .. }));
}

#[test]
fn a_broken_payload_is_an_error_where_somebody_asks_for_it() {
    let text = module("{}", "return event.data;");
    let mut broken = event(1, "E", "{oops");
    let replayed = replay(&load(&text), None, std::slice::from_ref(&broken)).unwrap();
    let told = replayed.stopped.unwrap().to_string();
    assert!(
        told.ends_with("thing.js: the event's data is not valid JSON"),
        "{told}"
    );

    broken = event(1, "E", "{}");
    broken.metadata = Some(Payload::from_stored("{oops".to_owned()));
    let replayed = replay(&load(&text), None, std::slice::from_ref(&broken)).unwrap();
    assert_eq!(replayed.stopped, None);
    let asked = module("{}", "return event.metadata;");
    let replayed = replay(&load(&asked), None, &[broken]).unwrap();
    assert!(
        replayed
            .stopped
            .unwrap()
            .to_string()
            .contains("SyntaxError")
    );
}

#[test]
fn after_an_error_a_folding_is_spent() {
    let text = module(
        "{}",
        "if (event.data.bad) throw new Error('no'); return state;",
    );
    let events = history([r#"{"bad":true}"#, "{}"]);
    let mut folding = load(&text).begin(None).unwrap();
    let error = folding.apply(&events[..1]).unwrap_err();
    assert_eq!(folding.apply(&events[1..]).unwrap_err(), error);
    assert_eq!(folding.state().unwrap_err(), error);
}

#[test]
fn a_module_that_describes_no_projection_is_refused() {
    let with = |part: &str, value: &str| {
        let mut parts = vec![
            ("aggregateType", "'Thing'"),
            ("version", "1"),
            ("init", "() => ({})"),
            ("when", "{}"),
        ];
        parts.retain(|(name, _)| *name != part);
        parts.push((part, value));
        let parts: Vec<String> = parts
            .iter()
            .map(|(name, value)| format!("{name}: {value}"))
            .collect();
        refused(&format!("export default {{ {} }};", parts.join(", ")))
    };
    for (part, value, told) in [
        ("aggregateType", "7", "aggregateType must be a text"),
        ("aggregateType", "''", "aggregateType must be a text"),
        ("version", "0", "version must be a whole number from 1"),
        ("version", "1.5", "version must be a whole number from 1"),
        (
            "version",
            "2 ** 32",
            "version must be a whole number from 1",
        ),
        ("init", "{}", "init must be a function: init: () => ({})"),
        ("when", "null", "when must be an object"),
        ("when", "{ E: 1 }", "when[\"E\"] must be a function"),
        (
            "upcast",
            "{ 'E@1': 1 }",
            "upcast[\"E@1\"] must be a function",
        ),
        (
            "upcast",
            "{ E: (e) => e }",
            "upcast[\"E\"] must be named after an event type and its version",
        ),
        (
            "upcast",
            "{ 'E@0': (e) => e }",
            "upcast[\"E@0\"] must be named after",
        ),
        ("whn", "{}", "\"whn\" is not known"),
    ] {
        let error = with(part, value);
        assert!(
            error.starts_with("thing.js") && error.contains(told),
            "{error}"
        );
    }
    for (text, told) in [
        ("export default 7;", "its default export must be an object"),
        (
            "export const a = 1;",
            "its default export must be an object",
        ),
        ("const = 1;", "SyntaxError"),
        ("throw new Error('not today');", "Error: not today"),
        (
            "await 1; export default {};",
            "it waits at its top level; take await away",
        ),
        ("export default {\u{0}};", "it holds a NUL character"),
    ] {
        let error = refused(text);
        assert!(
            error.starts_with("thing.js") && error.contains(told),
            "{error}"
        );
    }
}

#[test]
fn a_first_state_that_is_none_is_told() {
    assert!(not_begun("undefined").contains("init returned nothing"));
    assert!(not_begun("(() => { throw new Error('no') })()").contains("line 1: Error: no"));
    assert!(not_begun("{ a: { b: undefined } }").contains("/a/b is undefined"));
}
