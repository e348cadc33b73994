//! The demo's own projections: they fold all that there is, and keep to their cases.

use std::collections::{HashMap, HashSet};
use std::fs;

use hindsight_domain::replay::{Json, replay};
use hindsight_domain::{AggregateType, Event, EventFilter, Order, Page};
use hindsight_store::EVENTS_PER_READ_MAX;

use super::super::folder::FILES;
use super::super::{DemoOptions, create_demo};
use crate::projections::{Projections, test_projection};
use crate::session::Session;
use crate::target::Target;
use crate::wire::{FoldWishDto, FoldedByDto};

async fn made(events: u32) -> (tempfile::TempDir, Session) {
    let folder = tempfile::tempdir().unwrap();
    let target = Target::Sqlite(folder.path().join("demo.db"));
    let options = DemoOptions { events, seed: 42 };
    let session = create_demo(target, options, &|_| {}).await.unwrap();
    (folder, session)
}

async fn histories(session: &Session) -> HashMap<String, Vec<Event>> {
    let mut page = Page::first(Order::OldestFirst, EVENTS_PER_READ_MAX);
    let mut histories: HashMap<String, Vec<Event>> = HashMap::new();
    loop {
        let found = session
            .store()
            .query(&EventFilter::default(), page)
            .await
            .unwrap();
        for event in found.events {
            histories
                .entry(event.aggregate_id.to_string())
                .or_default()
                .push(event);
        }
        match found.next {
            Some(next) => page = page.after(next),
            None => return histories,
        }
    }
}

fn at<'j>(state: &'j Json, path: &str) -> Option<&'j Json> {
    state.at(&path.parse().unwrap())
}

fn count(state: &Json, path: &str) -> usize {
    match at(state, path) {
        Some(Json::Array(items)) => items.len(),
        _ => 0,
    }
}

#[tokio::test]
async fn every_aggregate_folds_with_the_projections_beside_the_store() {
    let (_folder, session) = made(12_000).await;
    let mut by: HashMap<String, FoldedByDto> = HashMap::new();
    let mut states: Vec<(String, Json)> = Vec::new();
    for events in histories(&session).await.into_values() {
        let kind = events[0].aggregate_type.clone();
        let chosen = session
            .projections()
            .of(&kind, &FoldWishDto::Auto)
            .await
            .unwrap();
        let replayed = replay(&*chosen.fold, None, &events).unwrap();
        assert_eq!(replayed.stopped, None);
        let mut folding = chosen.fold.begin(None).unwrap();
        folding.apply(&events).unwrap();
        let checkpoint = folding.checkpoint().unwrap();
        assert!(checkpoint.is_some(), "scrubbing begins at states of {kind}");
        states.push((kind.to_string(), replayed.state));
        by.insert(kind.to_string(), chosen.by);
    }
    for (kind, by) in &by {
        let is_merged = matches!(by, FoldedByDto::Merge { problem: None });
        assert_eq!(is_merged, kind == "BusinessCapability", "{kind}: {by:?}");
    }
    let of = |kind: &'static str| {
        states
            .iter()
            .filter(move |(of, _)| of == kind)
            .map(|(_, state)| state)
    };
    let applications = || of("Application");
    assert!(
        applications().all(|state| at(state, "/annualCost/currency").is_some()),
        "lifted"
    );
    assert!(
        applications().all(|state| at(state, "/owner/name").is_some()),
        "lifted"
    );
    assert!(applications().any(|state| count(state, "/runsOn") > 2));
    assert!(applications().any(|state| count(state, "/formerNames") > 0));
    let retired =
        applications().filter(|state| at(state, "/lifecycle") == Some(&Json::string("retired")));
    assert!(retired.clone().count() > 0);
    assert!(of("Server").any(|state| count(state, "/places") > 1));
    assert!(of("DataEntity").any(|state| count(state, "/classifications") > 2));
    let gone = of("ChangeRequest").filter(|state| state.is_null()).count();
    assert!(gone > 0 && gone < of("ChangeRequest").count());
}

#[tokio::test]
async fn the_cases_of_the_projections_are_met() {
    let (folder, session) = made(10).await;
    let listed = session.projections().list().await.unwrap();
    assert_eq!(listed.items.len() * 2, FILES.len());
    for item in listed.items {
        assert!(item.problem.is_none() && item.in_use, "{item:?}");
        let tested = test_projection(&folder.path().join("projections").join(&item.file))
            .await
            .unwrap();
        let failed: Vec<_> = tested
            .cases
            .iter()
            .filter(|case| case.problem.is_some())
            .collect();
        assert!(failed.is_empty(), "{failed:?}");
    }
}

#[tokio::test]
async fn projections_that_are_there_are_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("projections");
    fs::create_dir(&own).unwrap();
    fs::write(own.join("server.js"), "mine").unwrap();
    let target = Target::Sqlite(folder.path().join("demo.db"));
    create_demo(
        target,
        DemoOptions {
            events: 10,
            seed: 1,
        },
        &|_| {},
    )
    .await
    .unwrap();
    assert_eq!(fs::read_to_string(own.join("server.js")).unwrap(), "mine");
    let names: HashSet<_> = fs::read_dir(&own)
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(names.len(), FILES.len());
}

#[tokio::test]
async fn a_demo_beside_which_nothing_can_be_written_says_so() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("projections"), "a file").unwrap();
    let target = Target::Sqlite(folder.path().join("demo.db"));
    let made = create_demo(
        target.clone(),
        DemoOptions {
            events: 10,
            seed: 1,
        },
        &|_| {},
    )
    .await;
    let error = made.err().unwrap();
    assert!(
        error.message.contains("its projections cannot be written"),
        "{}",
        error.message
    );
    assert!(target.exists());
    let chosen = Projections::beside(&target)
        .of(&AggregateType::new("Server"), &FoldWishDto::Auto)
        .await;
    assert!(matches!(
        chosen.unwrap().by,
        FoldedByDto::Merge { problem: Some(_) }
    ));
}
