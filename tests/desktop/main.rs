//! Tests in the real window: the built program, its real web view, a screen in memory.
//!
//! Each test opens a window of its own with [`app::Opening`], on its own screen and with its own home folder, and
//! drives it as a person would, by what is seen and by roles and names. One window is open at a time, whichever runner
//! starts the tests. Linux alone: elsewhere the web view has no driver.
#![cfg(target_os = "linux")]

mod app;
mod display;
mod driver;
mod guarded;
mod keys;
mod page;
mod place;
mod role;
mod session;
mod turn;
mod views;

mod actor;
mod aggregate;
mod append;
mod asof;
mod blame;
mod causation;
mod check;
mod compare;
mod connect;
#[path = "../database.rs"]
mod database;
mod deleted;
mod explore;
mod facets;
mod film;
mod fits;
mod frames;
mod grid;
mod harness;
mod keyboard;
mod moments;
mod opening;
mod projections;
mod search;
mod sound;
mod timebar;
mod trace;
mod trouble;
mod untouched;
mod whatif;
