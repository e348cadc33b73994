//! `hindsight demo`: the same seed, the same content.

use std::collections::HashSet;

use super::program::Place;

fn content(args: &[&str]) -> String {
    let place = Place::empty();
    let output = super::program::command(["demo", place.store()].iter().chain(args))
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert_eq!(place.names(), ["projections", "store.db"]);
    place
        .run(["events", place.store(), "--format", "jsonl"])
        .done()
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_gives_others() {
    let one = content(&["--events", "1500"]);
    assert_eq!(one.lines().count(), 1500);
    assert_eq!(one, content(&["--events", "1500", "--seed", "42"]));
    assert_ne!(one, content(&["--events", "1500", "--seed", "43"]));
}

#[test]
fn ten_thousand_events_are_what_one_gets() {
    let content = content(&[]);
    assert_eq!(content.lines().count(), 10_000);
    let words: HashSet<&str> = content.split('"').collect();
    for word in [
        "DataClassificationChanged",
        "officer-456",
        "Application",
        "BusinessCapability",
        "Server",
        "DataEntity",
    ] {
        assert!(words.contains(word), "{word}");
    }
}

#[test]
fn what_exists_is_left_alone() {
    let place = Place::with_store();
    let before = std::fs::read(place.store()).unwrap();
    let said = place.run(["demo", place.store(), "--events", "10"]);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("exists already"), "{}", said.err);
    assert_eq!(std::fs::read(place.store()).unwrap(), before);
    assert_eq!(place.run(["demo", place.store(), "--events", "0"]).code, 2);
}

/// Only where a signal can be sent by a program that is everywhere.
#[cfg(unix)]
#[test]
fn an_interrupt_leaves_nothing() {
    let place = Place::empty();
    let child = super::program::command(["demo", place.store(), "--events", "3000000"])
        .spawn()
        .unwrap();
    while place.names().is_empty() {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let pid = child.id().to_string();
    assert!(
        std::process::Command::new("kill")
            .args(["-INT", &pid])
            .status()
            .unwrap()
            .success()
    );
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("nothing was made"));
    assert!(place.names().is_empty(), "{:?}", place.names());
}
