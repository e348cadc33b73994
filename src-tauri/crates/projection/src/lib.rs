//! Runs users' projections in a sandboxed JavaScript engine and gives replay its fold.
//!
//! A projection is a small JavaScript module:
//! ```js
//! export default {
//!   aggregateType: "Application",
//!   version: 1,
//!   init: () => ({ tags: [] }),
//!   when: {
//!     Tagged: (state, event) => ({ ...state, tags: [...state.tags, event.data.tag] }),
//!     $any: (state, event) => ({ ...state, lastActor: event.actor }),
//!   },
//!   upcast: {
//!     "Tagged@1": (event) => ({ ...event, version: 2, data: { tag: event.data.name } }),
//!   },
//! };
//! ```
//! A handler gets the state and an event with `type`, `version`, `data`, `metadata`, `actor`, `timestamp` and
//! `aggregateVersion`, and returns the state; it may change the one that it was given. `$any` takes the types without
//! a handler of their own; without it they are passed over. An upcaster gets an event of the type and version in its
//! name and returns one of a later version, or of another type, until no upcaster fits.
//!
//! **The sandbox** has no files, network, clock, chance, code made from text or other modules, and the language's own
//! objects cannot be changed. Memory, stack and time are bounded ([`Limits`]). Each folding has the module
//! evaluated for itself, so what it keeps in variables of its own never reaches another aggregate; a module that uses such variables
//! is still no fold, and [`run_case`] finds that out.
//!
//! **Numbers** are JavaScript's: an integer up to 2^53 and any number with a fraction or an exponent is a double, and
//! prints as JavaScript prints it, so `1.10` becomes `1.1`. Larger integers arrive as BigInt and are never rounded.
//! In a state both are spelled out exactly; what JSON does not have (`undefined`, functions, NaN, a Map, a cycle) is
//! an error that names its path.

mod cases;
mod engine;
mod fault;
mod folding;
mod idle;
mod input;
mod limits;
mod loading;
mod projection;
mod pulse;
mod reading;
mod source;
mod stop;
mod stuck;
mod worker;

pub use cases::{Case, CaseFailure, CasesError, Difference, parse_cases, run_case};
pub use limits::Limits;
pub use projection::{Projection, ProjectionError};
pub use source::ModuleHash;
