//! What the program can be asked.

mod aggregates;
mod catalog;
mod insight;
mod projection;
mod travel;

pub use aggregates::{AggregatesArgs, DeletedArg};
pub use catalog::{CatalogArgs, FacetsArgs, SearchArgs};
pub use insight::{ActorArgs, ActorFormat, CheckArgs, TraceArgs, TraceFormat};
pub use projection::{ListArgs, NewArgs, ProjectionCommand, TestArgs, TestFormat};
use travel::{COMPARE_HELP, SNAPSHOTS_HELP, STATE_HELP, WHEN_HELP};
pub use travel::{CompareArgs, SnapshotsArgs, SnapshotsCommand, StateArgs, TestGroup, WhenArgs};

use clap::{Parser, Subcommand, ValueEnum, value_parser};

/// Look into an event store, make one, and append to it.
#[derive(Debug, Parser)]
#[command(name = "hindsight", version, after_help = EXIT_CODES)]
pub struct Args {
    /// What is asked
    #[command(subcommand)]
    pub command: Command,
}

const EXIT_CODES: &str = "\
Exit codes: 0 done, 1 failed, 2 not understood, 3 version conflict, 4 command id used before with another body, \
5 check found something.

A store is the path of a SQLite file, or a database on a SQL Server: mssql://user@host:1433/database, with \
?encrypt=strict for TDS 8.0 and ca=FILE to trust a private authority. The password is looked for in \
HINDSIGHT_MSSQL_PASSWORD, then in the keychain of this machine, where `hindsight login` puts it.

Every command but demo, init, append and copy opens the store for reading only and changes nothing.";

/// The subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a demo store: a year at a company that keeps its enterprise architecture in it
    #[command(after_help = DEMO_HELP)]
    Demo(DemoArgs),
    /// Make a new, empty store
    Init(TargetArgs),
    /// Ask for the password of a login on a server, and have the keychain of this machine keep it
    Login(TargetArgs),
    /// Have the keychain of this machine forget it
    Logout(TargetArgs),
    /// Check a store for damage and say what it holds and what is unusual about it
    Info(InfoArgs),
    /// Append commands and their events, given as JSON lines
    #[command(after_help = APPEND_HELP)]
    Append(AppendArgs),
    /// Copy a whole store to another place or engine, and hold both against each other
    #[command(after_help = COPY_HELP)]
    Copy(CopyArgs),
    /// Print events
    #[command(after_help = EVENTS_HELP)]
    Events(Box<EventsArgs>),
    /// Print aggregates in the order in which they began
    #[command(after_help = AGGREGATES_HELP)]
    Aggregates(AggregatesArgs),
    /// Print the state of an aggregate, which event set each part of it, or what is different from another moment
    #[command(after_help = STATE_HELP)]
    State(Box<StateArgs>),
    /// Print everything that belongs to one business operation, each thing below what caused it
    #[command(after_help = insight::TRACE_HELP)]
    Trace(TraceArgs),
    /// Look for what is missing or odd: gaps, causes that do not exist, commands without events, and more
    #[command(after_help = insight::CHECK_HELP)]
    Check(CheckArgs),
    /// Print what one actor did: which things, when in the week, on whose commands
    #[command(after_help = insight::ACTOR_HELP)]
    Actor(ActorArgs),
    /// Print what became of aggregates between two instants
    #[command(after_help = COMPARE_HELP)]
    Compare(CompareArgs),
    /// Print the events at which something became true of a path
    #[command(after_help = WHEN_HELP)]
    When(WhenArgs),
    /// List the states that a store keeps, or hold them against a replay
    #[command(subcommand, after_help = SNAPSHOTS_HELP)]
    Snapshots(SnapshotsCommand),
    /// Find events by their text
    #[command(after_help = catalog::QUERY_HELP)]
    Search(SearchArgs),
    /// Count the words of types, actors and sources
    #[command(after_help = catalog::QUERY_HELP)]
    Facets(FacetsArgs),
    /// Make, see or delete the catalog of a store: what makes counting and searching quick
    #[command(after_help = catalog::CATALOG_HELP)]
    Catalog(CatalogArgs),
    /// Test, list and begin projections: JavaScript modules that say how events become a state
    #[command(subcommand)]
    Projection(ProjectionCommand),
}

