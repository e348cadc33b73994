//! How much a projection may use.

use std::time::Duration;

/// How much a projection may use. The defaults are what the program runs with; tests use less.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Memory of one folding, in bytes.
    pub memory_bytes: usize,
    /// Stack of one folding, in bytes.
    pub stack_bytes: usize,
    /// Time for loading the module, and for making the first state.
    pub load: Duration,
    /// Time for one event.
    pub event: Duration,
    /// Time beyond those after which a folding that does not answer is given up. A single operation of the engine,
    /// such as a search in a text of many megabytes, cannot be interrupted.
    pub grace: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            memory_bytes: 64 << 20,
            stack_bytes: 1 << 20,
            load: Duration::from_secs(1),
            event: Duration::from_secs(1),
            grace: Duration::from_secs(4),
        }
    }
}
