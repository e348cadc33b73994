//! A catalog as it is held: started, asked, stopped.

use std::fs::{File, TryLockError};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::thread::JoinHandle;

use hindsight_store::EventStore;
use tokio::sync::{Notify, watch};
use tokio_util::sync::CancellationToken;

use crate::attempts;
use crate::columns::Columns;
use crate::directory::{Directory, Orders};
use crate::jobs::Job;
use crate::side;
use crate::status::{Phase, Status, TextStatus};

/// Where a catalog keeps its side files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keep {
    /// The folder; it is made when it is not there.
    pub folder: PathBuf,
    /// The name of the files, without an ending: one for each store.
    pub name: String,
    /// What must stand in the files, so that they are believed to be this store's.
    pub identity: String,
}

impl Keep {
    /// The file of columns and directory.
    pub fn columns(&self) -> PathBuf {
        self.folder.join(format!("{}.catalog", self.name))
    }

    /// The file of the text index.
    pub fn text(&self) -> PathBuf {
        self.folder.join(format!("{}.text", self.name))
    }

    /// The file whose lock says who writes.
    fn lock(&self) -> PathBuf {
        self.folder.join(format!("{}.lock", self.name))
    }

    /// Takes the files away, which hold nothing that cannot be made anew, unless a catalog is open that writes them; tells
    /// whether it was done.
    ///
    /// # Errors
    /// A file that cannot be taken away.
    pub fn delete_unless_written(&self) -> std::io::Result<bool> {
        if !self.folder.exists() {
            return Ok(true);
        }
        match self.try_lock()? {
            Some(_held) => {
                side::discard(&self.columns())?;
                side::discard(&self.text()).map(|()| true)
            }
            None => Ok(false),
        }
    }

    /// Whoever holds the lock may write the files.
    pub(crate) fn try_lock(&self) -> std::io::Result<Option<File>> {
        std::fs::create_dir_all(&self.folder)?;
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(self.lock())?;
        match file.try_lock() {
            Ok(()) => Ok(Some(file)),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }
}

/// A catalog of an open store: reads it in the background for as long as it is held.
#[derive(Debug)]
pub struct Catalog {
    pub(crate) shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

/// What the thread that builds and those who ask have in common.
pub(crate) struct Shared {
    pub store: Arc<dyn EventStore>,
    pub keep: Option<Keep>,
    pub stop: CancellationToken,
    pub wake: Notify,
    /// What others have done in the side file.
    pub jobs: Mutex<Vec<Job>>,
    /// Why all is to be made anew, where somebody wishes so.
    pub rebuild: Mutex<Option<&'static str>>,
    pub paused: AtomicBool,
    /// Whether the directory in the side file is not what was written.
    pub is_directory_damaged: AtomicBool,
    pub orders: Arc<Orders>,
    pub text_enabled: AtomicBool,
    pub status: watch::Sender<Status>,
    columns: RwLock<Arc<Columns>>,
}

impl std::fmt::Debug for Shared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shared")
            .field("keep", &self.keep)
            .finish_non_exhaustive()
    }
}

