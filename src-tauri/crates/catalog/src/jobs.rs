//! Work on the side file that others ask for: only the thread that holds its lock writes it.

use std::sync::{Arc, PoisonError, Weak};

use tokio::sync::oneshot;

use crate::catalog::Shared;
use crate::side::{SideError, SideFile};
use crate::status::Phase;

/// How much work waits at most.
const JOBS_MAX: usize = 64;

/// Work on the side file, in a transaction of its own.
pub type Job = Box<dyn FnOnce(&SideFile) -> Result<(), SideError> + Send>;

/// Has work done on the side file, and waits for what comes of it; `None` where this window does not write the file, or
/// the work was dropped because the file is made anew.
pub async fn ask<T: Send + 'static>(
    shared: &Weak<Shared>,
    work: impl FnOnce(&SideFile, &Shared) -> Result<T, SideError> + Send + 'static,
) -> Option<T> {
    let (tell, told) = oneshot::channel();
    {
        let owner = shared.upgrade()?;
        if owner.status.borrow().phase != Phase::Following {
            return None;
        }
        let shared = Weak::clone(shared);
        let job = move |file: &SideFile| {
            // The thread that does it holds on to it.
            if let Some(shared) = shared.upgrade() {
                let done = file.transaction(|| work(file, &shared))?;
                // Whoever asked may have gone.
                let _ = tell.send(done);
            }
            Ok(())
        };
        owner.push(Box::new(job)).then_some(())?;
    }
    told.await.ok()
}

impl SideFile {
    /// Does all of some work or nothing of it.
    ///
    /// # Errors
    /// The work's own, or the engine's.
    pub fn transaction<T>(
        &self,
        work: impl FnOnce() -> Result<T, SideError>,
    ) -> Result<T, SideError> {
        self.connection.execute_batch("BEGIN IMMEDIATE")?;
        let done = work();
        let end = if done.is_ok() { "COMMIT" } else { "ROLLBACK" };
        let ended = self.connection.execute_batch(end);
        let done = done?;
        ended?;
        Ok(done)
    }
}

impl Shared {
    /// Adds to the work; tells whether there was room for it.
    pub fn push(self: &Arc<Self>, job: Job) -> bool {
        let mut jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        let has_room = jobs.len() < JOBS_MAX;
        if has_room {
            jobs.push(job);
            self.wake.notify_one();
        }
        has_room
    }

    /// Takes all the work that waits.
    pub fn take_jobs(&self) -> Vec<Job> {
        let mut jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut jobs)
    }
}
