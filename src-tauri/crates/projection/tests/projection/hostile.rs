//! Modules that mean harm, or do it by mistake.

use std::time::{Duration, Instant};

use hindsight_domain::replay::{Fold, replay};
use hindsight_projection::{Limits, Projection};

use crate::given::{history, limits, load, module, not_begun, refused, stopped};

fn told(body: &str) -> String {
    stopped(&format!("if (event.data.bad) {{ {body} }}")).to_string()
}

#[test]
fn a_loop_without_an_end_is_stopped_wherever_it_is() {
    let words =
        "thing.js: it ran longer than 0.3 s and was stopped; look for a loop without an end";
    assert_eq!(refused("for (;;);"), words);
    assert_eq!(
        refused("export default { get version() { for (;;); } };"),
        words
    );
    assert!(not_begun("(() => { for (;;); })()").ends_with(words));
    for body in [
        "for (;;);",
        "try { for (;;); } catch {} finally { for (;;); }",
        "for (;;) { try { for (;;); } catch {} }",
        "[...{ [Symbol.iterator]: () => ({ next: () => ({ done: false }) }) }].length; for (;;);",
        "[3, 1, 2].sort(() => { for (;;); });",
        "/^(a+)+$/.test('a'.repeat(40) + 'b');",
        "'x'.replace(/x/, () => { for (;;); });",
        "JSON.stringify({ toJSON() { for (;;); } });",
        "throw { get message() { for (;;); } }; for (;;);",
        "new Array(2 ** 32 - 1).includes(1);",
    ] {
        assert!(
            told(body).contains("it ran longer than 0.3 s") || body.starts_with("throw"),
            "{body}: {}",
            told(body)
        );
    }
}

#[test]
fn what_calls_itself_for_ever_is_stopped() {
    for body in [
        "const f = () => f() + 1; f();",
        "const a = { toString: () => String(a) }; String(a);",
    ] {
        assert!(
            told(body).contains("it calls itself too many times"),
            "{}",
            told(body)
        );
    }
    assert!(
        told("let deep = 1; for (let i = 0; i < 20000; i++) deep = [deep]; deep.flat(Infinity);")
            .contains("calls itself")
    );
}

#[test]
fn memory_is_bounded() {
    let bombs = [
        "const kept = []; for (;;) kept.push('x'.repeat(1000) + kept.length);",
        "const kept = []; for (;;) kept.push({ kept });",
        "new Array(2 ** 32 - 1).fill(0);",
        "'x'.padStart(2 ** 30 - 2);",
        "[...'x'.repeat(2 ** 24)].join('').split('');",
        "new Map(Array.from({ length: 2 ** 24 }, (_, i) => [i, i]));",
    ];
    for body in bombs {
        let told = told(body);
        assert!(
            told.contains("64 MiB") || told.contains("it ran longer"),
            "{body}: {told}"
        );
    }
    let told = told("let text = 'x'; for (;;) text += text;");
    assert!(
        told.contains("string too long") || told.contains("64 MiB"),
        "{told}"
    );
}

#[test]
fn a_payload_larger_than_the_memory_is_an_error_of_its_event() {
    let text = module("null", "return event.data.length;");
    let events = history([format!("\"{}\"", "€".repeat(40 << 20))]);
    let replayed = replay(&load(&text), None, &events).unwrap();
    let told = replayed.stopped.unwrap().to_string();
    assert!(
        told.contains("version 1") && told.contains("64 MiB"),
        "{told}"
    );
}

