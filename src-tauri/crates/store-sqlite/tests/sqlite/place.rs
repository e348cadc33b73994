//! A folder of its own for each test, with a store in it.

use std::path::{Path, PathBuf};

use hindsight_store::{Identity, StoreResult};
use hindsight_store_sqlite::{Filling, SqliteStore};
use hindsight_testkit::{Harness, ImportHarness, ManualClock};
use rusqlite::Connection;
use tempfile::TempDir;

/// A folder that goes away with the test, and the clock of the stores in it.
pub struct Place {
    folder: TempDir,
    clock: ManualClock,
}

impl Place {
    /// A new, empty folder.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder can be made");
        Self {
            folder,
            clock: ManualClock::default(),
        }
    }

    /// The store's file.
    pub fn path(&self) -> PathBuf {
        self.file("store.db")
    }

    /// Another file in the folder.
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder().join(name)
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The store's file as any SQL tool opens it.
    pub fn raw(&self) -> Connection {
        Connection::open(self.path()).expect("SQLite opens the file")
    }
}

impl Harness for Place {
    type Store = SqliteStore;

    fn clock(&self) -> &ManualClock {
        &self.clock
    }

    async fn create(&self) -> SqliteStore {
        let made = SqliteStore::create_with_clock(&self.path(), self.clock.reading()).await;
        made.expect("a store is made")
    }

    async fn open_writable(&self) -> SqliteStore {
        let opened =
            SqliteStore::open_writable_with_clock(&self.path(), self.clock.reading()).await;
        opened.expect("the store opens for writing")
    }

    async fn open_read_only(&self) -> SqliteStore {
        SqliteStore::open_read_only(&self.path())
            .await
            .expect("the store opens for reading")
    }
}

impl ImportHarness for Place {
    type Importing = Filling;

    async fn import(&self, identity: Identity) -> StoreResult<Filling> {
        Filling::begin_as(&self.path(), identity).await
    }
}
