//! States of long aggregates, so that the next session need not fold them from the first event.
//!
//! The catalog neither makes them nor knows what they mean. It keeps what it is given beside what must still hold of the
//! store for it to stand (the witness), within bounds, and gives it back only as it was written.

use std::collections::BTreeSet;
use std::sync::{Arc, Weak};

use rusqlite::params;

use crate::catalog::{Catalog, Keep, Shared};
use crate::side::{SideError, SideFile, checksum};

/// How long a state may be.
pub const STATE_BYTES_MAX: usize = 1 << 20;
/// How many bytes of states are kept; those that were used longest ago go first.
const BYTES_MAX: i64 = if cfg!(test) { 4_000 } else { 128 << 20 };
/// How near to each other, in versions, states of one aggregate are kept where it is not very long.
const SPACING_MIN: u32 = 2_000;
/// How many of one aggregate are kept, besides the last and one near the beginning.
const PER_AGGREGATE_MAX: u32 = 16;

/// Only the place in the order of use is without a checksum: it changes no answer.
pub const SCHEMA: &str = "
    CREATE TABLE states (
        aggregate_id TEXT NOT NULL, fold TEXT NOT NULL, version INTEGER NOT NULL,
        witness TEXT NOT NULL, state TEXT NOT NULL, bytes INTEGER NOT NULL, used INTEGER NOT NULL, checksum BLOB NOT NULL,
        PRIMARY KEY (aggregate_id, fold, version)
    ) STRICT;
    CREATE INDEX states_by_use ON states (used, bytes);";

/// Whose states, and folded by what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatesOf {
    /// The aggregate.
    pub aggregate_id: String,
    /// What tells its fold from every other.
    pub fold: String,
}

/// A state that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptState {
    /// Of which version.
    pub version: u32,
    /// What must still hold for it to stand.
    pub witness: String,
    /// The state.
    pub state: String,
}

/// The states that a catalog keeps. It does not keep the catalog open.
#[derive(Debug, Clone)]
pub struct States {
    keep: Keep,
    shared: Weak<Shared>,
}

impl Catalog {
    /// The states that it keeps; `None` where it keeps nothing.
    pub fn states(&self) -> Option<States> {
        Some(States {
            keep: self.shared.keep.clone()?,
            shared: Arc::downgrade(&self.shared),
        })
    }
}

impl States {
    /// The latest state before a version that is what was written. It reads a file, so it may take a moment.
    ///
    /// # Errors
    /// A side file that is of no use, or none.
    pub fn before(&self, of: &StatesOf, version: u32) -> Result<Option<KeptState>, SideError> {
        let file = SideFile::open_reading(&self.keep.columns(), &self.keep.identity)?;
        let found = before(&file, of, version)?;
        if let (Some(found), Some(shared)) = (&found, self.shared.upgrade()) {
            let (of, version) = (of.clone(), found.version);
            // That it was used is forgotten where nobody can write it down.
            shared.push(Box::new(move |file| {
                file.transaction(|| use_again(file, &of, version))
            }));
        }
        Ok(found)
    }

    /// Keeps a state some time soon, where this window writes the side file and there is room for it.
    pub fn keep(&self, of: &StatesOf, state: KeptState) {
        let Some(shared) = self.shared.upgrade() else {
            return;
        };
        if state.state.len() <= STATE_BYTES_MAX {
            let of = of.clone();
            shared.push(Box::new(move |file| {
                file.transaction(|| keep(file, &of, &state))
            }));
        }
    }

    /// How near to each other states of an aggregate with so many versions are kept.
    pub fn spacing(last: u32) -> u32 {
        let mut spacing = SPACING_MIN;
        while last / spacing > PER_AGGREGATE_MAX {
            spacing *= 2;
        }
        spacing
    }
}

fn before(file: &SideFile, of: &StatesOf, version: u32) -> Result<Option<KeptState>, SideError> {
    let mut statement = file.connection.prepare_cached(
        "SELECT version, witness, state, checksum FROM states \
         WHERE aggregate_id = ?1 AND fold = ?2 AND version < ?3 ORDER BY version DESC",
    )?;
    let mut rows = statement.query(params![of.aggregate_id, of.fold, version])?;
    while let Some(row) = rows.next()? {
        let found = KeptState {
            version: row.get(0)?,
            witness: row.get(1)?,
            state: row.get(2)?,
        };
        let kept: Vec<u8> = row.get(3)?;
        // One that was damaged is passed over: there is nothing that cannot be folded again.
        if kept == state_checksum(of, &found) {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

fn keep(file: &SideFile, of: &StatesOf, state: &KeptState) -> Result<(), SideError> {
    let sql = "INSERT OR REPLACE INTO states (aggregate_id, fold, version, witness, state, bytes, used, checksum) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, (SELECT coalesce(max(used), 0) + 1 FROM states), ?7)";
    let bytes = of.aggregate_id.len() + of.fold.len() + state.state.len();
    file.connection.prepare_cached(sql)?.execute(params![
        of.aggregate_id,
        of.fold,
        state.version,
        state.witness,
        state.state,
        bytes as i64,
        state_checksum(of, state),
    ])?;
    thin_out(file, of)?;
    make_room(file)
}

fn use_again(file: &SideFile, of: &StatesOf, version: u32) -> Result<(), SideError> {
    let sql = "UPDATE states SET used = (SELECT coalesce(max(used), 0) + 1 FROM states) \
         WHERE aggregate_id = ?1 AND fold = ?2 AND version = ?3";
    file.connection
        .prepare_cached(sql)?
        .execute(params![of.aggregate_id, of.fold, version])?;
    Ok(())
}

fn thin_out(file: &SideFile, of: &StatesOf) -> Result<(), SideError> {
    let sql = "SELECT version FROM states WHERE aggregate_id = ?1 AND fold = ?2";
    let mut statement = file.connection.prepare_cached(sql)?;
    let versions = statement
        .query_map([&of.aggregate_id, &of.fold], |row| row.get(0))?
        .collect::<Result<BTreeSet<u32>, _>>()?;
    for version in surplus(&versions) {
        file.connection.execute(
            "DELETE FROM states WHERE aggregate_id = ?1 AND fold = ?2 AND version = ?3",
            params![of.aggregate_id, of.fold, version],
        )?;
    }
    Ok(())
}

/// Which versions are let go of: the first of each stretch stays, and the last of all.
fn surplus(versions: &BTreeSet<u32>) -> Vec<u32> {
    let Some(last) = versions.last() else {
        return Vec::new();
    };
    let spacing = States::spacing(*last);
    let mut stretches = BTreeSet::new();
    versions
        .iter()
        .filter(|version| !stretches.insert(**version / spacing) && *version != last)
        .copied()
        .collect()
}

fn make_room(file: &SideFile) -> Result<(), SideError> {
    let sum = "SELECT coalesce(sum(bytes), 0) FROM states";
    let mut bytes: i64 = file.connection.query_row(sum, [], |row| row.get(0))?;
    while bytes > BYTES_MAX {
        let sql = "DELETE FROM states WHERE rowid = (SELECT rowid FROM states ORDER BY used LIMIT 1) RETURNING bytes";
        bytes -= file
            .connection
            .query_row(sql, [], |row| row.get::<_, i64>(0))?;
    }
    Ok(())
}

fn state_checksum(of: &StatesOf, state: &KeptState) -> Vec<u8> {
    checksum(&[
        of.aggregate_id.as_bytes(),
        of.fold.as_bytes(),
        &state.version.to_le_bytes(),
        state.witness.as_bytes(),
        state.state.as_bytes(),
    ])
}
