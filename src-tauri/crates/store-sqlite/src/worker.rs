//! Threads that own connections, and jobs that stop when nobody waits for them any more.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use hindsight_store::{StoreError, StoreResult};
use rusqlite::Connection;
use tokio::sync::oneshot;

use crate::connection::{Reading, open_reading};
use crate::error::translate;
use crate::pool::{Pool, gone};

/// How many of SQLite's steps pass between two looks at whether anybody still waits: about a tenth of a millisecond.
const STEPS_BETWEEN_LOOKS: i32 = 10_000;

/// How many reads run at once: a long one must not keep a page waiting, and two cores are common.
const READERS: usize = 3;

/// How long the write-ahead log is, in pages, before it is carried over into the file while nobody waits.
const LOG_FRAMES_MIN: i64 = 1_000;

/// How often a read is begun anew when the file changes under it, before it is done under locks or given up.
const RETRIES_MAX: u32 = 8;

/// Tells a job that its caller has gone away.
struct StopOnDrop(Arc<AtomicBool>);

impl Drop for StopOnDrop {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// The threads that read.
pub struct Readers(Pool<Reader>);

struct Reader {
    path: PathBuf,
    reading: Reading,
    on_open: fn(&Connection) -> StoreResult<()>,
}

impl Readers {
    /// Opens the file once for each thread. `on_open` prepares every connection that is made.
    pub fn start(
        path: PathBuf,
        first: Reading,
        on_open: fn(&Connection) -> StoreResult<()>,
    ) -> StoreResult<Self> {
        let mut readings = vec![first];
        while readings.len() < READERS {
            readings.push(open_reading(&path)?);
        }
        Self::over(&path, readings, on_open)
    }

    /// A single thread with a connection that it keeps.
    pub fn start_one(path: &Path) -> StoreResult<Self> {
        Self::over(path, vec![open_reading(path)?], |_| Ok(()))
    }

    fn over(
        path: &Path,
        readings: Vec<Reading>,
        on_open: fn(&Connection) -> StoreResult<()>,
    ) -> StoreResult<Self> {
        let mut readers = Vec::new();
        for reading in readings {
            on_open(&reading.connection)?;
            readers.push(Reader {
                path: path.to_owned(),
                reading,
                on_open,
            });
        }
        Pool::start("hindsight-read", readers, |_| {}).map(Self)
    }

    /// Runs a read. Dropping the future stops it.
    pub async fn run<T: Send + 'static>(
        &self,
        read: impl Fn(&Connection) -> StoreResult<T> + Send + 'static,
    ) -> StoreResult<T> {
        let stop = Arc::new(AtomicBool::new(false));
        let guard = StopOnDrop(Arc::clone(&stop));
        let (answer, answered) = oneshot::channel();
        self.0.send(Box::new(move |reader: &mut Reader| {
            if !stop.load(Ordering::Relaxed) {
                // A caller that has gone away wants no answer.
                let _ = answer.send(reader.read(&stop, &read));
            }
        }))?;
        let result = answered.await.map_err(|_| gone())?;
        drop(guard);
        result
    }
}

impl Reader {
    fn read<T>(
        &mut self,
        stop: &Arc<AtomicBool>,
        read: &impl Fn(&Connection) -> StoreResult<T>,
    ) -> StoreResult<T> {
        for _ in 0..RETRIES_MAX {
            let connection = &mut self.reading.connection;
            let looked_at = Arc::clone(stop);
            connection
                .progress_handler(
                    STEPS_BETWEEN_LOOKS,
                    Some(move || looked_at.load(Ordering::Relaxed)),
                )
                .map_err(translate)?;
            let answer = consistently(connection, read);
            // A file that has changed since it was opened shows it now as well.
            if self.still() {
                return answer;
            }
            self.reading = open_reading(&self.path)?;
            (self.on_open)(&self.reading.connection)?;
        }
        Err(StoreError::Busy)
    }

    fn still(&self) -> bool {
        self.reading
            .still
            .as_ref()
            .is_none_or(|still| still.holds())
    }
}

/// Runs a read that may have several statements over one state of the store.
fn consistently<T>(
    connection: &Connection,
    read: &impl Fn(&Connection) -> StoreResult<T>,
) -> StoreResult<T> {
    execute(connection, "BEGIN DEFERRED")?;
    let answer = read(connection);
    // An interrupted statement may have ended the transaction already; there is nothing to lose in a read.
    if !connection.is_autocommit() {
        execute(connection, "ROLLBACK")?;
    }
    answer
}

fn execute(connection: &Connection, sql: &str) -> StoreResult<()> {
    connection
        .prepare_cached(sql)
        .and_then(|mut statement| statement.execute([]))
        .map(|_| ())
        .map_err(translate)
}

/// The one thread that writes.
pub struct Writer(Pool<Connection>);

impl Writer {
    /// Starts the thread with its connection.
    pub fn start(connection: Connection) -> StoreResult<Self> {
        Pool::start("hindsight-write", vec![connection], carry_over).map(Self)
    }

    /// Runs a write. Once begun it is carried through, whether or not anybody waits for its answer; one that has
    /// not begun when its future is dropped does not begin.
    pub async fn run<T: Send + 'static>(
        &self,
        write: impl FnOnce(&mut Connection) -> StoreResult<T> + Send + 'static,
    ) -> StoreResult<T> {
        let (answer, answered) = oneshot::channel::<StoreResult<T>>();
        self.0.send(Box::new(move |connection: &mut Connection| {
            if !answer.is_closed() {
                // A caller that has gone away learns by its command id what happened.
                let _ = answer.send(write(connection));
            }
        }))?;
        answered.await.map_err(|_| gone())?
    }
}

/// Carries the write-ahead log over into the file, once it is worth it and while nobody waits. What is told to be
/// recorded is durable by then: this only keeps the log short.
fn carry_over(connection: &mut Connection) {
    let frames_left = |mode: &str| {
        connection
            .prepare_cached(&format!("PRAGMA wal_checkpoint({mode})"))?
            .query_row([], |row| Ok(row.get::<_, i64>(1)? - row.get::<_, i64>(2)?))
    };
    match frames_left("NOOP") {
        Ok(frames) if frames >= LOG_FRAMES_MIN => {
            if let Err(error) = frames_left("PASSIVE") {
                tracing::warn!(%error, "the write-ahead log is not carried over; the next write tries again");
            }
        }
        _ => {}
    }
}
