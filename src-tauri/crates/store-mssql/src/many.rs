//! Looking for many things at once.

use tiberius::Row;

use crate::columns::{Columns, NEVER};
use crate::error::Answer;
use crate::session::Session;
use crate::value::Values;

/// How many values one statement is given at most. A table without an index is read once for each portion.
const PORTION_MAX: usize = 1_024;

/// Runs a statement for many texts of a column, a portion at a time; `sql` is given the condition.
pub async fn in_portions(
    session: &mut Session,
    columns: &Columns,
    column: &str,
    texts: &[&str],
    sql: impl Fn(&str) -> String,
) -> Answer<Vec<Row>> {
    let mut distinct = texts.to_vec();
    distinct.sort_unstable();
    distinct.dedup();
    let mut found = Vec::new();
    for portion in distinct.chunks(PORTION_MAX) {
        let mut values = Values::default();
        let is_one = columns
            .is_one_of(column, portion, &mut values)
            .unwrap_or_else(|| NEVER.to_owned());
        found.extend(session.rows(&sql(&is_one), &values).await?);
    }
    Ok(found)
}
