//! Given/when/then, and modules that are no folds.

use hindsight_projection::{Case, CaseFailure, Projection, parse_cases, run_case};

use crate::given::{load, module};

const TAGS: &str = r#"export default {
  aggregateType: "Thing", version: 1, init: () => ({ tags: [], cost: 0 }),
  when: {
    Tagged: (state, { data }) => ({ ...state, tags: [...state.tags, data.tag] }),
    Untagged: (state, { data }) => {
      if (!state.tags.includes(data.tag)) throw new Error(`no tag ${data.tag}`);
      return { ...state, tags: state.tags.filter((tag) => tag !== data.tag) };
    },
    Priced: (state, { data, version, actor, timestamp, metadata }) =>
      ({ ...state, cost: data.cost, version, actor, timestamp, metadata }),
  },
};"#;

fn one(text: &str) -> Case {
    let mut cases = parse_cases(&format!("[{text}]")).unwrap();
    cases.pop().unwrap()
}

fn run(projection: &Projection, text: &str) -> Result<(), CaseFailure> {
    run_case(projection, &one(text))
}

fn failure(text: &str) -> CaseFailure {
    run(&load(TAGS), text).unwrap_err()
}

const TAGGED: &str = r#"{"type":"Tagged","data":{"tag":"a"}}"#;
const UNTAGGED: &str = r#"{"type":"Untagged","data":{"tag":"b"}}"#;

#[test]
fn a_case_is_met_by_value() {
    let projection = load(TAGS);
    for case in [
        r#"{"name":"nothing yet","given":[],"then":{"cost":0.0,"tags":[]}}"#.to_owned(),
        format!(r#"{{"name":"tagged","given":[],"when":[{TAGGED}],"then":{{"tags":["\u0061"],"cost":0}}}}"#),
        r#"{"name":"all of an event","given":[{"type":"Priced","version":2,"data":{"cost":1.10},"metadata":{"why":1},
            "actor":"ada","timestamp":"2026-03-31"}],"then":{"tags":[],"cost":1.10,"version":2,"actor":"ada",
            "timestamp":"2026-03-31T00:00:00.000000Z","metadata":{"why":1}}}"#
            .to_owned(),
        r#"{"name":"what an event need not have","given":[{"type":"Tagged"},{"type":"Priced","data":{"cost":9007199254740993}}],
            "then":{"tags":[null],"cost":9007199254740993,"version":1,"actor":"somebody",
            "timestamp":"2026-01-01T00:00:01.000000Z","metadata":null}}"#
            .replace(r#"{"type":"Tagged"}"#, r#"{"type":"Tagged","data":{"tag":null}}"#),
    ] {
        assert_eq!(run(&projection, &case), Ok(()), "{case}");
    }
}

