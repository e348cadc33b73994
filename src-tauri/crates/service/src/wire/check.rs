//! Whether anything is missing, on the wire.

use serde::{Deserialize, Serialize};
use specta::Type;

/// What is looked through.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum CheckScopeDto {
    /// The whole store.
    Store,
    /// One aggregate.
    Aggregate {
        /// Its name.
        aggregate_id: String,
    },
    /// One business operation.
    Correlation {
        /// Its name.
        correlation_id: String,
    },
}

/// Whether something is wrong, or only worth knowing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum SeverityDto {
    /// Something is wrong or missing.
    Fault,
    /// Worth knowing.
    Notice,
}

/// The kinds of things that are noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum FindingKindDto {
    /// Versions of an aggregate are missing.
    VersionGap,
    /// A version of an aggregate comes twice, or after a later one.
    VersionOrder,
    /// Positions of the store are missing.
    PositionGap,
    /// An event was recorded earlier than the one before it.
    TimeBackwards,
    /// A cause is named that is neither a command nor an event.
    CauseMissing,
    /// An event names itself, or a later event, as its cause.
    CauseNotEarlier,
    /// A command says that it recorded events that are not there.
    CommandEventsMissing,
    /// An event that no command recorded.
    EventWithoutCommand,
    /// A correction of something that is not there, or that came later.
    CorrectionMissing,
    /// A command that made no event.
    CommandWithoutEvent,
    /// A type of event that had never been seen before that day (UTC).
    NewEventType,
    /// A payload of another shape than the rest of its type and version.
    OddShape,
    /// An event that corrects an earlier one.
    Correction,
}

/// One thing that was noticed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FindingDto {
    /// What kind of thing.
    pub kind: FindingKindDto,
    /// Whether it is wrong or only worth knowing.
    pub severity: SeverityDto,
    /// What exactly, for the person.
    pub text: String,
    /// The id of a cause, or of an event that is corrected; the name of a type of commands.
    pub subject: Option<String>,
    /// The aggregate.
    pub aggregate_id: Option<String>,
    /// What kind of thing that is.
    pub aggregate_type: Option<String>,
    /// The type of events.
    pub event_type: Option<String>,
    /// The form of their payload, where that matters.
    pub event_version: Option<u32>,
    /// When it occurred first, as fixed-width UTC, where that can be read.
    pub since: Option<String>,
    /// How often, or how many numbers are missing; decimal.
    pub count: String,
    /// The first events that it concerns: positions, decimal.
    pub positions: Vec<String>,
    /// The ids of the first commands that it concerns.
    pub commands: Vec<String>,
}

/// What became of looking for one kind of thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CheckKindDto {
    /// The kind.
    pub kind: FindingKindDto,
    /// Whether it is wrong or only worth knowing.
    pub severity: SeverityDto,
    /// How many findings are told.
    pub findings: u32,
    /// How many occurrences there are beside those, for which there was no room; decimal.
    pub more: String,
    /// Why it was not looked for, where it was not.
    pub skipped: Option<String>,
}

/// What was noticed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CheckReportDto {
    /// What was looked through.
    pub scope: CheckScopeDto,
    /// How many events that were; decimal.
    pub events: String,
    /// How many commands; decimal.
    pub commands: String,
    /// How many of the findings are faults.
    pub faults: u32,
    /// How many of the findings are notices.
    pub notices: u32,
    /// Every kind of thing that can be noticed, the graver ones first.
    pub kinds: Vec<CheckKindDto>,
    /// The findings: faults first, kind by kind, in the order in which they occurred first.
    pub findings: Vec<FindingDto>,
}
