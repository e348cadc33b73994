//! Looking for many things at once.

use hindsight_store::StoreResult;
use rusqlite::{Connection, Row, ToSql, params_from_iter};

use crate::error::translate;

/// How many values one statement is given at most. A table without an index is read once for each portion.
const PORTION_MAX: usize = 8_192;

/// Runs a statement for many values, a portion at a time; `sql` is given the marks for them.
pub fn in_portions<V: ToSql + Ord + Copy, T>(
    connection: &Connection,
    values: &[V],
    sql: impl Fn(&str) -> String,
    read: impl Fn(&Row<'_>) -> rusqlite::Result<T>,
) -> StoreResult<Vec<T>> {
    let mut distinct = values.to_vec();
    distinct.sort_unstable();
    distinct.dedup();
    let mut found = Vec::new();
    for portion in distinct.chunks(PORTION_MAX) {
        // Filled up with NULL, which nothing equals: so there are few different statements, and each is prepared once.
        let marks = portion.len().next_power_of_two();
        let values = portion.iter().map(|value| Some(*value));
        let values = values.chain(std::iter::repeat(None)).take(marks);
        let sql = sql(&vec!["?"; marks].join(","));
        let mut statement = connection.prepare_cached(&sql).map_err(translate)?;
        let rows = statement
            .query_map(params_from_iter(values), |row| read(row))
            .map_err(translate)?;
        for row in rows {
            found.push(row.map_err(translate)?);
        }
    }
    Ok(found)
}
