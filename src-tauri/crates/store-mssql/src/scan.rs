//! Reading a whole store in large steps, without payloads.

use hindsight_domain::{Position, Version};
use hindsight_store::{EVENTS_PER_SCAN_MAX, EventHeads, HeadText};
use tiberius::Row;

use crate::cells::{Cell, cell};
use crate::error::Answer;
use crate::session::Session;
use crate::shape::Shape;
use crate::value::Values;

/// The columns that hold text, in the order of [`HeadText::ALL`].
const TEXTS: [&str; 6] = [
    "event_type",
    "aggregate_type",
    "actor",
    "actor_type",
    "source",
    "aggregate_id",
];

/// Events after a position, in order of position.
pub async fn scan(
    session: &mut Session,
    shape: &Shape,
    after: Option<Position>,
    limit: u32,
) -> Answer<EventHeads> {
    let mut values = Values::default();
    let behind = after.map_or_else(String::new, |after| {
        format!("WHERE {} > {}", shape.position, values.add(after.0))
    });
    let sql = format!(
        "SELECT TOP ({}) {position}, {}, aggregate_version, {} FROM {} {behind} ORDER BY {position}",
        limit.clamp(1, EVENTS_PER_SCAN_MAX),
        shape.columns.cell("event_timestamp"),
        shape.columns.cells(&TEXTS),
        shape.events,
        position = shape.position,
    );
    let mut heads = EventHeads::default();
    session
        .each(&sql, &values, |row| {
            push(&mut heads, row);
            !heads.is_full()
        })
        .await?;
    Ok(heads)
}

fn push(heads: &mut EventHeads, row: &Row) {
    let version = cell(row, 2)
        .number()
        .and_then(|version| u32::try_from(version).ok());
    heads.push(
        Position(cell(row, 0).number().unwrap_or_default()),
        cell(row, 1).instant(),
        Version(version.unwrap_or_default()),
    );
    for (column, index) in HeadText::ALL.into_iter().zip(3..) {
        match cell(row, index) {
            Cell::Text(text) => heads.push_text(column, Some(&text)),
            other => heads.push_text(column, other.into_text().as_deref()),
        }
    }
}
