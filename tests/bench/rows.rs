//! The rows that both sides write: as requests for the store, and ready to be bound for the bare loop.

use hindsight_domain::{
    Actor, ActorType, AggregateId, AggregateType, CommandId, CommandType, CorrelationId, EventType,
    Instant, NewCommand, NewEvent, RawJson, Source,
};
use hindsight_store::{Append, ExpectedVersion, StreamAppend};
use uuid::Uuid;

/// How many events each aggregate has, whatever the size of the store, so that loading one is the same work.
pub const EVENTS_PER_AGGREGATE: u64 = 100;
/// How many events each command of a filled store makes.
pub const EVENTS_PER_COMMAND: u64 = 5;
/// How many events share a correlation id.
pub const EVENTS_PER_OPERATION: u64 = 50;
/// How many types of events there are.
pub const EVENT_TYPES: u64 = 20;

/// One row of the commands table with the rows of its events, every value made before the clock runs.
pub struct CommandRow {
    pub request: Append,
    pub first_position: i64,
    pub events: Vec<EventRow>,
}

/// What the store makes and the bare loop is given.
pub struct EventRow {
    pub event_id: String,
    pub aggregate_version: i64,
    pub global_position: i64,
}

/// The nth aggregate.
pub fn aggregate(n: u64) -> AggregateId {
    uuid(1, n).into()
}

/// The nth business operation.
pub fn correlation(n: u64) -> CorrelationId {
    uuid(2, n).into()
}

/// The nth type of event.
pub fn event_type(n: u64) -> EventType {
    EventType::new(format!("DataClassificationChanged{:02}", n % EVENT_TYPES))
}

/// When the nth command is recorded: a second after the one before.
pub fn instant(command: u64) -> Instant {
    let micros = 1_767_693_600_000_000 + command as i64 * 1_000_000;
    Instant::from_micros(micros).expect("within the years that can be spelled")
}

fn uuid(kind: u128, n: u64) -> Uuid {
    // Scattered, as ids are that people make up: an index over them is written all over.
    let scattered = u128::from(n.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    Uuid::from_u128((kind << 120) | (0x7000_8000 << 48) | (scattered & 0xffff_ffff_ffff))
}

/// Command ids grow, as those of version 7 do that Hindsight makes.
fn one_after_the_other(n: u64) -> u128 {
    (0x0200_0000_0000 << 80) | (0x7000_8000 << 48) | u128::from(n)
}

/// A request with so many events for one aggregate, the nth of all; its payloads are of an everyday size.
pub fn request(n: u64, aggregate_id: AggregateId, events: u64) -> Append {
    // Of one type for all its life, so it is taken from the id.
    let aggregate_type =
        AggregateType::new(if aggregate_id.as_str().ends_with(['0', '4', '8', 'c']) {
            "Server"
        } else {
            "Application"
        });
    let data = RawJson::parse(format!(
        r#"{{"previous": "internal", "level": "confidential", "owner": "officer-{n}", "score": 1.10, "reviewed": true}}"#
    ));
    let data = data.expect("valid JSON");
    let event = |nth: u64| NewEvent {
        metadata: RawJson::parse(r#"{"justification": "yearly review of what is stored where"}"#)
            .expect("valid JSON"),
        ..NewEvent::new(event_type(n + nth), data.clone())
    };
    let command = NewCommand {
        command_id: CommandId::from(Uuid::from_u128(one_after_the_other(n))),
        command_type: CommandType::new("SetDataClassification"),
        aggregate_id: aggregate_id.clone(),
        aggregate_type: aggregate_type.clone(),
        actor: Actor::new(format!("officer-{}", n % 40)),
        actor_type: ActorType::User,
        source: Source::Ui,
        correlation_id: Some(correlation(n * EVENTS_PER_COMMAND / EVENTS_PER_OPERATION)),
        data: data.clone(),
    };
    let stream = StreamAppend {
        aggregate_id,
        aggregate_type,
        expected: ExpectedVersion::Any,
        events: (0..events).map(event).collect(),
    };
    Append {
        command,
        streams: vec![stream],
    }
}

/// The same with all that a store would make, for an aggregate at a version and a store at a position.
pub fn command_row(request: Append, version: i64, position: i64) -> CommandRow {
    let events = (1..).zip(&request.streams[0].events);
    let events = events.map(|(nth, _)| EventRow {
        event_id: Uuid::now_v7().to_string(),
        aggregate_version: version + nth,
        global_position: position + nth,
    });
    CommandRow {
        first_position: position + 1,
        events: events.collect(),
        request,
    }
}
