//! The projections of a store: the modules in a folder, and which of them folds what.
//!
//! A module is somebody else's code. It is run in the sandbox and nowhere else; that it cannot be read, loaded or used
//! is told, and never fails the store.

mod choice;
mod folder;
mod module;
mod new;
mod registry;
mod remembered;
mod skeleton;
mod testing;
#[cfg(test)]
mod tests;
mod watch;

pub use choice::Chosen;
pub use new::new_projection;
pub use registry::Projections;
pub use remembered::ProjectionFolders;
pub use testing::test_projection;
pub use watch::ProjectionsWatch;

/// The name of the folder beside a store.
pub(crate) const FOLDER: &str = "projections";
