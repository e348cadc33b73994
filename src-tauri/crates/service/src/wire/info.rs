//! What a store says of itself, on the wire.

use hindsight_store::{Remark, StoreKind};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::ServerDto;

/// What a store says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StoreInfoDto {
    /// What was opened: a path.
    pub target: String,
    /// Its short name, for a title.
    pub name: String,
    /// The engine and its version.
    pub engine: String,
    /// Whose store it is.
    pub kind: StoreKindDto,
    /// Whether it is open for writing.
    pub writable: bool,
    /// Whether the login could write, though the store is only looked at.
    pub login_can_write: bool,
    /// Of a copy that is not finished: how many events its source had, decimal.
    pub unfinished_copy_of: Option<String>,
    /// Its name for life.
    pub store_id: Option<String>,
    /// When it was made.
    pub created_at: Option<String>,
    /// The version of its tables.
    pub schema_version: Option<u32>,
    /// How many events, decimal.
    pub events: String,
    /// How many commands, decimal.
    pub commands: Option<String>,
    /// How many snapshots, decimal.
    pub snapshots: Option<String>,
    /// When the first event was recorded.
    pub first_at: Option<String>,
    /// When the last event was recorded.
    pub last_at: Option<String>,
    /// What is unusual about it.
    pub remarks: Vec<RemarkDto>,
}

/// Whose store it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum StoreKindDto {
    /// Made by Hindsight's own migrations.
    Own,
    /// Written by another program.
    Foreign,
}

/// Something about a store that a reader should know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RemarkDto {
    /// What to branch on.
    pub kind: RemarkKind,
    /// The same in words.
    pub text: String,
}

/// The kinds of remarks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum RemarkKind {
    /// Good to know.
    Note,
    /// Take care.
    Warning,
}

/// A store that was opened before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RecentStoreDto {
    /// What was opened: a path.
    pub target: String,
    /// Its short name.
    pub name: String,
    /// When it was opened last, as fixed-width UTC.
    pub opened_at: String,
    /// Whether it is still there.
    pub exists: bool,
    /// Where it is, of a store on a server.
    pub server: Option<ServerDto>,
}

/// What a text that somebody typed may name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum FoundDto {
    /// An event, by its position or its id.
    Event {
        /// Where it stands, decimal.
        position: String,
        /// What kind of fact.
        event_type: String,
    },
    /// An aggregate.
    Aggregate {
        /// Its name.
        aggregate_id: String,
        /// What kind of thing.
        aggregate_type: String,
    },
    /// A business operation.
    Correlation {
        /// Its name.
        correlation_id: String,
        /// How many events, decimal.
        events: String,
    },
    /// A command.
    Command {
        /// Its name; events caused by it are found under it.
        command_id: String,
        /// What it asked for.
        command_type: String,
    },
}

impl From<StoreKind> for StoreKindDto {
    fn from(kind: StoreKind) -> Self {
        match kind {
            StoreKind::Own => Self::Own,
            StoreKind::Foreign => Self::Foreign,
        }
    }
}

impl From<&Remark> for RemarkDto {
    fn from(remark: &Remark) -> Self {
        use RemarkKind::{Note, Warning};
        let (kind, text) = match remark {
            Remark::NoPositions => (
                Note,
                "The store has no positions; the order of its rows stands in.".to_owned(),
            ),
            Remark::RuleMissing(rule) => (
                Warning,
                format!("The store does not enforce a rule that it should: {rule}."),
            ),
            Remark::RulesNotSeen => (
                Note,
                "This login may not see whether the database enforces the store's rules, so nothing is concluded from \
                 them and some answers take longer; the right VIEW DEFINITION lets it see them."
                    .to_owned(),
            ),
            Remark::UnfinishedCopy { events, of } => (
                Warning,
                format!(
                    "This is an unfinished copy: it has {events} of its source's {of} events, and was not held against the \
                     source. The same `hindsight copy` goes on with it."
                ),
            ),
            Remark::ColumnMissing(column) => (Note, format!("The column {column} is missing.")),
            Remark::TableMissing(table) => (Note, format!("The table {table} is missing.")),
            Remark::Damaged(what) => (Warning, format!("The file is damaged: {what}.")),
            Remark::LoginCanWrite => (
                Note,
                "The store is only looked at, but this login could change it; a login with no more than SELECT \
                 could not."
                    .to_owned(),
            ),
            Remark::NotFullyChecked => (
                Note,
                "The file is large and was not wholly checked for damage while opening.".to_owned(),
            ),
        };
        Self { kind, text }
    }
}
