//! Threads that own connections, and jobs that stop when nobody waits for them any more.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use hindsight_store::{StoreError, StoreResult};
use rusqlite::Connection;
use tokio::sync::oneshot;

use crate::connection::{Reading, open_reading};
use crate::error::translate;

/// How many of SQLite's steps pass between two looks at whether anybody still waits: about a tenth of a millisecond.
const STEPS_BETWEEN_LOOKS: i32 = 10_000;

/// How many reads run at once: a long one must not keep a page waiting, and two cores are common.
const READERS: usize = 3;

/// How often a read is begun anew when the file changes under it, before it is done under locks or given up.
const RETRIES_MAX: u32 = 8;

type Job<C> = Box<dyn FnOnce(&mut C) + Send>;

/// Threads that take jobs from one queue, each with a connection of its own.
struct Pool<C> {
    /// `None` only while the pool is dropped.
    jobs: Option<Sender<Job<C>>>,
    threads: Vec<JoinHandle<()>>,
}

/// A pool that is gone has closed its connections: whoever drops a store may move its file.
impl<C> Drop for Pool<C> {
    fn drop(&mut self) {
        self.jobs = None;
        for thread in self.threads.drain(..) {
            // A thread that panicked has closed its connection on the way out.
            let _ = thread.join();
        }
    }
}

impl<C: 'static> Pool<C> {
    fn start(name: &str, owned: Vec<C>) -> StoreResult<Self>
    where
        C: Send,
    {
        let (jobs, queue) = channel::<Job<C>>();
        let queue = Arc::new(Mutex::new(queue));
        let mut pool = Self {
            jobs: Some(jobs),
            threads: Vec::new(),
        };
        for mut connection in owned {
            let queue = Arc::clone(&queue);
            let thread = thread::Builder::new()
                .name(name.to_owned())
                .spawn(move || {
                    while let Some(job) = next(&queue) {
                        job(&mut connection);
                    }
                })
                .map_err(|error| crate::error::io(&error))?;
            pool.threads.push(thread);
        }
        Ok(pool)
    }

    fn send(&self, job: Job<C>) -> StoreResult<()> {
        let jobs = self.jobs.as_ref().ok_or_else(gone)?;
        jobs.send(job).map_err(|_| gone())
    }
}

fn next<C>(queue: &Mutex<Receiver<Job<C>>>) -> Option<Job<C>> {
    // The queue is whole whoever panicked while holding it: a receiver has no state of ours.
    queue
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .recv()
        .ok()
}

fn gone() -> StoreError {
    StoreError::Engine("the store's thread has ended".to_owned())
}

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
        let mut readers = Vec::new();
        for reading in readings {
            on_open(&reading.connection)?;
            readers.push(Reader {
                path: path.clone(),
                reading,
                on_open,
            });
        }
        Pool::start("hindsight-read", readers).map(Self)
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
            if !self.still() {
                self.reading = open_reading(&self.path)?;
                (self.on_open)(&self.reading.connection)?;
            }
            let connection = &mut self.reading.connection;
            let looked_at = Arc::clone(stop);
            connection
                .progress_handler(
                    STEPS_BETWEEN_LOOKS,
                    Some(move || looked_at.load(Ordering::Relaxed)),
                )
                .map_err(translate)?;
            let answer = consistently(connection, read);
            if self.still() {
                return answer;
            }
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
    connection
        .execute_batch("BEGIN DEFERRED")
        .map_err(translate)?;
    let answer = read(connection);
    // An interrupted statement may have ended the transaction already; there is nothing to lose in a read.
    if !connection.is_autocommit() {
        connection.execute_batch("ROLLBACK").map_err(translate)?;
    }
    answer
}

/// The one thread that writes.
pub struct Writer(Pool<Connection>);

impl Writer {
    /// Starts the thread with its connection.
    pub fn start(connection: Connection) -> StoreResult<Self> {
        Pool::start("hindsight-write", vec![connection]).map(Self)
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
