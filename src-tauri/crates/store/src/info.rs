//! What a store says of itself.

use hindsight_domain::{Instant, StoreId};

/// What a store says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoreInfo {
    /// The engine and its version, such as `SQLite 3.54.1`.
    pub engine: String,
    /// Whose store it is.
    pub kind: StoreKind,
    /// Whether this opening may write.
    pub writable: bool,
    /// Its name for life; a foreign store has none.
    pub store_id: Option<StoreId>,
    /// When it was made; a foreign store does not say.
    pub created_at: Option<Instant>,
    /// The version of its tables; a foreign store has none.
    pub schema_version: Option<u32>,
    /// How many events.
    pub events: u64,
    /// How many commands; `None` where a foreign store has no such table.
    pub commands: Option<u64>,
    /// How many snapshots; `None` where a foreign store has no such table.
    pub snapshots: Option<u64>,
    /// When the first event was recorded.
    pub first_at: Option<Instant>,
    /// When the last event was recorded.
    pub last_at: Option<Instant>,
    /// What is unusual about it.
    pub remarks: Vec<Remark>,
}

/// Whose store it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StoreKind {
    /// Made by Hindsight's own migrations.
    Own,
    /// Written by another program with the same columns.
    Foreign,
}

/// Something about a store that a reader should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remark {
    /// There is no column of positions: the rows' own order stands in.
    NoPositions,
    /// Named rules of the store are not enforced by this file, though they should be.
    RuleMissing(String),
    /// The login may not see what rules the database enforces, so that nothing can be concluded from them.
    RulesNotSeen,
    /// A copy that is not finished: it has so many of its source's events, and was not held against it.
    UnfinishedCopy {
        /// How many are here.
        events: u64,
        /// How many the source had.
        of: u64,
    },
    /// A column that events usually have is not there.
    ColumnMissing(String),
    /// A table that event stores usually have is not there.
    TableMissing(String),
    /// The file was found damaged.
    Damaged(String),
    /// The store is only looked at, but the login that was used could change it.
    LoginCanWrite,
    /// The file was too large to be checked for damage while opening.
    NotFullyChecked,
}
