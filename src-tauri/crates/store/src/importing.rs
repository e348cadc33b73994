//! Taking over another store's rows as they stand.

use async_trait::async_trait;
use hindsight_domain::{Event, Instant, ProcessedCommand, Snapshot, StoreId};

use crate::error::StoreResult;
use crate::store::EventStore;

/// What a store is called, and since when: a copy goes by the name of what it is a copy of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// Its name for life.
    pub store_id: StoreId,
    /// When it was made.
    pub created_at: Instant,
}

/// Rows of one table, as another store that keeps all of its rules gave them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rows {
    /// Events that go on where the store's own end, in order of position.
    Events(Vec<Event>),
    /// Commands that the store does not have yet.
    Commands(Vec<ProcessedCommand>),
    /// Snapshots; one that is stored already at that version is replaced.
    Snapshots(Vec<Snapshot>),
}

/// A store that takes rows which were made elsewhere, with the positions, names, versions, instants and bytes that they
/// have. All of the database's own rules hold meanwhile, so that a row which breaks one is refused.
///
/// Begun by the engine, on nothing or on what an earlier one of the same [`Identity`] left.
#[async_trait]
pub trait Importing: Send + Sync {
    /// What has arrived so far.
    fn store(&self) -> &dyn EventStore;

    /// Takes rows in one durable transaction: all of them or none.
    ///
    /// # Errors
    /// [`StoreError::Refused`](crate::StoreError::Refused) by the database's rules; a row that this engine cannot keep
    /// as it is, named.
    async fn import(&self, rows: Rows) -> StoreResult<()>;

    /// Says to whoever opens it that it is a copy which is not finished, and how many events its source has.
    ///
    /// # Errors
    /// The engine's own.
    async fn mark_unfinished(&self, events: u64) -> StoreResult<()>;

    /// Takes the mark away, once every row was held against the source.
    ///
    /// # Errors
    /// The engine's own.
    async fn mark_whole(&self) -> StoreResult<()>;

    /// Makes it a store like any other and closes it; a mark stays.
    ///
    /// # Errors
    /// The engine's own.
    async fn finish(self: Box<Self>) -> StoreResult<()>;
}
