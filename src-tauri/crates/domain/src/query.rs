//! What to look for, and in what portions.

use crate::event::{ActorType, Event, Source};
use crate::ids::{
    Actor, AggregateId, AggregateType, CausationId, CorrelationId, EventType, Position,
};
use crate::instant::Instant;

/// Which events to find: every field that is set must hold, an empty filter finds all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EventFilter {
    /// Of this aggregate.
    pub aggregate_id: Option<AggregateId>,
    /// Of aggregates of this type.
    pub aggregate_type: Option<AggregateType>,
    /// Of this type.
    pub event_type: Option<EventType>,
    /// By this actor.
    pub actor: Option<Actor>,
    /// By actors of this type.
    pub actor_type: Option<ActorType>,
    /// Through this door.
    pub source: Option<Source>,
    /// Of this business operation.
    pub correlation_id: Option<CorrelationId>,
    /// Caused by this command or event.
    pub causation_id: Option<CausationId>,
    /// At this instant or later.
    pub from: Option<Instant>,
    /// Before this instant, which is itself left out.
    pub until: Option<Instant>,
    /// At this position or later.
    pub from_position: Option<Position>,
    /// At this position or earlier.
    pub to_position: Option<Position>,
}

impl EventFilter {
    /// Whether an event fits every part. What cannot be read of it fits no part that asks for it.
    pub fn matches(&self, event: &Event) -> bool {
        fn fits<T: PartialEq>(wanted: &Option<T>, found: Option<&T>) -> bool {
            wanted.is_none() || wanted.as_ref() == found
        }
        let at = event.timestamp.value;
        fits(&self.aggregate_id, Some(&event.aggregate_id))
            && fits(&self.aggregate_type, Some(&event.aggregate_type))
            && fits(&self.event_type, Some(&event.event_type))
            && fits(&self.actor, Some(&event.actor))
            && fits(&self.actor_type, event.actor_type.value.as_ref())
            && fits(&self.source, event.source.value.as_ref())
            && fits(&self.correlation_id, event.correlation_id.as_ref())
            && fits(&self.causation_id, event.causation_id.as_ref())
            && self.from.is_none_or(|from| at.is_some_and(|at| from <= at))
            && self
                .until
                .is_none_or(|until| at.is_some_and(|at| at < until))
            && self.from_position.is_none_or(|from| from <= event.position)
            && self.to_position.is_none_or(|to| event.position <= to)
    }
}

/// Which end of the history comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// By ascending position.
    #[default]
    OldestFirst,
    /// By descending position.
    NewestFirst,
}

/// One portion of a long answer. The cursor is a position: rows after it in the chosen order, never an offset.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// The last position already seen; `None` starts at the beginning of the order.
    pub after: Option<Position>,
    /// The order.
    pub order: Order,
    /// How many rows at most.
    pub limit: u32,
}

impl Page {
    /// The first portion in the given order.
    pub fn first(order: Order, limit: u32) -> Self {
        Self {
            after: None,
            order,
            limit,
        }
    }

    /// The portion that follows a cursor.
    #[must_use]
    pub fn after(self, cursor: Position) -> Self {
        Self {
            after: Some(cursor),
            ..self
        }
    }
}
