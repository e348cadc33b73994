//! The projections of a store: the modules in a folder, and which of them folds what.
//!
//! A module is somebody else's code. It is run in the sandbox and nowhere else; that it cannot be read, loaded or used
//! is told, and never fails the store.

mod choice;
mod folder;
mod module;
mod registry;
mod remembered;
#[cfg(test)]
mod tests;

pub use choice::Chosen;
pub use registry::Projections;
pub use remembered::ProjectionFolders;
