//! Two states side by side, and the world between two instants, on the wire.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{AtDto, ChangeDto, EventRowDto, FoldWishDto, StateDto};

/// One side of a comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SideDto {
    /// When.
    pub at: AtDto,
    /// Folded how.
    pub fold: FoldWishDto,
    /// Versions that are left out, as if those events had not happened.
    pub without: Vec<u32>,
}

/// Two states of one aggregate, and what is different between them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StateDiffDto {
    /// Whose states they are.
    pub aggregate_id: String,
    /// One state.
    pub left: StateDto,
    /// The other.
    pub right: StateDto,
    /// What has to be done to the left one to make it the right one.
    pub changes: Vec<ChangeDto>,
}

/// Which part of the store is compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum CompareScopeDto {
    /// All of it.
    All,
    /// Aggregates of a type.
    Type {
        /// The type.
        aggregate_type: String,
    },
    /// One aggregate.
    Aggregate {
        /// Its name.
        aggregate_id: String,
    },
    /// Aggregates that a business operation changed.
    Correlation {
        /// The operation.
        correlation_id: String,
    },
}

/// An aggregate that is not what it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ComparedDto {
    /// Its name.
    pub aggregate_id: String,
    /// What kind of thing it is.
    pub aggregate_type: String,
    /// What became of it.
    pub kind: ComparedKind,
    /// The version that stood at the first instant; 0 where it had not begun.
    pub from_version: u32,
    /// The version that stood at the second instant.
    pub to_version: u32,
    /// How many of its events in between are within the scope.
    pub events: u32,
    /// The last of these.
    pub last_event: EventRowDto,
}

/// What became of an aggregate between two instants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ComparedKind {
    /// It was not there at the first instant.
    Created,
    /// It was there at both.
    Changed,
    /// It was there at the first, and its state at the second is `null`.
    Deleted,
}

/// Some of the aggregates, and how far the comparison is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CompareStepDto {
    /// What was found since the last step.
    pub rows: Vec<ComparedDto>,
    /// How many events were looked at.
    pub done: u32,
    /// How many there are.
    pub total: u32,
}

/// What a comparison came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CompareSummaryDto {
    /// How many aggregates are new.
    pub created: u32,
    /// How many are others than they were.
    pub changed: u32,
    /// How many are gone.
    pub deleted: u32,
    /// How many events lie between the instants, decimal.
    pub events: String,
    /// Whether every aggregate was folded, and those that came out as they were are left out. Otherwise one that has
    /// events in between counts as changed.
    pub unchanged_known: bool,
}

/// How a comparison is written to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ExportFormat {
    /// One JSON document.
    Json,
    /// One row for each changed path.
    Csv,
}

impl ComparedKind {
    /// The word for it, as on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Changed => "changed",
            Self::Deleted => "deleted",
        }
    }
}
