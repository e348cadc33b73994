//! A store that takes over another one's rows.

use async_trait::async_trait;
use hindsight_store::{EventStore, Identity, Importing, Rows, StoreError, StoreResult};

use crate::config::MssqlConfig;
use crate::import::import;
use crate::loads::Loads;
use crate::making;
use crate::store::MssqlStore;
use crate::unfinished;
use crate::work::with_session;

/// A store in the making, in the database where it will stay. Its rules hold from the first row, and its indexes are kept
/// from the first row as well: others may read it meanwhile.
pub struct Filling {
    store: MssqlStore,
    loads: Loads,
}

impl Filling {
    /// Makes a new store that goes by a given name, or goes on with one that does: whatever of it is there is kept.
    ///
    /// # Errors
    /// As [`MssqlStore::create`], also for a store that goes by another name.
    pub async fn begin_as(config: &MssqlConfig, identity: Identity) -> StoreResult<Self> {
        match making::create_as(config, Some(&identity)).await {
            Ok(()) => MssqlStore::open_writable(config).await.map(Self::of),
            Err(StoreError::AlreadyExists(place)) => {
                let store = MssqlStore::open_read_only(config).await?;
                if store.info().await?.store_id != Some(identity.store_id) {
                    return Err(StoreError::AlreadyExists(place));
                }
                MssqlStore::open_writable(config).await.map(Self::of)
            }
            Err(error) => Err(error),
        }
    }

    fn of(store: MssqlStore) -> Self {
        Self {
            store,
            loads: Loads::default(),
        }
    }

    /// How many portions of rows the server took as loads in bulk, and how many it refused as such. Those went by INSERTs,
    /// as portions do that are not tried as loads.
    pub fn loads(&self) -> (u64, u64) {
        self.loads.counts()
    }
}

#[async_trait]
impl Importing for Filling {
    fn store(&self) -> &dyn EventStore {
        &self.store
    }

    async fn import(&self, rows: Rows) -> StoreResult<()> {
        import(self.store.writers()?, &self.loads, &rows).await
    }

    async fn mark_unfinished(&self, events: u64) -> StoreResult<()> {
        with_session!(self.store.writers()?, |session| unfinished::mark(
            session, events
        ))
    }

    async fn mark_whole(&self) -> StoreResult<()> {
        with_session!(self.store.writers()?, |session| unfinished::unmark(session))
    }

    async fn finish(self: Box<Self>) -> StoreResult<()> {
        Ok(())
    }
}
