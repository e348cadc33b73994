//! The directory of aggregates, in any order, page by page.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use crate::aggregates::{Aggregate, COLUMNS};
use crate::catalog::Keep;
use crate::side::{SideError, SideFile};

/// How many of SQLite's steps pass between two looks at whether anybody still waits.
const STEPS_BETWEEN_LOOKS: i32 = 10_000;

/// In which order aggregates are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// As they began.
    Began,
    /// As they changed last.
    Changed,
    /// By how many versions they have.
    Versions,
    /// By name.
    Id,
    /// By their type.
    Type,
    /// By what happened last.
    LastEventType,
}

impl Sort {
    fn column(self) -> &'static str {
        match self {
            Self::Began => "first_position",
            Self::Changed => "last_position",
            Self::Versions => "last_version",
            Self::Id => "aggregate_id",
            Self::Type => "aggregate_type",
            Self::LastEventType => "last_event_type",
        }
    }

    fn key(self, aggregate: &Aggregate) -> Value {
        match self {
            Self::Began => aggregate.first_position.into(),
            Self::Changed => aggregate.last_position.into(),
            Self::Versions => aggregate.last_version.into(),
            Self::Id => aggregate.aggregate_id.clone().into(),
            Self::Type => aggregate.aggregate_type.clone().into(),
            Self::LastEventType => aggregate.last_event_type.clone().into(),
        }
    }
}

/// Which aggregates, in which order. Every part that is given must hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DirectoryQuery {
    /// Of this type.
    pub aggregate_type: Option<String>,
    /// Whose last event is of this type.
    pub last_event_type: Option<String>,
    /// With this in their name.
    pub id_contains: Option<String>,
    /// With so many versions at least.
    pub versions_min: Option<u32>,
    /// With so many versions at most.
    pub versions_max: Option<u32>,
    /// That began at this instant or later, in microseconds.
    pub first_from: Option<i64>,
    /// That began before this instant.
    pub first_until: Option<i64>,
    /// That changed last at this instant or later.
    pub last_from: Option<i64>,
    /// That changed last before this instant.
    pub last_until: Option<i64>,
    /// In which order.
    pub sort: Sort,
    /// The other way round.
    pub descending: bool,
    /// Behind this aggregate.
    pub after: Option<Cursor>,
    /// How many at most.
    pub limit: u32,
}

/// Where a page ends: the last aggregate's place in the order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cursor {
    /// In an order by numbers.
    Number(i64, String),
    /// In an order by words.
    Word(String, String),
}

/// One portion of the directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DirectoryPage {
    /// The aggregates.
    pub aggregates: Vec<Aggregate>,
    /// Where the next portion begins; `None` at the end.
    pub next: Option<Cursor>,
    /// How many match in all.
    pub total: u64,
}

/// Reads a portion of the directory.
///
/// # Errors
/// A side file that cannot be read, or one whose rows are not what was written.
pub fn directory(
    keep: &Keep,
    query: &DirectoryQuery,
    stop: &Arc<AtomicBool>,
) -> Result<DirectoryPage, SideError> {
    let mut file = SideFile::open_reading(&keep.columns(), &keep.identity)?;
    let looked_at = Arc::clone(stop);
    let stopped = move || looked_at.load(Ordering::Relaxed);
    file.connection
        .progress_handler(STEPS_BETWEEN_LOOKS, Some(stopped))?;
    let (conditions, values) = conditions(query);
    let total = count(&file.connection, &conditions, &values)?;
    let (sign, direction) = if query.descending {
        ("<", "DESC")
    } else {
        (">", "ASC")
    };
    let (mut conditions, mut values) = (conditions, values);
    let column = query.sort.column();
    if let Some(cursor) = &query.after {
        conditions.push(format!("({column}, aggregate_id) {sign} (?, ?)"));
        let (key, id) = match cursor.clone() {
            Cursor::Number(key, id) => (Value::from(key), id),
            Cursor::Word(key, id) => (Value::from(key), id),
        };
        values.extend([key, id.into()]);
    }
    let limit = query.limit.clamp(1, 1_000) as usize;
    let sql = format!(
        "SELECT {COLUMNS} FROM aggregates WHERE {} ORDER BY {column} {direction}, aggregate_id {direction} LIMIT {}",
        conditions.join(" AND "),
        limit + 1
    );
    let mut statement = file.connection.prepare(&sql)?;
    let mut rows = statement.query(params_from_iter(values))?;
    let mut aggregates = Vec::new();
    while let Some(row) = rows.next()? {
        aggregates.push(Aggregate::read(row)?);
    }
    let more = aggregates.len() > limit;
    aggregates.truncate(limit);
    let next = aggregates.last().filter(|_| more).map(|last| {
        let id = last.aggregate_id.clone();
        match query.sort.key(last) {
            Value::Integer(key) => Cursor::Number(key, id),
            Value::Text(key) => Cursor::Word(key, id),
            _ => Cursor::Word(String::new(), id),
        }
    });
    Ok(DirectoryPage {
        aggregates,
        next,
        total,
    })
}

fn count(
    connection: &Connection,
    conditions: &[String],
    values: &[Value],
) -> Result<u64, SideError> {
    let sql = format!(
        "SELECT count(*) FROM aggregates WHERE {}",
        conditions.join(" AND ")
    );
    let count: i64 = connection.query_row(&sql, params_from_iter(values), |row| row.get(0))?;
    Ok(u64::try_from(count).unwrap_or_default())
}

fn conditions(query: &DirectoryQuery) -> (Vec<String>, Vec<Value>) {
    let word = |word: &Option<String>| word.clone().map(Value::from);
    let parts = [
        ("aggregate_type = ?", word(&query.aggregate_type)),
        ("last_event_type = ?", word(&query.last_event_type)),
        (
            "instr(lower(aggregate_id), lower(?)) > 0",
            word(&query.id_contains),
        ),
        ("last_version >= ?", query.versions_min.map(Value::from)),
        ("last_version <= ?", query.versions_max.map(Value::from)),
        ("first_at >= ?", query.first_from.map(Value::from)),
        ("first_at < ?", query.first_until.map(Value::from)),
        ("last_at >= ?", query.last_from.map(Value::from)),
        ("last_at < ?", query.last_until.map(Value::from)),
    ];
    let given = parts
        .into_iter()
        .filter_map(|(part, value)| Some((part.to_owned(), value?)));
    let (mut conditions, values): (Vec<String>, Vec<Value>) = given.unzip();
    conditions.push("TRUE".to_owned());
    (conditions, values)
}
