//! What can be asked about past states.

use std::path::PathBuf;

use clap::Subcommand;

use super::{FORMAT_HELP, Format};

pub const STATE_HELP: &str = "\
Folded by the projection for the aggregate's type, where the folder projections beside the store has one, else by JSON \
merge patch (RFC 7396) of each event's data. Numbers are spelled as the events spelled them; invisible characters in \
texts are written as \\u escapes. Where an event cannot be folded, the last good state is printed, standard error says \
where it stopped, and the exit code is 1.

  hindsight state acme.db AGGREGATE_ID
  hindsight state acme.db AGGREGATE_ID --version 12 --blame
  hindsight state acme.db AGGREGATE_ID --at 2026-03-31 --diff-with 2025-12-31
  hindsight state acme.db AGGREGATE_ID --without 12 --diff-with 40";

/// Arguments of `state`.
#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("listing").args(["blame", "diff_with"]))]
pub struct StateArgs {
    /// The store: the path of a SQLite file, or mssql://user@host/database
    pub target: String,
    /// The aggregate
    pub aggregate_id: String,
    /// After the event with this version; 0 is before the first
    #[arg(long, value_name = "N", conflicts_with = "at")]
    pub version: Option<u32>,
    /// At this instant, UTC unless it says otherwise; a date alone is the end of that day
    #[arg(long, value_name = "INSTANT")]
    pub at: Option<String>,
    /// Fold by this projection, or by those in this folder, and not by those beside the store
    #[arg(long, value_name = "FILE|DIR")]
    pub projection: Option<PathBuf>,
    /// Print for each path which event set it, and which one did before
    #[arg(long)]
    pub blame: bool,
    /// Print what is different from the state at this version or instant
    #[arg(long, value_name = "VERSION|INSTANT")]
    pub diff_with: Option<String>,
    /// As if the events with these versions had not happened
    #[arg(
        long,
        value_name = "VERSION",
        value_delimiter = ',',
        conflicts_with = "blame"
    )]
    pub without: Vec<u32>,
    /// How --blame and --diff-with are printed
    #[arg(long, value_enum, default_value_t = Format::Table, requires = "listing")]
    pub format: Format,
}

pub const COMPARE_HELP: &str = "\
FROM and TO are instants, UTC unless they say otherwise; a date alone is the end of that day. An aggregate is created \
where it was not there at FROM, deleted where its state at TO is null, and changed where it has events in between \
(where a projection folds it: where its state is another).

Formats: table is one row per aggregate; jsonl is one object per aggregate with every changed path, old and new spelled \
as the events spelled them; csv is one row per changed path.

  hindsight compare acme.db 2026-03-31 2026-06-30
  hindsight compare acme.db 2026-03-31 2026-06-30 --aggregate-type Application --format csv";

/// Arguments of `compare`.
#[derive(Debug, clap::Args)]
pub struct CompareArgs {
    /// The store: the path of a SQLite file, or mssql://user@host/database
    pub target: String,
    /// What stood then
    pub from: String,
    /// Against what stood then
    pub to: String,
    /// This aggregate alone
    #[arg(long, value_name = "ID", conflicts_with_all = ["aggregate_type", "correlation"])]
    pub aggregate: Option<String>,
    /// Aggregates of this type
    #[arg(long, value_name = "TYPE", conflicts_with = "correlation")]
    pub aggregate_type: Option<String>,
    /// Aggregates that this business operation changed
    #[arg(long, value_name = "ID")]
    pub correlation: Option<String>,
    /// Fold by the projections in this file or folder, and not by those beside the store
    #[arg(long, value_name = "FILE|DIR")]
    pub projection: Option<PathBuf>,
    /// For people, as JSON Lines, or as CSV; see below
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

pub const WHEN_HELP: &str = "\
PATH is a JSON Pointer (RFC 6901) such as /classification or /tags/0. VALUE is JSON: 12, true, or '\"confidential\"' \
with its quotes; values are compared by what they mean, so 1.10 equals 1.1. Moments are printed as they are found, \
aggregate by aggregate.

  hindsight when acme.db /classification --equals '\"confidential\"' --aggregate-type Application
  hindsight when acme.db /cost/yearly --above 50000
  hindsight when acme.db /owner --changes --aggregate AGGREGATE_ID";

/// Arguments of `when`.
#[derive(Debug, clap::Args)]
pub struct WhenArgs {
    /// The store: the path of a SQLite file, or mssql://user@host/database
    pub target: String,
    /// The path
    pub path: String,
    /// What became true of it
    #[command(flatten)]
    pub test: TestGroup,
    /// In this aggregate
    #[arg(long, value_name = "ID", conflicts_with = "aggregate_type")]
    pub aggregate: Option<String>,
    /// In aggregates of this type
    #[arg(long, value_name = "TYPE")]
    pub aggregate_type: Option<String>,
    /// Fold by the projections in this file or folder, and not by those beside the store
    #[arg(long, value_name = "FILE|DIR")]
    pub projection: Option<PathBuf>,
    /// For people, as JSON Lines, or as CSV
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

/// One thing that may become true.
#[derive(Debug, clap::Args)]
#[group(required = true, multiple = false)]
pub struct TestGroup {
    /// Something came to stand there
    #[arg(long)]
    pub exists: bool,
    /// Something else came to stand there, or nothing any more
    #[arg(long)]
    pub changes: bool,
    /// This came to stand there
    #[arg(long, value_name = "VALUE", allow_hyphen_values = true)]
    pub equals: Option<String>,
    /// A number above this one came to stand there, or a text after this one
    #[arg(long, value_name = "VALUE", allow_hyphen_values = true)]
    pub above: Option<String>,
    /// A number below this one came to stand there, or a text before this one
    #[arg(long, value_name = "VALUE", allow_hyphen_values = true)]
    pub below: Option<String>,
}

pub const SNAPSHOTS_HELP: &str = "\
A snapshot only ever makes folding faster. Where a store is looked at, none is used.";

/// What is asked about stored states.
#[derive(Debug, Subcommand)]
pub enum SnapshotsCommand {
    /// Print where stored states stand, and whether the fold now in force made them
    #[command(after_help = FORMAT_HELP)]
    List(SnapshotsArgs),
    /// Replay the events and print what came of holding each stored state against them; exit code 1 where one differs
    #[command(after_help = FORMAT_HELP)]
    Verify(SnapshotsArgs),
}

/// Arguments of `snapshots list` and `snapshots verify`.
#[derive(Debug, clap::Args)]
pub struct SnapshotsArgs {
    /// The store: the path of a SQLite file, or mssql://user@host/database
    pub target: String,
    /// Of this aggregate
    #[arg(long, value_name = "ID")]
    pub aggregate: Option<String>,
    /// Fold by the projections in this file or folder, and not by those beside the store
    #[arg(long, value_name = "FILE|DIR")]
    pub projection: Option<PathBuf>,
    /// For people, as JSON Lines, or as CSV; see below
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}
