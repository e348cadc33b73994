//! Order, number, causes: what makes the demo a history.

use std::collections::{HashMap, HashSet};

use hindsight_domain::{Instant, Version};
use hindsight_store::ExpectedVersion;

use super::super::Generator;
use super::{events, tally, year};

#[test]
fn a_seed_and_a_number_mean_one_content() {
    assert_eq!(year(), year());
    let other: Vec<_> = Generator::new(10_000, 43).collect();
    assert_ne!(year(), other);
}

#[test]
fn there_are_exactly_as_many_events_as_were_asked_for() {
    for wanted in [0, 1, 2, 3, 7, 50, 333, 1_000, 10_000] {
        let year: Vec<_> = Generator::new(wanted, 7).collect();
        assert_eq!(events(&year).len(), wanted as usize);
    }
}

#[test]
fn time_never_runs_backwards_and_stays_in_its_year() {
    let year = year();
    assert!(year.is_sorted_by_key(|command| command.at));
    let (first, last) = (year.first().unwrap().at, year.last().unwrap().at);
    assert!(first.to_string().starts_with("2025-01-02T02:00"), "{first}");
    assert!(last > Instant::parse("2025-12-24").unwrap(), "{last}");
    assert!(last < Instant::parse("2026-01-01").unwrap(), "{last}");
}

#[test]
fn every_command_knows_the_version_that_it_builds_on() {
    let mut versions: HashMap<String, u32> = HashMap::new();
    for command in year() {
        for stream in command.append.streams {
            let version = versions.entry(stream.aggregate_id.to_string()).or_default();
            let expected = match *version {
                0 => ExpectedVersion::NoStream,
                version => ExpectedVersion::Exact(Version(version)),
            };
            assert_eq!(stream.expected, expected);
            *version += stream.events.len() as u32;
        }
    }
}

#[test]
fn every_cause_is_an_earlier_event_of_the_same_operation() {
    let year = year();
    let mut seen: HashMap<&str, Option<&str>> = HashMap::new();
    let (mut across, mut caused) = (0, 0);
    let all = events(&year);
    let of: HashMap<&str, &str> = all
        .iter()
        .map(|told| (told.id(), told.aggregate_id))
        .collect();
    for told in &all {
        if let Some(cause) = told.cause() {
            assert_eq!(seen.get(cause), Some(&told.correlation_id), "{}", told.id());
            caused += 1;
            across += usize::from(of[cause] != told.aggregate_id);
        }
        assert!(
            seen.insert(told.id(), told.correlation_id).is_none(),
            "an id is used once"
        );
    }
    assert!(caused > 1_000 && across > 300, "{caused}, {across}");
}

#[test]
fn a_command_that_reacts_names_an_event_of_its_own_operation() {
    let year = year();
    let all = events(&year);
    let operation: HashMap<&str, _> = all.iter().map(|e| (e.id(), e.correlation_id)).collect();
    let mut reactions = 0;
    for command in year.iter().map(|command| &command.append.command) {
        let words: serde_json::Value = serde_json::from_str(command.data.as_str()).unwrap();
        if let Some(cause) = words["causedBy"].as_str() {
            let own = command.correlation_id.as_ref().map(|id| id.as_str());
            assert_eq!(operation[cause], own, "{}", command.command_id);
            reactions += 1;
        }
    }
    assert!(reactions > 300, "{reactions}");
}

#[test]
fn operations_reach_over_many_aggregates_and_several_causes() {
    let year = year();
    let mut reached: HashMap<&str, HashSet<&str>> = HashMap::new();
    let mut depths: HashMap<&str, u32> = HashMap::new();
    for told in events(&year) {
        if let Some(operation) = told.correlation_id {
            reached
                .entry(operation)
                .or_default()
                .insert(told.aggregate_id);
        }
        let depth = told
            .cause()
            .map_or(1, |cause| depths.get(cause).unwrap() + 1);
        let id = told.event.event_id.as_ref().unwrap();
        depths.insert(id.as_str(), depth);
    }
    let widest = reached.values().map(HashSet::len).max();
    assert!(widest >= Some(15), "{widest:?}");
    assert!(depths.values().max() >= Some(&3));
}

#[test]
fn weekends_are_quiet_and_one_night_is_not() {
    let year = year();
    let by_day = tally(
        events(&year)
            .iter()
            .map(|told| told.at.to_string()[..10].to_owned()),
    );
    let count = |day: &str| by_day.get(day).copied().unwrap_or_default();
    // The first two weeks of March: ordinary ones.
    let weekdays: usize = (3..=7).map(|day| count(&format!("2025-03-{day:02}"))).sum();
    let weekend = count("2025-03-08") + count("2025-03-09");
    assert!(
        weekend * 5 < weekdays * 2 / 3,
        "{weekend} on two days, {weekdays} on five"
    );
    let moved = count("2025-10-18") + count("2025-10-19");
    let busiest_else = by_day
        .iter()
        .filter(|(day, _)| !["2025-01-02", "2025-10-18", "2025-10-19"].contains(&day.as_str()))
        .map(|(_, count)| *count)
        .max();
    assert!(Some(moved) > busiest_else, "{moved}, {busiest_else:?}");
}

#[test]
fn a_few_aggregates_have_hundreds_of_events_and_most_have_few() {
    let year = year();
    let mut sizes: Vec<usize> = tally(events(&year).iter().map(|told| told.aggregate_id))
        .into_values()
        .collect();
    sizes.sort_unstable();
    let (median, most) = (sizes[sizes.len() / 2], sizes[sizes.len() - 1]);
    assert!((3..=20).contains(&median), "{median}");
    assert!(most >= 150, "{most}");
    let usual = sizes.iter().filter(|size| (2..=40).contains(*size)).count();
    assert!(usual * 10 > sizes.len() * 8, "{usual} of {}", sizes.len());
}
