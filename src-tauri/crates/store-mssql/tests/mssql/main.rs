//! The store on a SQL Server, from outside: the contract that every engine keeps, and what is this engine's own.
//!
//! The tests need a server: `HINDSIGHT_TEST_MSSQL` names it as a URL, with a login that may make databases and logins, and
//! `HINDSIGHT_MSSQL_PASSWORD` has its password. Each test makes a database of its own and takes it away again. Without a
//! server all of them are left out and counted as that.

mod contract;
mod foreign;
mod foreign_tables;
mod given_up;
mod line;
mod lines;
mod loads;
mod names;
mod place;
mod raw_client;
mod refusals;
mod server;
mod silence;
mod writers;
