//! What the page may ask of the backend.

pub mod browse;
pub mod catalog;
pub mod projections;
pub mod stores;
pub mod trace;
pub mod travel;
pub mod write;
