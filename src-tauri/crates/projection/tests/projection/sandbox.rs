//! What a projection cannot reach.

use crate::given::{history, load, module, refused, state, stopped};
use hindsight_domain::Payload;
use hindsight_domain::replay::replay;

#[test]
fn the_outside_is_not_there() {
    for name in [
        "Date",
        "performance",
        "setTimeout",
        "setInterval",
        "queueMicrotask",
        "fetch",
        "XMLHttpRequest",
        "require",
        "process",
        "std",
        "os",
        "console",
        "print",
        "WebAssembly",
        "SharedArrayBuffer",
        "Atomics",
        "Worker",
        "Proxy",
        "WeakRef",
        "FinalizationRegistry",
        "Promise",
        "eval",
        "Function",
        "ArrayBuffer",
        "Intl",
        "navigator",
        "gc",
    ] {
        let seen = state(
            "{}",
            &format!("return typeof {name} + typeof globalThis.{name};"),
            &["{}"],
        );
        assert_eq!(seen, "\"undefinedundefined\"", "{name}");
    }
    assert_eq!(
        state("{}", "return typeof Math.random;", &["{}"]),
        "\"undefined\""
    );
}

#[test]
fn what_is_there_is_a_known_list() {
    let names = state(
        "{}",
        "return Object.getOwnPropertyNames(globalThis).sort();",
        &["{}"],
    );
    assert_eq!(
        names,
        r#"["AggregateError","Array","BigInt","Boolean","Error","EvalError","Infinity","Iterator","JSON","Map","Math","NaN","Number","Object","RangeError","ReferenceError","Reflect","RegExp","Set","String","Symbol","SyntaxError","TypeError","URIError","decodeURI","decodeURIComponent","encodeURI","encodeURIComponent","globalThis","isFinite","isNaN","parseFloat","parseInt","undefined"]"#
    );
}

#[test]
fn no_code_is_made_from_text() {
    for way in [
        "eval('1')",
        "(0, eval)('1')",
        "new Function('return 1')()",
        "(() => {}).constructor('return 1')()",
        "(async () => {}).constructor('return 1')()",
        "(function* () {}).constructor('return 1')()",
        "(async function* () {}).constructor('return 1')()",
        "(class {}).constructor('return 1')()",
        "Reflect.construct((() => {}).constructor, ['return 1'])()",
        "Object.getPrototypeOf(() => {}).constructor('return 1')()",
        "[].map.constructor('return 1')()",
        "Array.constructor('return 1')()",
        "Math.max.bind().constructor('return 1')()",
        "Reflect.getPrototypeOf(function* () {}).constructor('return 1')()",
        "Iterator.prototype.constructor.constructor('return 1')()",
        "event.constructor.constructor('return 1')()",
        "state.constructor.constructor('return 1')()",
        "new Error().constructor.constructor('return 1')()",
    ] {
        let error = stopped(&format!("if (event.data.bad) {{ {way} }}")).to_string();
        assert!(
            error.contains("is not defined")
                || error.contains("not a function")
                || error.contains("not a constructor"),
            "{way}: {error}"
        );
    }
}

#[test]
fn no_other_module_is_reached() {
    for text in [
        "import x from './other.js'; export default {};",
        "import * as std from 'std'; export default {};",
        "export * from 'os';",
    ] {
        let error = refused(text);
        assert!(error.contains("a projection stands alone"), "{error}");
    }
    let error = stopped("if (event.data.bad) return import('./other.js')").to_string();
    assert!(error.contains("is async"), "{error}");
}

