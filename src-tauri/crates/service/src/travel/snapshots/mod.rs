//! Stored states: made after an append, used where they are trusted, and verified by replay.
//!
//! A stored state is a claim, not evidence: the table may be written by anybody. So each one that Hindsight stores is
//! sealed, which tells the very fold that made it and that its bytes are those that were stored; and even then only a
//! session that writes to the store begins at one. Whoever looks at evidence folds the events themselves.

mod list;
mod seal;
mod take;
mod verify;

pub use list::{list_snapshots, snapshots_of};
pub(super) use seal::is_sealed;
pub use take::SNAPSHOT_EVERY;
pub(crate) use take::take_snapshots;
pub use verify::verify_snapshots;
