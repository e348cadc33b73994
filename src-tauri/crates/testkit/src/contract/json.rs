//! JSON is kept byte for byte: never parsed and written again.

use hindsight_domain::json::DEPTH_MAX;
use hindsight_domain::{Payload, RawJson, Version};
use hindsight_store::{EventStore, ExpectedVersion};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use crate::generate::json_text;
use crate::given::{aggregate, append, command_id, json, to};
use crate::harness::Harness;
use crate::look::appended;

/// Texts that a parser which writes again would change.
const DELICATE: &[&str] = &[
    "1.10",
    "9007199254740993",
    "-0",
    "1E400",
    "123456789012345678901234567890.000",
    r#"{"a":1,"a":2,"a":1}"#,
    "{ \"b\" : 1,\n\t\"a\" : 2 }\r\n",
    "  \n null \t ",
    r#""\u00e9 \u0041 \/ \u0000 \ud83d\ude00""#,
    r#"{"\u0000": "\u0000"}"#,
    "\"\u{202e}\u{200b}\u{7f}\u{fffd} \u{1f4c8} e\u{301}\"",
    r#"{"__proto__": {"x": 1}, "": "", "$ref": "'; DROP TABLE events; --"}"#,
    "[]",
    "\"\"",
];

/// Stores a text in every place that takes JSON and holds what comes back against it.
async fn assert_kept(h: &impl Harness, texts: &[RawJson]) {
    let store = h.create().await;
    for (n, text) in (1..).zip(texts) {
        let mut request = append(n, [to(n, ExpectedVersion::NoStream, 1)]);
        request.command.data = text.clone();
        request.streams[0].events[0].data = text.clone();
        request.streams[0].events[0].metadata = text.clone();
        appended(&store, request).await;
        let mut snapshot = crate::given::snapshot(n, 1, "{}");
        snapshot.state = text.clone();
        store.save_snapshot(snapshot).await.expect("saved");
    }
    drop(store);
    let store = h.open_read_only().await;
    for (n, text) in (1..).zip(texts) {
        let kept = Payload::Json(text.clone());
        let event = store
            .get_events(&aggregate(n))
            .await
            .expect("read")
            .remove(0);
        assert_eq!(event.data, kept);
        assert_eq!(event.metadata.as_ref(), Some(&kept));
        let command = store
            .check_command_processed(&command_id(n))
            .await
            .expect("read");
        assert_eq!(
            command.and_then(|command| command.data).as_ref(),
            Some(&kept)
        );
        let snapshot = store
            .get_snapshot(&aggregate(n), Version(1))
            .await
            .expect("read");
        assert_eq!(
            snapshot.map(|snapshot| snapshot.state).as_ref(),
            Some(&kept)
        );
    }
}

/// Numbers, blanks, escapes, doubled keys and odd characters come back as they were given.
pub async fn delicate_json_is_kept_to_the_byte(h: &impl Harness) {
    let texts: Vec<RawJson> = DELICATE.iter().map(|text| json(text)).collect();
    assert_kept(h, &texts).await;
}

/// So does JSON that nobody thought of.
pub async fn random_json_is_kept_to_the_byte(h: &impl Harness) {
    let mut runner = TestRunner::default();
    let mut draw = || {
        json_text()
            .new_tree(&mut runner)
            .expect("a text can be drawn")
            .current()
    };
    let texts: Vec<RawJson> = (0..64).map(|_| json(&draw())).collect();
    assert_kept(h, &texts).await;
}

/// A payload may be a megabyte long.
pub async fn a_megabyte_is_kept_to_the_byte(h: &impl Harness) {
    let long = format!(
        "{{\"a\": \"{}\u{e9}\", \"b\": 1.10}}",
        "x \u{1f4c8} ".repeat(1 << 18)
    );
    assert!(long.len() > 1 << 20);
    assert_kept(h, &[json(&long)]).await;
}

/// A payload may be nested as deep as its type allows.
pub async fn the_deepest_nesting_is_kept_to_the_byte(h: &impl Harness) {
    let arrays = "[".repeat(DEPTH_MAX) + &"]".repeat(DEPTH_MAX);
    let objects = r#"{"a":"#.repeat(DEPTH_MAX - 1) + "{}" + &"}".repeat(DEPTH_MAX - 1);
    assert_kept(h, &[json(&arrays), json(&objects)]).await;
}
