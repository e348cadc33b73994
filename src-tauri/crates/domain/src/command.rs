//! Commands, and the events that they ask for.

use crate::event::{ActorType, Source};
use crate::ids::{
    Actor, AggregateId, AggregateType, CausationId, CommandId, CommandType, CorrelationId, EventId,
    EventType, Position,
};
use crate::instant::Instant;
use crate::json::{Payload, RawJson};

/// A request to be processed once. The store takes the time; the caller never gives one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCommand {
    /// Its name: sent twice, it is processed once.
    pub command_id: CommandId,
    /// What it asks for.
    pub command_type: CommandType,
    /// The aggregate it is about.
    pub aggregate_id: AggregateId,
    /// What kind of thing that is.
    pub aggregate_type: AggregateType,
    /// Who asks.
    pub actor: Actor,
    /// As what they ask; every event of the command carries it.
    pub actor_type: ActorType,
    /// Through which door it came.
    pub source: Source,
    /// The business operation it belongs to; every event of the command carries it.
    pub correlation_id: Option<CorrelationId>,
    /// The request's own words.
    pub data: RawJson,
}

/// An event that a command asks for. Its version, position and time are the store's to give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEvent {
    /// Its name, where the caller has one; else the store makes a version 7 UUID.
    pub event_id: Option<EventId>,
    /// What kind of fact it states.
    pub event_type: EventType,
    /// Which form of that fact's payload, from 1.
    pub event_version: u32,
    /// The fact itself.
    pub data: RawJson,
    /// What is said about the fact.
    pub metadata: RawJson,
    /// What caused it; the command, where nothing is said.
    pub causation_id: Option<CausationId>,
}

impl NewEvent {
    /// An event of form 1 with nothing said about it and the command as its cause.
    pub fn new(event_type: EventType, data: RawJson) -> Self {
        Self {
            event_id: None,
            event_type,
            event_version: 1,
            data,
            metadata: RawJson::empty_object(),
            causation_id: None,
        }
    }
}

/// A command that a store has processed: one row of the commands table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProcessedCommand {
    /// Its name.
    pub command_id: CommandId,
    /// What it asked for.
    pub command_type: CommandType,
    /// The aggregate it was about.
    pub aggregate_id: AggregateId,
    /// What kind of thing that is.
    pub aggregate_type: AggregateType,
    /// When it was processed, where the store says so.
    pub processed_at: Option<Instant>,
    /// Who asked.
    pub actor: Actor,
    /// Through which door it came, as the table spells it.
    pub source: String,
    /// The request's own words, where the store has them.
    pub data: Option<Payload>,
    /// The position of the first event that it made; `None` where it made none or the store does not say.
    pub first_position: Option<Position>,
    /// How many events it made, at positions that follow one another; `None` where the store does not say.
    pub event_count: Option<u32>,
    /// What tells a retry from a reuse of its name, as the table spells it; `None` where the store has no such hash.
    pub request_hash: Option<String>,
}
