//! However long a store is and whatever it holds, what is kept is bounded, and what is left out is counted.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;

const MANY: i64 = 30_000;

#[test]
fn what_there_is_no_room_for_is_counted() {
    let mut lens = Lens::new(Scope::Store, OWN, 1);
    let mut answered = 0;
    for position in 1..=MANY {
        lens.event(&Event {
            position: Position(position * 2),
            event_type: EventType::new(format!("Type{position}")),
            aggregate_id: AggregateId::new(format!("a{position}")),
            version: Version(2),
            causation_id: Some(CausationId::new(format!("gone{position}"))),
            timestamp: Instant::from_micros(-position * 86_400_000_000)
                .unwrap()
                .into(),
            data: Payload::from_stored(format!("{{\"key{position}\":1}}")),
            ..event(position)
        });
        if lens.waiting() > 1_000 {
            answered += lens.waiting();
            lens.answer(&sound());
        }
    }
    answered += lens.waiting();
    lens.answer(&sound());
    assert_eq!(answered as i64, MANY);
    let findings = lens.finish(None);
    let of = |kind: FindingKind| {
        findings
            .listed
            .iter()
            .filter(|one| one.kind == kind)
            .count()
    };
    for (kind, occurrences) in [
        (FindingKind::VersionGap, MANY),
        (FindingKind::PositionGap, MANY),
        (FindingKind::TimeBackwards, MANY - 1),
        (FindingKind::CauseMissing, MANY),
        // All but those of the first day.
        (FindingKind::NewEventType, MANY - 1),
    ] {
        let unlisted = findings.unlisted.get(&kind).copied().unwrap_or_default();
        assert_eq!(of(kind), FINDINGS_MAX, "{kind:?}");
        assert_eq!(
            unlisted as i64,
            occurrences - FINDINGS_MAX as i64,
            "{kind:?}"
        );
    }
    assert!(findings.listed.is_sorted_by_key(|finding| finding.kind));
    let room = findings
        .listed
        .iter()
        .all(|one| one.positions.len() <= LINKS_MAX);
    assert!(room, "a finding names only so many events");
}

proptest! {
    /// Whatever order versions come in: those are missing that no event has, however many parts look for them.
    #[test]
    fn what_no_event_has_is_missing(
        versions in prop::collection::vec((0..6u8, 1..30u32), 0..80), parts in 1..4u64,
    ) {
        let events: Vec<Event> = versions.iter().zip(1..).map(|((of, version), position)| Event {
            aggregate_id: AggregateId::new(of.to_string()),
            version: Version(*version),
            ..event(position)
        }).collect();
        let mut findings = Findings::default();
        for part in 0..parts {
            let mut watch = Versions::new(part, parts, true);
            events.iter().for_each(|event| watch.event(event, &mut findings));
            watch.finish(&mut findings);
        }
        findings.sort();
        let count = |kind| -> u64 {
            findings.listed.iter().filter(|one| one.kind == kind).map(|one| one.count).sum()
        };
        let (mut missing, mut late) = (0, 0);
        for of in 0..6u8 {
            let had: Vec<u32> = versions.iter().filter(|(one, _)| *one == of).map(|(_, version)| *version).collect();
            let known: BTreeSet<u32> = had.iter().copied().collect();
            missing += known.last().copied().unwrap_or_default() as usize - known.len();
            let mut most = 0;
            for version in had {
                late += u64::from(version <= most);
                most = most.max(version);
            }
        }
        prop_assert_eq!(count(FindingKind::VersionGap), missing as u64);
        prop_assert_eq!(count(FindingKind::VersionOrder), late);
    }

    #[test]
    fn no_payload_makes_it_panic(data in ".{0,40}", metadata in "\\{\"corrects\":.{0,20}") {
        let events: Vec<Event> = (1..=12).map(|position| Event {
            data: Payload::from_stored(data.clone()),
            metadata: Some(Payload::from_stored(metadata.clone())),
            ..event(position)
        }).collect();
        noticed(&events);
    }
}
