//! A store as plain lists: slow, and so short that it is plainly right. Real stores are held against it.

mod read;
mod write;

pub use read::matches;
pub use write::{Refusal, instant_of};

use std::ops::Range;

use hindsight_domain::{Event, Instant, NewSnapshot};
use hindsight_store::Append;

/// All that a store should hold.
#[derive(Default)]
pub struct Model {
    /// Every event, in order of position: the event at position 1 first.
    pub events: Vec<Event>,
    commands: Vec<Processed>,
    snapshots: Vec<NewSnapshot>,
}

/// A command that was recorded, when, and where its events stand in the list.
struct Processed {
    request: Append,
    at: Instant,
    events: Range<usize>,
}
