//! What the lens notices, kind by kind, and what it passes over.

mod bounds;
mod commands;
mod payloads;

use std::collections::HashMap;

use super::*;
use crate::command::ProcessedCommand;
use crate::event::{ActorType, Event, Source, Stored};
use crate::ids::{
    Actor, AggregateId, AggregateType, CausationId, CommandId, CommandType, EventId, EventType,
    Position, Version,
};
use crate::instant::Instant;
use crate::json::{Payload, RawJson};

/// A store of ours.
const OWN: Knows = Knows {
    positions: true,
    counts_from_one: true,
    commands: true,
    recorded: true,
};

/// A store of another program, with a table of commands.
const FOREIGN: Knows = Knows {
    positions: false,
    counts_from_one: false,
    commands: true,
    recorded: false,
};

/// An event of the aggregate `a`, caused by the command `cmd`, a minute after the one before.
fn event(position: i64) -> Event {
    Event {
        position: Position(position),
        event_id: EventId::new(format!("e{position}")),
        aggregate_id: AggregateId::new("a"),
        aggregate_type: AggregateType::new("Application"),
        version: Version(position as u32),
        event_type: EventType::new("Changed"),
        event_version: 1,
        timestamp: at("2026-01-06").into(),
        actor: Actor::new("ada"),
        actor_type: ActorType::User.into(),
        source: Source::Ui.into(),
        causation_id: Some(CausationId::new("cmd")),
        correlation_id: None,
        data: Payload::Json(RawJson::empty_object()),
        metadata: None,
        marks: Vec::new(),
    }
}

fn at(text: &str) -> Instant {
    Instant::parse(text).unwrap()
}

/// A store in which the command `cmd` exists and recorded every event.
fn sound() -> Answers {
    Answers {
        commands: ["cmd".to_owned()].into(),
        events: HashMap::new(),
        recorded: [(i64::MIN, i64::MAX)].into_iter().collect(),
    }
}

/// What is noticed of these events in a sound store.
fn noticed(events: &[Event]) -> Vec<String> {
    told(&looked(Scope::Store, OWN, events, &sound()))
}

fn looked(scope: Scope, knows: Knows, events: &[Event], answers: &Answers) -> Findings {
    let mut lens = Lens::new(scope, knows, 1);
    events.iter().for_each(|event| lens.event(event));
    lens.answer(answers);
    lens.finish(None)
}

/// A line for each finding: kind, count, what about, which events.
fn told(findings: &Findings) -> Vec<String> {
    let line = |finding: &Finding| {
        let about = &finding.about;
        let of_type = about.event_type.as_ref().map(|(name, _)| name.as_str());
        let parts = [about.subject.as_deref(), of_type, about.detail.as_deref()];
        let parts: Vec<&str> = parts.into_iter().flatten().collect();
        let positions: Vec<String> = finding.positions.iter().map(ToString::to_string).collect();
        format!(
            "{:?} {}: {} @{}",
            finding.kind,
            finding.count,
            parts.join(", "),
            positions.join(",")
        )
    };
    findings.listed.iter().map(line).collect()
}

#[test]
fn a_sound_history_gives_nothing_to_say() {
    let events: Vec<Event> = (1..=30).map(event).collect();
    assert_eq!(noticed(&events), [""; 0]);
}

/// Events at positions 1, 2, 3 … with these versions of one aggregate.
fn versions(versions: &[u32]) -> Vec<Event> {
    let made = |(at, version): (usize, &u32)| Event {
        version: Version(*version),
        ..event(at as i64 + 1)
    };
    versions.iter().enumerate().map(made).collect()
}

#[test]
fn missing_versions_are_told_with_the_events_behind_them() {
    assert_eq!(
        noticed(&versions(&[1, 2, 5, 7])),
        ["VersionGap 3: 3–4, 6 @3,4"]
    );
    assert_eq!(noticed(&versions(&[2])), ["VersionGap 1: 1 @1"]);
    let of_others = versions(&[0, 1, 2]);
    let findings = looked(Scope::Store, FOREIGN, &of_others, &sound());
    assert_eq!(told(&findings), [""; 0], "other programs may count from 0");
    let operation = looked(Scope::Operation, OWN, &versions(&[4, 9]), &sound());
    assert_eq!(
        told(&operation),
        [""; 0],
        "an operation has only some versions"
    );
}

#[test]
fn a_version_that_comes_late_or_again_is_not_missing() {
    assert_eq!(
        noticed(&versions(&[1, 3, 2])),
        ["VersionOrder 1: 2 comes late @3"]
    );
    assert_eq!(
        noticed(&versions(&[1, 5, 3, 2, 2])),
        [
            "VersionGap 1: 4 @2",
            "VersionOrder 2: 3 comes late @3,4",
            "VersionOrder 1: 2 comes again @5"
        ]
    );
}

