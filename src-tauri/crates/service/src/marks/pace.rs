//! How the looking gives way.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use hindsight_catalog::Marks;

/// How long the person must have asked nothing: somebody who scrolls asks for a page only now and then, and meanwhile each
/// frame needs the processors.
const QUIET_MS: u64 = 1_000;
/// How long is given way at a time: somebody who asks without end must not keep it from ever being done.
const PATIENCE: Duration = Duration::from_secs(2);
/// After how much work there is a rest, and how long it is at most.
const WORK: Duration = Duration::from_millis(10);
const REST_MAX: Duration = Duration::from_millis(50);
/// How often is looked whether it may go on.
const LOOK: Duration = Duration::from_millis(25);

/// When the person asked the store something last.
#[derive(Debug)]
pub struct Asked {
    begun: Instant,
    last_ms: AtomicU64,
}

impl Default for Asked {
    fn default() -> Self {
        Self {
            begun: Instant::now(),
            last_ms: AtomicU64::new(0),
        }
    }
}

impl Asked {
    /// Something is being asked.
    pub fn note(&self) {
        self.last_ms.store(self.now_ms(), Ordering::Relaxed);
    }

    fn is_quiet(&self) -> bool {
        let since = self.last_ms.load(Ordering::Relaxed);
        self.now_ms().saturating_sub(since) >= QUIET_MS
    }

    fn now_ms(&self) -> u64 {
        u64::try_from(self.begun.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}

/// The pace of work in the background: with a rest after every few milliseconds, and none while the person asks or has it
/// paused.
#[derive(Debug)]
pub struct Pace {
    asked: Arc<Asked>,
    marks: Marks,
    worked_since: Instant,
}

impl Pace {
    /// Begins now.
    pub fn new(asked: Arc<Asked>, marks: Marks) -> Self {
        Self {
            asked,
            marks,
            worked_since: Instant::now(),
        }
    }

    /// Rests for as long as is due.
    pub async fn rest(&mut self) {
        let worked = self.worked_since.elapsed();
        if worked >= WORK {
            tokio::time::sleep(worked.min(REST_MAX)).await;
        }
        let begun = Instant::now();
        while !self.asked.is_quiet() && begun.elapsed() < PATIENCE {
            tokio::time::sleep(LOOK).await;
        }
        while self.marks.is_paused() {
            tokio::time::sleep(LOOK).await;
        }
        if worked >= WORK || begun.elapsed() >= LOOK {
            self.worked_since = Instant::now();
        }
    }
}
