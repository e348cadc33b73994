//! The directory of aggregates: any stretch of it, in any order, under any filter.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::Connection;
use rusqlite::types::Value;

use crate::aggregates::Aggregate;
use crate::catalog::Keep;
use crate::marks::{self, Folds, Mark};
use crate::order::Order;
use crate::side::{SideError, SideFile};

/// How many of SQLite's steps pass between two looks at whether anybody still waits.
const STEPS_BETWEEN_LOOKS: i32 = 10_000;

/// How many aggregates one read gives at most.
const PER_READ_MAX: u32 = 1_000;
/// How many orders are remembered.
const ORDERS_MAX: usize = 4;

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
    /// By whether they are gone.
    Mark,
}

impl Sort {
    /// The column that it goes by; those that are equal there go by name.
    pub(crate) fn column(self) -> &'static str {
        match self {
            Self::Began => "first_position",
            Self::Changed => "last_position",
            Self::Versions => "last_version",
            Self::Id => "aggregate_id",
            Self::Type => "aggregate_type",
            Self::LastEventType => "last_event_type",
            Self::Mark => "mark",
        }
    }
}

/// Which aggregates are listed. Every part that is given must hold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DirectoryFilter {
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
    /// With one of these marks; with any where there is none.
    pub marks: Vec<Mark>,
}

/// Which stretch of the directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DirectoryQuery {
    /// Which aggregates.
    pub filter: DirectoryFilter,
    /// In which order.
    pub sort: Sort,
    /// The other way round.
    pub descending: bool,
    /// Where it begins.
    pub begin: Begin,
    /// How many at most.
    pub limit: u32,
}

/// Where a stretch of the directory begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Begin {
    /// Behind so many.
    Rank(u64),
    /// With this aggregate.
    Aggregate(String),
}

/// A stretch of the directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DirectoryPage {
    /// The aggregates; none where it was to begin with one that does not match.
    pub aggregates: Vec<Aggregate>,
    /// How many stand before them.
    pub rank: u64,
    /// How many match in all.
    pub total: u64,
    /// By what the marks were made.
    pub folds: Folds,
}

/// The orders that were asked for last.
#[derive(Debug, Default)]
pub struct Orders(Mutex<Vec<Remembered>>);

#[derive(Debug)]
struct Remembered {
    filter: DirectoryFilter,
    sort: Sort,
    state: State,
    order: Arc<Order>,
}

/// Tells one state of the directory from another: how many events are known, and the position of the last that is merged,
/// which comes a little later.
/// Where marks count, also how often they were changed.
type State = (u64, i64, i64);

/// The directory of a catalog that knows every event.
#[derive(Debug, Clone)]
pub struct Directory {
    pub(crate) keep: Keep,
    pub(crate) orders: Arc<Orders>,
    /// How many events are known.
    pub(crate) known: u64,
}

impl Directory {
    /// Reads a stretch; `None` while the one who writes the side file has not read the whole store.
    ///
    /// # Errors
    /// A side file that cannot be read, or one whose rows are not what was written.
    pub fn read(
        &self,
        query: &DirectoryQuery,
        stop: &Arc<AtomicBool>,
    ) -> Result<Option<DirectoryPage>, SideError> {
        let mut file = SideFile::open_reading(&self.keep.columns(), &self.keep.identity)?;
        let looked_at = Arc::clone(stop);
        let stopped = move || looked_at.load(Ordering::Relaxed);
        file.connection
            .progress_handler(STEPS_BETWEEN_LOOKS, Some(stopped))?;
        // One state of the file, whatever is merged meanwhile; the connection ends it.
        file.connection.execute_batch("BEGIN")?;
        if !is_whole(&file.connection)? {
            return Ok(None);
        }
        let changes = match query.counts_marks() {
            true => marks::changes(&file)?,
            false => 0,
        };
        let state = (self.known, last_position(&file.connection)?, changes);
        let order = self.orders.get(&file, query, state)?;
        let total = order.total();
        let nothing = DirectoryPage {
            aggregates: Vec::new(),
            rank: total,
            total,
            folds: Folds::new(),
        };
        let rank = match &query.begin {
            Begin::Rank(rank) => *rank,
            Begin::Aggregate(id) => match order.rank(&file, query, id)? {
                Some(rank) if query.descending => (total - 1).saturating_sub(rank),
                Some(rank) => rank,
                None => return Ok(Some(nothing)),
            },
        };
        if rank >= total {
            return Ok(Some(nothing));
        }
        let limit = u64::from(query.limit.clamp(1, PER_READ_MAX));
        let end = (rank + limit).min(total);
        let mut aggregates = match query.descending {
            false => order.read(&file, query, rank..end)?,
            true => order.read(&file, query, total - end..total - rank)?,
        };
        if query.descending {
            aggregates.reverse();
        }
        Ok(Some(DirectoryPage {
            aggregates,
            rank,
            total,
            folds: marks::folds(&file)?,
        }))
    }
}

