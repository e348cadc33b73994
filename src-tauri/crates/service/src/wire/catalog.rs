//! What the catalog knows, on the wire.

use hindsight_catalog::{Field, Phase, PlaceAt, Status, StoreChange};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::filter::{parse_instant, parse_position};
use crate::error::{ServiceError, ServiceResult};

/// How far the catalog of the open store is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CatalogStatusDto {
    /// What it is doing.
    pub phase: CatalogPhaseDto,
    /// How many events it knows, decimal.
    pub known: String,
    /// How many the store has, decimal; grows as events are recorded.
    pub total: String,
    /// How many it reads in a second, while it builds.
    pub per_second: Option<u32>,
    /// How long it will take until it knows every event.
    pub seconds_left: Option<u32>,
    /// How many bytes its side file takes, decimal.
    pub bytes: String,
    /// Where its side file is; `None` when it keeps none.
    pub path: Option<String>,
    /// Whether the aggregates can be listed in every order.
    pub directory: bool,
    /// At how many aggregates somebody has looked, whether they are deleted.
    pub marks: MarksDto,
    /// What the person should know of it.
    pub notice: Option<String>,
    /// How the store was found to be other than when it was read.
    pub changed: Option<StoreChangeDto>,
    /// How often it was, in this session.
    pub changes: u32,
    /// How far the text index is.
    pub text: TextIndexDto,
}

/// How the store was found to be other than when it was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum StoreChangeDto {
    /// Another event stands where one was known, or none.
    OtherEvents,
    /// There are more or fewer events up to the last one that was known.
    OtherCount,
    /// Events were changed in place.
    EventsChanged,
    /// Payloads or metadata were changed in place.
    TextsChanged,
    /// Its schema is another, and with it perhaps its rules: so what had happened may be, too.
    RulesChanged,
}

impl From<StoreChange> for StoreChangeDto {
    fn from(change: StoreChange) -> Self {
        match change {
            StoreChange::OtherEvents => Self::OtherEvents,
            StoreChange::OtherCount => Self::OtherCount,
            StoreChange::EventsChanged => Self::EventsChanged,
            StoreChange::TextsChanged => Self::TextsChanged,
            StoreChange::RulesChanged => Self::RulesChanged,
        }
    }
}

/// What a catalog is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum CatalogPhaseDto {
    /// There is none.
    Off,
    /// Reads what it kept.
    Loading,
    /// Reads the store.
    Building,
    /// Has been told to read on later.
    Paused,
    /// Knows every event, and looks for new ones.
    Following,
    /// The same, while another window keeps the side file.
    Reading,
    /// Could not go on, and will try again.
    Failed,
}

/// At how many aggregates somebody has looked, whether they are deleted. Where another window keeps the side file, of none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MarksDto {
    /// At how many, decimal.
    pub looked: String,
    /// Of how many, decimal.
    pub total: String,
    /// Whether at all of them, by the projections that are in force.
    pub settled: bool,
    /// Whether the looking was told to rest.
    pub paused: bool,
}

/// How far a text index is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TextIndexDto {
    /// Whether it is wanted for this store.
    pub enabled: bool,
    /// How many events it holds, decimal.
    pub known: String,
    /// Whether it holds every event that the catalog knows.
    pub complete: bool,
    /// How many bytes it takes, decimal.
    pub bytes: String,
}

/// A column that holds one of a number of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum FieldDto {
    /// What kind of fact.
    EventType,
    /// What kind of thing the aggregate is.
    AggregateType,
    /// Who acted.
    Actor,
    /// As what they acted.
    ActorType,
    /// Through which door.
    Source,
}

/// How often each word of a field occurs among the events that match without the field's own part of the filter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FacetDto {
    /// The field.
    pub field: FieldDto,
    /// The most frequent words, the most frequent first.
    pub values: Vec<FacetValueDto>,
    /// How many different words there are.
    pub distinct: u32,
    /// How many events have none of the listed words, decimal.
    pub others: String,
    /// Whether every event was counted.
    pub exact: bool,
    /// How many events the catalog knows, decimal.
    pub known: String,
    /// How many the store has, decimal.
    pub total: String,
}

/// A word and how many events have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FacetValueDto {
    /// The word; `None` where nothing stands.
    pub value: Option<String>,
    /// How many events, decimal.
    pub count: String,
}

