//! What can be asked about projections.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};

use super::Format;

const TEST_HELP: &str = r#"The cases of account.js stand beside it in account.cases.json, as a list:

  [{ "name": "a tag that is taken off is gone",
     "given": [{ "type": "Tagged", "data": { "tag": "gdpr" } }],
     "when": [{ "type": "Untagged", "data": { "tag": "gdpr" } }],
     "then": { "tags": [] } }]

given: what had happened. when: what happens; it may be left out. then: the state, compared by value (1.10 is 1.1), or {"error": "some words of the message"} where folding is expected to stop, at an event of "when" if there is one.
An event has a type; version (1), data ({}), metadata (null), actor and timestamp may be left out.

Each case is folded in several ways, so that a module which keeps something in variables of its own fails.

Exit codes: 0 all cases are met, 1 one is not or a file cannot be used.

  hindsight projection test projections/*.js"#;

const NEW_HELP: &str = "\
The oldest and the newest thousand events of the type are looked at; what does not occur among them is not in the file. Without --out it is made in the folder projections beside the store.

  hindsight projection new acme.db Application
  hindsight projection new acme.db Application --out drafts/application.js";

const LIST_HELP: &str = "\
Of two projections for one type the one with the higher version is in use, of equal ones the first by name.

  hindsight projection list acme.db
  hindsight projection list acme.db --projection drafts";

/// What is asked about projections.
#[derive(Debug, Subcommand)]
pub enum ProjectionCommand {
    /// Hold projections to the cases beside them
    #[command(after_help = TEST_HELP)]
    Test(TestArgs),
    /// Print the projections of a store: which there are, and which are in use
    #[command(after_help = LIST_HELP)]
    List(ListArgs),
    /// Begin a projection from the event types and payload keys that a store has for an aggregate type
    #[command(after_help = NEW_HELP)]
    New(NewArgs),
}

/// Arguments of `projection test`.
#[derive(Debug, clap::Args)]
pub struct TestArgs {
    /// The projections' files
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// For people, or one JSON object per case
    #[arg(long, value_enum, default_value_t = TestFormat::Text)]
    pub format: TestFormat,
}

/// How cases are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TestFormat {
    /// For people: a line for each case, and what differs
    Text,
    /// One JSON object per line
    Jsonl,
}

/// Arguments of `projection list`.
#[derive(Debug, clap::Args)]
pub struct ListArgs {
    /// The store: the path of a SQLite file, or mssql://user@host/database
    pub target: String,
    /// Look into this folder, or at this one file, and not into projections beside the store
    #[arg(long, value_name = "FILE|DIR")]
    pub projection: Option<PathBuf>,
    /// For people, as JSON Lines, or as CSV
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

/// Arguments of `projection new`.
#[derive(Debug, clap::Args)]
pub struct NewArgs {
    /// The store: the path of a SQLite file, or mssql://user@host/database
    pub target: String,
    /// The type of aggregates that it is to fold
    pub aggregate_type: String,
    /// Where to write it; nothing that exists is overwritten
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}
