//! Events on the wire.

use hindsight_domain::{Event, Mark, MarkKind, Payload};
use serde::{Deserialize, Serialize};
use specta::Type;

/// One event without its payload: a row of a grid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct EventRowDto {
    /// Number in the whole store, decimal.
    pub position: String,
    /// The event's name.
    pub event_id: String,
    /// Whose history it belongs to.
    pub aggregate_id: String,
    /// What kind of thing that is.
    pub aggregate_type: String,
    /// Number within the aggregate.
    pub version: u32,
    /// What kind of fact.
    pub event_type: String,
    /// Which form of its payload.
    pub event_version: u32,
    /// When it was recorded, as the table spells it.
    pub timestamp: String,
    /// The same as fixed-width UTC, where it can be read.
    pub instant: Option<String>,
    /// Who acted.
    pub actor: String,
    /// As what, as the table spells it.
    pub actor_type: String,
    /// Through which door, as the table spells it.
    pub source: String,
    /// What caused it.
    pub causation_id: Option<String>,
    /// The business operation.
    pub correlation_id: Option<String>,
    /// Whether something of it is missing or could not be read; the detail says what, and tells other spellings too.
    pub marked: bool,
}

/// One event with all that is known of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct EventDetailDto {
    /// The row.
    pub row: EventRowDto,
    /// The fact itself, byte for byte.
    pub data: PayloadDto,
    /// What was said about it; `None` where a foreign store holds NULL.
    pub metadata: Option<PayloadDto>,
    /// What is not as it should be.
    pub marks: Vec<MarkDto>,
    /// What its causation id names.
    pub cause: Option<CauseDto>,
}

/// A payload's text, byte for byte.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PayloadDto {
    /// The text as it stands in the table.
    pub text: String,
    /// Whether it is valid JSON.
    pub is_json: bool,
}

/// Says of one column that it is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MarkDto {
    /// The column's name in the table.
    pub column: String,
    /// What is the matter.
    pub kind: MarkKindDto,
    /// The cell as it stands.
    pub as_stored: String,
}

/// What is the matter with a marked cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum MarkKindDto {
    /// Understood, but spelled in another way than the store's own.
    Spelling,
    /// No meaning could be given to it.
    Unreadable,
    /// Nothing stands there, though something must.
    Missing,
}

/// What a causation id names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum CauseDto {
    /// Another event.
    Event {
        /// That event.
        row: EventRowDto,
    },
    /// A command.
    Command {
        /// Its name.
        command_id: String,
        /// What it asked for.
        command_type: String,
        /// Who asked.
        actor: String,
        /// When it was processed, where the store says so.
        processed_at: Option<String>,
        /// The request's own words, where the store has them.
        data: Option<PayloadDto>,
    },
    /// Nothing that the store knows.
    Unknown,
}

/// One portion of rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct EventPageDto {
    /// The rows, in the order that was asked for.
    pub rows: Vec<EventRowDto>,
    /// The cursor of the next portion; `None` at the end.
    pub next: Option<String>,
}

impl From<&Event> for EventRowDto {
    fn from(event: &Event) -> Self {
        Self {
            position: event.position.to_string(),
            event_id: event.event_id.to_string(),
            aggregate_id: event.aggregate_id.to_string(),
            aggregate_type: event.aggregate_type.to_string(),
            version: event.version.0,
            event_type: event.event_type.to_string(),
            event_version: event.event_version,
            timestamp: event.timestamp.text.clone(),
            instant: event.timestamp.value.map(|instant| instant.to_string()),
            actor: event.actor.to_string(),
            actor_type: event.actor_type.text.clone(),
            source: event.source.text.clone(),
            causation_id: event.causation_id.as_ref().map(ToString::to_string),
            correlation_id: event.correlation_id.as_ref().map(ToString::to_string),
            marked: event
                .marks
                .iter()
                .any(|mark| mark.kind != MarkKind::Spelling),
        }
    }
}

impl From<&Payload> for PayloadDto {
    fn from(payload: &Payload) -> Self {
        Self {
            text: payload.as_str().to_owned(),
            is_json: matches!(payload, Payload::Json(_)),
        }
    }
}

impl From<&Mark> for MarkDto {
    fn from(mark: &Mark) -> Self {
        let kind = match mark.kind {
            MarkKind::Spelling => MarkKindDto::Spelling,
            MarkKind::Unreadable => MarkKindDto::Unreadable,
            MarkKind::Missing => MarkKindDto::Missing,
        };
        Self {
            column: mark.column.name().to_owned(),
            kind,
            as_stored: mark.as_stored.clone(),
        }
    }
}
