//! What is asked of a store that writes, and what it answers.

use std::fmt;

use hindsight_domain::{
    AggregateId, AggregateType, CommandId, EventId, Instant, NewCommand, NewEvent, Position,
    Version,
};

/// One command and all that it writes: everything is recorded, or nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Append {
    /// The command. Sent again with the same content it is recognised and writes nothing.
    pub command: NewCommand,
    /// What it writes, aggregate by aggregate. Without any, the command alone is recorded.
    pub streams: Vec<StreamAppend>,
}

/// What a command writes to one aggregate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StreamAppend {
    /// The aggregate.
    pub aggregate_id: AggregateId,
    /// What kind of thing it is; the same for all its life.
    pub aggregate_type: AggregateType,
    /// What the caller believes of it.
    pub expected: ExpectedVersion,
    /// The events, in order. Without any, only `expected` is held against the store.
    pub events: Vec<NewEvent>,
}

/// A command with exactly one event for the command's own aggregate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppendEvent {
    /// The command.
    pub command: NewCommand,
    /// What the caller believes of the command's aggregate.
    pub expected: ExpectedVersion,
    /// The event.
    pub event: NewEvent,
}

impl From<AppendEvent> for Append {
    fn from(
        AppendEvent {
            command,
            expected,
            event,
        }: AppendEvent,
    ) -> Self {
        let stream = StreamAppend {
            aggregate_id: command.aggregate_id.clone(),
            aggregate_type: command.aggregate_type.clone(),
            expected,
            events: vec![event],
        };
        Self {
            command,
            streams: vec![stream],
        }
    }
}

/// What a caller believes of an aggregate before it writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ExpectedVersion {
    /// Nothing: the events are added whatever is there.
    #[default]
    Any,
    /// It has no event yet.
    NoStream,
    /// It has at least one event.
    StreamExists,
    /// Its last event has exactly this version.
    Exact(Version),
}

impl ExpectedVersion {
    /// Whether the belief holds for an aggregate whose last event has the version `actual`.
    pub fn holds(self, actual: Option<Version>) -> bool {
        match self {
            Self::Any => true,
            Self::NoStream => actual.is_none(),
            Self::StreamExists => actual.is_some(),
            Self::Exact(version) => actual == Some(version),
        }
    }
}

impl fmt::Display for ExpectedVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Any => f.write_str("any"),
            Self::NoStream => f.write_str("no_stream"),
            Self::StreamExists => f.write_str("stream_exists"),
            Self::Exact(version) => version.fmt(f),
        }
    }
}

/// What became of a command. Told only once it is durable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppendOutcome {
    /// Whether it was processed now or had been before.
    pub status: AppendStatus,
    /// The command.
    pub command_id: CommandId,
    /// The events that it made, in order of position; the same at every retry.
    pub events: Vec<Recorded>,
}

/// Whether a command was processed now or had been before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AppendStatus {
    /// Processed now.
    Appended,
    /// Recognised: processed before with the same content. Nothing was written.
    AlreadyProcessed,
}

/// Where one event of a command stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// The event's name.
    pub event_id: EventId,
    /// The aggregate.
    pub aggregate_id: AggregateId,
    /// Its number in the aggregate.
    pub version: Version,
    /// Its number in the store.
    pub position: Position,
    /// When the store recorded it.
    pub timestamp: Instant,
}