#[test]
fn what_is_not_as_expected_is_told_path_by_path() {
    let case = format!(
        r#"{{"name":"n","given":[{TAGGED}],"then":{{"tags":["b","c"],"cost":0.00,"x":1}}}}"#
    );
    let failure = failure(&case);
    assert_eq!(failure.to_string(), "it folds to another state");
    let told: Vec<_> = failure
        .differences()
        .iter()
        .map(|at| {
            (
                at.path.as_str(),
                at.expected.as_deref(),
                at.actual.as_deref(),
            )
        })
        .collect();
    let expected = [
        ("/tags/0", Some(r#""b""#), Some(r#""a""#)),
        ("/tags/1", Some(r#""c""#), None),
        ("/x", Some("1"), None),
    ];
    assert_eq!(told, expected);
}

#[test]
fn lists_are_compared_place_by_place() {
    let moved = "state.l.reverse(); return state;";
    let projection = load(&module("{ l: [{ id: 1 }, { id: 2 }, []], gone: 1 }", moved));
    let case = r#"{"name":"n","given":[{"type":"E"}],"then":{"l":[{},{"id":2.0},{"id":1}]}}"#;
    let failure = run(&projection, case).unwrap_err();
    let told: Vec<_> = failure
        .differences()
        .iter()
        .map(|at| at.path.as_str())
        .collect();
    assert_eq!(told, ["/l/0", "/gone"]);
}

#[test]
fn an_error_can_be_expected_at_what_happens() {
    let projection = load(TAGS);
    let case = |given: &str, when: &str, words: &str| {
        format!(r#"{{"name":"n","given":[{given}],"when":[{when}],"then":{{"error":"{words}"}}}}"#)
    };
    assert_eq!(
        run(&projection, &case(TAGGED, UNTAGGED, "no tag b")),
        Ok(())
    );
    assert_eq!(run(&projection, &case(UNTAGGED, "", "no tag b")), Ok(()));
    assert!(
        failure(&case(TAGGED, UNTAGGED, "no tag c"))
            .to_string()
            .contains("no tag b")
    );
    let early = failure(&case(UNTAGGED, TAGGED, "no tag b"));
    assert!(
        early.to_string().starts_with("version 1 (Untagged"),
        "{early}"
    );
    let none = failure(&case("", TAGGED, "no tag"));
    assert_eq!(
        none.to_string(),
        "an error is expected, and it folds to a state"
    );
    let unexpected = failure(&format!(
        r#"{{"name":"n","given":[{UNTAGGED}],"then":{{"error":{{}}}}}}"#
    ));
    assert!(
        matches!(unexpected, CaseFailure::Stops(_)),
        "a state with a field of that name"
    );
}

#[test]
fn a_module_that_keeps_something_to_itself_is_no_fold() {
    let case = r#"{"name":"n","given":[{"type":"E"},{"type":"E"}],"then":{"n":2}}"#;
    let counted = format!("let n = 0; {}", module("{}", "n += 1; return { n };"));
    let failure = run(&load(&counted), case).unwrap_err();
    assert!(matches!(failure, CaseFailure::SecondTime(_)), "{failure:?}");
    assert_eq!(failure.differences()[0].actual.as_deref(), Some("4"));
    assert!(failure.to_string().contains("variables of its own"));

    // Begins anew with each folding, and so is only noticed where one is taken up in the middle.
    let hidden = "let n; export default { aggregateType: 'Thing', version: 1, init: () => { n = 0; return {}; },
        when: { E: () => { n = (n ?? 0) + 1; return { n }; } } };";
    let failure = run(&load(hidden), case).unwrap_err();
    assert!(matches!(failure, CaseFailure::TakenUp(_)), "{failure:?}");

    // The same, of a module that fails only then.
    let failing = "let seen; export default { aggregateType: 'Thing', version: 1, init: () => { seen = []; return { n: 0 }; },
        when: { E: (state) => { seen.push(1); return { n: seen.length }; } } };";
    let failure = run(&load(failing), case).unwrap_err();
    assert!(
        matches!(&failure, CaseFailure::TakenUp(none) if none.is_empty()),
        "{failure:?}"
    );

    let pure = module("{ n: 0 }", "return { n: state.n + 1 };");
    assert_eq!(run(&load(&pure), case), Ok(()));
}

#[test]
fn a_state_that_cannot_be_taken_up_is_no_reason_to_fail() {
    let case = r#"{"name":"n","given":[{"type":"E"},{"type":"E"}],"then":{"n":2}}"#;
    let small = module("{ n: 0n }", "return { n: state.n + 1n };");
    assert_eq!(run(&load(&small), case), Ok(()));
}

#[test]
fn long_cases_are_folded_in_stretches() {
    let events = vec![r#"{"type":"E"}"#; 1_000].join(",");
    let case = format!(r#"{{"name":"n","given":[{events}],"then":{{"n":1000}}}}"#);
    let pure = module("{ n: 0 }", "return { n: state.n + 1 };");
    assert_eq!(run(&load(&pure), &case), Ok(()));
}

#[test]
fn cases_that_cannot_be_understood_say_where() {
    for (text, told) in [
        ("{oops", "at line 1"),
        ("{}", "invalid type: map, expected a sequence"),
        ("[]", "it holds no case"),
        (r#"[{"given":[],"then":1}]"#, "missing field `name`"),
        (
            "[\n{\"name\":\"n\",\"given\":[]}]",
            "missing field `then` at line 2",
        ),
        (
            r#"[{"name":"n","given":[],"then":1,"wen":[]}]"#,
            "unknown field `wen`",
        ),
        (
            r#"[{"name":"n","given":[{"data":1}],"then":1}]"#,
            "missing field `type`",
        ),
        (
            r#"[{"name":"n","given":[{"type":"E","payload":1}],"then":1}]"#,
            "unknown field `payload`",
        ),
        (
            r#"[{"name":"n","given":[{"type":"E","timestamp":"noon"}],"then":1}]"#,
            "case \"n\": the timestamp \"noon\" of event 1 is no instant",
        ),
        (
            r#"[{"name":"n","given":[],"then":{"\ud800":1}}]"#,
            "case \"n\": then is no state",
        ),
    ] {
        let error = parse_cases(text).unwrap_err().to_string();
        assert!(error.contains(told), "{text}: {error}");
    }
    let deep = format!(
        r#"[{{"name":"n","given":[],"then":{}1{}}}]"#,
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    assert!(parse_cases(&deep).is_err(), "and no overflow of the stack");
}
