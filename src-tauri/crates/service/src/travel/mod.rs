//! Time travel: past states, what made them so, and what is different between two moments.
//!
//! Everything here goes through an aggregate's history in stretches and holds one or two of them; blame alone holds on to
//! all events, without their payloads, since any of them may have to be named. Between two
//! stretches the work can be stopped, by dropping its future, and says how far it is. Folding is done aside, so that
//! a fold that takes its time keeps nobody else waiting.

mod blame;
mod checkpoints;
mod compared;
mod diff;
mod export;
mod gone;
mod moments;
mod point;
mod snapshots;
mod standing;
mod state;
mod stored;
mod stretch;
mod walk;
mod world;

pub use blame::blame_at;
pub(crate) use checkpoints::Checkpoints;
pub use compared::{CSV_FIELDS as COMPARED_CSV_FIELDS, WithChanges};
pub use diff::diff_states;
pub use export::export_comparison;
pub(crate) use gone::is_gone;
pub use moments::find_moments;
pub(crate) use snapshots::take_snapshots;
pub use snapshots::{SNAPSHOT_EVERY, list_snapshots, snapshots_of, verify_snapshots};
pub use state::{leaves, pretty_state, state_at};
pub use world::compare_world;
pub(crate) use world::is_null;

use crate::wire::ProgressDto;

/// Hears how far a use case is.
pub type Tell<'t> = &'t (dyn Fn(ProgressDto) + Send + Sync);
