//! A store with many events, and a copy of its file for the bare loop.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use hindsight_store::{Append, EventStore};
use hindsight_store_sqlite::SqliteStore;
use tempfile::TempDir;
use tokio::runtime::Runtime;

use crate::Failure;
use crate::rows::{EVENTS_PER_AGGREGATE, EVENTS_PER_COMMAND, aggregate, instant, request};

/// How many commands go into one transaction while a store is filled.
const COMMANDS_PER_BATCH: u64 = 2_000;

/// Two files with the same events.
pub struct Filled {
    folder: TempDir,
    /// How many events.
    pub events: u64,
    /// How many aggregates, each with as many events as the others.
    pub aggregates: u64,
    /// How long recording them took.
    pub seconds: f64,
    /// How large the file is.
    pub bytes: u64,
}

impl Filled {
    /// Fills a store with so many events, rounded up to whole aggregates.
    pub fn new(runtime: &Runtime, events: u64) -> Result<Self, Failure> {
        let folder = tempfile::tempdir()?;
        let aggregates = events.div_ceil(EVENTS_PER_AGGREGATE).max(1);
        let events = aggregates * EVENTS_PER_AGGREGATE;
        let mut filled = Self {
            folder,
            events,
            aggregates,
            seconds: 0.0,
            bytes: 0,
        };
        let begun = Instant::now();
        runtime.block_on(filled.record())?;
        filled.seconds = begun.elapsed().as_secs_f64();
        // The last of a store's threads carries its log over into the file and takes it away.
        while filled.store_path().with_extension("db-wal").exists() {
            std::thread::sleep(Duration::from_millis(10));
        }
        filled.bytes = fs::copy(filled.store_path(), filled.bare_path())?;
        Ok(filled)
    }

    /// The file that the store writes to and that both sides read.
    pub fn store_path(&self) -> PathBuf {
        self.folder.path().join("store.db")
    }

    /// The file that the bare loop writes to.
    pub fn bare_path(&self) -> PathBuf {
        self.folder.path().join("bare.db")
    }

    async fn record(&self) -> Result<(), Failure> {
        let store = create(&self.store_path()).await?;
        record(&store, self.events, self.aggregates).await
    }
}

/// Makes a store whose clock shows a second more for each command.
pub async fn create(path: &Path) -> Result<SqliteStore, Failure> {
    let recorded = AtomicU64::new(0);
    let clock = Arc::new(move || instant(recorded.fetch_add(1, Ordering::Relaxed)));
    Ok(SqliteStore::create_with_clock(path, clock).await?)
}

/// Records so many events, dealt out to so many aggregates.
pub async fn record(store: &SqliteStore, events: u64, aggregates: u64) -> Result<(), Failure> {
    let commands = events / EVENTS_PER_COMMAND;
    for first in (0..commands).step_by(COMMANDS_PER_BATCH as usize) {
        let batch = first..(first + COMMANDS_PER_BATCH).min(commands);
        let requests: Vec<Append> = batch
            .map(|n| request(n, aggregate(n % aggregates), EVENTS_PER_COMMAND))
            .collect();
        for outcome in store.append_batch(requests).await? {
            outcome?;
        }
    }
    Ok(())
}