const DEMO_HELP: &str = "\
The same seed and number of events give the same content, byte for byte; only the store's own id differs. \
Beside the store, in the folder projections, it writes the projections that fold it; what is there already is left alone.

  hindsight demo acme.db
  hindsight demo large.db --events 1000000";

/// Arguments of `demo`.
#[derive(Debug, clap::Args)]
pub struct DemoArgs {
    /// Where to make it; nothing that exists is overwritten
    pub path: String,
    /// Exactly so many events
    #[arg(long, default_value_t = 10_000, value_parser = value_parser!(u32).range(1..))]
    pub events: u32,
    /// Another seed, another content
    #[arg(long, default_value_t = 42)]
    pub seed: u64,
}

const COPY_HELP: &str = "\
Positions, ids, versions, instants and payloads stay as they are, to the byte, and so do commands, by which a retry is \
recognised, and snapshots. The copy goes by the store's own id. Afterwards every row of both sides is read and held \
against the other.

The target must not be there yet, unless it is a copy of the same store: then what it lacks is brought over, as after an \
interrupt, or when the source has grown. Until the command says that both agree, the copy is not whole. A store that \
another program made, or that lacks rules, is not copied.

On a server the database must be there already; its tables are made.

  hindsight copy acme.db /backup/acme.db
  hindsight copy acme.db mssql://ada@db.example/audit";

/// Arguments of `copy`.
#[derive(Debug, clap::Args)]
pub struct CopyArgs {
    /// The store: the path of a SQLite file, or mssql://user@host/database; it is opened for reading only
    pub source: String,
    /// Where the copy is made: the path of a SQLite file, or mssql://user@host/database
    pub target: String,
}

/// A store and nothing else.
#[derive(Debug, clap::Args)]
pub struct TargetArgs {
    /// The store: the path of a SQLite file, or mssql://user@host/database
    pub target: String,
}

/// Arguments of `info`.
#[derive(Debug, clap::Args)]
pub struct InfoArgs {
    /// The store: the path of a SQLite file, or mssql://user@host/database
    pub target: String,
    /// For people, or one JSON object on one line
    #[arg(long, value_enum, default_value_t = InfoFormat::Table)]
    pub format: InfoFormat,
}

/// How `info` is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum InfoFormat {
    /// For people
    Table,
    /// One JSON object on one line
    Jsonl,
}

const APPEND_HELP: &str = r#"Each line is one command with its events (here on several lines):

  {"command_id":"…", "command_type":"SetDataClassification",
   "aggregate_id":"…", "aggregate_type":"Application",
   "actor":"officer-456", "actor_type":"user", "source":"ui",
   "correlation_id":"…", "data":{}, "metadata":{}, "expected_version":7,
   "events":[{"event_type":"DataClassificationChanged", "event_version":1,
              "data":{"classification":"confidential"}, "metadata":{},
              "causation_id":"…"}]}

These may be left out, other fields are refused:
  command_id: one is made, but then a retry cannot be recognised
  correlation_id: there is none
  data, metadata of the command: {}
  expected_version: "any"; else it is a number, "no_stream" or "stream_exists"
  event_version: 1
  metadata of an event: the command's
  causation_id: the command's id

data and metadata are kept byte for byte. Empty lines are passed over.

Each line is answered by one line, in order, once its transaction is durable:

  {"status":"appended", "line", "command_id", "aggregate_id",
   "first_version", "last_version", "first_position", "last_position"}
  {"status":"already_processed", …}  the same: the first outcome, told again
  {"status":"conflict", "line", "command_id", "aggregate_id",
   "expected", "actual"}             actual is null where there is no event
  {"status":"command_reused", "line", "command_id"}
  {"status":"invalid", "line", "error"}
  {"status":"failed", "line", "error"}

A line that is not recorded does not stop the others, and with --batch does not take the others' transaction with it. Only a store that fails ends the work; send the lines from there on again, their command ids settle the rest. The exit code tells the worst: 1 before 4 before 3 before 0.

  hindsight append acme.db --file commands.jsonl --batch 100
  my-program | hindsight append acme.db"#;

