//! What a file says of itself, and whether it is sound.

use std::time::{Duration, Instant as Moment};

use hindsight_domain::Instant;
use hindsight_store::{Remark, StoreInfo, StoreResult};
use rusqlite::{Connection, OptionalExtension};

use crate::directory::as_text;
use crate::error::translate;
use crate::filter::last_position;
use crate::shape::Shape;
use crate::unfinished;

/// How long opening may look for damage before it leaves the rest to an explicit check.
const CHECK_BUDGET: Duration = Duration::from_millis(150);

/// How many of SQLite's steps pass between two looks at the clock.
const STEPS_BETWEEN_LOOKS: i32 = 1_000;

/// What the store says of itself.
pub fn info(connection: &Connection, shape: &Shape, writable: bool) -> StoreResult<StoreInfo> {
    let events = if shape.ruled {
        u64::try_from(last_position(connection)?).unwrap_or_default()
    } else {
        rows_of(connection, "events")?
    };
    let count = |there: bool, table| there.then(|| rows_of(connection, table)).transpose();
    let identity = shape.identity.as_ref();
    let mut remarks = shape.remarks.clone();
    if identity.is_some() {
        remarks.extend(unfinished::remark(connection, events)?);
    }
    Ok(StoreInfo {
        engine: format!("SQLite {}", rusqlite::version()),
        kind: shape.kind,
        writable,
        store_id: identity.map(|identity| identity.store_id.clone()),
        created_at: identity.and_then(|identity| identity.created_at),
        schema_version: identity.map(|identity| identity.schema_version),
        events,
        commands: count(shape.command_columns.is_some(), "commands")?,
        snapshots: count(shape.snapshot_columns.is_some(), "snapshots")?,
        first_at: edge(connection, shape, "ASC")?,
        last_at: edge(connection, shape, "DESC")?,
        remarks,
    })
}

fn rows_of(connection: &Connection, table: &str) -> StoreResult<u64> {
    let count: i64 = connection
        .prepare_cached(&format!("SELECT count(*) FROM {table}"))
        .and_then(|mut statement| statement.query_row([], |row| row.get(0)))
        .map_err(translate)?;
    Ok(u64::try_from(count).unwrap_or_default())
}

/// The first or the last instant. Over a store that is not ours every row is read, since text order need not be
/// time order there.
fn edge(connection: &Connection, shape: &Shape, direction: &str) -> StoreResult<Option<Instant>> {
    if shape.ruled {
        let sql = format!(
            "SELECT event_timestamp FROM events ORDER BY event_timestamp {direction} LIMIT 1"
        );
        let text = connection
            .prepare_cached(&sql)
            .and_then(|mut statement| statement.query_row([], |row| as_text(row, 0)).optional())
            .map_err(translate)?;
        return Ok(text.and_then(|text| Instant::parse(&text)));
    }
    let pick = if direction == "ASC" { "min" } else { "max" };
    let micros: Option<i64> = connection
        .prepare_cached(&format!(
            "SELECT {pick}(hindsight_instant_micros({})) FROM events",
            shape.column("event_timestamp")
        ))
        .and_then(|mut statement| statement.query_row([], |row| row.get(0)))
        .map_err(translate)?;
    Ok(micros.and_then(Instant::from_micros))
}

/// Reads the whole file for damage.
pub fn check_integrity(connection: &Connection) -> StoreResult<Option<String>> {
    let verdict: String = connection
        .query_row("PRAGMA quick_check(1)", [], |row| row.get(0))
        .map_err(translate)?;
    Ok((verdict != "ok").then_some(verdict))
}

/// Looks for damage for as long as opening may take; the remark says what was found or left out.
pub fn check_briefly(connection: &mut Connection) -> StoreResult<Option<Remark>> {
    let begun = Moment::now();
    connection
        .progress_handler(
            STEPS_BETWEEN_LOOKS,
            Some(move || begun.elapsed() > CHECK_BUDGET),
        )
        .map_err(translate)?;
    let verdict = check_integrity(connection);
    connection
        .progress_handler(0, None::<fn() -> bool>)
        .map_err(translate)?;
    match verdict {
        Ok(damage) => Ok(damage.map(Remark::Damaged)),
        Err(hindsight_store::StoreError::Cancelled) => Ok(Some(Remark::NotFullyChecked)),
        Err(hindsight_store::StoreError::Damaged(what)) => Ok(Some(Remark::Damaged(what))),
        Err(error) => Err(error),
    }
}
