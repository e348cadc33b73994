//! `hindsight catalog`, `hindsight search` and `hindsight facets`.

use std::fs;

use super::program::{Place, Said, command, line};

/// Three events whose texts differ.
fn place() -> Place {
    let place = Place::with_store();
    let event = |event_type: &str, word: &str| {
        format!(
            r#""events":[{{"event_type":"{event_type}","data":{{"note":"{word} of the year"}}}}]"#
        )
    };
    let lines = [
        line(1, &event("Made", "Taxes")),
        line(2, &event("Made", "Plan")).replace("officer-456", "cmdb"),
        line(1, &event("Changed", "taxes")),
    ];
    place.append(lines.concat()).done();
    place
}

/// Runs the program with a cache folder and settings of the test's own.
fn run(place: &Place, args: &[&str]) -> Said {
    let mut command = command(args);
    command
        .env("XDG_CACHE_HOME", place.path("cache"))
        .env("XDG_CONFIG_HOME", place.path("config"));
    command.output().unwrap().into()
}

fn found(said: &Said) -> Vec<u64> {
    said.json()
        .iter()
        .map(|hit| hit["global_position"].as_u64().unwrap())
        .collect()
}

#[test]
fn words_phrases_and_filters_find_the_newest_first() {
    let place = place();
    for (query, expected) in [
        (&["TAXES"][..], &[3, 1][..]),
        (&["\"of the year\"", "plan"], &[2]),
        (&["taxes", "type:Made"], &[1]),
        (&["cmdb"], &[2]),
        (&["taxes", "before:2020-01-01"], &[]),
    ] {
        let args = [&["search", place.store(), "--format", "jsonl"], query].concat();
        let said = run(&place, &args);
        assert_eq!(
            (said.code, found(&said)),
            (0, expected.to_vec()),
            "{query:?}"
        );
    }
    let said = run(
        &place,
        &[
            "search",
            place.store(),
            "taxes",
            "--limit",
            "1",
            "--format",
            "jsonl",
        ],
    );
    assert_eq!(found(&said), [3]);
    assert_eq!(
        (&said.json()[0]["match"], &said.json()[0]["field"]),
        (&"taxes".into(), &"data".into())
    );
}

#[test]
fn a_query_that_cannot_be_understood_is_pointed_at() {
    let place = place();
    let said = run(&place, &["search", place.store(), "taxes", "foo:bar"]);
    assert_eq!(said.code, 2);
    assert!(
        said.err.contains("  taxes foo:bar\n        ^^^^^^^\n"),
        "{}",
        said.err
    );
    assert_eq!(run(&place, &["search", place.store(), "type:Made"]).code, 2);
    assert_eq!(run(&place, &["facets", place.store(), "taxes"]).code, 2);
}

#[test]
fn facets_count_words_under_a_filter() {
    let place = place();
    let said = run(
        &place,
        &["facets", place.store(), "type:Made", "--format", "csv"],
    );
    let lines: Vec<&str> = said.out.lines().map(str::trim_end).collect();
    for line in [
        "event_type,Made,2",
        "event_type,Changed,1",
        "actor,cmdb,1",
        "actor,officer-456,1",
        "source,ui,2",
    ] {
        assert!(lines.contains(&line), "{line}: {lines:?}");
    }
    run(&place, &["catalog", place.store(), "--delete"]).done();
}

#[test]
fn a_catalog_is_made_told_of_and_taken_away_and_the_store_is_left_as_it_is() {
    let place = place();
    let before = fs::read(place.store()).unwrap();
    let names = place.names();
    let path = run(&place, &["catalog", place.store(), "--path"]).done();
    let path = path.trim_end();
    assert!(!fs::exists(path).unwrap());
    let told = run(&place, &["catalog", place.store()]).done();
    assert!(
        told.contains("Events         3\n") && told.contains(path),
        "{told}"
    );
    assert!(fs::exists(path).unwrap());
    run(&place, &["catalog", place.store(), "--rebuild"]).done();
    run(&place, &["catalog", place.store(), "--delete"]).done();
    assert!(!fs::exists(path).unwrap());
    assert_eq!(fs::read(place.store()).unwrap(), before);
    let left: Vec<String> = place
        .names()
        .into_iter()
        .filter(|name| name != "cache" && name != "config")
        .collect();
    assert_eq!(left, names);
}