#[test]
fn the_language_cannot_be_changed() {
    for way in [
        "Object.prototype.polluted = 1",
        "Array.prototype.push = () => 1",
        "Array.prototype[0] = 1",
        "String.prototype.trim = null",
        "JSON.parse = () => 1",
        "Math.max = null",
        "Object.keys = null",
        "globalThis.kept = 1",
        "globalThis.Map = null",
        "Map.prototype.get = null",
        "Object.setPrototypeOf(Array.prototype, null)",
        "Object.prototype.toString = () => 'x'",
        "Error.prototype.name = 'x'",
        "Error.stackTraceLimit = 0",
        "Object.getPrototypeOf([].values()).next = null",
        "Object.getPrototypeOf(function* () {}).prototype.next = null",
        "Object.getPrototypeOf(() => {}).call = null",
        "Symbol.iterator = 1",
        "RegExp.prototype.exec = null",
        "BigInt.prototype.toJSON = () => 1",
        "Number.prototype.toString = null",
        "Iterator.prototype.map = null",
        "Reflect.ownKeys = null",
        "(async () => {})().constructor.resolve = null; (async () => {})().then = 1; Object.getPrototypeOf((async () => {})()).then = null",
        "delete Object.prototype.hasOwnProperty",
    ] {
        let error = stopped(&format!("if (event.data.bad) {{ {way} }}")).to_string();
        assert!(error.contains("TypeError"), "{way}: {error}");
    }
}

/// A setter works on a frozen object too, so each that can be reached must be harmless.
#[test]
fn no_setter_of_the_language_keeps_anything() {
    let walk = r#"
        const found = new Set(); const seen = new Set();
        const walk = (object, path) => {
          if ((typeof object !== 'object' && typeof object !== 'function') || object === null || seen.has(object)) return;
          seen.add(object);
          if (typeof object === 'object' && !Object.isFrozen(object)) found.add(path + ' is open');
          for (const key of Reflect.ownKeys(object)) {
            const property = Object.getOwnPropertyDescriptor(object, key);
            const name = `${path}.${String(key)}`;
            if (property.set !== undefined) found.add(name);
            if ('value' in property) walk(property.value, name);
          }
          walk(Object.getPrototypeOf(object), `${path}.^`);
        };
        walk(globalThis, '');
        const own = /^\.Object(\.create\.\^\.\^|\.prototype)\.|Error\.prototype\.(name|message|constructor|toString|stack)$/;
        return [...found].filter((name) => !own.test(name)).sort();"#;
    let setters = state("{}", walk, &["{}"]);
    // The first two set a field of the object itself, the others throw.
    assert_eq!(
        setters,
        r#"[".Iterator.prototype.Symbol(Symbol.toStringTag)",".Iterator.prototype.constructor",".Object.create.^.arguments",".Object.create.^.caller"]"#
    );
}

#[test]
fn an_object_may_still_have_fields_named_as_inherited_ones() {
    assert_eq!(
        state(
            "{}",
            "state.constructor = 'ACME'; state.toString = 1; state.valueOf = 2; const e = new TypeError('m'); \
             e.name = 'Mine'; state.said = String(e); return state;",
            &["{}"]
        ),
        r#"{"constructor":"ACME","toString":1,"valueOf":2,"said":"Mine: m"}"#
    );
}

