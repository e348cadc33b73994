//! Whether a server takes loads in bulk, as far as it was seen to. One that refuses a load is given the same rows by
//! INSERTs, and after a few refusals in a row everything.

use std::sync::atomic::{AtomicU64, Ordering};

/// After how many refusals, one right after the other, no load is tried any more.
const REFUSALS_MAX: u64 = 3;

/// The loads of one copy.
#[derive(Debug, Default)]
pub struct Loads {
    taken: AtomicU64,
    refused: AtomicU64,
    refused_in_a_row: AtomicU64,
}

impl Loads {
    /// Whether another load is worth trying.
    pub fn are_worth_trying(&self) -> bool {
        self.refused_in_a_row.load(Ordering::Relaxed) < REFUSALS_MAX
    }

    /// A load was taken.
    pub fn take(&self) {
        self.taken.fetch_add(1, Ordering::Relaxed);
        self.refused_in_a_row.store(0, Ordering::Relaxed);
    }

    /// A load was refused.
    pub fn refuse(&self) {
        self.refused.fetch_add(1, Ordering::Relaxed);
        self.refused_in_a_row.fetch_add(1, Ordering::Relaxed);
    }

    /// How many were taken, and how many refused.
    pub fn counts(&self) -> (u64, u64) {
        let count = |of: &AtomicU64| of.load(Ordering::Relaxed);
        (count(&self.taken), count(&self.refused))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_that_refuses_again_and_again_is_not_asked_any_more() {
        let loads = Loads::default();
        for _ in 0..10 {
            loads.refuse();
            loads.refuse();
            assert!(loads.are_worth_trying());
            loads.take();
        }
        assert_eq!(loads.counts(), (10, 20));
        for _ in 0..REFUSALS_MAX {
            assert!(loads.are_worth_trying());
            loads.refuse();
        }
        assert!(!loads.are_worth_trying());
    }
}
