//! What events name, and what commands recorded.

use super::*;

fn caused(position: i64, cause: Option<&str>) -> Event {
    Event {
        causation_id: cause.map(CausationId::new),
        ..event(position)
    }
}

fn correcting(position: i64, metadata: &str) -> Event {
    Event {
        metadata: Some(Payload::Json(RawJson::parse(metadata).unwrap())),
        ..event(position)
    }
}

fn command(id: &str, first: Option<i64>, count: Option<u32>) -> ProcessedCommand {
    ProcessedCommand {
        command_id: CommandId::new(id),
        command_type: CommandType::new("Import"),
        aggregate_id: AggregateId::new("a"),
        aggregate_type: AggregateType::new("Application"),
        processed_at: Some(at("2026-01-06")),
        actor: Actor::new("ada"),
        source: "ui".to_owned(),
        data: None,
        first_position: first.map(Position),
        event_count: count,
        request_hash: None,
    }
}

#[test]
fn a_cause_is_asked_for_unless_it_has_just_been_seen() {
    let mut lens = Lens::new(Scope::Store, OWN, 1);
    let events = [
        caused(1, Some("cmd")),
        caused(2, Some("e1")),
        caused(3, Some("far")),
        caused(4, None),
    ];
    events.iter().for_each(|event| lens.event(event));
    assert_eq!(lens.asked(), ["cmd", "far"]);
    assert_eq!(lens.positions_asked(), [1, 2, 3, 4].map(Position));
    assert_eq!(lens.waiting(), 4);
    lens.answer(&sound());
    assert_eq!((lens.waiting(), lens.asked()), (0, Vec::<String>::new()));
}

#[test]
fn causes_that_are_nowhere_are_told_once_each() {
    let events = [
        caused(1, Some("gone")),
        caused(2, Some("gone")),
        caused(3, Some("lost")),
    ];
    assert_eq!(
        noticed(&events),
        ["CauseMissing 2: gone @1,2", "CauseMissing 1: lost @3"]
    );
    let without_commands = Knows {
        commands: false,
        ..FOREIGN
    };
    let findings = looked(Scope::Store, without_commands, &events, &Answers::default());
    assert_eq!(
        told(&findings),
        [""; 0],
        "they may be commands of which nothing is kept"
    );
}

#[test]
fn a_cause_is_earlier_than_what_it_causes() {
    let events = [
        caused(1, Some("e1")),
        caused(2, Some("e3")),
        caused(3, Some("e2")),
        caused(4, Some("far")),
    ];
    let mut answers = sound();
    answers.events.insert(EventId::new("far"), Position(9));
    assert_eq!(
        told(&looked(Scope::Store, OWN, &events, &answers)),
        [
            "CauseNotEarlier 1: e1, Changed, itself @1",
            "CauseNotEarlier 1: e3, Changed, a later event @2,3",
            "CauseNotEarlier 1: far, Changed, a later event @4,9",
        ]
    );
    answers.events.insert(EventId::new("far"), Position(3));
    let earlier = looked(Scope::Store, OWN, &events[3..], &answers);
    assert!(!told(&earlier).iter().any(|line| line.contains("Cause")));
}

#[test]
fn corrections_lead_to_what_they_correct() {
    let events = [
        event(1),
        correcting(2, r#"{"why":"typo","corrects":"e1"}"#),
        correcting(3, r#"{"\u0063orrects":"e2"}"#),
        correcting(4, r#"{"corrects":17}"#),
        correcting(5, r#"{"inner":{"corrects":"e1"}}"#),
        correcting(6, r#""corrects""#),
    ];
    assert_eq!(
        noticed(&events),
        [
            "Correction 1: e1, Changed @2,1",
            "Correction 1: e2, Changed @3,2"
        ]
    );
    let wrong = [
        correcting(1, r#"{"corrects":"e1"}"#),
        correcting(2, r#"{"corrects":"e3"}"#),
        correcting(3, r#"{"corrects":"gone"}"#),
    ];
    assert_eq!(
        noticed(&wrong),
        [
            "CorrectionMissing 1: e1, Changed, it is not earlier @1",
            "CorrectionMissing 1: e3, Changed, it is not earlier @2,3",
            "CorrectionMissing 1: gone, Changed, it does not exist @3",
        ]
    );
}

#[test]
fn an_event_is_recorded_by_a_command() {
    let events: Vec<Event> = (1..=6).map(event).collect();
    let recorded = |stretches: &[(i64, i64)]| Answers {
        recorded: stretches.iter().copied().collect(),
        ..sound()
    };
    let tell = |answers| told(&looked(Scope::Store, OWN, &events, &answers));
    assert_eq!(tell(recorded(&[(3, 7), (1, 3)])), [""; 0]);
    assert_eq!(
        tell(recorded(&[(1, 3), (4, 6)])),
        ["EventWithoutCommand 2: Changed @3,6"]
    );
    // What another program's events name as their cause is all that is known of their commands.
    let events = [caused(1, Some("cmd")), caused(2, None)];
    let findings = looked(Scope::Store, FOREIGN, &events, &sound());
    assert_eq!(told(&findings), ["EventWithoutCommand 1: Changed @2"]);
    let kind = FindingKind::EventWithoutCommand;
    assert_eq!(
        [true, false].map(|knows| kind.severity(knows)),
        [Severity::Fault, Severity::Notice]
    );
}

#[test]
fn commands_have_the_events_that_they_say_they_made() {
    let mut lens = Lens::new(Scope::Store, OWN, 1);
    (1..=5).for_each(|position| lens.event(&event(position)));
    lens.answer(&sound());
    lens.command(&command("sound", Some(1), Some(5)), false);
    lens.command(&command("idle", None, Some(0)), false);
    lens.command(&command("idle too", None, Some(0)), false);
    lens.command(&command("named", None, Some(0)), true);
    lens.command(&command("beyond", Some(5), Some(2)), false);
    let findings = lens.finish(None);
    assert_eq!(
        told(&findings),
        [
            "CommandEventsMissing 1: Import, up to position 6, and the store ends at 5 @",
            "CommandWithoutEvent 2: Import @",
        ]
    );
    assert_eq!(findings.listed[1].commands, ["idle", "idle too"]);
}
