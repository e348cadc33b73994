//! Which aggregates are gone: a catalog keeps what it is told of that, and folds nothing itself.
//!
//! A mark is of an aggregate's last event, so a new event takes it away. It is of a fold as well: of which one, is kept for
//! each type of aggregates that has another than the merge patch.

use std::collections::HashMap;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Weak};

use rusqlite::params;
use tokio::sync::watch;

use crate::aggregates::{Aggregate, COLUMNS, find};
use crate::catalog::{Catalog, Keep, Shared};
use crate::jobs::ask;
use crate::side::{DAMAGED, SideError, SideFile, checksum};
use crate::status::Status;

/// How many marks of a type are forgotten in one transaction.
const FORGOTTEN_PER_STEP: usize = if cfg!(test) { 3 } else { 2_000 };

/// The folds that marks are of. A type that is not there is folded by merge patch.
pub const SCHEMA: &str = "
    CREATE TABLE mark_folds (
        aggregate_type TEXT NOT NULL PRIMARY KEY, fold TEXT NOT NULL, checksum BLOB NOT NULL
    ) STRICT, WITHOUT ROWID;";

/// Whether an aggregate is gone after its last event. They are sorted in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Mark {
    /// Its fold says so.
    Gone,
    /// It is there.
    There,
    /// It was looked at, and its fold cannot tell.
    Unknown,
    /// Nobody has looked yet.
    #[default]
    Pending,
}

/// What was found out of an aggregate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Looked {
    /// Its name.
    pub aggregate_id: String,
    /// The version that was looked at.
    pub last_version: u32,
    /// Where that stands.
    pub last_position: i64,
    /// Whether it is gone.
    pub mark: Mark,
}

/// The fold of each type of aggregates that has another than the merge patch.
pub type Folds = HashMap<String, String>;

/// The marks of a catalog. It does not keep the catalog open. Everything here gives `None` while this window does not
/// write the side file.
#[derive(Debug, Clone)]
pub struct Marks(Weak<Shared>);

impl Mark {
    const ALL: [Self; 4] = [Self::Gone, Self::There, Self::Unknown, Self::Pending];

    /// Its number in the side file.
    pub(crate) fn code(self) -> i64 {
        self as i64
    }

    pub(crate) fn of_code(code: i64) -> Result<Self, SideError> {
        let found = Self::ALL.into_iter().find(|mark| mark.code() == code);
        found.ok_or(DAMAGED)
    }
}

impl Catalog {
    /// The marks.
    pub fn marks(&self) -> Marks {
        Marks(Arc::downgrade(&self.shared))
    }
}

impl Marks {
    /// Hears how far the catalog is; `None` once it is closed.
    pub fn watch(&self) -> Option<watch::Receiver<Status>> {
        Some(self.0.upgrade()?.status.subscribe())
    }

    /// Whether the catalog was told to rest.
    pub fn is_paused(&self) -> bool {
        let paused = |shared: Arc<Shared>| shared.paused.load(Ordering::Relaxed);
        self.0.upgrade().is_some_and(paused)
    }

    /// By what the marks were made.
    pub async fn folds(&self) -> Option<Folds> {
        ask(&self.0, |file, _| folds(file)).await
    }

    /// Aggregates that nobody has looked at, in the order of their names behind one.
    pub async fn pending(&self, after: &str, limit: u32) -> Option<Vec<Aggregate>> {
        let after = after.to_owned();
        ask(&self.0, move |file, _| pending(file, &after, limit)).await
    }

    /// Keeps what was found out. What has a later event by now is left as it is.
    pub async fn put(&self, looked: Vec<Looked>) -> Option<()> {
        let work = move |file: &SideFile, shared: &Shared| {
            let mut fresh = 0;
            for one in looked {
                fresh += u64::from(put(file, &one)?);
            }
            count_change(file)?;
            shared.tell(|status| status.marks.looked += fresh);
            Ok(())
        };
        ask(&self.0, work).await
    }

    /// Forgets the marks of a type, and remembers by what its next ones are made; `None` is merge patch.
    pub async fn begin_type(&self, aggregate_type: &str, fold: Option<&str>) -> Option<()> {
        let mut after = String::new();
        loop {
            let (of, fold) = (aggregate_type.to_owned(), fold.map(str::to_owned));
            let work = move |file: &SideFile, shared: &Shared| {
                let (forgotten, last) = forget(file, &of, &after)?;
                if last.is_none() {
                    put_fold(file, &of, fold.as_deref())?;
                }
                count_change(file)?;
                shared.tell(|status| {
                    status.marks.looked = status.marks.looked.saturating_sub(forgotten);
                    status.marks.settled &= forgotten == 0;
                });
                Ok(last)
            };
            match ask(&self.0, work).await? {
                Some(last) => after = last,
                None => return Some(()),
            }
        }
    }

    /// Says whether every aggregate has been looked at by the folds that are in force.
    pub fn settle(&self, settled: bool) {
        if let Some(shared) = self.0.upgrade() {
            let marks = |status: &mut Status| {
                // A new event may have come meanwhile.
                status.marks.settled = settled && status.marks.looked == status.marks.total;
            };
            shared.tell(marks);
        }
    }
}

