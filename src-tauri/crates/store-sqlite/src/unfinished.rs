//! The mark of a copy that is not finished: a small table, which a whole store does not have.

use hindsight_store::{Remark, StoreResult};
use rusqlite::{Connection, OptionalExtension, params};

use crate::error::translate;

/// Says that so many events are to come in all.
pub fn mark(connection: &Connection, events: u64) -> StoreResult<()> {
    connection
        .execute_batch("CREATE TABLE IF NOT EXISTS unfinished_copy (id INTEGER PRIMARY KEY, events INTEGER NOT NULL)")
        .map_err(translate)?;
    let sql = "INSERT INTO unfinished_copy (id, events) VALUES (1, ?1) \
         ON CONFLICT (id) DO UPDATE SET events = excluded.events";
    let events = i64::try_from(events).unwrap_or(i64::MAX);
    connection
        .execute(sql, params![events])
        .map(|_| ())
        .map_err(translate)
}

/// Takes the mark away.
pub fn unmark(connection: &Connection) -> StoreResult<()> {
    connection
        .execute_batch("DROP TABLE IF EXISTS unfinished_copy")
        .map_err(translate)
}

/// What the mark says, if there is one, whatever else stands in it.
pub fn remark(connection: &Connection, events: u64) -> StoreResult<Option<Remark>> {
    let there = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'unfinished_copy'";
    let there: Option<i64> = connection
        .query_row(there, [], |row| row.get(0))
        .optional()
        .map_err(translate)?;
    if there.is_none() {
        return Ok(None);
    }
    let of: Option<i64> = connection
        .query_row(
            "SELECT CAST(max(events) AS INTEGER) FROM unfinished_copy",
            [],
            |row| row.get(0),
        )
        .map_err(translate)?;
    let of = of.and_then(|of| u64::try_from(of).ok()).unwrap_or_default();
    Ok(Some(Remark::UnfinishedCopy { events, of }))
}
