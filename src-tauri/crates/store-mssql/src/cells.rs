//! The cells of a row, whatever types another program chose for its columns.

use std::borrow::Cow;

use hindsight_domain::Instant;
use tiberius::time::DateTime2;
use tiberius::{ColumnData, Row};
use uuid::Uuid;

use crate::value::Moment;

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell<'r> {
    /// Nothing.
    Null,
    /// A text.
    Text(Cow<'r, str>),
    /// An id.
    Id(Uuid),
    /// A whole number.
    Number(i64),
    /// A moment, and the text in which it stands.
    Moment(Moment),
    /// Something else, spelled out.
    Other(String),
}

/// The cell in a column; a column that is not there is empty.
pub fn cell(row: &Row, index: usize) -> Cell<'_> {
    row.get_column_data(index).map_or(Cell::Null, read)
}

fn read<'r>(data: &'r ColumnData<'static>) -> Cell<'r> {
    match data {
        ColumnData::String(text) => some(text.as_deref().map(Cow::Borrowed), Cell::Text),
        ColumnData::Guid(id) => some(*id, Cell::Id),
        ColumnData::U8(number) => some(number.map(i64::from), Cell::Number),
        ColumnData::I16(number) => some(number.map(i64::from), Cell::Number),
        ColumnData::I32(number) => some(number.map(i64::from), Cell::Number),
        ColumnData::I64(number) => some(*number, Cell::Number),
        ColumnData::Bit(bit) => some(bit.map(i64::from), Cell::Number),
        ColumnData::DateTime2(stands) => moment(*stands),
        ColumnData::F32(number) => some(*number, |number| Cell::Other(number.to_string())),
        ColumnData::F64(number) => some(*number, |number| Cell::Other(number.to_string())),
        ColumnData::Numeric(number) => some(*number, |number| match number.dec_part() {
            0 => i64::try_from(number.int_part())
                .map_or_else(|_| Cell::Other(number.to_string()), Cell::Number),
            _ => Cell::Other(number.to_string()),
        }),
        ColumnData::Binary(bytes) => some(bytes.as_deref(), |bytes| Cell::Other(as_hex(bytes))),
        ColumnData::Xml(text) => some(text.as_deref(), |text| {
            Cell::Text(Cow::Owned(text.to_string()))
        }),
        // Statements turn every other type into one of these.
        other => Cell::Other(format!("{other:?}")),
    }
}

fn some<'r, T>(value: Option<T>, cell: impl FnOnce(T) -> Cell<'r>) -> Cell<'r> {
    value.map_or(Cell::Null, cell)
}

fn moment<'r>(stands: Option<DateTime2>) -> Cell<'r> {
    some(stands, |stands| {
        Moment::read(stands).map_or_else(|| Cell::Other(format!("{stands:?}")), Cell::Moment)
    })
}

impl Cell<'_> {
    /// The cell as text; an empty one has none.
    pub fn into_text(self) -> Option<String> {
        Some(match self {
            Self::Null => return None,
            Self::Text(text) => text.into_owned(),
            Self::Id(id) => id.to_string(),
            Self::Number(number) => number.to_string(),
            Self::Moment(moment) => spelled(moment),
            Self::Other(text) => text,
        })
    }

    /// The whole number that stands there, or is spelled there.
    pub fn number(&self) -> Option<i64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Text(text) => text.trim().parse().ok(),
            Self::Other(text) => text.parse().ok(),
            _ => None,
        }
    }

    /// The instant that stands there, or is spelled there.
    pub fn instant(&self) -> Option<Instant> {
        match self {
            Self::Moment(moment) => moment.instant(),
            Self::Text(text) => Instant::parse(text),
            _ => None,
        }
    }
}

/// A moment in the store's spelling, with a seventh digit where it has one.
pub fn spelled(moment: Moment) -> String {
    let text = moment
        .instant()
        .map_or_else(String::new, |instant| instant.to_string());
    match moment.seventh_digit() {
        0 => text,
        digit => format!("{}{digit}Z", text.trim_end_matches('Z')),
    }
}

/// The text in a column, empty where there is none.
pub fn text(row: &Row, index: usize) -> String {
    cell(row, index).into_text().unwrap_or_default()
}

/// The whole number in a column.
pub fn number(row: &Row, index: usize) -> Option<i64> {
    cell(row, index).number()
}

/// Bytes as this server's SQL spells them.
fn as_hex(bytes: &[u8]) -> String {
    let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("0x{digits}")
}
