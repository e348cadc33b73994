//! Writing the rows of history, as many with one statement as it takes values.
//!
//! Payloads travel as values of their own, never within a JSON text that the server would take apart, and places and
//! versions are said row by row, never counted by the server.

use hindsight_domain::{CausationId, EventId, Instant, NewEvent, Position, Version};
use hindsight_store::{
    Append, AppendOutcome, AppendStatus, Recorded, RequestHash, StoreError, StreamAppend,
};
use uuid::Uuid;

use crate::error::Answer;
use crate::session::Session;
use crate::value::{VALUES_MAX, Value, Values};

/// How many values a row has of its own, at most.
const VALUES_PER_COMMAND: usize = 13;
const VALUES_PER_EVENT: usize = 10;

/// How much text one statement carries at most, apart from the last row that is added.
const BYTES_PER_STATEMENT: usize = 4 << 20;

/// A command that is to be written.
pub struct CommandRow<'r> {
    request: &'r Append,
    hash: RequestHash,
    timestamp: Instant,
    first: Option<Position>,
    count: usize,
}

/// An event that is to be written.
pub struct EventRow<'r> {
    stream: &'r StreamAppend,
    event: &'r NewEvent,
    recorded: Recorded,
}

impl<'r> CommandRow<'r> {
    /// The row of a command whose events go behind a position.
    pub fn new(
        request: &'r Append,
        hash: RequestHash,
        timestamp: Instant,
        behind: Position,
    ) -> Self {
        let count = request
            .streams
            .iter()
            .map(|stream| stream.events.len())
            .sum();
        Self {
            request,
            hash,
            timestamp,
            first: (count > 0).then(|| behind.next()),
            count,
        }
    }

    /// What its sender is told once it is durable.
    pub fn outcome(&self, events: &[EventRow<'_>]) -> AppendOutcome {
        AppendOutcome {
            status: AppendStatus::Appended,
            command_id: self.request.command.command_id.clone(),
            events: events.iter().map(|event| event.recorded.clone()).collect(),
        }
    }
}

impl<'r> EventRow<'r> {
    /// The rows of a command's events, behind a position that moves on with them.
    pub fn all_of(
        request: &'r Append,
        versions: &[Version],
        timestamp: Instant,
        position: &mut Position,
    ) -> Vec<Self> {
        let mut rows = Vec::new();
        for (stream, version) in request.streams.iter().zip(versions) {
            let mut version = *version;
            for event in &stream.events {
                version = version.next();
                *position = position.next();
                let recorded = Recorded {
                    event_id: event
                        .event_id
                        .clone()
                        .unwrap_or_else(|| EventId::from(Uuid::now_v7())),
                    aggregate_id: stream.aggregate_id.clone(),
                    version,
                    position: *position,
                    timestamp,
                };
                rows.push(Self {
                    stream,
                    event,
                    recorded,
                });
            }
        }
        rows
    }
}

/// The rows of one transaction.
#[derive(Default)]
pub struct Rows<'r> {
    commands: Vec<(CommandRow<'r>, Vec<EventRow<'r>>)>,
}

impl<'r> Rows<'r> {
    /// Adds a command with its events.
    pub fn add(&mut self, command: CommandRow<'r>, events: Vec<EventRow<'r>>) {
        self.commands.push((command, events));
    }

    /// Whether there is nothing to write.
    pub fn is_empty(&self) -> bool {
        self.commands.is_empty()
    }

    /// Writes all of them, within a transaction that is open.
    pub async fn write(&self, session: &mut Session) -> Answer<()> {
        let mut statement = Statement::default();
        for (command, events) in &self.commands {
            if !statement.has_room_for(VALUES_PER_COMMAND + VALUES_PER_EVENT) {
                std::mem::take(&mut statement).run(session).await?;
            }
            let mut shared = statement.command(command)?;
            for event in events {
                if !statement.has_room_for(VALUES_PER_EVENT) {
                    std::mem::take(&mut statement).run(session).await?;
                    shared = Shared::of(command, &mut statement.values)?;
                }
                statement.event(command, &shared, event)?;
            }
        }
        statement.run(session).await
    }
}

/// Rows that go with one statement.
#[derive(Default)]
struct Statement<'r> {
    values: Values<'r>,
    commands: Vec<String>,
    events: Vec<String>,
    bytes: usize,
}

