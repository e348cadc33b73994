//! Projections from outside: what they fold, what they cannot do, and what becomes of hostile ones.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod cases;
mod documented;
mod folding;
mod given;
mod hostile;
mod laws;
mod numbers;
mod sandbox;
mod states;
mod upcasting;
