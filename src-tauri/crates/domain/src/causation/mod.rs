//! What caused what within one business operation: the forest of its commands and events.
//!
//! [`Forest::of`] hangs every event from its cause; [`runs()`] collapses siblings that are alike; [`align()`] lays two
//! forests beside each other. All of it takes linear time and no recursion: a store may hold anything.

mod align;
mod forest;
mod order;
mod parents;
mod runs;
#[cfg(test)]
mod tests;

pub use align::{Alignment, Pair, Side, align, delay_micros};
pub use forest::{CommandLink, EventLink, Forest, Item, Link, Node, Operation};
pub use runs::{Run, runs};
