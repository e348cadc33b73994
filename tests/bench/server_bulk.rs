//! Copying a thousand events at once: through the store, under all of its rules, beside the driver's bare bulk load into
//! the same table.

use std::cell::RefCell;

use hindsight_domain::{CausationId, Event, EventId, Instant, Payload, Position, StoreId, Version};
use hindsight_store::{Identity, Importing, Rows};
use hindsight_store_mssql::{Filling, MssqlConfig};
use tokio::runtime::Runtime;
use uuid::Uuid;

use crate::Failure;
use crate::measure::{Measured, in_turns};
use crate::rows::CommandRow;
use crate::server::Ledger;
use crate::server_bare::Bare;

/// How many commands' events go over at once, and how many each has.
const COMMANDS: u64 = 200;
const EVENTS_PER_COMMAND: u64 = 5;

/// Measures both, each in a database of its own.
///
/// # Errors
/// The first side's that fails.
pub fn measure(
    runtime: &Runtime,
    (copied, loaded): (MssqlConfig, MssqlConfig),
    mut ledger: Ledger,
    samples: u32,
) -> Result<Measured, Failure> {
    let identity = Identity {
        store_id: StoreId::from(Uuid::now_v7()),
        created_at: at()?,
    };
    let into = runtime.block_on(Filling::begin_as(&copied, identity))?;
    let bare = RefCell::new(runtime.block_on(Bare::connect(&loaded))?);
    runtime.block_on(bare.borrow_mut().make_tables())?;
    let when = at()?;
    in_turns(
        "copy 1000 events (bare: bulk load)",
        samples,
        |_| {
            let rows = ledger.rows(COMMANDS, EVENTS_PER_COMMAND);
            let events = rows.iter().flat_map(|row| events(row, when)).collect();
            (RefCell::new(events), rows)
        },
        |(events, _)| Ok(runtime.block_on(into.import(Rows::Events(events.take())))?),
        |(_, rows)| runtime.block_on(bare.borrow_mut().load(rows)),
    )
}

fn at() -> Result<Instant, Failure> {
    Instant::parse("2026-01-06").ok_or_else(|| "the instant of writing is none".into())
}

/// The events of a command, as another store would give them.
fn events(row: &CommandRow, when: Instant) -> Vec<Event> {
    let (command, stream) = (&row.request.command, &row.request.streams[0]);
    let made = row.events.iter().zip(&stream.events);
    made.map(|(made, event)| Event {
        position: Position(made.global_position),
        event_id: EventId::new(made.event_id.clone()),
        aggregate_id: stream.aggregate_id.clone(),
        aggregate_type: stream.aggregate_type.clone(),
        version: Version(u32::try_from(made.aggregate_version).unwrap_or(u32::MAX)),
        event_type: event.event_type.clone(),
        event_version: event.event_version,
        timestamp: when.into(),
        actor: command.actor.clone(),
        actor_type: command.actor_type.into(),
        source: command.source.into(),
        causation_id: Some(CausationId::new(command.command_id.as_str())),
        correlation_id: command.correlation_id.clone(),
        data: Payload::Json(event.data.clone()),
        metadata: Some(Payload::Json(event.metadata.clone())),
        marks: Vec::new(),
    })
    .collect()
}
