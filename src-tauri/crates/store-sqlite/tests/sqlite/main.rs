//! The store on SQLite, from outside: the contract that every engine keeps, and what is SQLite's own.

mod contract;
mod damage;
mod filling;
mod foreign;
mod foreign_cells;
mod foreign_order;
mod log;
mod lookups;
mod opening;
mod past;
mod place;
mod raw_client;
mod raw_columns;
mod raw_rows;
mod reads;
mod viewing;