/// The names of the values that a command's row and its events' rows have in common.
struct Shared {
    command_id: String,
    timestamp: String,
    actor: String,
    actor_type: String,
    source: String,
    correlation_id: String,
}

impl Shared {
    fn of<'r>(row: &CommandRow<'r>, values: &mut Values<'r>) -> Answer<Self> {
        let command = &row.request.command;
        let correlation_id = command
            .correlation_id
            .as_ref()
            .map(|id| uuid(id.as_str()))
            .transpose()?;
        Ok(Self {
            command_id: values.add(uuid(command.command_id.as_str())?),
            timestamp: values.add(row.timestamp),
            actor: values.add(command.actor.as_str()),
            actor_type: values.add(command.actor_type.as_str()),
            source: values.add(command.source.as_str()),
            correlation_id: values.add(Value::Id(correlation_id)),
        })
    }
}

impl<'r> Statement<'r> {
    fn has_room_for(&self, values: usize) -> bool {
        self.values.len() + values <= VALUES_MAX && self.bytes < BYTES_PER_STATEMENT
    }

    fn command(&mut self, row: &CommandRow<'r>) -> Answer<Shared> {
        let command = &row.request.command;
        let shared = Shared::of(row, &mut self.values)?;
        let values = &mut self.values;
        self.bytes += command.data.as_str().len();
        self.commands.push(format!(
            "({}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {})",
            shared.command_id,
            values.add(command.command_type.as_str()),
            values.add(uuid(command.aggregate_id.as_str())?),
            values.add(command.aggregate_type.as_str()),
            shared.timestamp,
            shared.actor,
            shared.source,
            values.add(command.data.as_str()),
            values.add(row.hash.to_hex()),
            values.add(Value::Number(row.first.map(|first| first.0))),
            values.add(i64::try_from(row.count).unwrap_or(i64::MAX)),
        ));
        Ok(shared)
    }

    fn event(
        &mut self,
        command: &CommandRow<'r>,
        shared: &Shared,
        row: &EventRow<'r>,
    ) -> Answer<()> {
        let (event, recorded) = (row.event, &row.recorded);
        let values = &mut self.values;
        self.bytes += event.data.as_str().len() + event.metadata.as_str().len();
        let id = uuid(recorded.event_id.as_str())?;
        let aggregate_id = uuid(row.stream.aggregate_id.as_str())?;
        let cause = event.causation_id.as_ref().map(CausationId::as_str);
        let cause = uuid(cause.unwrap_or(command.request.command.command_id.as_str()))?;
        self.events.push(format!(
            "({}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {})",
            values.add(id),
            values.add(aggregate_id),
            values.add(row.stream.aggregate_type.as_str()),
            values.add(i64::from(recorded.version.0)),
            values.add(event.event_type.as_str()),
            values.add(i64::from(event.event_version)),
            shared.timestamp,
            shared.actor,
            shared.actor_type,
            shared.source,
            values.add(cause),
            shared.correlation_id,
            values.add(event.data.as_str()),
            values.add(event.metadata.as_str()),
            values.add(recorded.position.0),
        ));
        Ok(())
    }

    async fn run(self, session: &mut Session) -> Answer<()> {
        let mut sql = String::new();
        if !self.commands.is_empty() {
            sql += "INSERT INTO dbo.commands (command_id, command_type, aggregate_id, aggregate_type, processed_at, actor, \
                source, data, request_hash, first_position, event_count) VALUES ";
            sql += &self.commands.join(", ");
            sql += "; ";
        }
        if !self.events.is_empty() {
            sql += "INSERT INTO dbo.events (event_id, aggregate_id, aggregate_type, aggregate_version, event_type, \
                event_version, event_timestamp, actor, actor_type, source, causation_id, correlation_id, data, metadata, \
                global_position) VALUES ";
            sql += &self.events.join(", ");
            sql += ";";
        }
        if sql.is_empty() {
            return Ok(());
        }
        session.results(&sql, &self.values).await.map(|_| ())
    }
}

/// An id of a request that was found in order.
fn uuid(text: &str) -> Result<Uuid, StoreError> {
    Uuid::try_parse(text).map_err(|_| StoreError::InvalidRequest(format!("{text:?} is no UUID")))
}
