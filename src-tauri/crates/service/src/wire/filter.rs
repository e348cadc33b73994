//! Filters, pages and totals on the wire.

use std::str::FromStr;

use hindsight_domain::{
    Actor, AggregateId, AggregateType, CausationId, CorrelationId, EventFilter, EventType, Instant,
    Order, Page, Position,
};
use hindsight_store::EVENTS_PER_READ_MAX;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::error::{ServiceError, ServiceResult};

/// Which events to find: every part that is given must hold.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", default)]
pub struct FilterDto {
    /// Of this aggregate.
    pub aggregate_id: Option<String>,
    /// Of aggregates of this type.
    pub aggregate_type: Option<String>,
    /// Of this type.
    pub event_type: Option<String>,
    /// By this actor.
    pub actor: Option<String>,
    /// By actors of this type: user, service, system.
    pub actor_type: Option<String>,
    /// Through this door: ui, api, import, webhook, system.
    pub source: Option<String>,
    /// Of this business operation.
    pub correlation_id: Option<String>,
    /// Caused by this command or event.
    pub causation_id: Option<String>,
    /// At this instant or later.
    pub from: Option<String>,
    /// Before this instant, which is itself left out.
    pub until: Option<String>,
    /// At this position or later, decimal.
    pub from_position: Option<String>,
    /// At this position or earlier, decimal.
    pub to_position: Option<String>,
}

/// Which end of the history comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum OrderDto {
    /// By ascending position.
    #[default]
    OldestFirst,
    /// By descending position.
    NewestFirst,
}

/// One portion of a long answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PageDto {
    /// The last position already seen, decimal; absent at the beginning.
    pub after: Option<String>,
    /// The order.
    pub order: OrderDto,
    /// How many rows at most; 1000 is the most.
    pub limit: u32,
}

/// A total.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CountDto {
    /// How many, decimal.
    pub count: String,
}

/// How many events fall into each of several stretches of time of equal length.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HistogramDto {
    /// Where the first stretch begins.
    pub from: String,
    /// Where the last stretch ends; this instant is itself left out.
    pub until: String,
    /// How many events in each.
    pub counts: Vec<u32>,
}

impl TryFrom<&FilterDto> for EventFilter {
    type Error = ServiceError;

    fn try_from(dto: &FilterDto) -> ServiceResult<Self> {
        Ok(Self {
            aggregate_id: dto.aggregate_id.as_ref().map(AggregateId::new),
            aggregate_type: dto.aggregate_type.as_ref().map(AggregateType::new),
            event_type: dto.event_type.as_ref().map(EventType::new),
            actor: dto.actor.as_ref().map(Actor::new),
            actor_type: parsed(dto.actor_type.as_deref())?,
            source: parsed(dto.source.as_deref())?,
            correlation_id: dto.correlation_id.as_ref().map(CorrelationId::new),
            causation_id: dto.causation_id.as_ref().map(CausationId::new),
            from: dto.from.as_deref().map(parse_instant).transpose()?,
            until: dto.until.as_deref().map(parse_instant).transpose()?,
            from_position: dto
                .from_position
                .as_deref()
                .map(parse_position)
                .transpose()?,
            to_position: dto.to_position.as_deref().map(parse_position).transpose()?,
        })
    }
}

impl TryFrom<&PageDto> for Page {
    type Error = ServiceError;

    fn try_from(dto: &PageDto) -> ServiceResult<Self> {
        Ok(Self {
            after: dto.after.as_deref().map(parse_position).transpose()?,
            order: dto.order.into(),
            limit: dto.limit.clamp(1, EVENTS_PER_READ_MAX),
        })
    }
}

impl From<OrderDto> for Order {
    fn from(order: OrderDto) -> Self {
        match order {
            OrderDto::OldestFirst => Self::OldestFirst,
            OrderDto::NewestFirst => Self::NewestFirst,
        }
    }
}

/// Reads a position given as decimal text.
pub(crate) fn parse_position(text: &str) -> ServiceResult<Position> {
    text.trim().parse().map(Position).map_err(|_| {
        ServiceError::invalid(format!(
            "a position is a whole number, but this is {text:?}"
        ))
    })
}

/// Reads an instant in any of the spellings that [`Instant::parse`] knows; a date alone is where the day begins.
pub(crate) fn parse_instant(text: &str) -> ServiceResult<Instant> {
    Instant::parse(text).ok_or_else(|| not_an_instant(text))
}

/// Reads an instant to look back from: a date alone is where the day ends.
pub(crate) fn parse_as_of(text: &str) -> ServiceResult<Instant> {
    Instant::parse_as_of(text).ok_or_else(|| not_an_instant(text))
}

fn not_an_instant(text: &str) -> ServiceError {
    ServiceError::invalid(format!(
        "an instant looks like 2026-03-31 or 2026-03-31T23:59:00Z, but this is {text:?}"
    ))
}

fn parsed<T: FromStr<Err: ToString>>(text: Option<&str>) -> ServiceResult<Option<T>> {
    text.map(str::parse)
        .transpose()
        .map_err(|error: T::Err| ServiceError::invalid(error.to_string()))
}
