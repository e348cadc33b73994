//! Blame of a history in stretches is the blame of the whole.

use hindsight_domain::replay::{MergeFold, Setters, blame};
use hindsight_service as service;
use hindsight_service::wire::{AtDto, BlameDto};

use super::given::{AUTO, Place, id, naive, payloads};

async fn asked(place: &Place, version: u32) -> BlameDto {
    let at = AtDto::Version { version };
    service::blame_at(&place.session, id(1).as_str(), &at, &AUTO, &|_| {})
        .await
        .unwrap()
}

#[tokio::test]
async fn every_path_names_the_events_that_a_naive_look_finds() {
    let mut place = Place::new().await;
    for part in payloads(1_300).chunks(300) {
        place.append(1, "Application", part).await;
    }
    let events = place.history(1).await;
    let states = naive(&events);
    for version in [0, 1, 2, 499, 500, 501, 777, 1_300] {
        let told = asked(&place, version).await;
        let past = &events[..version as usize];
        let (whole, _) = blame(&MergeFold, past).unwrap();
        let paths = whole.paths(&states[version as usize]);
        assert_eq!(told.paths.len(), paths.len());
        for (told_path, path) in told.paths.iter().zip(&paths) {
            assert_eq!(told_path.path, path.path.as_str());
            let named = |place: Option<u32>| place.map(|at| told.setters[at as usize].version);
            let Setters { last, before } = path.setters;
            assert_eq!(named(told_path.last), last.map(|event| event.version.0));
            assert_eq!(named(told_path.before), before.map(|event| event.version.0));
        }
        let mut versions: Vec<u32> = told.setters.iter().map(|row| row.version).collect();
        versions.sort_unstable();
        versions.dedup();
        assert_eq!(versions.len(), told.setters.len(), "each setter once");
    }
}

/// Held against nothing but the states themselves, for a field that no array and no new object is around.
#[tokio::test]
async fn a_field_is_set_where_its_value_changes() {
    let mut place = Place::new().await;
    let payloads = payloads(900);
    let payloads: Vec<&String> = payloads.iter().filter(|text| *text != "null").collect();
    place.append(1, "Application", &payloads).await;
    let states = naive(&place.history(1).await);
    let version = payloads.len();
    let told = asked(&place, version as u32).await;
    for field in ["/name", "/owner", "/same", "/big", "/a~1b~0c"] {
        let path = field.parse().unwrap();
        let changes: Vec<u32> = (1..=version)
            .filter(|at| states[*at].at(&path) != states[at - 1].at(&path))
            .map(|at| at as u32)
            .collect();
        let found = told.paths.iter().find(|one| one.path == field);
        let Some(found) = found else {
            assert!(states[version].at(&path).is_none(), "{field}");
            continue;
        };
        let named = |place: Option<u32>| place.map(|at| told.setters[at as usize].version);
        assert_eq!(named(found.last), changes.last().copied(), "{field}");
        assert_eq!(
            named(found.before),
            changes.iter().rev().nth(1).copied(),
            "{field}"
        );
    }
}
