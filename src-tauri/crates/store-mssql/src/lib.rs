//! The event store on Microsoft SQL Server, and on servers that speak its language.
//!
//! A few connections read and a few write; one that saw anything go wrong is not used again ([`pool`]). A reading store
//! asks for no more than SELECT.

mod address;
mod append;
mod cells;
mod columns;
mod command;
mod config;
mod connection;
mod directory;
mod error;
mod filling;
mod filter;
mod histogram;
mod history;
mod import;
mod info;
mod insert;
mod judge;
mod known;
mod loads;
mod making;
mod many;
mod migrate;
mod past;
mod pool;
mod read;
mod retry;
mod rows;
mod scan;
mod session;
mod shape;
mod snapshot;
mod stage;
mod store;
mod table;
mod unfinished;
mod value;
mod work;

pub use address::{MssqlAddress, NotAnAddress, SCHEME};
pub use append::Clock;
pub use config::{Auth, Encryption, MssqlConfig, SILENCE_MAX, Secret};
pub use filling::Filling;
pub use store::MssqlStore;
