//! An order of the directory, remembered so that every place in it is near.
//!
//! SQLite goes along an index from any key, but cannot tell which key stands at a rank. So an order is gone through once,
//! and the keys at some of its ranks are remembered.

use std::ops::Range;

use rusqlite::types::Value;
use rusqlite::{OptionalExtension, Row, params_from_iter};

use crate::aggregates::{Aggregate, COLUMNS, find};
use crate::directory::{DirectoryQuery, Sort, conditions};
use crate::side::{DAMAGED, SideError, SideFile};

/// Of orders that are not longer, every name is remembered: under a filter that few match, it is far from key to key.
/// Tests have short ones, so that a short history has both kinds.
const WHOLE_MAX: usize = if cfg!(test) { 16 } else { 16_384 };
/// Of longer ones, every so many-th key.
const STRIDE: u64 = if cfg!(test) { 4 } else { 512 };

/// An order of the directory as it was when it was asked for.
#[derive(Debug)]
pub enum Order {
    /// The names of all.
    Whole(Vec<Box<str>>),
    /// The keys of some.
    Marked {
        /// How many there are.
        total: u64,
        /// The keys of the first, and of every [`STRIDE`]th behind it.
        marks: Vec<Key>,
    },
}

/// An aggregate's place in an order: what it is ordered by, and its name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key(Part, Box<str>);

/// Within one order all are of one kind. Words stand in the order of their bytes, as in SQLite.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Number(i64),
    Word(Box<str>),
}

impl Order {
    /// Goes through an order.
    ///
    /// # Errors
    /// The side file's own.
    pub fn gather(file: &SideFile, query: &DirectoryQuery) -> Result<Self, SideError> {
        let (matching, values) = conditions(&query.filter, "");
        let column = query.sort.column();
        let sql = format!(
            "SELECT {column}, aggregate_id FROM aggregates WHERE {matching} ORDER BY {column}, aggregate_id"
        );
        let mut statement = file.connection.prepare(&sql)?;
        let mut rows = statement.query(params_from_iter(values))?;
        let (mut total, mut marks, mut names) = (0, Vec::new(), Vec::new());
        while let Some(row) = rows.next()? {
            if total % STRIDE == 0 {
                marks.push(Key::read(row)?);
            }
            if names.len() <= WHOLE_MAX {
                names.push(row.get(1)?);
            }
            total += 1;
        }
        Ok(match names.len() <= WHOLE_MAX {
            true => Self::Whole(names),
            false => Self::Marked { total, marks },
        })
    }

    /// How many there are.
    pub fn total(&self) -> u64 {
        match self {
            Self::Whole(names) => names.len() as u64,
            Self::Marked { total, .. } => *total,
        }
    }

    /// Those at these ranks.
    ///
    /// # Errors
    /// The side file's own, or a row that is not what was written.
    pub fn read(
        &self,
        file: &SideFile,
        query: &DirectoryQuery,
        ranks: Range<u64>,
    ) -> Result<Vec<Aggregate>, SideError> {
        match self {
            Self::Whole(names) => {
                let names = &names[ranks.start as usize..ranks.end as usize];
                let found = names.iter().map(|name| find(file, name)?.ok_or(DAMAGED));
                found.collect()
            }
            Self::Marked { marks, .. } => {
                let mark = &marks[(ranks.start / STRIDE) as usize];
                along(
                    file,
                    query,
                    mark,
                    ranks.start % STRIDE,
                    ranks.end - ranks.start,
                )
            }
        }
    }

    /// How many stand before an aggregate; `None` where it is not among them.
    ///
    /// # Errors
    /// The side file's own.
    pub fn rank(
        &self,
        file: &SideFile,
        query: &DirectoryQuery,
        aggregate_id: &str,
    ) -> Result<Option<u64>, SideError> {
        let Self::Marked { marks, .. } = self else {
            return Ok(self.rank_by_name(aggregate_id));
        };
        let (matching, mut values) = conditions(&query.filter, "+");
        let column = query.sort.column();
        values.push(aggregate_id.to_owned().into());
        let key = file
            .connection
            .query_row(
                &format!(
                    "SELECT {column}, aggregate_id FROM aggregates WHERE {matching} AND aggregate_id = ?"
                ),
                params_from_iter(values),
                |row| Ok(Key::read(row)),
            )
            .optional()?
            .transpose()?;
        let Some(key) = key else {
            return Ok(None);
        };
        let Some(nearest) = marks.partition_point(|mark| *mark <= key).checked_sub(1) else {
            return Ok(Some(0));
        };
        let between = count_between(file, query, &marks[nearest], &key)?;
        Ok(Some(nearest as u64 * STRIDE + between))
    }

    fn rank_by_name(&self, aggregate_id: &str) -> Option<u64> {
        let Self::Whole(names) = self else {
            return None;
        };
        let rank = names.iter().position(|name| **name == *aggregate_id)?;
        Some(rank as u64)
    }
}

impl Key {
    fn read(row: &Row<'_>) -> Result<Self, SideError> {
        let part = match row.get(0)? {
            Value::Integer(number) => Part::Number(number),
            Value::Text(word) => Part::Word(word.into()),
            _ => return Err(DAMAGED),
        };
        Ok(Self(part, row.get(1)?))
    }

    /// What holds for keys that stand so to this one, and the values that it binds.
    fn condition(&self, sort: Sort, sign: &str) -> (String, Vec<Value>) {
        let name = Value::from(self.1.to_string());
        if sort == Sort::Id {
            return (format!("aggregate_id {sign} ?"), vec![name]);
        }
        let part = match &self.0 {
            Part::Number(number) => Value::from(*number),
            Part::Word(word) => Value::from(word.to_string()),
        };
        let condition = format!("({}, aggregate_id) {sign} (?, ?)", sort.column());
        (condition, vec![part, name])
    }
}

/// So many along the order from a key on, without so many that come first.
fn along(
    file: &SideFile,
    query: &DirectoryQuery,
    from: &Key,
    skipped: u64,
    count: u64,
) -> Result<Vec<Aggregate>, SideError> {
    let (matching, mut values) = conditions(&query.filter, "+");
    let (behind, key) = from.condition(query.sort, ">=");
    values.extend(key);
    let column = query.sort.column();
    let sql = format!(
        "SELECT {COLUMNS} FROM aggregates WHERE {matching} AND {behind} ORDER BY {column}, aggregate_id LIMIT {}",
        skipped + count
    );
    let mut statement = file.connection.prepare(&sql)?;
    let mut rows = statement.query(params_from_iter(values))?;
    for _ in 0..skipped {
        rows.next()?;
    }
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(Aggregate::read(row)?);
    }
    Ok(found)
}

fn count_between(
    file: &SideFile,
    query: &DirectoryQuery,
    from: &Key,
    until: &Key,
) -> Result<u64, SideError> {
    let (matching, mut values) = conditions(&query.filter, "+");
    let (behind, low) = from.condition(query.sort, ">=");
    let (before, high) = until.condition(query.sort, "<");
    values.extend(low.into_iter().chain(high));
    let sql = format!("SELECT count(*) FROM aggregates WHERE {matching} AND {behind} AND {before}");
    let count: i64 = file
        .connection
        .query_row(&sql, params_from_iter(values), |row| row.get(0))?;
    Ok(u64::try_from(count).unwrap_or_default())
}
