//! A store to look at: a year at a company that keeps its enterprise architecture in it.
//!
//! [`Generator`] is pure: the same seed and number of events give the same commands and events, to the byte.
//! [`create_demo`] writes them to a store whose clock shows the times of that year.

mod calendar;
mod create;
mod draw;
mod folder;
mod generator;
mod names;
mod object;
mod people;
mod scene;
mod story;
#[cfg(test)]
mod tests;
mod unfinished;
mod words;
mod world;

pub use create::{DemoOptions, create_demo};
pub use generator::{DemoCommand, Generator};