impl Shared {
    pub fn columns(&self) -> Arc<Columns> {
        // What is behind the lock is replaced as a whole: it is whole whoever panicked while holding it.
        Arc::clone(&self.columns.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub fn publish(&self, columns: Columns) {
        let known = columns.events();
        *self.columns.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(columns);
        self.tell(|status| {
            status.known = known;
            status.total = status.total.max(known);
        });
    }

    /// Replaces the wish to make all anew; gives the one before.
    pub fn wish(&self, why: Option<&'static str>) -> Option<&'static str> {
        let mut wish = self.rebuild.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut wish, why)
    }

    /// Changes the status, and tells those who wait when it is another.
    pub fn tell(&self, change: impl FnOnce(&mut Status)) {
        self.status.send_if_modified(|status| {
            let before = status.clone();
            change(status);
            *status != before
        });
    }
}

impl Catalog {
    /// Begins to read a store; without a place to keep it, what is read is kept in memory alone.
    ///
    /// # Errors
    /// A thread that cannot be started.
    pub fn start(
        store: Arc<dyn EventStore>,
        keep: Option<Keep>,
        text_enabled: bool,
    ) -> std::io::Result<Self> {
        let status = Status {
            path: keep.as_ref().map(Keep::columns),
            text: TextStatus {
                enabled: text_enabled,
                ..TextStatus::default()
            },
            ..Status::default()
        };
        let shared = Arc::new(Shared {
            store,
            keep,
            stop: CancellationToken::new(),
            wake: Notify::new(),
            jobs: Mutex::default(),
            rebuild: Mutex::default(),
            paused: AtomicBool::new(false),
            is_directory_damaged: AtomicBool::new(false),
            orders: Arc::default(),
            text_enabled: AtomicBool::new(text_enabled),
            status: watch::Sender::new(status),
            columns: RwLock::default(),
        });
        let builds = Arc::clone(&shared);
        let thread = std::thread::Builder::new()
            .name("hindsight-catalog".to_owned())
            .spawn(move || attempts::run(&builds))?;
        Ok(Self {
            shared,
            thread: Some(thread),
        })
    }

    /// What is known now.
    pub fn columns(&self) -> Arc<Columns> {
        self.shared.columns()
    }

    /// How far it is.
    pub fn status(&self) -> Status {
        self.shared.status.borrow().clone()
    }

    /// Hears of every change of [`status`](Self::status).
    pub fn watch(&self) -> watch::Receiver<Status> {
        self.shared.status.subscribe()
    }

    /// Where it is kept.
    pub fn keep(&self) -> Option<&Keep> {
        self.shared.keep.as_ref()
    }

    /// Says that there are new events, so that they need not be looked for.
    pub fn nudge(&self) {
        self.shared.wake.notify_one();
    }

    /// The directory of aggregates, where it can be read.
    pub fn directory(&self) -> Option<Directory> {
        let Status {
            directory, known, ..
        } = *self.shared.status.borrow();
        let keep = self.shared.keep.clone().filter(|_| directory)?;
        Some(Directory {
            keep,
            orders: Arc::clone(&self.shared.orders),
            known,
        })
    }

    /// Has the store read no further for now, or on again, and nobody look at aggregates. What is known by then is answered
    /// from; new events are read all the same once every event is known.
    pub fn pause(&self, paused: bool) {
        self.shared.paused.store(paused, Ordering::Relaxed);
        self.shared.tell(|status| status.marks.paused = paused);
        self.nudge();
    }

    /// Begins anew from nothing; the words for why end "…, so it is made anew".
    pub fn rebuild(&self, why: &'static str) {
        self.shared.paused.store(false, Ordering::Relaxed);
        self.shared.wish(Some(why));
        self.nudge();
    }

    /// Has the directory read no more as it is. Who writes it makes everything anew; another window's is let alone until
    /// this one writes.
    pub fn distrust_directory(&self, why: &'static str) {
        self.shared
            .is_directory_damaged
            .store(true, Ordering::Relaxed);
        self.shared.tell(|status| status.directory = false);
        if self.status().phase == Phase::Following {
            self.rebuild(why);
        }
    }

    /// Switches the text index on, or off and away.
    pub fn set_text(&self, enabled: bool) {
        self.shared.text_enabled.store(enabled, Ordering::Relaxed);
        self.shared.tell(|status| status.text.enabled = enabled);
        self.nudge();
    }
}

/// Whoever drops a catalog has its files closed and its store let go.
impl Drop for Catalog {
    fn drop(&mut self) {
        self.shared.stop.cancel();
        if let Some(thread) = self.thread.take() {
            // A thread that panicked has let go of everything on its way out.
            let _ = thread.join();
        }
    }
}
