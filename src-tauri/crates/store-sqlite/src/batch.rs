//! What becomes of several commands within one transaction.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use hindsight_domain::{AggregateType, Instant, Position, Version};
use hindsight_store::{
    Append, AppendOutcome, AppendStatus, Recorded, RequestHash, StoreError, StoreResult,
    StreamAppend,
};
use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

use crate::append::{Clock, find_outcome};
use crate::error::translate;
use crate::insert::{CommandRow, EventRow, Inserts};

/// A transaction that is being written. Rows wait for others, so what is known of them is kept here.
pub struct Batch<'t, 'r> {
    connection: &'t Connection,
    clock: &'t Clock,
    inserts: Inserts<'t, 'r>,
    /// The last position, and the last instant where there is one.
    head: (Position, Option<Instant>),
    /// The ids of the commands of this transaction.
    commands: HashSet<&'r str>,
    /// Where the aggregates that were written to stand.
    streams: HashMap<&'r str, (Version, &'r AggregateType)>,
}

impl<'t, 'r> Batch<'t, 'r> {
    /// Nothing is written yet.
    pub fn begin(connection: &'t Connection, clock: &'t Clock) -> StoreResult<Self> {
        Ok(Self {
            connection,
            clock,
            inserts: Inserts::new(connection),
            head: read_head(connection)?,
            commands: HashSet::new(),
            streams: HashMap::new(),
        })
    }

    /// Writes commands and tells what became of each. The outer error ends the transaction; an inner one is a
    /// command's alone and leaves nothing behind, since it is found before anything is written.
    pub fn append(
        mut self,
        requests: &'r [Append],
    ) -> StoreResult<Vec<StoreResult<AppendOutcome>>> {
        let mut outcomes = Vec::with_capacity(requests.len());
        for request in requests {
            match self.append_one(request) {
                Err(
                    error @ (StoreError::VersionConflict { .. }
                    | StoreError::CommandReused { .. }
                    | StoreError::InvalidRequest(_)),
                ) => outcomes.push(Err(error)),
                outcome => outcomes.push(Ok(outcome?)),
            }
        }
        self.inserts.finish()?;
        Ok(outcomes)
    }

    fn append_one(&mut self, request: &'r Append) -> StoreResult<AppendOutcome> {
        request.check()?;
        let (id, hash) = (&request.command.command_id, RequestHash::of(request));
        if self.commands.contains(id.as_str()) {
            self.inserts.finish()?;
        }
        if let Some(outcome) = find_outcome(self.connection, id, hash)? {
            return Ok(outcome);
        }
        let streams = request.streams.iter();
        let versions: Vec<Version> = streams
            .map(|stream| self.version(stream))
            .collect::<StoreResult<_>>()?;
        self.write(request, hash, &versions)
    }

    /// The version of a stream's last event, held against what the caller believes of it.
    fn version(&self, stream: &StreamAppend) -> StoreResult<Version> {
        let id = &stream.aggregate_id;
        let last = match self.streams.get(id.as_str()) {
            Some((version, of_type)) => Some((*version, of_type.as_str().to_owned())),
            None => last_version(self.connection, id.as_str())?,
        };
        let actual = last.as_ref().map(|(version, _)| *version);
        if !stream.expected.holds(actual) {
            return Err(StoreError::VersionConflict {
                aggregate_id: id.clone(),
                expected: stream.expected,
                actual,
            });
        }
        match last {
            Some((_, of_type)) if of_type != stream.aggregate_type.as_str() => {
                Err(StoreError::InvalidRequest(format!(
                    "aggregate {id} is of type {of_type:?}, not {:?}",
                    stream.aggregate_type.as_str()
                )))
            }
            _ => Ok(actual.unwrap_or_default()),
        }
    }

    fn write(
        &mut self,
        request: &'r Append,
        hash: RequestHash,
        versions: &[Version],
    ) -> StoreResult<AppendOutcome> {
        let command = &request.command;
        let now = (self.clock)();
        let timestamp = self.head.1.map_or(now, |latest| latest.max(now));
        self.head.1 = Some(timestamp);
        let spelled: Arc<str> = timestamp.to_string().into();
        let streams = request.streams.iter();
        let count = streams.map(|stream| stream.events.len()).sum();
        self.commands.insert(command.command_id.as_str());
        self.inserts.command(CommandRow {
            command,
            timestamp: Arc::clone(&spelled),
            hash,
            first: (count > 0).then(|| self.head.0.next()),
            count,
        })?;
        let mut events = Vec::with_capacity(count);
        for (stream, version) in request.streams.iter().zip(versions) {
            let mut version = *version;
            for event in &stream.events {
                version = version.next();
                self.head.0 = self.head.0.next();
                let position = self.head.0;
                let given = event.event_id.clone();
                let event_id = given.unwrap_or_else(|| Uuid::now_v7().into());
                events.push(Recorded {
                    event_id: event_id.clone(),
                    aggregate_id: stream.aggregate_id.clone(),
                    version,
                    position,
                    timestamp,
                });
                self.inserts.event(EventRow {
                    command,
                    stream,
                    event,
                    event_id,
                    version,
                    position,
                    timestamp: Arc::clone(&spelled),
                })?;
            }
            if !stream.events.is_empty() {
                let id = stream.aggregate_id.as_str();
                self.streams.insert(id, (version, &stream.aggregate_type));
            }
        }
        Ok(AppendOutcome {
            status: AppendStatus::Appended,
            command_id: command.command_id.clone(),
            events,
        })
    }
}

/// The version and the type of an aggregate's last event.
fn last_version(
    connection: &Connection,
    aggregate_id: &str,
) -> StoreResult<Option<(Version, String)>> {
    // The plus keeps the plan from depending on the value: SQLite would prepare the statement anew for every aggregate,
    // which takes twice as long as the search itself.
    connection
        .prepare_cached(
            "SELECT aggregate_version, aggregate_type FROM events WHERE aggregate_id = +?1 \
             ORDER BY aggregate_version DESC LIMIT 1",
        )
        .and_then(|mut statement| {
            statement
                .query_row([aggregate_id], |row| {
                    Ok((Version(row.get(0)?), row.get(1)?))
                })
                .optional()
        })
        .map_err(translate)
}

/// The last position and the last instant: what the next event follows.
fn read_head(connection: &Connection) -> StoreResult<(Position, Option<Instant>)> {
    let last: Option<(i64, String)> = connection
        .prepare_cached(
            "SELECT global_position, event_timestamp FROM events ORDER BY global_position DESC LIMIT 1",
        )
        .and_then(|mut statement| {
            statement.query_row([], |row| Ok((row.get(0)?, row.get(1)?))).optional()
        })
        .map_err(translate)?;
    Ok(last.map_or((Position(0), None), |(position, timestamp)| {
        (Position(position), Instant::parse(&timestamp))
    }))
}
