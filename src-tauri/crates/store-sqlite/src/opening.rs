//! Opening a store, or making one.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::Utc;
use hindsight_store::{StoreError, StoreKind, StoreResult};
use rusqlite::Connection;

use crate::append::Clock;
use crate::change::Watch;
use crate::connection::{open_reading, open_writing};
use crate::filter::register_functions;
use crate::making::{aside, make};
use crate::shape::Shape;
use crate::store::SqliteStore;
use crate::worker::{Readers, Writer};
use crate::{info, migrate};

impl SqliteStore {
    /// Opens a file for looking at. Nothing is changed, not a byte.
    ///
    /// # Errors
    /// A missing file, a file that is not an event store (saying what it lacks), a newer schema, a damaged file.
    pub async fn open_read_only(path: &Path) -> StoreResult<Self> {
        let path = path.to_owned();
        aside(move || Self::assemble(path, None, system_clock())).await
    }

    /// Opens a store of Hindsight's own for writing as well, the user's explicit choice.
    ///
    /// # Errors
    /// As for reading, and a store of another program's, which is only looked at.
    pub async fn open_writable(path: &Path) -> StoreResult<Self> {
        Self::open_writable_with_clock(path, system_clock()).await
    }

    /// The same with a clock of the caller's.
    ///
    /// # Errors
    /// As [`open_writable`](Self::open_writable).
    pub async fn open_writable_with_clock(path: &Path, clock: Clock) -> StoreResult<Self> {
        let path = path.to_owned();
        aside(move || {
            let mut connection = open_writing(&path)?;
            if Shape::of(&connection)?.kind == StoreKind::Foreign {
                return Err(StoreError::InvalidRequest(
                    "this store was made by another program; it can be looked at, but not written to"
                        .to_owned(),
                ));
            }
            migrate::migrate(&mut connection)?;
            Self::assemble(path, Some(connection), clock)
        })
        .await
    }

    /// Makes a new, empty store and opens it for writing.
    ///
    /// # Errors
    /// A file that exists already, which is left as it is; a place that cannot be written to.
    pub async fn create(path: &Path) -> StoreResult<Self> {
        Self::create_with_clock(path, system_clock()).await
    }

    /// The same with a clock of the caller's.
    ///
    /// # Errors
    /// As [`create`](Self::create).
    pub async fn create_with_clock(path: &Path, clock: Clock) -> StoreResult<Self> {
        let path = path.to_owned();
        aside(move || {
            let connection = make(&path)?;
            Self::assemble(path.clone(), Some(connection), clock)
                .inspect_err(|_| migrate::discard(&path))
        })
        .await
    }

    pub(crate) fn assemble(
        path: PathBuf,
        writing: Option<Connection>,
        clock: Clock,
    ) -> StoreResult<Self> {
        let mut reading = open_reading(&path)?;
        register_functions(&reading.connection)?;
        let mut shape = Shape::of(&reading.connection)?;
        shape
            .remarks
            .extend(info::check_briefly(&mut reading.connection)?);
        let watch = match shape.ruled {
            true => None,
            false => Some(Watch::start(&path)?),
        };
        let readers = Readers::start(path, reading, register_functions)?;
        let writer = writing.map(Writer::start).transpose()?;
        Ok(Self {
            shape: Arc::new(shape),
            readers,
            writer,
            watch,
            clock,
        })
    }
}

pub(crate) fn system_clock() -> Clock {
    Arc::new(|| Utc::now().into())
}
