//! What a store holds of the commands and the aggregates that a batch is about.

use std::collections::{BTreeMap, HashMap};

use hindsight_domain::{AggregateId, CommandId, EventId, Position, Version};
use hindsight_store::{Append, AppendOutcome, AppendStatus, Recorded};
use tiberius::Row;
use uuid::Uuid;

use crate::cells::{cell, number, text};
use crate::error::Answer;
use crate::session::Session;
use crate::value::{VALUES_MAX, Values};

/// What is known.
#[derive(Default)]
pub struct Known {
    /// Of the batch's commands, those that are recorded.
    pub commands: HashMap<String, Earlier>,
    /// Of the batch's aggregates, those that have events: the last version, and the type.
    pub streams: HashMap<String, (Version, String)>,
}

/// A command that is recorded.
pub struct Earlier {
    /// What it is recognised by.
    pub hash: String,
    first: Option<i64>,
    count: i64,
    events: Vec<Recorded>,
}

impl Earlier {
    /// What its sender is told.
    pub fn outcome(&self, id: &CommandId) -> AppendOutcome {
        AppendOutcome {
            status: AppendStatus::AlreadyProcessed,
            command_id: id.clone(),
            events: self.events.clone(),
        }
    }
}

/// Looks up what a batch is about: once to the server and back, unless a command was recorded before.
pub async fn look(session: &mut Session, requests: &[Append]) -> Answer<Known> {
    let commands = ids(requests
        .iter()
        .map(|request| request.command.command_id.as_str()));
    let streams = ids(requests
        .iter()
        .flat_map(|request| &request.streams)
        .map(|stream| stream.aggregate_id.as_str()));
    let mut known = Known::default();
    let all: Vec<Wanted> = (commands.into_iter().map(Wanted::Command))
        .chain(streams.into_iter().map(Wanted::Stream))
        .collect();
    for portion in all.chunks(VALUES_MAX) {
        look_for(session, portion, &mut known).await?;
    }
    if known
        .commands
        .values()
        .any(|earlier| earlier.first.is_some())
    {
        look_for_events(session, &mut known).await?;
    }
    Ok(known)
}

enum Wanted {
    Command(Uuid),
    Stream(Uuid),
}

/// What is no UUID is recorded nowhere, and refused later.
fn ids<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<Uuid> {
    let mut ids: Vec<Uuid> = texts
        .filter_map(|text| Uuid::try_parse(text).ok())
        .collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

async fn look_for(session: &mut Session, portion: &[Wanted], known: &mut Known) -> Answer<()> {
    let mut values = Values::default();
    let (mut commands, mut streams) = (Vec::new(), Vec::new());
    for wanted in portion {
        match wanted {
            Wanted::Command(id) => commands.push(values.add(*id)),
            Wanted::Stream(id) => streams.push(format!("({})", values.add(*id))),
        }
    }
    let mut sql = String::new();
    if !commands.is_empty() {
        sql += &format!(
            "SELECT command_id, request_hash, first_position, event_count FROM dbo.commands WHERE command_id IN ({});",
            commands.join(", ")
        );
    }
    if !streams.is_empty() {
        sql += &format!(
            "SELECT wanted.id, latest.aggregate_version, latest.aggregate_type FROM (VALUES {}) AS wanted (id) \
             CROSS APPLY (SELECT TOP (1) aggregate_version, aggregate_type FROM dbo.events \
                          WHERE aggregate_id = wanted.id ORDER BY aggregate_version DESC) AS latest;",
            streams.join(", ")
        );
    }
    let mut parts = session.results(&sql, &values).await?.into_iter();
    if !commands.is_empty() {
        known
            .commands
            .extend(parts.next().unwrap_or_default().iter().map(earlier));
    }
    if !streams.is_empty() {
        known
            .streams
            .extend(parts.next().unwrap_or_default().iter().map(stream));
    }
    Ok(())
}

fn earlier(row: &Row) -> (String, Earlier) {
    let earlier = Earlier {
        hash: text(row, 1),
        first: number(row, 2),
        count: number(row, 3).unwrap_or_default(),
        events: Vec::new(),
    };
    (text(row, 0), earlier)
}

fn stream(row: &Row) -> (String, (Version, String)) {
    let version = number(row, 1)
        .and_then(|version| u32::try_from(version).ok())
        .unwrap_or_default();
    (text(row, 0), (Version(version), text(row, 2)))
}

/// How many stretches of positions one statement reads.
const STRETCHES_PER_STATEMENT: usize = 500;

/// The events that recorded commands made: they stand one after the other.
async fn look_for_events(session: &mut Session, known: &mut Known) -> Answer<()> {
    let stretches: Vec<(i64, i64)> = known
        .commands
        .values()
        .filter_map(|earlier| Some((earlier.first?, earlier.count)))
        .collect();
    let mut events = BTreeMap::new();
    for portion in stretches.chunks(STRETCHES_PER_STATEMENT) {
        let mut values = Values::default();
        let wanted: Vec<String> = portion
            .iter()
            .map(|(first, count)| {
                format!(
                    "({}, {})",
                    values.add(*first),
                    values.add(first.saturating_add(*count))
                )
            })
            .collect();
        let sql = format!(
            "SELECT e.global_position, e.event_id, e.aggregate_id, e.aggregate_version, e.event_timestamp \
             FROM (VALUES {}) AS wanted (low, high) INNER JOIN dbo.events AS e \
             ON e.global_position >= wanted.low AND e.global_position < wanted.high",
            wanted.join(", ")
        );
        for row in session.rows(&sql, &values).await? {
            events.extend(recorded(&row).map(|recorded| (recorded.position.0, recorded)));
        }
    }
    for earlier in known.commands.values_mut() {
        if let Some(first) = earlier.first {
            let made = events.range(first..first.saturating_add(earlier.count));
            earlier.events = made.map(|(_, recorded)| recorded.clone()).collect();
        }
    }
    Ok(())
}

fn recorded(row: &Row) -> Option<Recorded> {
    Some(Recorded {
        position: Position(number(row, 0)?),
        event_id: EventId::new(text(row, 1)),
        aggregate_id: AggregateId::new(text(row, 2)),
        version: Version(number(row, 3).and_then(|version| u32::try_from(version).ok())?),
        timestamp: cell(row, 4).instant()?,
    })
}
