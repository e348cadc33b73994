//! Folding events into states, and telling states apart.

mod diff;
mod fold;
mod merge;
mod point;
mod tree;

pub use diff::{Change, ChangeKind, diff};
pub use fold::{Fold, FoldError, MergeFold, fold};
pub use point::{VersionAt, version_at};
pub use tree::Json;
