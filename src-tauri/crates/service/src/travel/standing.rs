//! What stands at a point: the state there, and what its event changed.

use std::collections::BTreeSet;

use hindsight_domain::replay::{Json, Replayed, idle_fields};
use hindsight_domain::{Event, Payload};

use super::Tell;
use super::point::Point;
use super::walk::walk;
use crate::error::ServiceResult;
use crate::projections::Chosen;
use crate::session::Session;
use crate::wire::{FoldErrorDto, StateDto};

/// What stands at a point.
pub struct Standing {
    /// The point.
    pub point: Point,
    /// What folded it.
    pub chosen: Chosen,
    /// The state, or the last good one before it.
    pub replayed: Replayed,
    /// The event of the point's version, or the last one before it that was not left out.
    pub event: Option<Event>,
}

impl Standing {
    /// Folds up to a point.
    ///
    /// # Errors
    /// A fold that cannot begin, or the store's own.
    pub async fn at(
        session: &Session,
        point: Point,
        chosen: Chosen,
        without: &BTreeSet<u32>,
        tell: Tell<'_>,
    ) -> ServiceResult<Self> {
        let (replayed, event) = walk(session, &point, &chosen, without, tell).await?;
        Ok(Self {
            point,
            chosen,
            replayed,
            event,
        })
    }

    /// As it crosses to the window.
    pub fn into_dto(self, hypothetical: bool) -> StateDto {
        let Self {
            point,
            chosen,
            replayed,
            event,
        } = self;
        // Where folding stopped, what this event changes is not known.
        let delta = replayed.delta.filter(|_| replayed.stopped.is_none());
        let payload = event.as_ref().and_then(payload);
        let idle = match (&payload, &delta) {
            (Some(payload), Some(delta)) => idle_fields(payload, &replayed.state, delta),
            _ => Vec::new(),
        };
        let changes = delta.map(|delta| delta.changes()).unwrap_or_default();
        StateDto {
            aggregate_id: point.aggregate_id.into(),
            version: point.version.0,
            last_version: point.last_version.0,
            event: event.as_ref().map(Into::into),
            state: replayed.state.to_string(),
            folded_by: chosen.by,
            hypothetical,
            changes: changes.into_iter().map(Into::into).collect(),
            idle: idle.into_iter().map(Into::into).collect(),
            runs_backwards: point.runs_backwards,
            error: replayed.stopped.as_ref().map(FoldErrorDto::from),
        }
    }
}

fn payload(event: &Event) -> Option<Json> {
    match &event.data {
        Payload::Json(raw) => Json::parse(raw).ok(),
        Payload::Broken(_) => None,
    }
}
