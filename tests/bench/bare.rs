//! The bare loop: rusqlite and prepared statements, nothing else.
//!
//! It writes the same rows to the same schema with the same settings, triggers included, and reads the same columns.
//! It does none of what the store does besides: no look for the command or the version, no hash, no id, no clock,
//! no thread, no savepoint; reading, it takes cells as they are and understands none of them.

use std::path::Path;

use rusqlite::{Connection, ToSql, TransactionBehavior, params};

use crate::rows::CommandRow;

/// The schema of a store, as it is migrated.
pub const SCHEMA: &str = include_str!("../../migrations/sqlite/V008__create_event_store.sql");

/// A hash of the right length; the bare loop computes none.
const HASH: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// The columns that a store reads for an event.
pub const COLUMNS: &str = "global_position, event_id, aggregate_id, aggregate_type, aggregate_version, event_type, \
    event_version, event_timestamp, actor, actor_type, source, causation_id, correlation_id, data, metadata";

/// How much of a file a store's own connections keep at hand, to read and to write.
pub const CACHE_KIB: [i64; 2] = [16_384, 65_536];

/// Opens a file as a store does.
pub fn open(path: &Path, cache_kib: i64) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "cell_size_check", true)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.pragma_update(None, "cache_size", -cache_kib)?;
    // As in a store, the log is carried over into the file between the commits and not within one.
    connection.pragma_update_and_check(None, "wal_autocheckpoint", 0, |_| Ok(()))?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

/// Writes commands with their events in one transaction.
pub fn append(connection: &mut Connection, rows: &[CommandRow], at: &str) -> rusqlite::Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for row in rows {
        insert_command(&transaction, row, at)?;
        insert_events(&transaction, row, at)?;
    }
    transaction.commit()
}

/// Carries the write-ahead log over into the file.
pub fn carry_over(connection: &Connection) -> rusqlite::Result<()> {
    connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))
}

fn insert_command(connection: &Connection, row: &CommandRow, at: &str) -> rusqlite::Result<()> {
    let command = &row.request.command;
    connection
        .prepare_cached(
            "INSERT INTO commands (command_id, command_type, aggregate_id, aggregate_type, processed_at, actor, \
             source, data, request_hash, first_position, event_count) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        )?
        .execute(params![
            command.command_id.as_str(),
            command.command_type.as_str(),
            command.aggregate_id.as_str(),
            command.aggregate_type.as_str(),
            at,
            command.actor.as_str(),
            command.source.as_str(),
            command.data.as_str(),
            HASH,
            row.first_position,
            row.events.len() as i64,
        ])
        .map(|_| ())
}

/// Writes the events of a command.
pub fn insert_events(connection: &Connection, row: &CommandRow, at: &str) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO events (event_id, aggregate_id, aggregate_type, aggregate_version, event_type, event_version, \
         event_timestamp, actor, actor_type, source, causation_id, correlation_id, data, metadata, global_position) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
    )?;
    let command = &row.request.command;
    let stream = &row.request.streams[0];
    for (event, made) in stream.events.iter().zip(&row.events) {
        statement.execute(params![
            made.event_id,
            stream.aggregate_id.as_str(),
            stream.aggregate_type.as_str(),
            made.aggregate_version,
            event.event_type.as_str(),
            event.event_version,
            at,
            command.actor.as_str(),
            command.actor_type.as_str(),
            command.source.as_str(),
            command.command_id.as_str(),
            command.correlation_id.as_ref().map(|id| id.as_str()),
            event.data.as_str(),
            event.metadata.as_str(),
            made.global_position,
        ])?;
    }
    Ok(())
}

/// An event as the bare loop reads it: its position, and its other cells as they come.
pub type Cells = (i64, [i64; 2], [String; 10], [Option<String>; 2]);

/// Reads events, every cell into memory of its own. `tail` is the statement from WHERE on.
pub fn read(
    connection: &Connection,
    tail: &str,
    values: &[&dyn ToSql],
) -> rusqlite::Result<Vec<Cells>> {
    let mut statement =
        connection.prepare_cached(&format!("SELECT {COLUMNS} FROM events {tail}"))?;
    let rows = statement.query_map(values, |row| {
        let numbers = [row.get(4)?, row.get(6)?];
        let texts = [
            row.get(1)?,
            row.get(2)?,
            row.get(3)?,
            row.get(5)?,
            row.get(7)?,
            row.get(8)?,
            row.get(9)?,
            row.get(10)?,
            row.get(13)?,
            row.get(14)?,
        ];
        Ok((row.get(0)?, numbers, texts, [row.get(11)?, row.get(12)?]))
    })?;
    rows.collect()
}
