//! Rows of another store, written as they stand.

use hindsight_domain::{Event, Payload, ProcessedCommand, Snapshot};
use hindsight_store::{Rows, StoreResult};
use rusqlite::{Connection, TransactionBehavior, params};

use crate::error::translate;
use crate::insert::{Cells, INSERT_COMMANDS, INSERT_EVENTS, Row, write_all};

/// Writes rows in one transaction.
///
/// # Errors
/// What the database's own rules refuse, and then nothing is written.
pub fn import(connection: &mut Connection, rows: &Rows) -> StoreResult<()> {
    let transaction = connection
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(translate)?;
    match rows {
        Rows::Events(events) => write_all(&transaction, events)?,
        Rows::Commands(commands) => write_all(&transaction, commands)?,
        Rows::Snapshots(snapshots) => {
            make_room(&transaction, snapshots)?;
            write_all(&transaction, snapshots)?;
        }
    }
    transaction.commit().map_err(translate)
}

/// Takes away the snapshots that are about to be replaced.
fn make_room(connection: &Connection, snapshots: &[Snapshot]) -> StoreResult<()> {
    let mut statement = connection
        .prepare_cached("DELETE FROM snapshots WHERE aggregate_id = ?1 AND aggregate_version = ?2")
        .map_err(translate)?;
    for snapshot in snapshots {
        statement
            .execute(params![snapshot.aggregate_id.as_str(), snapshot.version.0])
            .map_err(translate)?;
    }
    Ok(())
}

impl Row for Event {
    const INSERT: &'static str = INSERT_EVENTS;
    const COLUMNS: usize = 15;

    fn bind(&self, cells: &mut Cells<'_>) -> rusqlite::Result<()> {
        cells.put(self.event_id.as_str())?;
        cells.put(self.aggregate_id.as_str())?;
        cells.put(self.aggregate_type.as_str())?;
        cells.put(self.version.0)?;
        cells.put(self.event_type.as_str())?;
        cells.put(self.event_version)?;
        cells.put(self.timestamp.text.as_str())?;
        cells.put(self.actor.as_str())?;
        cells.put(self.actor_type.text.as_str())?;
        cells.put(self.source.text.as_str())?;
        cells.put(self.causation_id.as_ref().map(|id| id.as_str()))?;
        cells.put(self.correlation_id.as_ref().map(|id| id.as_str()))?;
        cells.put(self.data.as_str())?;
        cells.put(self.metadata.as_ref().map(Payload::as_str))?;
        cells.put(self.position.0)
    }
}

impl Row for ProcessedCommand {
    const INSERT: &'static str = INSERT_COMMANDS;
    const COLUMNS: usize = 11;

    fn bind(&self, cells: &mut Cells<'_>) -> rusqlite::Result<()> {
        cells.put(self.command_id.as_str())?;
        cells.put(self.command_type.as_str())?;
        cells.put(self.aggregate_id.as_str())?;
        cells.put(self.aggregate_type.as_str())?;
        cells.put(self.processed_at.map(|at| at.to_string()))?;
        cells.put(self.actor.as_str())?;
        cells.put(self.source.as_str())?;
        cells.put(self.data.as_ref().map(Payload::as_str))?;
        cells.put(self.request_hash.as_deref())?;
        cells.put(self.first_position.map(|position| position.0))?;
        cells.put(self.event_count)
    }
}

impl Row for Snapshot {
    const INSERT: &'static str = "INSERT INTO snapshots (snapshot_id, aggregate_id, aggregate_type, aggregate_version, \
        snapshot_version, snapshot_timestamp, state)";
    const COLUMNS: usize = 7;

    fn bind(&self, cells: &mut Cells<'_>) -> rusqlite::Result<()> {
        cells.put(self.snapshot_id.as_str())?;
        cells.put(self.aggregate_id.as_str())?;
        cells.put(self.aggregate_type.as_str())?;
        cells.put(self.version.0)?;
        cells.put(self.snapshot_version)?;
        cells.put(self.timestamp.map(|at| at.to_string()))?;
        cells.put(self.state.as_str())
    }
}
