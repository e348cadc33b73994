//! Recording commands and events: command id first, then the expected version, then one durable transaction.

use std::sync::Arc;

use hindsight_domain::{
    AggregateId, CausationId, CommandId, EventId, Instant, NewCommand, NewEvent, Position, Version,
};
use hindsight_store::{
    Append, AppendOutcome, AppendStatus, Recorded, RequestHash, StoreError, StoreResult,
    StreamAppend,
};
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use uuid::Uuid;

use crate::error::translate;

/// Where the store's time comes from. It is asked once for each command that is recorded.
pub type Clock = Arc<dyn Fn() -> Instant + Send + Sync>;

/// The end of the log: what the next event follows.
struct Head {
    position: Position,
    latest: Option<Instant>,
}

/// Records several commands in one transaction, each judged on its own.
///
/// # Errors
/// What kept the whole transaction from being recorded; then nothing was.
pub fn append_batch(
    connection: &mut Connection,
    requests: &[Append],
    clock: &Clock,
) -> StoreResult<Vec<StoreResult<AppendOutcome>>> {
    // IMMEDIATE: a transaction that reads first and then wants to write is refused at once when another wrote between.
    let transaction = connection
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(translate)?;
    let mut head = read_head(&transaction)?;
    let mut outcomes = Vec::with_capacity(requests.len());
    for request in requests {
        outcomes.push(append_one(&transaction, &mut head, request, clock)?);
    }
    transaction.commit().map_err(translate)?;
    Ok(outcomes)
}

/// The outer error ends the whole transaction; the inner one is this request's alone and leaves nothing behind.
fn append_one(
    transaction: &Transaction<'_>,
    head: &mut Head,
    request: &Append,
    clock: &Clock,
) -> StoreResult<StoreResult<AppendOutcome>> {
    let hash = RequestHash::of(request);
    let judged = request
        .check()
        .and_then(|()| find_outcome(transaction, &request.command.command_id, hash));
    match judged {
        Ok(Some(outcome)) => return Ok(Ok(outcome)),
        Ok(None) => {}
        Err(error) => return sort(error),
    }
    let versions = match current_versions(transaction, &request.streams) {
        Ok(versions) => versions,
        Err(error) => return sort(error),
    };
    let (position, latest) = (head.position, head.latest);
    transaction
        .execute_batch("SAVEPOINT request")
        .map_err(translate)?;
    let written = write(transaction, head, request, hash, &versions, clock());
    if written.is_err() {
        *head = Head { position, latest };
        transaction
            .execute_batch("ROLLBACK TO request")
            .map_err(translate)?;
    }
    transaction
        .execute_batch("RELEASE request")
        .map_err(translate)?;
    written.map_or_else(sort, |outcome| Ok(Ok(outcome)))
}

/// An error that is about the request is its own answer; one that is about the file ends the transaction.
fn sort<T>(error: StoreError) -> StoreResult<StoreResult<T>> {
    match error {
        StoreError::VersionConflict { .. }
        | StoreError::CommandReused { .. }
        | StoreError::InvalidRequest(_)
        | StoreError::Refused(_) => Ok(Err(error)),
        _ => Err(error),
    }
}

/// The outcome of a command that was recorded before with the same content.
fn find_outcome(
    transaction: &Transaction<'_>,
    command_id: &CommandId,
    hash: RequestHash,
) -> StoreResult<Option<AppendOutcome>> {
    let found: Option<(String, Option<i64>, i64)> = transaction
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
        |first| recorded(transaction, first, count),
    )?;
    let status = AppendStatus::AlreadyProcessed;
    Ok(Some(AppendOutcome {
        status,
        command_id: command_id.clone(),
        events,
    }))
}

