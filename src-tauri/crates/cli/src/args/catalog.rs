//! What can be asked about the catalog, and what is asked of it.

use clap::value_parser;

use super::Format;

pub const CATALOG_HELP: &str = "\
The catalog is what Hindsight has read of a store: it counts and searches quickly. It lies in your own cache folder, \
holds nothing that is not in the store, and may be deleted at any time. The store is only read.

  hindsight catalog acme.db             read the store to its end, and say how far it is
  hindsight catalog acme.db --rebuild   the same from nothing
  hindsight catalog acme.db --delete
  hindsight catalog acme.db --path      where it lies, whether or not it is there";

/// Arguments of `catalog`.
#[derive(Debug, clap::Args)]
pub struct CatalogArgs {
    /// The store: the path of a SQLite file, or mssql://user@host/database
    pub target: String,
    /// Read everything anew
    #[arg(long, group = "wish")]
    pub rebuild: bool,
    /// Take it away
    #[arg(long, group = "wish")]
    pub delete: bool,
    /// Print where it lies
    #[arg(long, group = "wish")]
    pub path: bool,
}

pub const QUERY_HELP: &str = r#"A query is words, "exact phrases", and filters, all of which must hold:

  type: kind: (of the aggregate) aggregate: actor: as: (user, service, system) source: correlation: cause:
  after: before: (instants, UTC unless they say otherwise) from-position: to-position:

A value with blanks is put in quotes: actor:"ada l.". Words are found in any case, in payload, metadata, actor and type, \
as they are spelled there."#;

/// Arguments of `search`.
#[derive(Debug, clap::Args)]
pub struct SearchArgs {
    /// The store: the path of a SQLite file, or mssql://user@host/database
    pub target: String,
    /// Words, phrases and filters; see below
    #[arg(required = true)]
    pub query: Vec<String>,
    /// So many at most
    #[arg(long, value_name = "N", value_parser = value_parser!(u64).range(1..))]
    pub limit: Option<u64>,
    /// For people, as JSON Lines, or as CSV
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

/// Arguments of `facets`.
#[derive(Debug, clap::Args)]
pub struct FacetsArgs {
    /// The store: the path of a SQLite file, or mssql://user@host/database
    pub target: String,
    /// Filters; see below
    pub query: Vec<String>,
    /// So many words of each kind at most, the most frequent first
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = value_parser!(u32).range(1..))]
    pub limit: u32,
    /// For people, as JSON Lines, or as CSV
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}
