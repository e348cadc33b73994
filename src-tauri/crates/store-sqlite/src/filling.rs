//! A new store that is filled before anybody sees it.

use std::path::Path;

use hindsight_store::StoreResult;

use crate::append::Clock;
use crate::making::{aside, initialise, reserve};
use crate::migrate::{discard, drop_indexes, missing_indexes};
use crate::store::SqliteStore;

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
            reserve(&path)?;
            initialise(&path)
                .and_then(|connection| {
                    drop_indexes(&connection)?;
                    SqliteStore::assemble(path.clone(), Some(connection), clock)
                })
                .map(Self)
                .inspect_err(|_| discard(&path))
        })
        .await
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
