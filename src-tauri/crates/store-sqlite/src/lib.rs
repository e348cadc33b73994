//! The event store on SQLite.
//!
//! One thread writes, a few read, each with a connection of its own. A reading store changes nothing: not the
//! file, not the write-ahead log, and where no other program writes, not even the folder ([`connection`]).

mod append;
mod batch;
mod change;
mod command;
mod connection;
mod directory;
mod error;
mod filling;
mod filter;
mod histogram;
mod import;
mod info;
mod insert;
mod making;
mod many;
mod migrate;
mod opening;
mod past;
mod pool;
mod read;
mod rows;
mod scan;
mod shape;
mod snapshot;
mod store;
mod unfinished;
mod worker;

pub use append::Clock;
pub use filling::Filling;
pub use store::SqliteStore;
