//! One business operation on the wire: flat lists that name each other by number, so that a hundred thousand events
//! are a few megabytes.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::TypeCountDto;

/// Everything that belongs to one business operation, each thing below what caused it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TraceDto {
    /// The operation.
    pub correlation_id: String,
    /// What is told of it as a whole.
    pub facts: TraceFactsDto,
    /// Its commands, events and causes, each followed by all that hangs from it.
    pub nodes: Vec<TraceNodeDto>,
    /// Siblings that are alike, in order of their first nodes. A run may lie within another.
    pub runs: Vec<TraceRunDto>,
    /// The aggregates that it changed, in the order in which it came to them.
    pub aggregates: Vec<TracedAggregateDto>,
    /// The aggregates of nodes that changed nothing here: of commands, and of events elsewhere. Numbered on after
    /// [`aggregates`](Self::aggregates).
    pub other_aggregates: Vec<TracedAggregateDto>,
    /// The names of event types and command types.
    pub types: Vec<String>,
    /// The names of those who acted.
    pub actors: Vec<String>,
    /// The doors, as the tables spell them.
    pub sources: Vec<String>,
}

/// One command, event or cause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TraceNodeDto {
    /// What it is.
    pub kind: TraceNodeKindDto,
    /// Whether it belongs to another operation, or to none.
    pub outside: bool,
    /// The node that it hangs from; it stands before this one.
    pub parent: Option<u32>,
    /// How many nodes stand above it.
    pub depth: u32,
    /// How many nodes its tree has, itself included: they follow it without a gap.
    pub size: u32,
    /// Why it hangs there.
    pub link: TraceLinkDto,
    /// Of a link that is not followed: the node that it leads to.
    pub cycle: Option<u32>,
    /// The id of the event, of the command, or of the cause that is missing.
    pub id: String,
    /// Its type, as a number in `types`.
    pub name: Option<u32>,
    /// Number in the whole store, decimal; only events have one.
    pub position: Option<String>,
    /// When it was recorded or processed, as fixed-width UTC, where that can be read.
    pub instant: Option<String>,
    /// Its aggregate, as a number in `aggregates`.
    pub aggregate: Option<u32>,
    /// Number within the aggregate; only events have one.
    pub version: Option<u32>,
    /// Who acted, as a number in `actors`.
    pub actor: Option<u32>,
    /// Through which door, as a number in `sources`.
    pub source: Option<u32>,
}

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum TraceNodeKindDto {
    /// An event.
    Event,
    /// A command.
    Command,
    /// A cause that is named and is neither a command nor an event of this store.
    Missing,
}

/// Why a node hangs where it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum TraceLinkDto {
    /// Nothing is known to have caused it: it is a root.
    First,
    /// It names its parent as its cause.
    Named,
    /// A command below what the first event that it recorded names as its cause; or such an event below its command.
    Recorded,
    /// An event that names itself as its cause: a root.
    Itself,
    /// What it names, or stands below, follows from it: not followed, and a root.
    Cycle,
}

/// Siblings that are alike, one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TraceRunDto {
    /// The node that can stand for all.
    pub first: u32,
    /// How many siblings.
    pub count: u32,
    /// The first node after them and all that hangs from them.
    pub end: u32,
}

/// An aggregate of an operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TracedAggregateDto {
    /// Its name.
    pub aggregate_id: String,
    /// What kind of thing it is.
    pub aggregate_type: String,
    /// How many events of the operation it has.
    pub events: u32,
    /// Its version before the first of them.
    pub before: u32,
    /// Its version after the last of them.
    pub after: u32,
    /// How many events of other operations came in between.
    pub others: u32,
}

/// What is told of an operation as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TraceFactsDto {
    /// How many events it has.
    pub total: u32,
    /// How many of them, the first ones, are told here.
    pub events: u32,
    /// How many commands.
    pub commands: u32,
    /// How many causes that belong to another operation.
    pub outside: u32,
    /// How many causes that exist nowhere.
    pub missing: u32,
    /// How many links that are not followed, since they lead in a circle.
    pub cycles: u32,
    /// The earliest instant that can be read.
    pub first_at: Option<String>,
    /// The latest instant that can be read.
    pub last_at: Option<String>,
    /// From the one to the other in microseconds, decimal.
    pub duration_micros: Option<String>,
    /// Who acted in how many events, the busiest first.
    pub actors: Vec<TypeCountDto>,
    /// The doors of how many events, the widest first.
    pub sources: Vec<TypeCountDto>,
    /// What kinds of facts, the most frequent first.
    pub event_types: Vec<TypeCountDto>,
}

/// Two operations of the same kind beside each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TraceComparisonDto {
    /// The one.
    pub left: TraceDto,
    /// The other.
    pub right: TraceDto,
    /// The lines, each followed by those of what hangs from it.
    pub pairs: Vec<TracePairDto>,
    /// How many lines have both sides.
    pub both: u32,
    /// How many only the left one has.
    pub only_left: u32,
    /// How many only the right one has.
    pub only_right: u32,
}

/// One line of two operations beside each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TracePairDto {
    /// The node of the left one.
    pub left: Option<u32>,
    /// The node of the right one.
    pub right: Option<u32>,
    /// How many lines stand above it in its tree.
    pub depth: u32,
    /// How much later it came in the right one, each counted from its own beginning; in microseconds, decimal.
    pub delay_micros: Option<String>,
}
