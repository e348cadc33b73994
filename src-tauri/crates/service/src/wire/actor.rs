//! What one actor did, on the wire.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::TypeCountDto;

/// What one actor did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ActorDto {
    /// Who.
    pub actor: String,
    /// How many events.
    pub events: u32,
    /// The earliest instant that can be read.
    pub first_at: Option<String>,
    /// The latest instant that can be read.
    pub last_at: Option<String>,
    /// As what they acted, as the table spells it.
    pub actor_types: Vec<TypeCountDto>,
    /// Through which doors, as the table spells them.
    pub sources: Vec<TypeCountDto>,
    /// What kinds of facts.
    pub event_types: Vec<TypeCountDto>,
    /// Of what kinds of things.
    pub aggregate_types: Vec<TypeCountDto>,
    /// How many aggregates, as far as they were kept apart.
    pub aggregate_count: u32,
    /// Whether there were too many aggregates to keep all apart.
    pub aggregates_capped: bool,
    /// Those with the most events, the first of them first.
    pub aggregates: Vec<ActorAggregateDto>,
    /// The commands that recorded the events, or that these name as their causes; those with the most events first.
    pub commands: Vec<ActorCommandDto>,
    /// Events of which no command is known.
    pub without_command: u32,
    /// How many minutes the time zone of `hours` is ahead of UTC.
    pub offset_minutes: i32,
    /// How many events in each hour of the week: 168 numbers, from Monday 0:00.
    pub hours: Vec<u32>,
    /// Events whose instant cannot be read.
    pub untimed: u32,
}

/// One aggregate that an actor touched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ActorAggregateDto {
    /// Its name.
    pub aggregate_id: String,
    /// What kind of thing.
    pub aggregate_type: String,
    /// How many of the actor's events it has.
    pub events: u32,
    /// Where the last of them stands, decimal.
    pub last_position: String,
    /// When that was, as fixed-width UTC, where it can be read.
    pub last_at: Option<String>,
}

/// Commands of one type, by one person or program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ActorCommandDto {
    /// What they asked for.
    pub command_type: String,
    /// Who asked.
    pub actor: String,
    /// How many of the actor's events come of them.
    pub events: u32,
}
