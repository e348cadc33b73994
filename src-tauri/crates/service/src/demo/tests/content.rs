//! What the events say.

use std::collections::{HashMap, HashSet};

use hindsight_domain::{ActorType, Source};

use super::super::Generator;
use super::{Told, events, tally, year};

#[test]
fn corrections_point_at_an_earlier_event_of_the_same_aggregate() {
    let year = year();
    let mut owners: HashMap<&str, &str> = HashMap::new();
    let mut corrections = 0;
    let all = events(&year);
    for told in &all {
        let metadata: serde_json::Value =
            serde_json::from_str(told.event.metadata.as_str()).unwrap();
        if let Some(corrected) = metadata["corrects"].as_str() {
            assert!(told.event.event_type.as_str().ends_with("Corrected"));
            assert_eq!(owners.get(corrected), Some(&told.aggregate_id));
            corrections += 1;
        }
        owners.insert(told.id(), told.aggregate_id);
    }
    assert!(corrections > 50, "{corrections}");
}

/// The fold of the design, JSON merge patch, over plain values.
fn patch(target: &mut serde_json::Value, change: &serde_json::Value) {
    let Some(entries) = change.as_object() else {
        *target = change.clone();
        return;
    };
    if !target.is_object() {
        *target = serde_json::json!({});
    }
    for (key, value) in entries {
        match value.is_null() {
            true => drop(target.as_object_mut().unwrap().remove(key)),
            false => patch(&mut target[key], value),
        }
    }
}

#[test]
fn every_aggregate_folds_to_something_with_a_name_and_names_are_used_once() {
    let year = year();
    let mut states: HashMap<&str, (&str, serde_json::Value)> = HashMap::new();
    let all = events(&year);
    for told in &all {
        let data = serde_json::from_str(told.event.data.as_str()).unwrap();
        let kind = told.aggregate_type.as_str();
        let (_, state) = states
            .entry(told.aggregate_id)
            .or_insert((kind, serde_json::Value::Null));
        patch(state, &data);
    }
    let names: HashSet<(&str, String)> = states
        .values()
        .map(|(kind, state)| (*kind, state["name"].as_str().unwrap().to_owned()))
        .collect();
    assert_eq!(names.len(), states.len());
    let kinds: HashSet<&str> = states.values().map(|(kind, _)| *kind).collect();
    assert_eq!(kinds.len(), 5, "{kinds:?}");
}

#[test]
fn a_change_tells_the_value_before_and_the_value_after() {
    let year = year();
    let mut levels: HashMap<&str, String> = HashMap::new();
    let mut changes = 0;
    let all = events(&year);
    for Told {
        aggregate_id,
        event,
        ..
    } in &all
    {
        let data: serde_json::Value = serde_json::from_str(event.data.as_str()).unwrap();
        if event.event_type.as_str() == "DataClassificationChanged" {
            let before = data["previous"]["classification"].as_str().unwrap();
            assert_eq!(levels[aggregate_id], before);
            assert_ne!(data["classification"], data["previous"]["classification"]);
            changes += 1;
        }
        if let Some(level) = data["classification"].as_str() {
            levels.insert(aggregate_id, level.to_owned());
        }
    }
    assert!(changes > 300, "{changes}");
}

#[test]
fn everybody_acts_through_every_door() {
    let year = year();
    let commands = || year.iter().map(|command| &command.append.command);
    let sources = tally(commands().map(|command| command.source));
    let types = tally(commands().map(|command| command.actor_type));
    assert_eq!(sources.len(), Source::ALL.len(), "{sources:?}");
    assert_eq!(types.len(), ActorType::ALL.len(), "{types:?}");
    assert!(commands().any(|command| command.actor.as_str() == "officer-456"));
}

#[test]
fn one_event_comes_in_an_old_form_and_in_a_new_one() {
    let year = year();
    let forms: HashSet<u32> = events(&year)
        .iter()
        .filter(|told| told.event.event_type.as_str() == "AnnualCostRecorded")
        .map(|told| told.event.event_version)
        .collect();
    assert_eq!(forms, HashSet::from([1, 2]));
}

#[test]
fn what_readers_like_to_spoil_is_there() {
    let year = year();
    let all = events(&year);
    let said = |text: &str| {
        all.iter()
            .any(|told| told.event.data.as_str().contains(text))
    };
    assert!(said("9007199254740993"), "a number past 2^53");
    assert!(said(".10,") || said(".10}"), "a trailing zero");
    assert!(said(": "), "white space");
    assert!(said("花子"), "letters outside Latin");
    assert!(
        year.iter().any(|command| command.append.streams.is_empty()),
        "a command without events"
    );
}

#[test]
fn a_large_store_has_names_and_growth_in_proportion() {
    let year: Vec<_> = Generator::new(60_000, 1).collect();
    let all = events(&year);
    let begun = |kind: &str| {
        let of_kind = all
            .iter()
            .filter(|told| told.aggregate_type.as_str() == kind);
        of_kind
            .map(|told| told.aggregate_id)
            .collect::<HashSet<_>>()
            .len()
    };
    assert!(
        (900..1_300).contains(&begun("Application")),
        "{}",
        begun("Application")
    );
    assert!(
        (800..1_100).contains(&begun("Server")),
        "{}",
        begun("Server")
    );
    assert!(
        (1_000..1_400).contains(&begun("DataEntity")),
        "{}",
        begun("DataEntity")
    );
    assert!(begun("ChangeRequest") > 500, "{}", begun("ChangeRequest"));
}