#[test]
fn whatever_is_thrown_is_told() {
    for (thrown, words) in [
        ("'no'", "it threw \"no\""),
        ("7", "it threw 7"),
        ("null", "it threw null, or needs more than the 64 MiB"),
        (
            "undefined",
            "it threw something that is no error (undefined)",
        ),
        ("true", "it threw true"),
        (
            "Symbol('s')",
            "it threw something that is no error (symbol)",
        ),
        ("{}", "it threw something that is no error (object)"),
        (
            "{ toString() { throw 1; } }",
            "it threw something that is no error (object)",
        ),
        ("() => 1", "it threw something that is no error"),
        ("Object.assign(new Error('m'), { name: 7 })", "line 2: m"),
        (
            "Object.assign(new Error('m'), { name: { toString() { throw 1; } } })",
            "line 2: m",
        ),
        (
            "Object.assign(new Error('a'), { stack: 'thing.js:99999999999999999999' })",
            "Error: a",
        ),
        (
            "new (class extends Error { get message() { throw 1; } })()",
            "Error",
        ),
        ("new Error('\\ud800')", "Error"),
        ("new Error('\\u202e' + 'x'.repeat(1000))", "xxx…"),
        (
            "new RangeError('Maximum call stack size exceeded')",
            "it calls itself too many times",
        ),
    ] {
        let told = told(&format!("throw {thrown};"));
        assert!(
            told.contains(words) && told.contains("version 2"),
            "{thrown}: {told}"
        );
        assert!(told.len() < 1_500);
    }
}

#[test]
fn what_is_no_state_is_told_at_its_event() {
    for (returned, words) in [
        (
            "undefined",
            "the handler of \"E\" returned nothing; let it return the state",
        ),
        ("() => 1", "the handler of \"E\" returned a function"),
        ("Symbol()", "the handler of \"E\" returned a symbol"),
        (
            "(async () => state)()",
            "the handler of \"E\" is async; folding does not wait",
        ),
    ] {
        let told = told(&format!("return {returned};"));
        assert!(
            told.contains(words) && told.starts_with("version 2 (E,"),
            "{told}"
        );
    }
    let text = "export default { aggregateType: 'T', version: 1, init: () => ({}), when: { E: async (s) => s } };";
    let replayed = replay(&load(text), None, &history(["{}"])).unwrap();
    assert!(replayed.stopped.unwrap().to_string().contains("is async"));
}

#[test]
fn an_operation_that_cannot_be_interrupted_is_given_up_and_not_begun_again() {
    let impatient = Limits {
        load: Duration::from_millis(100),
        event: Duration::from_millis(100),
        grace: Duration::from_millis(400),
        ..limits()
    };
    // A search that compares some 10^13 letters. It is the only test that leaves a thread running.
    let text = module(
        "{}",
        "if (event.data.bad) 'a'.repeat(1e7).indexOf('a'.repeat(5e6) + 'b'); return state;",
    );
    let projection = Projection::load("thing.js", &text, impatient).unwrap();
    let mut folding = projection.begin(None).unwrap();
    let begun = Instant::now();
    let error = folding
        .apply(&history(["{}", r#"{"bad":true}"#]))
        .unwrap_err();
    assert!(begun.elapsed() < Duration::from_secs(5));
    assert!(error.to_string().contains("it gave no answer"), "{error}");
    drop(folding);
    let again = projection.begin(None).err().unwrap().to_string();
    assert!(
        again.contains("it went astray before and is not started again"),
        "{again}"
    );
}

#[test]
fn many_foldings_come_and_go() {
    let projection = load(&module(
        "{ n: 0 }",
        "state.n += 1; state.self = null; const a = {}; a.a = a; return state;",
    ));
    for _ in 0..50 {
        let mut folding = projection.begin(None).unwrap();
        folding.apply(&history(["{}", "{}"])).unwrap();
        assert_eq!(
            folding.state().unwrap().to_string(),
            r#"{"n":2,"self":null}"#
        );
    }
}

#[test]
fn foldings_run_side_by_side_and_move_between_threads() {
    let projection = load(&module("0", "return state + event.data;"));
    let threads: Vec<_> = (0..4)
        .map(|_| {
            let mut folding = projection.begin(None).unwrap();
            std::thread::spawn(move || {
                folding.apply(&history(1..=1_000)).unwrap();
                folding.state().unwrap().to_string()
            })
        })
        .collect();
    for thread in threads {
        assert_eq!(thread.join().unwrap(), "500500");
    }
}
