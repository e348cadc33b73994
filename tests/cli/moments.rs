//! `hindsight compare`, `when` and `snapshots`: what is printed, word for word.

use super::program::{Place, id, line};
use super::travel::{place, plain, printed};

fn time_of(place: &Place, event: usize) -> String {
    let events = place
        .run(["events", place.store(), "--format", "jsonl"])
        .json();
    events[event]["event_timestamp"]
        .as_str()
        .unwrap()
        .to_owned()
}

#[test]
fn a_comparison_lists_what_became_of_each() {
    let place = place();
    let (from, to) = (time_of(&place, 0), time_of(&place, 3));
    let store = place.store();
    let said = place.run(["compare", store, &from, &to]);
    assert_eq!(
        said.err.trim(),
        "1 created, 1 changed, 0 deleted, by 3 events."
    );
    printed(
        said,
        "\
KIND     AGGREGATE                             TYPE         FROM  TO  LAST CHANGE (UTC)    LAST EVENT  ACTOR
created  018f2f6e-7c1b-7a52-9b1e-000000000002  Application     0   1  YYYY-MM-DD HH:MM:SS  Changed     officer-456
changed  018f2f6e-7c1b-7a52-9b1e-000000000001  Application     1   3  YYYY-MM-DD HH:MM:SS  Changed     officer-456
",
    );
    let one = id(1);
    printed(
        place.run([
            "compare",
            store,
            &from,
            &to,
            "--aggregate",
            &one,
            "--format",
            "jsonl",
        ]),
        "{\"aggregate_id\":\"018f2f6e-7c1b-7a52-9b1e-000000000001\",\"aggregate_type\":\"Application\",\"kind\":\"changed\",\
         \"from_version\":1,\"to_version\":3,\"events\":2,\"last_event_type\":\"Changed\",\"last_event_timestamp\":\"TIME\",\
         \"last_actor\":\"officer-456\",\"changes\":[{\"path\":\"/cost\",\"change\":\"changed\",\"old\":1.10,\"new\":9007199254740993},\
         {\"path\":\"/tags/0\",\"change\":\"moved\",\"moved_from\":\"/tags/1\"}]}\n",
    );
    let csv = place.run([
        "compare",
        store,
        &from,
        &to,
        "--aggregate-type",
        "Application",
        "--format",
        "csv",
    ]);
    let csv = csv.done();
    assert_eq!(csv.lines().count(), 5, "{csv}");
    assert!(
        csv.contains(",/cost,changed,1.10,9007199254740993,,"),
        "{csv}"
    );
    let turned = place.run(["compare", store, &to, &from]);
    assert!(
        turned.code == 2 && turned.err.contains("is after"),
        "{turned:?}"
    );
}

#[test]
fn moments_are_told_with_what_stood_before_and_after() {
    let place = place();
    let store = place.store();
    printed(
        place.run(["when", store, "/cost", "--above", "15"]),
        "\
TIME (UTC)           AGGREGATE                             V  EVENT    ACTOR        BEFORE  AFTER
YYYY-MM-DD HH:MM:SS  018f2f6e-7c1b-7a52-9b1e-000000000001  2  Changed  officer-456  1.10    9007199254740993
YYYY-MM-DD HH:MM:SS  018f2f6e-7c1b-7a52-9b1e-000000000002  1  Changed  officer-456          20
",
    );
    let one = id(1);
    let csv = place.run([
        "when",
        store,
        "/tags/0/id",
        "--changes",
        "--aggregate",
        &one,
        "--format",
        "csv",
    ]);
    let rows: Vec<String> = csv.done().lines().skip(1).map(plain).collect();
    let row = |version: &str, rest: &str| {
        format!(
            "018f2f6e-7c1b-7a52-9b1e-000000000001,Application,{version},Changed,TIME,officer-456,ID,{rest}"
        )
    };
    assert_eq!(rows, [row("1", "1,,1"), row("3", "4,1,2")]);
    let never = place.run(["when", store, "/nowhere", "--exists", "--format", "jsonl"]);
    assert_eq!((never.code, never.out.as_str()), (0, ""));
    assert!(never.err.contains("never became true"), "{}", never.err);
    for wrong in [
        &["cost", "--exists"][..],
        &["/cost", "--equals", "high"],
        &["/cost"],
        &["/cost", "--exists", "--changes"],
    ] {
        let output = super::program::command(["when", store].iter().chain(wrong))
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2), "{wrong:?}");
    }
}

#[test]
fn snapshots_are_stored_listed_and_verified() {
    let place = Place::with_store();
    let events: Vec<String> = (1..=25)
        .map(|n| format!(r#"{{"event_type":"Changed","data":{{"n":{n}}}}}"#))
        .collect();
    let line = line(1, &format!(r#""events":[{}]"#, events.join(",")));
    let store = place.store();
    place
        .feed(["append", store, "--snapshot-every", "10"], line)
        .done();
    printed(
        place.run(["snapshots", "list", store, "--format", "csv"]),
        "aggregate_id,aggregate_type,aggregate_version,snapshot_version,snapshot_timestamp,bytes,fits\n\
         018f2f6e-7c1b-7a52-9b1e-000000000001,Application,20,1,TIME,8,true\n",
    );
    let verified = place.run(["snapshots", "verify", store]);
    assert!(
        verified
            .err
            .contains("1 are what the events come to, 0 differ"),
        "{}",
        verified.err
    );
    verified.done();
    let writer = rusqlite::Connection::open(store).unwrap();
    writer
        .execute("UPDATE snapshots SET state = '{\"n\":21,\"m\":1}'", [])
        .unwrap();
    drop(writer);
    let found = place.run(["snapshots", "verify", store, "--format", "jsonl"]);
    assert_eq!(found.code, 1, "{found:?}");
    assert_eq!(
        plain(&found.out),
        "{\"aggregate_id\":\"018f2f6e-7c1b-7a52-9b1e-000000000001\",\"aggregate_type\":\"Application\",\"aggregate_version\":20,\
         \"snapshot_version\":1,\"verdict\":\"differs\",\"paths\":[\"/n\",\"/m\"]}\n"
    );
    // A store that is looked at is folded from its events, whatever its snapshots say.
    let one = id(1);
    assert_eq!(
        place.run(["state", store, &one, "--version", "21"]).done(),
        "{\n  \"n\": 21\n}\n"
    );
}

#[test]
fn a_date_to_look_back_from_is_the_end_of_that_day() {
    let place = place();
    let today = time_of(&place, 3)[..10].to_owned();
    let (store, id) = (place.store(), id(1));
    let by_date = place.run(["state", store, &id, "--at", &today]).done();
    assert_eq!(by_date, place.run(["state", store, &id]).done());
    let listed = place.run(["aggregates", store, "--as-of", &today, "--format", "jsonl"]);
    assert_eq!(listed.json().len(), 2);
    let first = time_of(&place, 0);
    let listed = place
        .run(["aggregates", store, "--as-of", &first, "--format", "jsonl"])
        .json();
    assert_eq!(
        (listed.len(), listed[0]["last_version"].as_u64()),
        (1, Some(1))
    );
}