/// Arguments of `append`.
#[derive(Debug, clap::Args)]
pub struct AppendArgs {
    /// The store: the path of a SQLite file, or mssql://user@host/database; it is opened for writing
    pub target: String,
    /// Read the lines from this file and not from standard input
    #[arg(long, value_name = "FILE")]
    pub file: Option<std::path::PathBuf>,
    /// Put so many lines into one transaction; they are answered together
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = value_parser!(u32).range(1..))]
    pub batch: u32,
    /// Store an aggregate's state at every so many of its events, so that long histories fold faster; 0 stores none
    #[arg(long, value_name = "N", default_value_t = hindsight_service::SNAPSHOT_EVERY)]
    pub snapshot_every: u32,
}

/// What the formats are, word for word in the help of every command that prints rows.
macro_rules! format_help {
    () => {
        "\
Formats:
  table: for people. It fits the terminal (or COLUMNS), cuts long cells with …, and shows control, bidirectional and \
zero-width characters as escapes.
  jsonl: one JSON object per line with every column, data and metadata byte for byte. Where a payload has line breaks \
or white space around it, which JSON Lines has no room for, line breaks become blanks and data_raw (metadata_raw) \
holds the exact text beside it. A payload that is not JSON is null, its text is in data_raw, and marks says so. Where \
the table holds NULL, metadata_raw is null as well. On a terminal, invisible characters are written as \\u escapes.
  csv: a header, then one row per line. A cell that begins with = + - @ (also full-width), a tab or a line break gets \
an apostrophe in front, so that a spreadsheet does not take it for a formula."
    };
}

const FORMAT_HELP: &str = format_help!();

const AGGREGATES_HELP: &str = concat!(
    format_help!(),
    "

An aggregate is deleted where its state is null: by merge patch, where the data of its last event is; by a projection, where \
that returns null. What a catalog of the store knows of that is printed: \"deleted\" is true or false, and null where it is not \
known. With --deleted the catalog is made first and every aggregate looked at.

  hindsight aggregates acme.db --aggregate-type Server --deleted yes"
);

const EVENTS_HELP: &str = concat!(
    format_help!(),
    "

Every filter that is given must hold. Instants are UTC unless they say otherwise: 2026-03-31 (where that day \
begins), 2026-03-31T23:59:00Z, 2026-03-31T23:59:00+02:00.

  hindsight events acme.db --type DataClassificationChanged --newest --limit 20
  hindsight events acme.db --actor officer-456 --from 2026-01-01 --format csv
  hindsight events acme.db --after-position 120000 --limit 1000 --format jsonl"
);

/// How rows are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    Table,
    /// One JSON object per line
    Jsonl,
    /// Comma-separated values
    Csv,
}

/// Arguments of `events`.
#[derive(Debug, clap::Args)]
pub struct EventsArgs {
    /// The store: the path of a SQLite file, or mssql://user@host/database
    pub target: String,
    /// Of this aggregate
    #[arg(long, value_name = "ID")]
    pub aggregate: Option<String>,
    /// After this version of the aggregate
    #[arg(long, value_name = "N", requires = "aggregate")]
    pub since_version: Option<u32>,
    /// Of aggregates of this type
    #[arg(long, value_name = "TYPE")]
    pub aggregate_type: Option<String>,
    /// Of this type
    #[arg(long = "type", value_name = "TYPE")]
    pub event_type: Option<String>,
    /// By this actor
    #[arg(long, value_name = "ACTOR")]
    pub actor: Option<String>,
    /// By actors of this type
    #[arg(long, value_name = "TYPE", value_parser = ["user", "service", "system"])]
    pub actor_type: Option<String>,
    /// Through this door
    #[arg(long, value_name = "SOURCE", value_parser = ["ui", "api", "import", "webhook", "system"])]
    pub source: Option<String>,
    /// Of this business operation
    #[arg(long, value_name = "ID")]
    pub correlation: Option<String>,
    /// Caused by this command or event
    #[arg(long, value_name = "ID")]
    pub causation: Option<String>,
    /// At this instant or later
    #[arg(long, value_name = "INSTANT")]
    pub from: Option<String>,
    /// Before this instant, which is itself left out
    #[arg(long, value_name = "INSTANT")]
    pub to: Option<String>,
    /// Newest first
    #[arg(long)]
    pub newest: bool,
    /// So many at most
    #[arg(long, value_name = "N", value_parser = value_parser!(u64).range(1..))]
    pub limit: Option<u64>,
    /// Go on after this position (with --newest: before it)
    #[arg(long, value_name = "POSITION", value_parser = value_parser!(i64).range(0..))]
    pub after_position: Option<i64>,
    /// For people, as JSON Lines, or as CSV; see below
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}
