//! Recording commands and events: command id first, then the expected version, then one durable transaction.

use std::sync::Arc;

use hindsight_domain::{AggregateId, CommandId, EventId, Instant, Position, Version};
use hindsight_store::{
    Append, AppendOutcome, AppendStatus, Recorded, RequestHash, StoreError, StoreResult,
};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior};

use crate::batch::Batch;
use crate::error::translate;

/// Where the store's time comes from. It is asked once for each command that is recorded, and anew where a transaction
/// that the database refused is done again.
pub type Clock = Arc<dyn Fn() -> Instant + Send + Sync>;

/// Records several commands, each judged on its own, in one transaction. Where the database itself refuses what one of
/// them writes, the transaction is gone; then the batch is recorded in halves, until that command stands alone.
///
/// # Errors
/// What kept a transaction from being recorded.
pub fn append_batch(
    connection: &mut Connection,
    requests: &[Append],
    clock: &Clock,
) -> StoreResult<Vec<StoreResult<AppendOutcome>>> {
    let refusal = match append_together(connection, requests, clock) {
        Err(StoreError::Refused(words)) => StoreError::Refused(words),
        judged => return judged,
    };
    let (first, second) = requests.split_at(requests.len() / 2);
    if first.is_empty() {
        return Ok(vec![Err(refusal)]);
    }
    let mut outcomes = append_batch(connection, first, clock)?;
    outcomes.extend(append_batch(connection, second, clock)?);
    Ok(outcomes)
}

fn append_together(
    connection: &mut Connection,
    requests: &[Append],
    clock: &Clock,
) -> StoreResult<Vec<StoreResult<AppendOutcome>>> {
    // IMMEDIATE: a transaction that reads first and then wants to write is refused at once when another wrote between.
    let transaction = connection
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(translate)?;
    let outcomes = Batch::begin(&transaction, clock)?.append(requests)?;
    transaction.commit().map_err(translate)?;
    Ok(outcomes)
}

/// The outcome of a command that was recorded before with the same content.
pub fn find_outcome(
    connection: &Connection,
    command_id: &CommandId,
    hash: RequestHash,
) -> StoreResult<Option<AppendOutcome>> {
    let found: Option<(String, Option<i64>, i64)> = connection
        .prepare_cached(
            "SELECT request_hash, first_position, event_count FROM commands WHERE command_id = ?1",
        )
        .and_then(|mut statement| {
            statement
                .query_row([command_id.as_str()], |row| {
                    Ok((row.get(0)?, row.get(1)?, row.get(2)?))
                })
                .optional()
        })
        .map_err(translate)?;
    let Some((recorded_hash, first, count)) = found else {
        return Ok(None);
    };
    if recorded_hash != hash.to_hex() {
        return Err(StoreError::CommandReused {
            command_id: command_id.clone(),
        });
    }
    let events = first.map_or_else(
        || Ok(Vec::new()),
        |first| recorded(connection, first, count),
    )?;
    let status = AppendStatus::AlreadyProcessed;
    Ok(Some(AppendOutcome {
        status,
        command_id: command_id.clone(),
        events,
    }))
}

fn recorded(connection: &Connection, first: i64, count: i64) -> StoreResult<Vec<Recorded>> {
    let mut statement = connection
        .prepare_cached(
            "SELECT event_id, aggregate_id, aggregate_version, global_position, event_timestamp FROM events \
             WHERE global_position >= ?1 AND global_position < ?1 + ?2 ORDER BY global_position",
        )
        .map_err(translate)?;
    let rows = statement
        .query_map([first, count], |row| {
            let timestamp: String = row.get(4)?;
            Ok(Recorded {
                event_id: EventId::new(row.get::<_, String>(0)?),
                aggregate_id: AggregateId::new(row.get::<_, String>(1)?),
                version: Version(row.get(2)?),
                position: Position(row.get(3)?),
                timestamp: Instant::parse(&timestamp).ok_or(rusqlite::Error::InvalidQuery)?,
            })
        })
        .map_err(translate)?;
    rows.collect::<Result<_, _>>().map_err(translate)
}
