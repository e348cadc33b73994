//! States that JSON cannot tell, and which of them a folding can begin at again.

use hindsight_domain::replay::{Fold, replay};
use hindsight_domain::{Payload, Version};

use crate::given::{history, load, module, state, stopped};

/// What is told of a state that holds this at `/x`.
fn unsound(value: &str) -> String {
    let error = stopped(&format!("if (event.data.bad) state.x = {value}"));
    let told = error.to_string();
    let (at, reason) = told.split_once(": thing.js: ").unwrap();
    assert_eq!(
        at,
        "the state after version 2 (E, position 102) cannot be shown"
    );
    reason.to_owned()
}

#[test]
fn what_json_does_not_have_is_named_by_its_path() {
    for (value, told) in [
        (
            "undefined",
            "/x is undefined, which JSON does not have; give null, or leave the key out",
        ),
        (
            "[1, , 2]",
            "/x/1 is undefined, which JSON does not have; give null, or leave the key out",
        ),
        (
            "{ 'a/b': () => 1 }",
            "/x/a~1b is a function, which JSON does not have",
        ),
        ("class {}", "/x is a function, which JSON does not have"),
        ("Symbol('s')", "/x is symbol, which JSON does not have"),
        ("[{ y: NaN }]", "/x/0/y is NaN, which JSON does not have"),
        ("1 / 0", "/x is infinite, which JSON does not have"),
        ("-1 / 0", "/x is infinite, which JSON does not have"),
        ("10n ** 1000n", "/x has more than 1,000 digits"),
    ] {
        assert_eq!(unsound(value), told);
    }
}

#[test]
fn only_plain_objects_are_told() {
    for value in [
        "new Map([[1, 2]])",
        "new Set()",
        "/x/",
        "new Error('e')",
        "new (class Point { x = 1 })()",
        "Object.create({ inherited: 1 })",
        "new String('boxed')",
        "(async () => 1)()",
        "[1].values()",
        "new (class extends Array { get 0() { throw new Error('run'); } })(2)",
        "Object.setPrototypeOf([, 1], { get 0() { throw new Error('run'); } })",
        "Object.setPrototypeOf({}, [])",
    ] {
        let told = unsound(value);
        assert!(
            told.starts_with("/x is of a class of its own"),
            "{value}: {told}"
        );
    }
}

#[test]
fn a_state_that_contains_itself_is_told() {
    assert!(unsound("state").ends_with(" contains itself"));
    assert!(
        unsound("(() => { const a = []; a.push(a); return a; })()").ends_with(" contains itself")
    );
    let deep = "(() => { let a = 1; for (let i = 0; i < 2000; i++) a = [a]; return a; })()";
    assert!(unsound(deep).ends_with(" is nested deeper than 1000 levels"));
}

#[test]
fn a_state_that_says_one_part_many_times_is_bounded() {
    let told =
        unsound("(() => { let a = 'x'; for (let i = 0; i < 60; i++) a = [a, a]; return a; })()");
    assert!(
        told.ends_with(" is where the state grows beyond 16 MiB"),
        "{told}"
    );
    let told = unsound("'x'.repeat(17 << 20)");
    assert_eq!(told, "/x is where the state grows beyond 16 MiB");
}

#[test]
fn a_list_that_claims_to_be_long_is_only_read_as_far_as_it_goes() {
    assert!(
        unsound("(() => { const a = []; a.length = 4294967295; return a; })()")
            .starts_with("/x/0 is undefined")
    );
}

#[test]
fn fields_that_are_computed_when_read_are_none() {
    for value in [
        "{ get y() { return 1; } }",
        "{ set y(value) {} }",
        "[{ get/* */'y'() { throw 1; } }]",
    ] {
        let told = unsound(value);
        assert!(
            told.ends_with("/y is computed when it is read; a state holds plain values"),
            "{told}"
        );
    }
}