/// Each handler has an event of its own, and may change it, whether its metadata were read at once or are read late.
#[test]
fn an_event_is_the_handlers_own() {
    let text = module(
        "[]",
        "event.data.n += 1; event.type = 'X'; const { why } = event.metadata; event.metadata = { why, seen: 1 };
         return [...state, event.data.n, event.type, event.metadata];",
    );
    let long = "because ".repeat(20);
    let mut events = history([r#"{"n":1}"#, r#"{"n":1}"#]);
    events[0].metadata = Some(Payload::from_stored(r#"{"why":"so"}"#.to_owned()));
    events[1].metadata = Some(Payload::from_stored(format!(r#"{{"why":"{long}"}}"#)));
    let replayed = replay(&load(&text), None, &events).unwrap();
    assert_eq!(
        replayed.state.to_string(),
        format!(r#"[2,"X",{{"why":"so","seen":1}},2,"X",{{"why":"{long}","seen":1}}]"#)
    );
    let kept =
        "state.kept ??= event.data; state.kept.n += 1; state.now = event.data.n; return state;";
    assert_eq!(
        state("{}", kept, &[r#"{"n":1}"#, r#"{"n":1}"#]),
        r#"{"kept":{"n":3},"now":1}"#
    );
}

#[test]
fn what_a_module_keeps_to_itself_does_not_reach_another_folding() {
    let text = format!(
        "let seen = 0; {}",
        module("null", "seen += 1; return seen;")
    );
    let projection = load(&text);
    for _ in 0..3 {
        let replayed = replay(&projection, None, &history(["1", "2"])).unwrap();
        assert_eq!(replayed.state.to_string(), "2");
    }
}

/// The engine is used again, but nothing that a module can reach in it carries a note from one folding to the next.
#[test]
fn no_note_is_left_in_an_engine_that_is_used_again() {
    for place in [
        "Array.prototype.push",
        "Object.getOwnPropertyDescriptor(Map.prototype, 'size').get",
        "Object.getOwnPropertyDescriptor(Object.prototype, 'toString').get",
        "Object.getOwnPropertyDescriptor(Object.getPrototypeOf(() => {}), 'caller').get",
        "Object.getOwnPropertyDescriptor(Array, Symbol.species).get",
        "Object.create",
        "Math",
        "Math.max",
        "Symbol.for('note')",
        "Symbol.prototype",
        "(async () => 1)().constructor",
        "[].values().next",
        "(function* () {})().next",
        "Object.getPrototypeOf(Object.getPrototypeOf((function* () {})()))",
        "Object.getPrototypeOf(function* () {})",
        "/x/.exec",
        "''.matchAll(/x/g).next",
        "new Error().constructor",
        "globalThis",
        "(() => {}).call",
        "Iterator.from([1]).map",
        "Iterator.from({ next() {} }).next",
        "[].values().map(() => 1).next",
    ] {
        let text = module(
            "{ found: false }",
            &format!(
                "const place = {place}; const found = place.note === 1 || state.found; \
                 try {{ place.note = 1; }} catch {{}} return {{ found }};"
            ),
        );
        let projection = load(&text);
        for round in 0..3 {
            let replayed = replay(&projection, None, &history(["1"])).unwrap();
            assert_eq!(replayed.stopped, None, "{place}");
            assert_eq!(
                replayed.state.to_string(),
                r#"{"found":false}"#,
                "{place}, {round}"
            );
        }
    }
}

/// A module that knows its own name would find the evaluation before: it has an engine of its own each time.
#[test]
fn a_module_that_imports_itself_leaves_no_note_either() {
    let projection = load(
        "import * as self from 'thing.js'; export const notes = []; export default { aggregateType: 'Thing',
        version: 1, init: () => 0, when: { E: () => self.notes.push(1) } };",
    );
    for _ in 0..3 {
        let replayed = replay(&projection, None, &history(["1"])).unwrap();
        assert_eq!(replayed.state.to_string(), "1");
    }
}

#[test]
fn the_language_itself_is_whole() {
    assert_eq!(
        state(
            "{}",
            "const map = new Map([['a', 1]]); map.set('b', 2); const set = new Set([1, 2]).union(new Set([3])); \
             const sorted = [3, 1, 2].toSorted(); const [first, ...rest] = sorted; \
             return { map: Object.fromEntries(map), set: [...set], first, rest, text: 'aXbX'.replaceAll('X', '-'), \
               match: /(?<y>\\d{4})/.exec('in 2026').groups.y, grouped: Object.groupBy([1, 2], (n) => n % 2 ? 'odd' : 'even'), \
               gen: [...(function* () { yield 1; })()], json: JSON.parse(JSON.stringify({ a: [1] })), deep: [[1], [2]].flat(), \
               lazy: [1, 2].values().map((n) => n * 2).toArray(), big: String(2n ** 70n) };",
            &["{}"]
        ),
        r#"{"map":{"a":1,"b":2},"set":[1,2,3],"first":1,"rest":[2,3],"text":"a-b-","match":"2026","grouped":{"odd":[1],"even":[2]},"gen":[1],"json":{"a":[1]},"deep":[1,2],"lazy":[2,4],"big":"1180591620717411303424"}"#
    );
}
