//! Rows sent ahead: the driver's bulk load fills a table that only this session sees, before any lock is held. From there
//! one statement takes them over, under all rules of the table that they are for.

use tiberius::{ToSql, TokenRow};

use crate::error::Answer;
use crate::session::Session;
use crate::value::Value;

/// Where rows are staged: in the order that they came in (`nth`), with cells by their numbers (`c0`, `c1` …).
pub const STAGED: &str = "#staged_rows";

/// How long a text the driver's bulk load takes, in the server's bytes: it takes no more than this for a column of any
/// length.
const TEXT_BYTES_MAX: usize = 65_535;

/// Stages rows, in their order; says whether it could, which no row with a very long text can.
pub async fn stage(session: &mut Session, rows: &[Vec<Value<'_>>]) -> Answer<bool> {
    let Some(first) = rows.first() else {
        return Ok(false);
    };
    if rows.iter().flatten().any(is_too_long) {
        return Ok(false);
    }
    let columns: Vec<String> = (0..)
        .zip(first)
        .map(|(nth, value)| format!("c{nth} {} NULL", type_of(value)))
        .collect();
    let sql = format!(
        "IF OBJECT_ID(N'tempdb..{STAGED}') IS NOT NULL DROP TABLE {STAGED}; \
         CREATE TABLE {STAGED} (nth bigint NULL, {});",
        columns.join(", ")
    );
    session.batch(&sql).await?;
    let mut load = session.0.bulk_insert(STAGED).await?;
    for (nth, row) in (0_i64..).zip(rows) {
        let mut cells = TokenRow::with_capacity(row.len() + 1);
        cells.push(tiberius::ColumnData::I64(Some(nth)));
        for value in row {
            cells.push(value.to_sql());
        }
        load.send(cells).await?;
    }
    load.finalize().await?;
    Ok(true)
}

/// The statement that takes staged rows over into a table, given its columns and how many those are.
pub fn take_over(table: &str, columns: &str, count: usize) -> String {
    let cells: Vec<String> = (0..count).map(|nth| format!("c{nth}")).collect();
    format!(
        "INSERT INTO {table} ({columns}) SELECT {} FROM {STAGED} ORDER BY nth;",
        cells.join(", ")
    )
}

fn is_too_long(value: &Value<'_>) -> bool {
    // No text is longer in UTF-16 than twice its bytes in UTF-8.
    matches!(value, Value::Text(text) if text.len() * 2 > TEXT_BYTES_MAX
        && text.encode_utf16().count() * 2 > TEXT_BYTES_MAX)
}

fn type_of(value: &Value<'_>) -> &'static str {
    match value {
        Value::Number(_) => "bigint",
        Value::Text(_) => "nvarchar(max)",
        Value::Id(_) => "uniqueidentifier",
        Value::Moment(_) => "datetime2(7)",
    }
}