#[test]
fn a_computed_field_is_none_where_it_is_watched_either() {
    let text = module(
        "{}",
        "return { a: { get b() { throw new Error('run'); } } };",
    );
    for at in ["/a/b", "/a", ""] {
        let mut folding = load(&text).begin(None).unwrap();
        let watched = folding.watch(&at.parse().unwrap(), &history(["{}"]), &mut |_, _| ());
        let told = watched.unwrap_err().to_string();
        assert!(
            told.ends_with("is computed when it is read; a state holds plain values"),
            "{told}"
        );
    }
}

#[test]
fn nothing_of_a_state_is_run_when_it_is_read() {
    let told = unsound("{ toJSON() { throw new Error('run'); } }");
    assert_eq!(told, "/x/toJSON is a function, which JSON does not have");
    assert_eq!(
        state(
            "{}",
            "return { toString: 1, valueOf: 2, toJSON: 3, length: -1 };",
            &["{}"]
        ),
        r#"{"toString":1,"valueOf":2,"toJSON":3,"length":-1}"#
    );
}

#[test]
fn keys_are_keys_whatever_they_mean_to_the_language() {
    assert_eq!(
        state(
            "{}",
            "return event.data;",
            &[r#"{"__proto__":{"a":1},"constructor":2,"toString":3}"#]
        ),
        r#"{"__proto__":{"a":1},"constructor":2,"toString":3}"#
    );
    assert_eq!(
        state(
            "{}",
            "for (const key of event.data.keys) state[key] = { ...state[key], n: 1 }; return state;",
            &[r#"{"keys":["__proto__","constructor","hasOwnProperty"]}"#]
        ),
        r#"{"__proto__":{"n":1},"constructor":{"n":1},"hasOwnProperty":{"n":1}}"#
    );
}

#[test]
fn half_a_surrogate_pair_is_told_as_an_escape() {
    assert_eq!(
        state("{}", "return ['\\ud800', event.data];", &[r#""\udc00""#]),
        r#"["\ud800","\udc00"]"#
    );
    assert!(unsound("{ '\\ud800': 1 }").contains("/x has a key with half a surrogate pair in it"));
}

/// The checkpoint after one event whose handler returns this.
fn checkpoint(returned: &str) -> Option<String> {
    let text = module("{}", &format!("{returned};"));
    let mut folding = load(&text).begin(None).unwrap();
    folding.apply(&history([r#"{"a":{"b":1}}"#])).unwrap();
    folding.checkpoint().unwrap().map(|state| state.to_string())
}

#[test]
fn a_checkpoint_is_given_where_json_tells_all() {
    assert_eq!(
        checkpoint("return { a: [1.5, -0, 'x', null], b: event.data }").as_deref(),
        Some(r#"{"a":[1.5,-0,"x",null],"b":{"a":{"b":1}}}"#)
    );
    assert!(checkpoint("return { n: 2n ** 60n }").is_some());
    for kept in [
        "return { n: 5n }",
        "return { n: 2 ** 60 }",
        "return [event.data.a, event.data.a]",
        "return Object.freeze({})",
        "return Object.create(null)",
        "return { [Symbol('s')]: 1 }",
        "const l = [1]; l.more = 2; return l",
    ] {
        assert_eq!(checkpoint(kept), None, "{kept}");
    }
    let mut events = history(["{}"]);
    let late = format!(r#"{{"why":"{}"}}"#, "because ".repeat(20));
    events[0].metadata = Some(Payload::from_stored(late));
    let mut folding = load(&module("{}", "return event;")).begin(None).unwrap();
    folding.apply(&events).unwrap();
    assert_eq!(
        folding.checkpoint().unwrap(),
        None,
        "metadata are read late"
    );
}

#[test]
fn a_folding_goes_on_from_a_checkpoint() {
    let text = module(
        "{ sum: 0, big: 9007199254740993n }",
        "state.sum += event.data; state.big += 1n; return state;",
    );
    let projection = load(&text);
    let events = history(["1", "2", "3"]);
    let first = replay(&projection, None, &events[..2]).unwrap();
    let from = Some((Version(2), &first.state));
    let on = replay(&projection, from, &events[2..]).unwrap();
    assert_eq!(on, replay(&projection, None, &events).unwrap());
    assert_eq!(on.state.to_string(), r#"{"sum":6,"big":9007199254740996}"#);
}
