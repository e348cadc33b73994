//! Engines that wait for another folding.
//!
//! Starting one costs as much as folding some hundred events, and a question about a whole type asks for one for each
//! aggregate. An engine that is used again evaluates the module anew: its variables are new ones, and all else that it
//! could leave a note in is frozen.

use std::sync::{Arc, Mutex, PoisonError};

use crate::source::Source;
use crate::worker::Worker;

/// How many engines of a module wait at most.
const IDLE_MAX: usize = 2;
/// How often an engine is used. What it has evaluated stays in its memory, which is to be the folding's.
const FOLDINGS_MAX: u32 = 64;
/// How much text an engine evaluates, in bytes, before it is not used again.
const TEXT_BYTES_MAX: usize = 512 << 10;

/// The engines of a module that wait.
#[derive(Debug, Clone)]
pub(crate) struct Idle {
    workers: Arc<Mutex<Vec<Arc<Worker>>>>,
    foldings_max: u32,
}

impl Idle {
    pub(crate) fn of(source: &Source) -> Self {
        let evaluations = TEXT_BYTES_MAX / source.text().len().max(1);
        let foldings_max = match source.stands_alone() {
            true => u32::try_from(evaluations)
                .unwrap_or(FOLDINGS_MAX)
                .min(FOLDINGS_MAX),
            false => 0,
        };
        Self {
            workers: Arc::default(),
            foldings_max,
        }
    }

    /// An engine with the module evaluated anew, if one waits.
    pub(crate) fn take(&self) -> Option<Arc<Worker>> {
        let waiting = self.lock().pop()?;
        let renewed = waiting.call(|engine| engine.renew());
        matches!(renewed, Ok(Ok(()))).then_some(waiting)
    }

    /// Takes an engine back whose folding went well.
    pub(crate) fn put(&self, worker: Arc<Worker>) {
        let foldings = worker.count();
        let mut workers = self.lock();
        if foldings < self.foldings_max && workers.len() < IDLE_MAX {
            worker.leave(|engine| engine.rest());
            workers.push(worker);
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Arc<Worker>>> {
        // A list of engines is whole at every moment.
        self.workers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
