//! Whether anything is missing: a lens that is shown events in order of position and tells what it noticed.
//!
//! Nothing is guessed. A correction, say, is an event whose metadata names the event that it corrects under the key
//! [`CORRECTS`]. What the lens keeps is bounded, however long the store is: of each kind so many findings, of each
//! finding so many events; what does not fit is counted.

mod causes;
mod corrects;
mod finding;
mod lens;
mod shape;
mod shapes;
mod steps;
#[cfg(test)]
mod tests;
mod types;
mod versions;

pub use corrects::CORRECTS;
pub use finding::{About, FINDINGS_MAX, Finding, FindingKind, Findings, LINKS_MAX, Severity};
pub use lens::{Answers, Knows, Lens, Scope};
pub use types::FirstSeen;
pub use versions::Versions;
