//! A clock that a test sets by hand.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use hindsight_domain::Instant;

/// Where a new clock stands: 2026-01-06T10:00:00Z, in microseconds since 1970.
const START_MICROS: i64 = 1_767_693_600_000_000;

/// A clock that stands still until it is set. Clones are the same clock.
#[derive(Clone)]
pub struct ManualClock {
    micros: Arc<AtomicI64>,
    asked: Arc<AtomicU64>,
}

impl Default for ManualClock {
    fn default() -> Self {
        Self {
            micros: Arc::new(AtomicI64::new(START_MICROS)),
            asked: Arc::default(),
        }
    }
}

impl ManualClock {
    /// What the clock shows, without counting as having been asked.
    pub fn shows(&self) -> Instant {
        at(self.micros.load(Ordering::SeqCst))
    }

    /// Puts the clock to an instant, forwards or backwards.
    pub fn set(&self, instant: Instant) {
        self.micros.store(instant.micros(), Ordering::SeqCst);
    }

    /// Moves the clock by microseconds, forwards or backwards.
    pub fn step(&self, micros: i64) {
        self.micros.fetch_add(micros, Ordering::SeqCst);
    }

    /// How often a store has asked it for the time.
    pub fn asked(&self) -> u64 {
        self.asked.load(Ordering::SeqCst)
    }

    /// The clock as a store takes it.
    pub fn reading(&self) -> Arc<dyn Fn() -> Instant + Send + Sync> {
        let clock = self.clone();
        Arc::new(move || {
            clock.asked.fetch_add(1, Ordering::SeqCst);
            clock.shows()
        })
    }
}

fn at(micros: i64) -> Instant {
    Instant::from_micros(micros).expect("a test sets its clock within the years 0000 to 9999")
}
