//! `hindsight init` and `hindsight info`.

use std::fs;

use super::program::{ONE_EVENT, Place, line};

#[test]
fn a_new_store_is_empty_and_sound() {
    let place = Place::empty();
    let made = place.run(["init", place.store()]).done();
    let info = &place
        .run(["info", place.store(), "--format", "jsonl"])
        .json()[0];
    let id = info["store_id"].as_str().unwrap();
    assert!(made.contains(id), "{made}");
    assert_eq!(
        (&info["events"], &info["commands"], &info["schema_version"]),
        (&0.into(), &0.into(), &8.into())
    );
    assert_eq!(info["kind"], "own");
    assert!(info["first_at"].is_null());
    let again = place.run(["init", place.store()]);
    assert_eq!(again.code, 1);
    assert!(again.err.contains("exists already"), "{}", again.err);
}

#[test]
fn it_tells_people_what_a_store_holds() {
    let place = Place::with_store();
    place.append(line(1, ONE_EVENT).repeat(1_200)).done();
    let told = place.run(["info", place.store()]).done();
    for (label, value) in [
        ("Store", place.store()),
        ("Kind", "made by Hindsight"),
        ("Schema version", "8"),
        ("Events", "1,200"),
        ("Commands", "1,200"),
        // One for each hundred events of the aggregate.
        ("Snapshots", "12"),
    ] {
        assert!(
            told.contains(&format!("{label:<16}{value}\n")),
            "{label}: {told}"
        );
    }
}

#[test]
fn damage_is_found() {
    let place = Place::empty();
    place.run(["demo", place.store(), "--events", "500"]).done();
    let mut bytes = fs::read(place.store()).unwrap();
    // A page in the middle, as a bad disk would leave it.
    let page = bytes.len() / 2 / 4096 * 4096;
    bytes[page..page + 4096].fill(0xa5);
    fs::write(place.store(), &bytes).unwrap();
    let said = place.run(["info", place.store()]);
    let told = format!("{}{}", said.out, said.err);
    assert!(told.contains("damaged"), "{said:?}");
}

#[test]
fn a_folder_that_is_missing_is_named() {
    let place = Place::empty();
    let path = place.path("none").join("store.db");
    let said = place.run(["init", path.to_str().unwrap()]);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("There is no folder"), "{}", said.err);
}
