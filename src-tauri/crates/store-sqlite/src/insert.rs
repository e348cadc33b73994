//! Writing the rows of history, several with one statement.
//!
//! A trigger together with a CHECK that calls a function makes SQLite copy every page that a statement touches, so that
//! the statement can be taken back, and opens every index anew. For several rows at once that is done once.

use std::sync::Arc;

use hindsight_domain::{CausationId, EventId, NewCommand, NewEvent, Position, Version};
use hindsight_store::{RequestHash, StoreResult, StreamAppend};
use rusqlite::{CachedStatement, Connection, ToSql};

use crate::error::translate;

/// How many rows a statement writes: as many as there are of these, the larger first. More than the largest do not
/// make it any faster.
const ROWS_PER_STATEMENT: [usize; 3] = [16, 4, 1];

/// The rows of a transaction that wait for others to be written with.
pub struct Inserts<'t, 'r> {
    connection: &'t Connection,
    commands: Vec<CommandRow<'r>>,
    events: Vec<EventRow<'r>>,
}

/// A command that makes `count` events, the first of them at `first`.
pub struct CommandRow<'r> {
    /// What was asked for.
    pub command: &'r NewCommand,
    /// When it is recorded, as it is spelled.
    pub timestamp: Arc<str>,
    /// What it is recognised by.
    pub hash: RequestHash,
    /// Where its first event stands.
    pub first: Option<Position>,
    /// How many it makes.
    pub count: usize,
}

/// An event of a command.
pub struct EventRow<'r> {
    /// The command.
    pub command: &'r NewCommand,
    /// Whose history it belongs to.
    pub stream: &'r StreamAppend,
    /// The event.
    pub event: &'r NewEvent,
    /// Its name.
    pub event_id: EventId,
    /// Its number in the aggregate.
    pub version: Version,
    /// Its number in the store.
    pub position: Position,
    /// When it is recorded, as it is spelled.
    pub timestamp: Arc<str>,
}

impl<'t, 'r> Inserts<'t, 'r> {
    /// No rows yet.
    pub fn new(connection: &'t Connection) -> Self {
        Self {
            connection,
            commands: Vec::new(),
            events: Vec::new(),
        }
    }

    /// Adds a command, to be written now or with others.
    pub fn command(&mut self, row: CommandRow<'r>) -> StoreResult<()> {
        self.commands.push(row);
        write_when_many(self.connection, &mut self.commands)
    }

    /// Adds an event, to be written now or with others.
    pub fn event(&mut self, row: EventRow<'r>) -> StoreResult<()> {
        self.events.push(row);
        write_when_many(self.connection, &mut self.events)
    }

    /// Writes what is waiting.
    pub fn finish(&mut self) -> StoreResult<()> {
        write(self.connection, &mut self.commands)?;
        write(self.connection, &mut self.events)
    }
}

fn write_when_many<R: Row>(connection: &Connection, rows: &mut Vec<R>) -> StoreResult<()> {
    if rows.len() < ROWS_PER_STATEMENT[0] {
        return Ok(());
    }
    write(connection, rows)
}

fn write<R: Row>(connection: &Connection, rows: &mut Vec<R>) -> StoreResult<()> {
    write_all(connection, rows)?;
    rows.clear();
    Ok(())
}

/// Writes rows in their order.
pub fn write_all<R: Row>(connection: &Connection, rows: &[R]) -> StoreResult<()> {
    let mut left = rows;
    for size in ROWS_PER_STATEMENT {
        while left.len() >= size {
            let (now, later) = left.split_at(size);
            insert(connection, now).map_err(translate)?;
            left = later;
        }
    }
    Ok(())
}

fn insert<R: Row>(connection: &Connection, rows: &[R]) -> rusqlite::Result<()> {
    let row = format!("(?{})", ", ?".repeat(R::COLUMNS - 1));
    let several = format!(
        "{} VALUES {row}{}",
        R::INSERT,
        format!(", {row}").repeat(rows.len() - 1)
    );
    let mut cells = Cells {
        statement: connection.prepare_cached(&several)?,
        bound: 0,
    };
    rows.iter().try_for_each(|row| row.bind(&mut cells))?;
    cells.statement.raw_execute().map(|_| ())
}

/// The cells of a statement, bound from left to right.
pub struct Cells<'c> {
    statement: CachedStatement<'c>,
    bound: usize,
}

impl Cells<'_> {
    /// Binds the next one.
    pub fn put(&mut self, value: impl ToSql) -> rusqlite::Result<()> {
        self.bound += 1;
        self.statement.raw_bind_parameter(self.bound, value)
    }
}

/// What is written as one row of a table.
pub trait Row {
    /// The statement up to its values.
    const INSERT: &'static str;
    /// How many values a row has.
    const COLUMNS: usize;

    /// Binds the row's values in their order.
    fn bind(&self, cells: &mut Cells<'_>) -> rusqlite::Result<()>;
}

/// The columns of a command in the order in which they are bound.
pub const INSERT_COMMANDS: &str = "INSERT INTO commands (command_id, command_type, aggregate_id, aggregate_type, \
    processed_at, actor, source, data, request_hash, first_position, event_count)";

/// The columns of an event in the order in which they are bound.
pub const INSERT_EVENTS: &str = "INSERT INTO events (event_id, aggregate_id, aggregate_type, aggregate_version, \
    event_type, event_version, event_timestamp, actor, actor_type, source, causation_id, correlation_id, data, \
    metadata, global_position)";

impl Row for CommandRow<'_> {
    const INSERT: &'static str = INSERT_COMMANDS;
    const COLUMNS: usize = 11;

    fn bind(&self, cells: &mut Cells<'_>) -> rusqlite::Result<()> {
        let command = self.command;
        cells.put(command.command_id.as_str())?;
        cells.put(command.command_type.as_str())?;
        cells.put(command.aggregate_id.as_str())?;
        cells.put(command.aggregate_type.as_str())?;
        cells.put(&*self.timestamp)?;
        cells.put(command.actor.as_str())?;
        cells.put(command.source.as_str())?;
        cells.put(command.data.as_str())?;
        cells.put(self.hash.to_hex())?;
        cells.put(self.first.map(|position| position.0))?;
        cells.put(i64::try_from(self.count).unwrap_or(i64::MAX))
    }
}

impl Row for EventRow<'_> {
    const INSERT: &'static str = INSERT_EVENTS;
    const COLUMNS: usize = 15;

    fn bind(&self, cells: &mut Cells<'_>) -> rusqlite::Result<()> {
        let (command, event) = (self.command, self.event);
        let cause = event.causation_id.as_ref().map(CausationId::as_str);
        cells.put(self.event_id.as_str())?;
        cells.put(self.stream.aggregate_id.as_str())?;
        cells.put(self.stream.aggregate_type.as_str())?;
        cells.put(self.version.0)?;
        cells.put(event.event_type.as_str())?;
        cells.put(event.event_version)?;
        cells.put(&*self.timestamp)?;
        cells.put(command.actor.as_str())?;
        cells.put(command.actor_type.as_str())?;
        cells.put(command.source.as_str())?;
        cells.put(cause.unwrap_or_else(|| command.command_id.as_str()))?;
        cells.put(command.correlation_id.as_ref().map(|id| id.as_str()))?;
        cells.put(event.data.as_str())?;
        cells.put(event.metadata.as_str())?;
        cells.put(self.position.0)
    }
}
