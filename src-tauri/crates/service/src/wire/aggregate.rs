//! Aggregates on the wire.

use hindsight_store::AggregateSummary;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::directory::DeletedDto;

/// One aggregate at a glance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AggregateSummaryDto {
    /// Its name.
    pub aggregate_id: String,
    /// What kind of thing it is.
    pub aggregate_type: String,
    /// The version of its last event.
    pub last_version: u32,
    /// Where its first event stands, decimal; the cursor of a list.
    pub first_position: String,
    /// When it began, as fixed-width UTC, where that can be read.
    pub first_at: Option<String>,
    /// Where its last event stands, decimal.
    pub last_position: String,
    /// When it changed last, as fixed-width UTC, where that can be read.
    pub last_at: Option<String>,
    /// What happened last.
    pub last_event_type: String,
    /// Whether it is deleted, where the catalog was asked.
    pub deleted: Option<DeletedDto>,
}

/// One portion of a list of aggregates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AggregatePageDto {
    /// The aggregates, in the order in which they began.
    pub aggregates: Vec<AggregateSummaryDto>,
    /// The cursor of the next portion; `None` at the end.
    pub next: Option<String>,
}

/// A type and how many there are of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TypeCountDto {
    /// The type.
    pub name: String,
    /// How many.
    pub count: u32,
}

impl From<&AggregateSummary> for AggregateSummaryDto {
    fn from(summary: &AggregateSummary) -> Self {
        Self {
            aggregate_id: summary.aggregate_id.to_string(),
            aggregate_type: summary.aggregate_type.to_string(),
            last_version: summary.last_version.0,
            first_position: summary.first_position.to_string(),
            first_at: summary.first_at.map(|at| at.to_string()),
            last_position: summary.last_position.to_string(),
            last_at: summary.last_at.map(|at| at.to_string()),
            last_event_type: summary.last_event_type.to_string(),
            deleted: None,
        }
    }
}
