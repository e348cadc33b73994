//! The directory of aggregates, on the wire.

use hindsight_catalog::{Mark, Sort};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::aggregate::AggregateSummaryDto;

/// Whether an aggregate is deleted after its last event: whether its state is `null` then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum DeletedDto {
    /// It is.
    Yes,
    /// It is not.
    No,
    /// It was looked at and cannot be told: its projection fails, or its last event cannot be read.
    Unknown,
    /// Nobody has looked yet.
    Pending,
}

/// In which order aggregates are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum DirectorySortDto {
    /// As they began.
    #[default]
    Began,
    /// As they changed last.
    Changed,
    /// By how many versions they have.
    Versions,
    /// By name.
    Id,
    /// By their type.
    Type,
    /// By what happened last.
    LastEventType,
    /// The deleted ones first, then those that are there, those that cannot be told, and those not looked at yet.
    Deleted,
}

/// Which aggregates, in which order. Every part that is given must hold.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", default)]
pub struct DirectoryQueryDto {
    /// Of this type.
    pub aggregate_type: Option<String>,
    /// Whose last event is of this type.
    pub last_event_type: Option<String>,
    /// With this in their name.
    pub id_contains: Option<String>,
    /// With so many versions at least.
    pub versions_min: Option<u32>,
    /// With so many versions at most.
    pub versions_max: Option<u32>,
    /// That began at this instant or later.
    pub first_from: Option<String>,
    /// That began before this instant.
    pub first_until: Option<String>,
    /// That changed last at this instant or later.
    pub last_from: Option<String>,
    /// That changed last before this instant.
    pub last_until: Option<String>,
    /// Deleted or not, one of these; none means any.
    pub deleted: Vec<DeletedDto>,
    /// In which order.
    pub sort: DirectorySortDto,
    /// The other way round.
    pub descending: bool,
    /// Behind so many.
    pub rank: u32,
    /// Instead of a rank: begin with this aggregate, and give none where it does not match.
    pub aggregate_id: Option<String>,
    /// How many at most; 1000 is the most.
    pub limit: u32,
}

/// One stretch of the directory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DirectoryPageDto {
    /// The aggregates.
    pub aggregates: Vec<AggregateSummaryDto>,
    /// How many stand before them.
    pub rank: u32,
    /// How many match in all.
    pub total: u32,
}

impl From<DirectorySortDto> for Sort {
    fn from(sort: DirectorySortDto) -> Self {
        match sort {
            DirectorySortDto::Began => Self::Began,
            DirectorySortDto::Changed => Self::Changed,
            DirectorySortDto::Versions => Self::Versions,
            DirectorySortDto::Id => Self::Id,
            DirectorySortDto::Type => Self::Type,
            DirectorySortDto::LastEventType => Self::LastEventType,
            DirectorySortDto::Deleted => Self::Mark,
        }
    }
}

impl From<DeletedDto> for Mark {
    fn from(deleted: DeletedDto) -> Self {
        match deleted {
            DeletedDto::Yes => Self::Gone,
            DeletedDto::No => Self::There,
            DeletedDto::Unknown => Self::Unknown,
            DeletedDto::Pending => Self::Pending,
        }
    }
}

impl From<Mark> for DeletedDto {
    fn from(mark: Mark) -> Self {
        match mark {
            Mark::Gone => Self::Yes,
            Mark::There => Self::No,
            Mark::Unknown => Self::Unknown,
            Mark::Pending => Self::Pending,
        }
    }
}
