//! Requests to begin a test with: small, valid, and told apart by numbers.

use hindsight_domain::{
    Actor, ActorType, AggregateId, AggregateType, CausationId, CommandId, CommandType,
    CorrelationId, EventId, EventType, NewCommand, NewEvent, NewSnapshot, RawJson, Source, Version,
};
use hindsight_store::{Append, ExpectedVersion, StreamAppend};
use uuid::Uuid;

/// The type of every aggregate that a test does not name otherwise.
pub const AGGREGATE_TYPE: &str = "Application";

/// The nth id of a kind: its first part says the kind, its last the number.
fn id(kind: u128, n: u32) -> Uuid {
    Uuid::from_u128((kind << 96) | (0x7000_8000 << 48) | u128::from(n))
}

/// The nth aggregate.
pub fn aggregate(n: u32) -> AggregateId {
    id(0xa66a, n).into()
}

/// The nth command.
pub fn command_id(n: u32) -> CommandId {
    id(0xc03d, n).into()
}

/// The nth business operation.
pub fn correlation(n: u32) -> CorrelationId {
    id(0xc022, n).into()
}

/// The nth cause that is not a command of the test.
pub fn causation(n: u32) -> CausationId {
    id(0xca05, n).into()
}

/// The nth event id that is given and not made by the store.
pub fn event_id(n: u32) -> EventId {
    id(0xe4e2, n).into()
}

/// JSON from a literal.
pub fn json(text: &str) -> RawJson {
    RawJson::parse(text).expect("a test gives valid JSON here")
}

/// The nth command, about an aggregate.
pub fn command(n: u32, about: &AggregateId) -> NewCommand {
    NewCommand {
        command_id: command_id(n),
        command_type: CommandType::new("SetDataClassification"),
        aggregate_id: about.clone(),
        aggregate_type: AggregateType::new(AGGREGATE_TYPE),
        actor: Actor::new("officer-456"),
        actor_type: ActorType::User,
        source: Source::Ui,
        correlation_id: None,
        data: json(r#"{"to": "confidential"}"#),
    }
}

/// An event of a type, its payload its own.
pub fn event(event_type: &str) -> NewEvent {
    NewEvent::new(
        EventType::new(event_type),
        json(r#"{"level": "confidential"}"#),
    )
}

/// A number of events to the nth aggregate.
pub fn to(n: u32, expected: ExpectedVersion, events: usize) -> StreamAppend {
    StreamAppend {
        aggregate_id: aggregate(n),
        aggregate_type: AggregateType::new(AGGREGATE_TYPE),
        expected,
        events: vec![event("DataClassificationChanged"); events],
    }
}

/// The nth command with what it writes; it is about the aggregate that it writes to first.
pub fn append(n: u32, streams: impl Into<Vec<StreamAppend>>) -> Append {
    let streams = streams.into();
    let about = streams
        .first()
        .map_or_else(|| aggregate(1), |stream| stream.aggregate_id.clone());
    Append {
        command: command(n, &about),
        streams,
    }
}

/// A state of the nth aggregate at a version.
pub fn snapshot(n: u32, version: u32, state: &str) -> NewSnapshot {
    NewSnapshot {
        snapshot_id: None,
        aggregate_id: aggregate(n),
        aggregate_type: AggregateType::new(AGGREGATE_TYPE),
        version: Version(version),
        snapshot_version: 1,
        state: json(state),
    }
}
