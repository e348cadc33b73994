//! What can be asked about aggregates.

use clap::{ValueEnum, value_parser};

use super::Format;

/// Arguments of `aggregates`.
#[derive(Debug, clap::Args)]
pub struct AggregatesArgs {
    /// The store: the path of a SQLite file, or mssql://user@host/database
    pub target: String,
    /// Of this type
    #[arg(long, value_name = "TYPE")]
    pub aggregate_type: Option<String>,
    /// Those that had begun at this instant, as they were then; UTC unless it says otherwise, a date alone is the end
    /// of that day
    #[arg(long, value_name = "INSTANT")]
    pub as_of: Option<String>,
    /// Those that are deleted now, those that are not, or those of which that cannot be told
    #[arg(long, value_enum, conflicts_with = "as_of")]
    pub deleted: Option<DeletedArg>,
    /// So many at most
    #[arg(long, value_name = "N", value_parser = value_parser!(u64).range(1..))]
    pub limit: Option<u64>,
    /// For people, as JSON Lines, or as CSV; see below
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

/// Whether aggregates are deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DeletedArg {
    /// They are
    Yes,
    /// They are not
    No,
    /// It cannot be told
    Unknown,
}
