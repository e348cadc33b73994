//! Rows sent ahead: the driver's bulk load fills a table that only this session sees, before any lock is held. From there
//! one statement takes them over, under all rules of the table that they are for.

use hindsight_store::StoreError;
use tiberius::{ColumnData, ToSql, TokenRow};

use crate::cells::number;
use crate::error::Answer;
use crate::session::Session;
use crate::value::Value;

/// Where rows are staged: in the order that they came in (`nth`), with cells by their numbers (`c0`, `c1` …).
pub const STAGED: &str = "#staged_rows";

/// How long a text the driver's bulk load takes, in the server's bytes, for a column of any length.
const TEXT_BYTES_MAX: usize = 65_535;

/// Whether the driver can load these rows: a row with a very long text it cannot.
pub fn can_be_staged(rows: &[Vec<Value<'_>>]) -> bool {
    !rows.iter().flatten().any(is_too_long)
}

/// Stages rows, in their order. After a failure nothing is written anywhere, and the session is not to be used again:
/// a server that answers before it has read all of a load takes what is left for another request.
pub async fn stage(session: &mut Session, rows: &[Vec<Value<'_>>]) -> Answer<()> {
    let columns: Vec<String> = (0..)
        .zip(rows.first().into_iter().flatten())
        .map(|(nth, value)| format!("c{nth} {} NULL", type_of(value)))
        .collect();
    let columns = columns.join(", ");
    let sql = format!(
        "DROP TABLE IF EXISTS {STAGED}; CREATE TABLE {STAGED} (nth bigint NULL, {columns});"
    );
    session.batch(&sql).await?;
    let mut load = session.0.bulk_insert(STAGED).await?;
    for (nth, row) in (0_i64..).zip(rows) {
        let mut cells = TokenRow::with_capacity(row.len() + 1);
        cells.push(ColumnData::I64(Some(nth)));
        for value in row {
            cells.push(value.to_sql());
        }
        load.send(cells).await?;
    }
    load.finalize().await?;
    // Asked for itself: what the load left behind would be told to whoever asks next.
    let count = session
        .batch(&format!("SELECT COUNT_BIG(*) FROM {STAGED};"))
        .await?;
    let count = count.first().and_then(|rows| rows.first());
    let is_whole = count.and_then(|row| number(row, 0)) == i64::try_from(rows.len()).ok();
    match is_whole {
        true => Ok(()),
        false => Err(StoreError::Engine("the server lost rows of a load".to_owned()).into()),
    }
}

/// The statements that take staged rows over into a table, given its columns and how many those are.
pub fn take_over(table: &str, columns: &str, count: usize) -> String {
    let cells: Vec<String> = (0..count).map(|nth| format!("c{nth}")).collect();
    format!(
        "INSERT INTO {table} ({columns}) SELECT {} FROM {STAGED} ORDER BY nth; DROP TABLE {STAGED};",
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_staged_up_to_what_the_driver_takes() {
        let can = |text: &str| can_be_staged(&[vec![1.into()], vec![2.into(), text.into()]]);
        assert!(can(""));
        assert!(can(&"x".repeat(32_767)));
        assert!(!can(&"x".repeat(32_768)));
        // Three bytes each, and two there.
        assert!(can(&"中".repeat(32_767)));
        // Four bytes each, and four there.
        assert!(can(&"\u{1f4c8}".repeat(16_383)));
        assert!(!can(&"\u{1f4c8}".repeat(16_384)));
    }
}
