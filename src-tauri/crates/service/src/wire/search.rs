//! The search box and what it finds, on the wire.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::event::EventRowDto;
use super::filter::FilterDto;

/// What a text that somebody typed asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct UnderstoodDto {
    /// Which events.
    pub filter: FilterDto,
    /// Words and phrases that must stand in the event's text.
    pub terms: Vec<String>,
    /// The whole text, where it looks like the name or the position of something.
    pub id: Option<String>,
    /// What could not be understood.
    pub problem: Option<QueryProblemDto>,
}

/// What could not be understood, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct QueryProblemDto {
    /// What is the matter and what to do.
    pub message: String,
    /// Where it begins, in UTF-16 units.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
}

/// A way to go on typing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CompletionDto {
    /// What is shown.
    pub label: String,
    /// What stands in the text afterwards.
    pub insert: String,
    /// In place of the text from here, in UTF-16 units,
    pub from: u32,
    /// to here.
    pub to: u32,
    /// How many events have it, decimal, where that is known.
    pub count: Option<String>,
}

/// An event in whose text every term stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HitDto {
    /// The event.
    pub row: EventRowDto,
    /// Where the first term was found.
    pub field: HitFieldDto,
    /// The text before it.
    pub before: String,
    /// The term as it stands there.
    pub r#match: String,
    /// The text behind it.
    pub after: String,
}

/// Where a term may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum HitFieldDto {
    /// In the fact itself.
    Data,
    /// In what was said about it.
    Metadata,
    /// In the name of who acted.
    Actor,
    /// In its type.
    EventType,
}

/// What a search has found since it last told, and how far it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SearchStepDto {
    /// New hits, the newest first.
    pub hits: Vec<HitDto>,
    /// How many events were looked at, decimal.
    pub searched: String,
    /// How many there are to look at, decimal.
    pub total: String,
}

/// How a search ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SearchDoneDto {
    /// Where to go on; `None` when everything was searched.
    pub next: Option<String>,
    /// How many were found.
    pub found: u32,
    /// Whether the text index was used.
    pub indexed: bool,
}
