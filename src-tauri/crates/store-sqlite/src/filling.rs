//! A new store that is filled before anybody sees it.

use std::path::Path;

use async_trait::async_trait;
use hindsight_store::{EventStore, Identity, Importing, Rows, StoreError, StoreResult};
use rusqlite::Connection;

use crate::append::Clock;
use crate::connection::open_writing;
use crate::import::import;
use crate::making::{aside, make, make_as};
use crate::migrate::{discard, drop_indexes, missing_indexes};
use crate::opening::system_clock;
use crate::shape::Shape;
use crate::store::SqliteStore;
use crate::unfinished;

/// A store in the making. The indexes that no rule needs are made when all rows are there, by sorting once, which takes
/// much less than keeping them in order row by row. Until then the store lacks them; its rules hold from the first row.
pub struct Filling(SqliteStore);

impl Filling {
    /// Makes a new, empty store to be filled.
    ///
    /// # Errors
    /// As [`SqliteStore::create`].
    pub async fn begin(path: &Path, clock: Clock) -> StoreResult<Self> {
        let path = path.to_owned();
        aside(move || {
            let connection = make(&path)?;
            Self::over_new(&path, connection, clock)
        })
        .await
    }

    /// Makes a new store that goes by a given name, or goes on with one that does: whatever of it is there is kept.
    ///
    /// # Errors
    /// As [`begin`](Self::begin), also for a store that goes by another name.
    pub async fn begin_as(path: &Path, identity: Identity) -> StoreResult<Self> {
        let path = path.to_owned();
        aside(move || match make_as(&path, &identity) {
            Ok(connection) => Self::over_new(&path, connection, system_clock()),
            Err(StoreError::AlreadyExists(place)) => {
                let connection = open_writing(&path)?;
                match Shape::of(&connection)?.identity {
                    // Indexes that it has are kept: they are few rows behind, and making them anew reads all.
                    Some(found) if found.store_id == identity.store_id => {
                        SqliteStore::assemble(path, Some(connection), system_clock()).map(Self)
                    }
                    _ => Err(StoreError::AlreadyExists(place)),
                }
            }
            Err(error) => Err(error),
        })
        .await
    }

    fn over_new(path: &Path, connection: Connection, clock: Clock) -> StoreResult<Self> {
        drop_indexes(&connection)
            .and_then(|()| SqliteStore::assemble(path.to_owned(), Some(connection), clock))
            .map(Self)
            .inspect_err(|_| discard(path))
    }

    /// What takes the rows.
    pub fn store(&self) -> &SqliteStore {
        &self.0
    }

    /// Makes the indexes and closes the store, which from now on is like any other.
    ///
    /// # Errors
    /// The engine's own.
    pub async fn finish(self) -> StoreResult<()> {
        let missing = self
            .0
            .write(|connection| missing_indexes(connection))
            .await?;
        for index in missing {
            // One by one, so that whoever drops this future does not wait for all of them.
            self.0
                .write(move |connection| {
                    connection
                        .execute_batch(&index)
                        .map_err(crate::error::translate)
                })
                .await?;
        }
        Ok(())
    }
}

#[async_trait]
impl Importing for Filling {
    fn store(&self) -> &dyn EventStore {
        &self.0
    }

    async fn import(&self, rows: Rows) -> StoreResult<()> {
        self.0
            .write(move |connection| import(connection, &rows))
            .await
    }

    async fn mark_unfinished(&self, events: u64) -> StoreResult<()> {
        self.0
            .write(move |connection| unfinished::mark(connection, events))
            .await
    }

    async fn mark_whole(&self) -> StoreResult<()> {
        self.0
            .write(|connection| unfinished::unmark(connection))
            .await
    }

    async fn finish(self: Box<Self>) -> StoreResult<()> {
        Self::finish(*self).await
    }
}
