//! Where a stretch of events stopped.

use crate::fault::Fault;

/// Where a stretch of events stopped: which of them, at folding it or at showing the state after it, and why.
#[derive(Debug)]
pub(crate) struct Stop {
    /// The event's place in the stretch; `None` where the state before the stretch cannot be shown.
    pub(crate) at: Option<usize>,
    pub(crate) is_folded: bool,
    pub(crate) fault: Fault,
}

impl Stop {
    /// At folding an event.
    pub(crate) fn folding(at: usize, fault: Fault) -> Self {
        Self {
            at: Some(at),
            is_folded: false,
            fault,
        }
    }

    /// At showing the state after an event.
    pub(crate) fn showing(at: usize, fault: Fault) -> Self {
        Self {
            at: Some(at),
            is_folded: true,
            fault,
        }
    }

    /// At showing the state before the stretch.
    pub(crate) fn before(fault: Fault) -> Self {
        Self {
            at: None,
            is_folded: true,
            fault,
        }
    }
}