/// What a side file says of some aggregates, by name, and by what their marks were made; nothing of those that it does not
/// know. It says what was so when it was written: whoever asks holds versions and positions against the store.
///
/// # Errors
/// A side file that is of no use, or none.
pub fn kept_marks(keep: &Keep, ids: &[&str]) -> Result<(Vec<Aggregate>, Folds), SideError> {
    let file = SideFile::open_reading(&keep.columns(), &keep.identity)?;
    file.connection.execute_batch("BEGIN")?;
    let found = ids.iter().filter_map(|id| find(&file, id).transpose());
    Ok((found.collect::<Result<_, _>>()?, folds(&file)?))
}

/// By what the marks in a side file were made.
///
/// # Errors
/// The side file's own, or a row that is not what was written.
pub(crate) fn folds(file: &SideFile) -> Result<Folds, SideError> {
    let sql = "SELECT aggregate_type, fold, checksum FROM mark_folds";
    let mut statement = file.connection.prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    let mut folds = Folds::new();
    while let Some(row) = rows.next()? {
        let (of, fold, kept): (String, String, Vec<u8>) = (row.get(0)?, row.get(1)?, row.get(2)?);
        if kept != checksum(&[of.as_bytes(), fold.as_bytes()]) {
            return Err(DAMAGED);
        }
        folds.insert(of, fold);
    }
    Ok(folds)
}

/// How many aggregates have been looked at, and how many there are.
///
/// # Errors
/// The side file's own.
pub(crate) fn counts(file: &SideFile) -> Result<(u64, u64), SideError> {
    let count = |condition: &str| {
        let sql = format!("SELECT count(*) FROM aggregates WHERE {condition}");
        let count = |row: &rusqlite::Row<'_>| row.get::<_, i64>(0);
        let count = file.connection.query_row(&sql, [], count)?;
        Ok::<_, SideError>(u64::try_from(count).unwrap_or_default())
    };
    let (all, pending) = (
        count("TRUE")?,
        count(&format!("mark = {}", Mark::Pending.code()))?,
    );
    Ok((all.saturating_sub(pending), all))
}

/// How often marks were changed: tells one state of them from another.
///
/// # Errors
/// The side file's own.
pub(crate) fn changes(file: &SideFile) -> Result<i64, SideError> {
    let sql = "SELECT marks FROM store";
    Ok(file.connection.query_row(sql, [], |row| row.get(0))?)
}

fn count_change(file: &SideFile) -> Result<(), SideError> {
    file.connection
        .execute("UPDATE store SET marks = marks + 1", [])?;
    Ok(())
}

fn pending(file: &SideFile, after: &str, limit: u32) -> Result<Vec<Aggregate>, SideError> {
    let mut statement = file.connection.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM aggregates WHERE mark = {} AND aggregate_id > ?1 ORDER BY aggregate_id LIMIT ?2",
        Mark::Pending.code()
    ))?;
    let mut rows = statement.query(params![after, limit])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(Aggregate::read(row)?);
    }
    Ok(found)
}

/// Whether somebody has looked for the first time.
fn put(file: &SideFile, looked: &Looked) -> Result<bool, SideError> {
    let known = find(file, &looked.aggregate_id)?;
    let is_same = |known: &Aggregate| {
        (known.last_version, known.last_position) == (looked.last_version, looked.last_position)
    };
    let Some(known) = known.filter(is_same) else {
        return Ok(false);
    };
    let is_first = known.mark == Mark::Pending && looked.mark != Mark::Pending;
    set(file, known, looked.mark).map(|()| is_first)
}

fn set(file: &SideFile, known: Aggregate, mark: Mark) -> Result<(), SideError> {
    let marked = Aggregate { mark, ..known };
    let sql = "UPDATE aggregates SET mark = ?2, checksum = ?3 WHERE aggregate_id = ?1";
    let mut statement = file.connection.prepare_cached(sql)?;
    statement.execute(params![marked.aggregate_id, mark.code(), marked.checksum()])?;
    Ok(())
}

/// Forgets some marks of a type, behind a name; how many, and the last name where there may be more.
fn forget(
    file: &SideFile,
    aggregate_type: &str,
    after: &str,
) -> Result<(u64, Option<String>), SideError> {
    let mut statement = file.connection.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM aggregates WHERE aggregate_type = ?1 AND aggregate_id > ?2 AND mark <> {} \
         ORDER BY aggregate_id LIMIT {FORGOTTEN_PER_STEP}",
        Mark::Pending.code()
    ))?;
    let mut rows = statement.query([aggregate_type, after])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(Aggregate::read(row)?);
    }
    drop(rows);
    let last = found.last().map(|last| last.aggregate_id.clone());
    let last = last.filter(|_| found.len() == FORGOTTEN_PER_STEP);
    let forgotten = found.len() as u64;
    for one in found {
        set(file, one, Mark::Pending)?;
    }
    Ok((forgotten, last))
}

fn put_fold(file: &SideFile, aggregate_type: &str, fold: Option<&str>) -> Result<(), SideError> {
    match fold {
        None => file.connection.execute(
            "DELETE FROM mark_folds WHERE aggregate_type = ?1",
            [aggregate_type],
        )?,
        Some(fold) => file.connection.execute(
            "INSERT OR REPLACE INTO mark_folds VALUES (?1, ?2, ?3)",
            params![
                aggregate_type,
                fold,
                checksum(&[aggregate_type.as_bytes(), fold.as_bytes()])
            ],
        )?,
    };
    Ok(())
}
