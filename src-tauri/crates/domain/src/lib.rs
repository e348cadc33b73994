//! What Hindsight knows about events, without any I/O, clock or randomness.
//!
//! Two kinds of values meet here. What Hindsight *writes* is checked when it is made ([`RawJson`],
//! [`Uuid`-backed ids](ids), [`ActorType`]). What it *reads* may come from any program, so it keeps the
//! table's own text beside what could be understood of it ([`Stored`], [`Payload`], [`Mark`]).

pub mod causation;
pub mod command;
pub mod completeness;
pub mod event;
pub mod ids;
pub mod instant;
pub mod json;
pub mod query;
pub mod replay;
pub mod snapshot;
mod stretches;

pub use command::{NewCommand, NewEvent, ProcessedCommand};
pub use event::{ActorType, Column, Event, Mark, MarkKind, Source, Stored};
pub use ids::{
    Actor, AggregateId, AggregateType, CausationId, CommandId, CommandType, CorrelationId, EventId,
    EventType, NotAUuid, Position, SnapshotId, StoreId, Version,
};
pub use instant::Instant;
pub use json::{Payload, RawJson};
pub use query::{EventFilter, Order, Page};
pub use snapshot::{NewSnapshot, Snapshot};
pub use stretches::Stretches;
