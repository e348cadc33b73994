//! Threads that own something, and do jobs with it.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};

use hindsight_store::{StoreError, StoreResult};

/// What a thread does with what it owns.
pub type Job<C> = Box<dyn FnOnce(&mut C) + Send>;

/// Threads that take jobs, each with something of its own.
pub struct Pool<C> {
    desk: Arc<Mutex<Desk<C>>>,
    threads: Vec<JoinHandle<()>>,
}

/// What waits to be done, and who waits for something to do.
struct Desk<C> {
    waiting: VecDeque<Job<C>>,
    /// The bells of the threads that have nothing to do. The last of them is rung first: its pages are still at hand.
    free: Vec<Arc<Condvar>>,
    alive: usize,
    closed: bool,
}

impl<C> Desk<C> {
    fn lock(desk: &Mutex<Self>) -> MutexGuard<'_, Self> {
        // Nothing that holds the lock can leave the desk half changed.
        desk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next job, when there is one; `None` when there will be none any more.
    fn next(desk: &Mutex<Self>, bell: &Arc<Condvar>) -> Option<Job<C>> {
        let mut this = Self::lock(desk);
        loop {
            if let Some(job) = this.waiting.pop_front() {
                return Some(job);
            }
            if this.closed {
                return None;
            }
            this.free.push(Arc::clone(bell));
            this = bell.wait(this).unwrap_or_else(PoisonError::into_inner);
            // It is there still when nobody has rung.
            this.free.retain(|other| !Arc::ptr_eq(other, bell));
        }
    }
}

/// Strikes a thread off when it ends, if only by a panic. Behind the last one nobody is left waiting for an answer.
struct Alive<C>(Arc<Mutex<Desk<C>>>);

impl<C> Drop for Alive<C> {
    fn drop(&mut self) {
        let mut desk = Desk::lock(&self.0);
        desk.alive -= 1;
        if desk.alive == 0 {
            let abandoned = std::mem::take(&mut desk.waiting);
            drop(desk);
            drop(abandoned);
        }
    }
}

/// A pool that is gone has dropped what its threads owned: whoever drops a store may move its file.
impl<C> Drop for Pool<C> {
    fn drop(&mut self) {
        let mut desk = Desk::lock(&self.desk);
        desk.closed = true;
        desk.free.iter().for_each(|bell| bell.notify_one());
        drop(desk);
        for thread in self.threads.drain(..) {
            // A thread that panicked has dropped what it owned on the way out.
            let _ = thread.join();
        }
    }
}

impl<C: Send + 'static> Pool<C> {
    /// Starts a thread for each that is owned. A thread that has done a job while no other waits does what is to be
    /// done `at_rest`.
    pub fn start(name: &str, owned: Vec<C>, at_rest: fn(&mut C)) -> StoreResult<Self> {
        let desk = Desk {
            waiting: VecDeque::new(),
            free: Vec::new(),
            alive: 0,
            closed: false,
        };
        let mut pool = Self {
            desk: Arc::new(Mutex::new(desk)),
            threads: Vec::new(),
        };
        for mut own in owned {
            Desk::lock(&pool.desk).alive += 1;
            let alive = Alive(Arc::clone(&pool.desk));
            let thread = thread::Builder::new()
                .name(name.to_owned())
                .spawn(move || {
                    let (desk, bell) = (&alive.0, Arc::new(Condvar::new()));
                    while let Some(job) = Desk::next(desk, &bell) {
                        job(&mut own);
                        if Desk::lock(desk).waiting.is_empty() {
                            at_rest(&mut own);
                        }
                    }
                })
                .map_err(|error| crate::error::io(&error))?;
            pool.threads.push(thread);
        }
        Ok(pool)
    }

    /// Has a job done by the first thread that is free.
    pub fn send(&self, job: Job<C>) -> StoreResult<()> {
        let mut desk = Desk::lock(&self.desk);
        if desk.alive == 0 {
            return Err(gone());
        }
        desk.waiting.push_back(job);
        if let Some(bell) = desk.free.pop() {
            bell.notify_one();
        }
        Ok(())
    }
}

/// What is told where the thread that should answer is no more.
pub fn gone() -> StoreError {
    StoreError::Engine("the store's thread has ended".to_owned())
}
