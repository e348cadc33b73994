//! What every engine is held against: the [contract] as one test for each rule, and a [model] that random
//! histories are compared with. For tests alone.
//!
//! An engine implements [`Harness`] and says in its tests:
//!
//! ```text
//! hindsight_testkit::contract_suite!(MyHarness::new());
//!
//! #[test]
//! fn plays_like_the_model() {
//!     hindsight_testkit::plays_like_the_model(64, MyHarness::new);
//! }
//! ```

pub mod clock;
pub mod contract;
pub mod generate;
pub mod given;
mod harness;
pub mod look;
pub mod model;
mod property;
mod suite;

pub use clock::ManualClock;
pub use harness::{Harness, ImportHarness};
pub use property::plays_like_the_model;
