//! Views over many events: aggregates, types, and how many fall into a stretch of time.

use hindsight_domain::{AggregateId, AggregateType, EventType, Instant, Position, Version};

/// One aggregate at a glance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AggregateSummary {
    /// Its name.
    pub aggregate_id: AggregateId,
    /// What kind of thing it is.
    pub aggregate_type: AggregateType,
    /// The version of its last event; in a store without gaps also how many it has.
    pub last_version: Version,
    /// Where its first event stands; lists of aggregates are in this order.
    pub first_position: Position,
    /// When it began, where that can be read.
    pub first_at: Option<Instant>,
    /// Where its last event stands.
    pub last_position: Position,
    /// When it changed last, where that can be read.
    pub last_at: Option<Instant>,
    /// What happened last.
    pub last_event_type: EventType,
}

/// One portion of a list of aggregates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AggregatePage {
    /// The aggregates, in the order in which they began.
    pub aggregates: Vec<AggregateSummary>,
    /// Where the next portion begins; `None` at the end.
    pub next: Option<Position>,
}

/// A type and how many there are of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeCount<T> {
    /// The type.
    pub name: T,
    /// How many.
    pub count: u64,
}

/// How many events fall into each of several stretches of time of equal length.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Histogram {
    /// Where the first stretch begins.
    pub from: Instant,
    /// Where the last stretch ends; this instant is itself left out.
    pub until: Instant,
    /// How many events in each, in order of time.
    pub counts: Vec<u64>,
}
