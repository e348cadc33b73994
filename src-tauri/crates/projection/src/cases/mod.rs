//! Given/when/then: what a projection is expected to make of a few events.
//!
//! Cases stand in a JSON file, a list of:
//! ```json
//! { "name": "a tag that is taken off is gone",
//!   "given": [{ "type": "Tagged", "data": { "tag": "gdpr" } }],
//!   "when": [{ "type": "Untagged", "data": { "tag": "gdpr" } }],
//!   "then": { "tags": [] } }
//! ```
//! `given` is what had happened, `when` (which may be left out) what happens, `then` the state, or
//! `{ "error": "some words of the message" }` where folding is expected to stop, at an event of `when` if there is one.
//! An event has a `type`; `version` (1), `data` (`{}`), `metadata` (`null`), `actor` and `timestamp` may be left out.

mod parse;
mod run;

pub use parse::{Case, CasesError, parse_cases};
pub use run::{CaseFailure, Difference, run_case};
