//! Hindsight's own read model of a store: what makes ten million events feel like ten thousand.
//!
//! A [`Catalog`] reads a store from its first event to its last in the background and keeps, for each event, a few small
//! numbers in columns: when, and which word in each [`Field`]. Plain loops over such columns answer how many, when, and
//! which words, under any filter, exactly. The columns, and a directory of aggregates, are kept in a side file that can be
//! deleted at any time. Nothing is ever written to the store.

mod aggregates;
mod answers;
mod asked;
mod attempts;
mod build;
mod catalog;
mod codes;
mod columns;
mod directory;
mod edges;
mod field;
mod fold;
mod growth;
mod indexing;
mod jobs;
mod keeper;
mod loading;
mod marks;
mod order;
mod places;
mod recheck;
mod sealed;
mod segment;
mod side;
mod states;
mod status;
mod text;
mod times;
mod trouble;
mod verify;
mod witness;

pub use aggregates::Aggregate;
pub use answers::{Facet, Stack, Stopped};
pub use asked::Asked;
pub use catalog::{Catalog, Keep};
pub use columns::Columns;
pub use directory::{Begin, Directory, DirectoryFilter, DirectoryPage, DirectoryQuery, Sort};
pub use edges::Edges;
pub use field::{Dictionary, Field};
pub use fold::{find_folded, fold};
pub use marks::{Folds, Looked, Mark, Marks, kept_marks};
pub use places::{Place, PlaceAt};
pub use side::SideError;
pub use states::{KeptState, STATE_BYTES_MAX, States, StatesOf};
pub use status::{MarksStatus, Phase, Status, StoreChange, TextStatus};
pub use text::{Candidates, can_look_up, candidates, searched};

#[cfg(test)]
mod tests;