#[test]
fn a_version_that_cannot_be_read_is_passed_over() {
    let mut events = versions(&[1, 0, 2]);
    events[1].marks.push(crate::event::Mark {
        column: crate::event::Column::AggregateVersion,
        kind: crate::event::MarkKind::Unreadable,
        as_stored: "two".to_owned(),
    });
    assert_eq!(noticed(&events), [""; 0]);
}

#[test]
fn missing_positions_are_told_with_their_neighbours() {
    let at = |positions: &[i64]| -> Vec<Event> {
        let made = |(nth, position): (usize, &i64)| Event {
            version: Version(nth as u32 + 1),
            ..event(*position)
        };
        positions.iter().enumerate().map(made).collect()
    };
    assert_eq!(
        noticed(&at(&[1, 2, 6, 7, 9])),
        ["PositionGap 3: 3–5 @2,6", "PositionGap 1: 8 @7,9"]
    );
    assert_eq!(noticed(&at(&[3])), ["PositionGap 2: 1–2 @3"]);
    for (scope, knows) in [(Scope::Aggregate, OWN), (Scope::Store, FOREIGN)] {
        let findings = looked(scope, knows, &at(&[4, 9]), &sound());
        assert_eq!(told(&findings), [""; 0], "{scope:?}");
    }
    let extreme = noticed(&at(&[i64::MIN, i64::MAX]));
    let missing = format!("PositionGap {}: ", u64::MAX - 1);
    assert!(extreme[0].starts_with(&missing), "{extreme:?}");
}

#[test]
fn time_that_runs_backwards_is_told_where_it_does() {
    let times = [
        "2026-01-06T10:00",
        "2026-01-06T09:00",
        "yesterday",
        "2026-01-06T09:30",
    ];
    let made = |(nth, time): (usize, &&str)| Event {
        timestamp: Stored {
            text: (*time).to_owned(),
            value: Instant::parse(time),
        },
        ..event(nth as i64 + 1)
    };
    let events: Vec<Event> = times.iter().enumerate().map(made).collect();
    let findings = noticed(&events);
    assert_eq!(
        findings,
        [
            "TimeBackwards 1: Changed, 2026-01-06T09:00:00.000000Z comes after 2026-01-06T10:00:00.000000Z @1,2"
        ]
    );
}

/// Events of one type on these days, of another each time the day has a star.
fn days(days: &[&str]) -> Vec<Event> {
    let made = |(nth, day): (usize, &&str)| Event {
        event_type: EventType::new(if day.ends_with('*') {
            "Starred"
        } else {
            "Changed"
        }),
        timestamp: at(day.trim_end_matches('*')).into(),
        ..event(nth as i64 + 1)
    };
    days.iter().enumerate().map(made).collect()
}

#[test]
fn a_type_is_new_on_its_first_day_and_on_no_other() {
    let events = days(&[
        "2026-01-06",
        "2026-01-07*",
        "2026-01-07T23:59:59Z*",
        "2026-01-08*",
    ]);
    assert_eq!(noticed(&events), ["NewEventType 2: Starred @2,3"]);
    let begun = days(&["2026-01-06", "2026-01-06T20:00:00Z*", "2026-01-07*"]);
    assert_eq!(
        noticed(&begun),
        [""; 0],
        "on the first day of all, everything is new"
    );
}

#[test]
fn the_rest_of_the_store_says_whether_a_type_was_new() {
    let events = days(&["2026-01-07*", "2026-01-08"]);
    let new = |begin: &str, starred: &str| {
        let mut lens = Lens::new(Scope::Operation, OWN, 1);
        events.iter().for_each(|event| lens.event(event));
        lens.answer(&sound());
        let names: Vec<String> = lens.types().into_iter().map(String::from).collect();
        assert_eq!(names, ["Changed", "Starred"]);
        let firsts = [("Changed", "2026-01-06"), ("Starred", starred)];
        let firsts: HashMap<EventType, FirstSeen> = firsts
            .map(|(name, day)| (EventType::new(name), Instant::parse(day)))
            .into();
        told(&lens.finish(Some((Instant::parse(begin), &firsts))))
    };
    assert_eq!(
        new("2026-01-06", "2026-01-07T01:00:00Z"),
        ["NewEventType 1: Starred @1"]
    );
    assert_eq!(new("2026-01-06", "2026-01-06"), [""; 0]);
    assert_eq!(new("2026-01-07", "2026-01-07"), [""; 0]);
    assert_eq!(new("", ""), [""; 0]);
}
