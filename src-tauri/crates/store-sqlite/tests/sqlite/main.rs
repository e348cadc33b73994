//! The store on SQLite, from outside: the contract that every engine keeps, and what is SQLite's own.

mod contract;
mod place;
