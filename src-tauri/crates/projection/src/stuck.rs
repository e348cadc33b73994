//! Remembers of a module that it went astray, so that it is not started a second time.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::worker::Lost;

/// Shared by all foldings of a module: whether one of them may still be running though nobody waits for it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Stuck(Arc<AtomicBool>);

impl Stuck {
    pub(crate) fn note(&self, lost: &Lost) {
        if lost.is_running {
            self.0.store(true, Ordering::Relaxed);
        }
    }

    pub(crate) fn is_stuck(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