impl DirectoryQuery {
    /// Whether marks say which aggregates, or in which order.
    fn counts_marks(&self) -> bool {
        self.sort == Sort::Mark || !self.filter.marks.is_empty()
    }
}

impl Orders {
    /// The order of a query. Whoever asks for one that is being gathered waits for it.
    fn get(
        &self,
        file: &SideFile,
        query: &DirectoryQuery,
        state: State,
    ) -> Result<Arc<Order>, SideError> {
        let mut remembered = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_it = |one: &Remembered| {
            one.state == state && one.sort == query.sort && one.filter == query.filter
        };
        if let Some(found) = remembered.iter().position(is_it) {
            let found = remembered.remove(found);
            let order = Arc::clone(&found.order);
            remembered.insert(0, found);
            return Ok(order);
        }
        let order = Arc::new(Order::gather(file, query)?);
        remembered.insert(
            0,
            Remembered {
                filter: query.filter.clone(),
                sort: query.sort,
                state,
                order: Arc::clone(&order),
            },
        );
        remembered.truncate(ORDERS_MAX);
        Ok(order)
    }
}

/// Whether every event of the store was merged once: the indexes are made then.
fn is_whole(connection: &Connection) -> Result<bool, SideError> {
    let sql = "SELECT count(*) FROM sqlite_schema WHERE name = 'aggregates_by_last_event_type'";
    let indexes: i64 = connection.query_row(sql, [], |row| row.get(0))?;
    Ok(indexes > 0)
}

fn last_position(connection: &Connection) -> Result<i64, SideError> {
    let sql = "SELECT coalesce(max(last_position), 0) FROM aggregates";
    Ok(connection.query_row(sql, [], |row| row.get(0))?)
}

/// A filter as conditions with the values that they bind. With a plus before their columns, SQLite's planner leaves them
/// alone and goes along the order.
pub(crate) fn conditions(filter: &DirectoryFilter, plus: &str) -> (String, Vec<Value>) {
    let word = |word: &Option<String>| word.clone().map(Value::from);
    let parts = [
        ("aggregate_type = ?", word(&filter.aggregate_type)),
        ("last_event_type = ?", word(&filter.last_event_type)),
        ("last_version >= ?", filter.versions_min.map(Value::from)),
        ("last_version <= ?", filter.versions_max.map(Value::from)),
        ("first_at >= ?", filter.first_from.map(Value::from)),
        ("first_at < ?", filter.first_until.map(Value::from)),
        ("last_at >= ?", filter.last_from.map(Value::from)),
        ("last_at < ?", filter.last_until.map(Value::from)),
    ];
    let given = parts
        .into_iter()
        .filter_map(|(part, value)| Some((format!("{plus}{part}"), value?)));
    let (mut conditions, mut values): (Vec<String>, Vec<Value>) = given.unzip();
    if let Some(part) = &filter.id_contains {
        conditions.push("instr(lower(aggregate_id), lower(?)) > 0".to_owned());
        values.push(part.clone().into());
    }
    if !filter.marks.is_empty() {
        let marks = filter.marks.iter().map(|mark| mark.code().to_string());
        let marks = marks.collect::<Vec<_>>().join(", ");
        conditions.push(format!("{plus}mark IN ({marks})"));
    }
    conditions.push("TRUE".to_owned());
    (conditions.join(" AND "), values)
}
