//! Reading a whole store in large steps, without payloads.

use hindsight_domain::{Instant, Position, Version};
use hindsight_store::{EVENTS_PER_SCAN_MAX, EventHeads, HeadText, StoreResult};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};

use crate::directory::as_text;
use crate::error::translate;
use crate::shape::Shape;

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
pub fn scan(
    connection: &Connection,
    shape: &Shape,
    after: Option<Position>,
    limit: u32,
) -> StoreResult<EventHeads> {
    // In a store of ours the row's own number is the position, and finds the row without an index between.
    let position = if shape.ruled { "rowid" } else { shape.position };
    let texts = TEXTS.map(|name| shape.column(name)).join(", ");
    let sql = format!(
        "SELECT {position}, {}, aggregate_version, {texts} FROM events {} ORDER BY {position} LIMIT {}",
        shape.column("event_timestamp"),
        after.map_or(String::new(), |after| format!(
            "WHERE {position} > {}",
            after.0
        )),
        limit.clamp(1, EVENTS_PER_SCAN_MAX)
    );
    let mut statement = connection.prepare(&sql).map_err(translate)?;
    let mut rows = statement.query([]).map_err(translate)?;
    let mut heads = EventHeads::default();
    while let Some(row) = rows.next().map_err(translate)? {
        push(&mut heads, row).map_err(translate)?;
        if heads.is_full() {
            break;
        }
    }
    Ok(heads)
}

fn push(heads: &mut EventHeads, row: &Row<'_>) -> rusqlite::Result<()> {
    let instant = row.get_ref(1)?.as_str().ok().and_then(Instant::parse);
    let version = match row.get_ref(2)? {
        ValueRef::Integer(version) => u32::try_from(version).unwrap_or_default(),
        _ => as_text(row, 2)?.trim().parse().unwrap_or_default(),
    };
    heads.push(Position(row.get(0)?), instant, Version(version));
    for (column, index) in HeadText::ALL.into_iter().zip(3..) {
        match row.get_ref(index)? {
            ValueRef::Null => heads.push_text(column, None),
            ValueRef::Text(bytes) => match std::str::from_utf8(bytes) {
                Ok(text) => heads.push_text(column, Some(text)),
                Err(_) => heads.push_text(column, Some(&String::from_utf8_lossy(bytes))),
            },
            _ => heads.push_text(column, Some(&as_text(row, index)?)),
        }
    }
    Ok(())
}
