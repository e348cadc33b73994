//! Folding events into states, telling states apart, and telling which event made them what they are.
//!
//! A [`Fold`] is a way of folding; a [`Folding`] is one state on its way. [`replay()`], [`blame()`] and [`moments()`]
//! answer the questions of one history; [`Delta`] tells two states apart.

mod blame;
mod condition;
mod delta;
mod diff;
mod fold;
mod idle;
mod merge;
mod pairing;
mod parse;
mod plain;
mod point;
mod pointer;
mod run;
mod sharing;
mod tree;
mod value;

pub use blame::{Blame, BlamedPath, EventRef, Setters, blame};
pub use condition::{Condition, Moments, Test, Watch, moments};
pub use delta::{ArrayDelta, Change, ChangeKind, Delta, Field};
pub use fold::{Fold, FoldError, Folding};
pub use idle::idle_fields;
pub use plain::MergeFold;
pub use point::{VersionAt, version_at};
pub use pointer::{NotAPointer, Pointer};
pub use run::{Replayed, replay};
pub use tree::{Entries, Json};
pub use value::{order, same_value};
