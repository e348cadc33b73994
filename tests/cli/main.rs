//! The command line from outside: the real program, real files, real processes.
#![allow(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it takes for granted"
)]

mod actor;
mod append;
mod beside;
mod catalog;
mod check;
mod copy;
#[path = "../database.rs"]
mod database;
mod deleted;
mod demo;
mod events;
mod foreign;
mod hostile;
mod info;
mod login;
mod moments;
mod processes;
mod program;
mod projection;
mod server;
mod state;
mod trace;
mod travel;