fn recorded(transaction: &Transaction<'_>, first: i64, count: i64) -> StoreResult<Vec<Recorded>> {
    let mut statement = transaction
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

/// The version of each stream's last event, held against what the caller believes of it.
fn current_versions(
    transaction: &Transaction<'_>,
    streams: &[StreamAppend],
) -> StoreResult<Vec<Version>> {
    // The plus keeps the plan from depending on the value: SQLite would prepare the statement anew for every aggregate,
    // which takes twice as long as the search itself.
    let mut statement = transaction
        .prepare_cached(
            "SELECT aggregate_version, aggregate_type FROM events WHERE aggregate_id = +?1 \
             ORDER BY aggregate_version DESC LIMIT 1",
        )
        .map_err(translate)?;
    let mut versions = Vec::with_capacity(streams.len());
    for stream in streams {
        let last: Option<(u32, String)> = statement
            .query_row([stream.aggregate_id.as_str()], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .optional()
            .map_err(translate)?;
        let actual = last.as_ref().map(|(version, _)| Version(*version));
        if !stream.expected.holds(actual) {
            return Err(StoreError::VersionConflict {
                aggregate_id: stream.aggregate_id.clone(),
                expected: stream.expected,
                actual,
            });
        }
        if let Some((_, of_type)) = &last
            && of_type != stream.aggregate_type.as_str()
        {
            return Err(StoreError::InvalidRequest(format!(
                "aggregate {} is of type {of_type:?}, not {:?}",
                stream.aggregate_id,
                stream.aggregate_type.as_str()
            )));
        }
        versions.push(actual.unwrap_or_default());
    }
    Ok(versions)
}

fn write(
    transaction: &Transaction<'_>,
    head: &mut Head,
    request: &Append,
    hash: RequestHash,
    versions: &[Version],
    now: Instant,
) -> StoreResult<AppendOutcome> {
    let timestamp = head.latest.map_or(now, |latest| latest.max(now));
    let count = request
        .streams
        .iter()
        .map(|stream| stream.events.len())
        .sum();
    let first = (count > 0).then(|| head.position.next());
    let command = &request.command;
    insert_command(transaction, command, timestamp, hash, first, count)?;
    let mut events = Vec::with_capacity(count);
    let spelled = timestamp.to_string();
    for (stream, version) in request.streams.iter().zip(versions) {
        let mut version = *version;
        for event in &stream.events {
            version = version.next();
            head.position = head.position.next();
            let recorded = Recorded {
                event_id: event
                    .event_id
                    .clone()
                    .unwrap_or_else(|| Uuid::now_v7().into()),
                aggregate_id: stream.aggregate_id.clone(),
                version,
                position: head.position,
                timestamp,
            };
            insert_event(transaction, command, stream, event, &recorded, &spelled)?;
            events.push(recorded);
        }
    }
    head.latest = Some(timestamp);
    let status = AppendStatus::Appended;
    Ok(AppendOutcome {
        status,
        command_id: command.command_id.clone(),
        events,
    })
}

fn insert_command(
    transaction: &Transaction<'_>,
    command: &NewCommand,
    timestamp: Instant,
    hash: RequestHash,
    first: Option<Position>,
    count: usize,
) -> StoreResult<()> {
    transaction
        .prepare_cached(
            "INSERT INTO commands (command_id, command_type, aggregate_id, aggregate_type, processed_at, \
             actor, source, data, request_hash, first_position, event_count) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        )
        .and_then(|mut statement| {
            statement.execute(params![
                command.command_id.as_str(),
                command.command_type.as_str(),
                command.aggregate_id.as_str(),
                command.aggregate_type.as_str(),
                timestamp.to_string(),
                command.actor.as_str(),
                command.source.as_str(),
                command.data.as_str(),
                hash.to_hex(),
                first.map(|position| position.0),
                i64::try_from(count).unwrap_or(i64::MAX),
            ])
        })
        .map(|_| ())
        .map_err(translate)
}

fn insert_event(
    transaction: &Transaction<'_>,
    command: &NewCommand,
    stream: &StreamAppend,
    event: &NewEvent,
    recorded: &Recorded,
    timestamp: &str,
) -> StoreResult<()> {
    let cause = event.causation_id.as_ref().map(CausationId::as_str);
    transaction
        .prepare_cached(
            "INSERT INTO events (event_id, aggregate_id, aggregate_type, aggregate_version, event_type, \
             event_version, event_timestamp, actor, actor_type, source, causation_id, correlation_id, data, \
             metadata, global_position) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
        )
        .and_then(|mut statement| {
            statement.execute(params![
                recorded.event_id.as_str(),
                stream.aggregate_id.as_str(),
                stream.aggregate_type.as_str(),
                recorded.version.0,
                event.event_type.as_str(),
                event.event_version,
                timestamp,
                command.actor.as_str(),
                command.actor_type.as_str(),
                command.source.as_str(),
                cause.unwrap_or_else(|| command.command_id.as_str()),
                command.correlation_id.as_ref().map(|id| id.as_str()),
                event.data.as_str(),
                event.metadata.as_str(),
                recorded.position.0,
            ])
        })
        .map(|_| ())
        .map_err(translate)
}

fn read_head(transaction: &Transaction<'_>) -> StoreResult<Head> {
    let last: Option<(i64, String)> = transaction
        .prepare_cached(
            "SELECT global_position, event_timestamp FROM events ORDER BY global_position DESC LIMIT 1",
        )
        .and_then(|mut statement| {
            statement.query_row([], |row| Ok((row.get(0)?, row.get(1)?))).optional()
        })
        .map_err(translate)?;
    Ok(last.map_or(
        Head {
            position: Position(0),
            latest: None,
        },
        |(position, timestamp)| Head {
            position: Position(position),
            latest: Instant::parse(&timestamp),
        },
    ))
}