/// A histogram for each of the most frequent words of a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StackDto {
    /// Where the first stretch begins.
    pub from: String,
    /// Where the last stretch ends; this instant is itself left out.
    pub until: String,
    /// The words, the most frequent first.
    pub series: Vec<SeriesDto>,
    /// How many events have none of these words, in each stretch.
    pub others: Vec<u32>,
    /// Whether every event was counted.
    pub exact: bool,
}

/// How the events with one word spread over time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SeriesDto {
    /// The word; `None` where nothing stands.
    pub value: Option<String>,
    /// How many events in each stretch.
    pub counts: Vec<u32>,
}

/// A place among the events that match, to be found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum PlaceAtDto {
    /// With so many events before it.
    Rank {
        /// How many, decimal.
        rank: String,
    },
    /// The first event at or behind a position.
    Position {
        /// The position, decimal.
        position: String,
    },
    /// The first event at or after an instant.
    Instant {
        /// The instant.
        instant: String,
    },
}

/// A place among the events that match, in order of position.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PlaceDto {
    /// How many stand before it, decimal.
    pub rank: String,
    /// Where the event stands that is there, decimal; `None` behind the last.
    pub position: Option<String>,
    /// How many match, decimal.
    pub total: String,
    /// Whether every event was counted.
    pub exact: bool,
}

impl From<FieldDto> for Field {
    fn from(field: FieldDto) -> Self {
        match field {
            FieldDto::EventType => Self::EventType,
            FieldDto::AggregateType => Self::AggregateType,
            FieldDto::Actor => Self::Actor,
            FieldDto::ActorType => Self::ActorType,
            FieldDto::Source => Self::Source,
        }
    }
}

impl TryFrom<&PlaceAtDto> for PlaceAt {
    type Error = ServiceError;

    fn try_from(at: &PlaceAtDto) -> ServiceResult<Self> {
        Ok(match at {
            PlaceAtDto::Rank { rank } => Self::Rank(rank.trim().parse().map_err(|_| {
                ServiceError::invalid(format!("a rank is a whole number, but this is {rank:?}"))
            })?),
            PlaceAtDto::Position { position } => Self::Position(parse_position(position)?.0),
            PlaceAtDto::Instant { instant } => Self::Instant(parse_instant(instant)?),
        })
    }
}

impl From<&Status> for CatalogStatusDto {
    fn from(status: &Status) -> Self {
        let small = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
        Self {
            phase: match status.phase {
                Phase::Loading => CatalogPhaseDto::Loading,
                Phase::Building => CatalogPhaseDto::Building,
                Phase::Paused => CatalogPhaseDto::Paused,
                Phase::Following => CatalogPhaseDto::Following,
                Phase::Reading => CatalogPhaseDto::Reading,
                Phase::Failed => CatalogPhaseDto::Failed,
            },
            known: status.known.to_string(),
            total: status.total.to_string(),
            per_second: status.per_second.map(small),
            seconds_left: status.seconds_left().map(small),
            bytes: status.bytes.to_string(),
            path: status.path.as_ref().map(|path| path.display().to_string()),
            directory: status.directory,
            marks: MarksDto {
                looked: status.marks.looked.to_string(),
                total: status.marks.total.to_string(),
                settled: status.marks.settled,
                paused: status.marks.paused,
            },
            notice: status.notice.clone(),
            changed: status.changed.map(StoreChangeDto::from),
            changes: status.changes,
            text: TextIndexDto {
                enabled: status.text.enabled,
                known: status.text.known.to_string(),
                complete: status.text.enabled
                    && status.is_complete()
                    && status.text.known >= status.known,
                bytes: status.text.bytes.to_string(),
            },
        }
    }
}

impl CatalogStatusDto {
    /// What is told where there is no catalog.
    pub fn off() -> Self {
        let none = || "0".to_owned();
        Self {
            phase: CatalogPhaseDto::Off,
            known: none(),
            total: none(),
            per_second: None,
            seconds_left: None,
            bytes: none(),
            path: None,
            directory: false,
            marks: MarksDto {
                looked: none(),
                total: none(),
                settled: false,
                paused: false,
            },
            notice: None,
            changed: None,
            changes: 0,
            text: TextIndexDto {
                enabled: false,
                known: none(),
                complete: false,
                bytes: none(),
            },
        }
    }
}
