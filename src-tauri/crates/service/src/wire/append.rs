//! Commands and their outcomes on the wire.

use serde::{Deserialize, Serialize};
use specta::Type;

/// A command with events for its own aggregate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AppendRequestDto {
    /// The command's name; made where it is absent, but then a retry cannot be recognised.
    pub command_id: Option<String>,
    /// What it asks for.
    pub command_type: String,
    /// The aggregate.
    pub aggregate_id: String,
    /// What kind of thing that is.
    pub aggregate_type: String,
    /// Who asks.
    pub actor: String,
    /// As what: user, service, system.
    pub actor_type: String,
    /// Through which door: ui, api, import, webhook, system.
    pub source: String,
    /// The business operation.
    pub correlation_id: Option<String>,
    /// The request's own words, JSON text.
    pub data: String,
    /// What is said about every event that says nothing itself, JSON text.
    pub metadata: String,
    /// What the caller believes of the aggregate.
    pub expected_version: ExpectedVersionDto,
    /// The events, in order.
    pub events: Vec<NewEventDto>,
}

/// An event to be recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct NewEventDto {
    /// What kind of fact.
    pub event_type: String,
    /// Which form of its payload, from 1.
    pub event_version: u32,
    /// The fact itself, JSON text, kept byte for byte.
    pub data: String,
    /// What is said about it, JSON text; the request's where it is absent.
    pub metadata: Option<String>,
    /// What caused it; the command where it is absent.
    pub causation_id: Option<String>,
}

/// What a caller believes of an aggregate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum ExpectedVersionDto {
    /// Nothing.
    Any,
    /// It has no event yet.
    NoStream,
    /// It has at least one event.
    StreamExists,
    /// Its last event has exactly this version.
    Exact {
        /// The version.
        version: u32,
    },
}

/// What became of a command. A conflict is an answer, not a failure: the caller reloads and tries again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(
    tag = "status",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum AppendResultDto {
    /// Recorded now.
    Appended {
        /// The command.
        command_id: String,
        /// The aggregate.
        aggregate_id: String,
        /// The first event's version; `None` for a command without events.
        first_version: Option<u32>,
        /// The last event's version.
        last_version: Option<u32>,
        /// The first event's position, decimal.
        first_position: Option<String>,
        /// The last event's position, decimal.
        last_position: Option<String>,
    },
    /// Recognised: the same command was recorded before, as told here. Nothing was written.
    AlreadyProcessed {
        /// The command.
        command_id: String,
        /// The aggregate.
        aggregate_id: String,
        /// The first event's version; `None` for a command without events.
        first_version: Option<u32>,
        /// The last event's version.
        last_version: Option<u32>,
        /// The first event's position, decimal.
        first_position: Option<String>,
        /// The last event's position, decimal.
        last_position: Option<String>,
    },
    /// The belief about the aggregate did not hold. Nothing was written.
    Conflict {
        /// The command.
        command_id: String,
        /// The aggregate.
        aggregate_id: String,
        /// What was believed: any, no_stream, stream_exists or a number.
        expected: String,
        /// The version of its last event; `None` when it has none.
        actual: Option<u32>,
    },
    /// The command id was used before with other content. Nothing was written.
    CommandReused {
        /// The command.
        command_id: String,
    },
}
