//! A database of its own for each test.

use hindsight_store::{Identity, StoreResult};
use hindsight_store_mssql::{Filling, MssqlConfig, MssqlStore};
use hindsight_testkit::{Harness, ImportHarness, ManualClock};

use crate::server::{Tool, server};

/// What the names of the databases begin with.
pub const PREFIX: &str = "hindsight_test_";

/// A database that goes away with the test, and the clock of the stores in it.
pub struct Place {
    config: MssqlConfig,
    clock: ManualClock,
}

impl Place {
    /// A new, empty database.
    pub async fn new() -> Self {
        let name = format!("{PREFIX}{}", uuid::Uuid::new_v4().simple());
        let server = server();
        let mut tool = Tool::connect(&server).await;
        let make = format!("CREATE DATABASE {name}");
        // Some servers make one database at a time and refuse another meanwhile.
        for _ in 0..20 {
            if tool.run(&make).await.is_ok() {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        Self {
            config: MssqlConfig {
                database: name,
                ..server
            },
            clock: ManualClock::default(),
        }
    }

    /// The same for who does not wait.
    pub fn new_blocking() -> Self {
        aside(Self::new)
    }

    /// How to connect to it.
    pub fn config(&self) -> &MssqlConfig {
        &self.config
    }

    /// Its store, open for writing over another way to it: a line, or one that is given up sooner.
    pub async fn writable_over(&self, way: &MssqlConfig) -> StoreResult<MssqlStore> {
        MssqlStore::open_writable_with_clock(way, self.clock.reading()).await
    }

    /// The database as any SQL tool opens it.
    pub async fn tool(&self) -> Tool {
        Tool::connect(&self.config).await
    }
}

/// Runs on a thread with a runtime of its own, whatever the caller is in the middle of.
fn aside<T: Send, F: Future<Output = T>>(work: impl FnOnce() -> F + Send) -> T {
    let blocking = || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        runtime.expect("a runtime can be started").block_on(work())
    };
    std::thread::scope(|scope| scope.spawn(blocking).join()).expect("it ends well")
}

impl Drop for Place {
    fn drop(&mut self) {
        let name = self.config.database.clone();
        let drop_it = async move || {
            let mut tool = Tool::connect(&server()).await;
            // Connections that were given up may take a moment to go.
            for _ in 0..50 {
                if tool.run(&format!("DROP DATABASE {name}")).await.is_ok() {
                    return;
                }
                tokio::time::sleep(std::time::Duration::from_millis(100)).await;
            }
            eprintln!("the database {name} could not be taken away");
        };
        aside(drop_it);
    }
}

impl Harness for Place {
    type Store = MssqlStore;

    fn clock(&self) -> &ManualClock {
        &self.clock
    }

    async fn create(&self) -> MssqlStore {
        let made = MssqlStore::create_with_clock(&self.config, self.clock.reading()).await;
        made.expect("a store is made")
    }

    async fn open_writable(&self) -> MssqlStore {
        let opened = self.writable_over(&self.config).await;
        opened.expect("the store opens for writing")
    }

    async fn open_read_only(&self) -> MssqlStore {
        let opened = MssqlStore::open_read_only(&self.config).await;
        opened.expect("the store opens for reading")
    }

    fn first_instant(&self) -> &'static str {
        "0001-01-01T00:00:00.000000Z"
    }

    /// SQL Server holds any character; a server beneath which another one's texts lie may lack the first.
    async fn can_hold(&self, text: &str) -> bool {
        !text.contains('\0') || self.tool().await.can_hold(text).await
    }
}

impl ImportHarness for Place {
    type Importing = Filling;

    async fn import(&self, identity: Identity) -> StoreResult<Filling> {
        Filling::begin_as(&self.config, identity).await
    }
}
