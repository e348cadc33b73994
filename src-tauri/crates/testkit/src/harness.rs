//! What an engine provides so that the contract suite can run on it.

use std::future::Future;

use hindsight_store::{EventStore, Identity, Importing, StoreResult};

use crate::clock::ManualClock;

/// A place of its own for one store, on a real engine. Every rule of the suite is given a fresh one.
///
/// A store asks [`Harness::clock`] for the time. Opening may be done as often as a rule likes: all that are open at
/// once see the same store.
pub trait Harness {
    /// The engine's store.
    type Store: EventStore + 'static;

    /// The clock of every store that this harness makes or opens.
    fn clock(&self) -> &ManualClock;

    /// Makes the store, empty, open for writing. Called once.
    fn create(&self) -> impl Future<Output = Self::Store> + Send;

    /// Opens the store for writing.
    fn open_writable(&self) -> impl Future<Output = Self::Store> + Send;

    /// Opens the store for reading only.
    fn open_read_only(&self) -> impl Future<Output = Self::Store> + Send;

    /// The first instant that the engine's own type of instants can hold.
    fn first_instant(&self) -> &'static str {
        "0000-01-01T00:00:00.000000Z"
    }

    /// Whether the engine's own type of texts can hold this one.
    fn can_hold(&self, _text: &str) -> impl Future<Output = bool> + Send {
        async { true }
    }
}

/// An engine that takes over another store's rows.
pub trait ImportHarness: Harness {
    /// What takes them.
    type Importing: Importing;

    /// Begins at the harness's place, or goes on there.
    fn import(
        &self,
        identity: Identity,
    ) -> impl Future<Output = StoreResult<Self::Importing>> + Send;
}
