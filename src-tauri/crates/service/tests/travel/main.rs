//! Time travel over real stores: what comes of stretches, kept states and projections is what a plain fold of the whole
//! history gives.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod blaming;
mod deleted;
mod given;
mod moments;
mod projected;
mod snapshots;
mod states;
mod stored;
mod world;
