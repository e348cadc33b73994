//! Everything that can go wrong with a store and that a caller may want to tell apart.

use hindsight_domain::{AggregateId, CommandId, Version};

use crate::append::ExpectedVersion;

/// What a store answers.
pub type StoreResult<T> = Result<T, StoreError>;

/// Why a store could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Somebody else wrote first, or the caller's belief was wrong. Reload and try again.
    #[error(
        "aggregate {aggregate_id} is {}, but {expected} was expected; reload it and try again",
        described(.actual)
    )]
    VersionConflict {
        /// The aggregate.
        aggregate_id: AggregateId,
        /// What the caller believed.
        expected: ExpectedVersion,
        /// The version of its last event; `None` when it has none.
        actual: Option<Version>,
    },
    /// The command id was used before with other content. Nothing was written.
    #[error(
        "command {command_id} was processed before with other content; a new request needs a new command id"
    )]
    CommandReused {
        /// The command.
        command_id: CommandId,
    },
    /// The request itself cannot be recorded.
    #[error("{0}")]
    InvalidRequest(String),
    /// The database's own rules refused a change.
    #[error("the store refused the change: {0}")]
    Refused(String),
    /// The store is open for reading only.
    #[error("the store is open for reading only; open it for writing to change it")]
    ReadOnly,
    /// There is nothing at the target.
    #[error("there is no file at {0}; check the path, or make a new store there")]
    NotFound(String),
    /// Something is there already, where a new store was to be made.
    #[error("{0} exists already; choose another name, or open it")]
    AlreadyExists(String),
    /// The file is not a database at all.
    #[error("{0} is not a SQLite database; choose the file of a store, or make a new one")]
    NotADatabase(String),
    /// The database is not an event store.
    #[error("this database is not an event store: {0}")]
    NotAnEventStore(String),
    /// The store was made by a newer version of Hindsight.
    #[error(
        "the store has schema version {found}, and this Hindsight knows versions up to {known}; use a newer Hindsight"
    )]
    NewerSchema {
        /// The store's version.
        found: u32,
        /// The newest one that this program knows.
        known: u32,
    },
    /// The file is damaged.
    #[error("the store is damaged: {0}; work on a copy, and restore it from a backup")]
    Damaged(String),
    /// Another program holds the store.
    #[error("the store is in use by another program; try again in a moment")]
    Busy,
    /// The caller asked for the work to stop.
    #[error("stopped on request")]
    Cancelled,
    /// The server cannot be reached: no such name, nobody listens there, or no answer in time.
    #[error("{0}")]
    Unreachable(String),
    /// The server turned the login away.
    #[error("{0}")]
    LoginFailed(String),
    /// The server let the login in, but has no such database for it.
    #[error("{0}")]
    NoDatabase(String),
    /// The server is not who it says it is, as far as its certificate tells, or speaks no encryption.
    #[error("{0}")]
    NotTrusted(String),
    /// The login may not do that.
    #[error("{0}")]
    Forbidden(String),
    /// No answer in time. Whether a change was recorded is not known; the command's id tells.
    #[error("{0}")]
    TimedOut(String),
    /// The disk or the file system failed, such as a full disk.
    #[error("the file system refused: {0}")]
    Io(String),
    /// The engine failed in a way that no caller can mend.
    #[error("the database engine failed: {0}")]
    Engine(String),
}

fn described(actual: &Option<Version>) -> String {
    actual.map_or_else(
        || "without events".to_owned(),
        |version| format!("at version {version}"),
    )
}
