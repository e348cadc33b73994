//! From events to a state: what a way of folding must offer.

use super::delta::Delta;
use super::pointer::Pointer;
use super::tree::Json;
use crate::event::Event;
use crate::ids::{EventType, Position, Version};

/// A way in which the events of an aggregate become its state. The same events always give the same state.
pub trait Fold: Send + Sync {
    /// Begins a folding: before the first event, or at a state that [`Folding::checkpoint`] gave.
    ///
    /// # Errors
    /// [`FoldError`], where there is no state to begin at.
    fn begin(&self, from: Option<&Json>) -> Result<Box<dyn Folding>, FoldError>;
}

/// A state on its way through an aggregate's history.
///
/// After an error a folding is spent: what it holds means nothing any more. The states before the event that the
/// error names stand, and [`replay`](super::replay()) goes to the last of them.
pub trait Folding: Send {
    /// Takes the state over some more events, in the order given.
    ///
    /// # Errors
    /// [`FoldError`], naming the first event that cannot be folded.
    fn apply(&mut self, events: &[Event]) -> Result<(), FoldError>;

    /// Like [`apply`](Self::apply), and tells of each event what it changed.
    ///
    /// # Errors
    /// [`FoldError`]; the events before the one that it names have been told.
    fn trace(
        &mut self,
        events: &[Event],
        told: &mut dyn FnMut(&Event, Delta),
    ) -> Result<(), FoldError>;

    /// Like [`apply`](Self::apply), and tells what stands at one place after each event.
    ///
    /// # Errors
    /// [`FoldError`]; the events before the one that it names have been told.
    fn watch(
        &mut self,
        at: &Pointer,
        events: &[Event],
        told: &mut dyn FnMut(&Event, Option<Json>),
    ) -> Result<(), FoldError>;

    /// The state after the events so far.
    ///
    /// # Errors
    /// [`FoldError`], where the state is none that can be shown.
    fn state(&mut self) -> Result<Json, FoldError>;

    /// The state in a form at which another folding may begin and come to the same end; `None` where the state
    /// holds something that its JSON does not tell.
    ///
    /// # Errors
    /// [`FoldError`], where the state is none that can be shown.
    fn checkpoint(&mut self) -> Result<Option<Json>, FoldError> {
        self.state().map(Some)
    }
}

/// Where folding stopped, and why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FoldError {
    /// Before the first event.
    #[error("folding cannot begin: {reason}")]
    Begin {
        /// Why, in words.
        reason: String,
    },
    /// At an event. The states before it stand.
    #[error("version {version} ({event_type}, position {position}) cannot be folded: {reason}")]
    Event {
        /// The event's version.
        version: Version,
        /// The event's type.
        event_type: EventType,
        /// The event's position.
        position: Position,
        /// Why, in words.
        reason: String,
    },
    /// After an event that could be folded, at the state that came of it.
    #[error(
        "the state after version {version} ({event_type}, position {position}) cannot be shown: {reason}"
    )]
    State {
        /// The event's version.
        version: Version,
        /// The event's type.
        event_type: EventType,
        /// The event's position.
        position: Position,
        /// Why, in words.
        reason: String,
    },
}

impl FoldError {
    /// An event that cannot be folded.
    pub fn at(event: &Event, reason: impl Into<String>) -> Self {
        Self::Event {
            version: event.version,
            event_type: event.event_type.clone(),
            position: event.position,
            reason: reason.into(),
        }
    }

    /// The version at which folding stopped; 0 before the first event.
    pub fn version(&self) -> Version {
        match self {
            Self::Begin { .. } => Version(0),
            Self::Event { version, .. } | Self::State { version, .. } => *version,
        }
    }
}
