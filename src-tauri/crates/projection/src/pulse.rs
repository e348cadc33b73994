//! The time that a folding takes, seen from its own thread and from the one that waits.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Says of a folding at which step it is, and since when.
#[derive(Debug)]
pub(crate) struct Pulse {
    base: Instant,
    /// How many steps were begun.
    beats: AtomicU64,
    /// The step's limit, in milliseconds.
    limit_ms: AtomicU64,
    /// When the step was first looked at, in milliseconds since the base; `NOT_YET` before that.
    since_ms: AtomicU64,
    exceeded: AtomicBool,
    given_up: AtomicBool,
}

const NOT_YET: u64 = u64::MAX;

impl Pulse {
    pub(crate) fn new() -> Self {
        Self {
            base: Instant::now(),
            beats: AtomicU64::new(0),
            limit_ms: AtomicU64::new(0),
            since_ms: AtomicU64::new(NOT_YET),
            exceeded: AtomicBool::new(false),
            given_up: AtomicBool::new(false),
        }
    }

    /// A step begins that may take so long. The clock is left alone until the engine asks: most steps are over before.
    pub(crate) fn begin(&self, limit: Duration) {
        self.beats.fetch_add(1, Ordering::Relaxed);
        self.limit_ms.store(millis(limit), Ordering::Relaxed);
        self.since_ms.store(NOT_YET, Ordering::Relaxed);
        self.exceeded.store(false, Ordering::Relaxed);
    }

    /// Asked by the engine now and then: whether to stop here.
    pub(crate) fn must_stop(&self) -> bool {
        if self.given_up.load(Ordering::Relaxed) {
            return true;
        }
        let now = millis(self.base.elapsed());
        let since = self.since_ms.load(Ordering::Relaxed);
        if since == NOT_YET {
            self.since_ms.store(now, Ordering::Relaxed);
            return false;
        }
        let exceeded = now.saturating_sub(since) > self.limit_ms.load(Ordering::Relaxed);
        self.exceeded.store(exceeded, Ordering::Relaxed);
        exceeded
    }

    /// The limit of the step, where it was exceeded.
    pub(crate) fn exceeded(&self) -> Option<Duration> {
        let exceeded = self.exceeded.load(Ordering::Relaxed);
        exceeded.then(|| Duration::from_millis(self.limit_ms.load(Ordering::Relaxed)))
    }

    /// How many steps were begun.
    pub(crate) fn beats(&self) -> u64 {
        self.beats.load(Ordering::Relaxed)
    }

    /// Nobody waits any more: stop at the next chance.
    pub(crate) fn give_up(&self) {
        self.given_up.store(true, Ordering::Relaxed);
    }
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(NOT_YET - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_stopped_after_its_limit_and_the_next_has_its_own() {
        let pulse = Pulse::new();
        pulse.begin(Duration::ZERO);
        assert!(!pulse.must_stop(), "the first look starts the clock");
        std::thread::sleep(Duration::from_millis(3));
        assert!(pulse.must_stop());
        assert_eq!(pulse.exceeded(), Some(Duration::ZERO));
        pulse.begin(Duration::from_secs(60));
        assert!(!pulse.must_stop());
        assert!(!pulse.must_stop());
        assert_eq!((pulse.exceeded(), pulse.beats()), (None, 2));
        pulse.give_up();
        assert!(pulse.must_stop());
    }
}
