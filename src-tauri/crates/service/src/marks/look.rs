//! Looking at aggregates.

use std::collections::HashMap;

use hindsight_catalog::{Aggregate, Looked, Mark};
use hindsight_domain::{AggregateId, AggregateType, Event, Payload, Position, Version};
use hindsight_store::StoreError;

use super::{InForce, Pace};
use crate::error::ErrorCode;
use crate::projections::Chosen;
use crate::session::Session;
use crate::travel::{is_gone, is_null};
use crate::wire::FoldWishDto;

/// Looks at aggregates by the folds that are in force.
pub struct Look<'s> {
    session: &'s Session,
    in_force: &'s InForce,
    chosen: HashMap<String, Chosen>,
}

impl<'s> Look<'s> {
    /// Begins.
    pub fn new(session: &'s Session, in_force: &'s InForce) -> Self {
        Self {
            session,
            in_force,
            chosen: HashMap::new(),
        }
    }

    /// Adds to `found` what is found out of these; `None` where it was broken off: the store cannot be read just now, or
    /// another fold is in force.
    pub async fn at(
        &mut self,
        aggregates: Vec<Aggregate>,
        pace: &mut Pace,
        found: &mut Vec<Looked>,
    ) -> Option<()> {
        let is_folded = |one: &Aggregate| self.in_force.fold_of(&one.aggregate_type).is_some();
        let (folded, patched): (Vec<_>, Vec<_>) = aggregates.into_iter().partition(is_folded);
        found.extend(self.by_last_events(patched).await?);
        for one in folded {
            pace.rest().await;
            let mark = self.by_folding(&one).await?;
            found.push(looked(one, mark));
        }
        Some(())
    }

    /// By merge patch, a state is `null` exactly where the last patch is.
    async fn by_last_events(&self, aggregates: Vec<Aggregate>) -> Option<Vec<Looked>> {
        let positions: Vec<Position> = aggregates
            .iter()
            .map(|one| Position(one.last_position))
            .collect();
        let events = match self.session.store().events_at(&positions).await {
            Ok(events) => events,
            Err(_) => self.one_by_one(&positions).await?,
        };
        let at: HashMap<i64, Event> = events
            .into_iter()
            .map(|event| (event.position.0, event))
            .collect();
        let look = |one: Aggregate| {
            let mark = at
                .get(&one.last_position)
                .map_or(Mark::Unknown, |event| by_last_event(&one, event));
            looked(one, mark)
        };
        Some(aggregates.into_iter().map(look).collect())
    }

    /// What lies on a damaged page keeps nothing else from being looked at.
    async fn one_by_one(&self, positions: &[Position]) -> Option<Vec<Event>> {
        let mut events = Vec::new();
        for position in positions {
            match self.session.store().get_event(*position).await {
                Ok(event) => events.extend(event),
                Err(StoreError::Damaged(_)) => {}
                Err(_) => return None,
            }
        }
        Some(events)
    }

    async fn by_folding(&mut self, one: &Aggregate) -> Option<Mark> {
        let aggregate_type = AggregateType::new(&one.aggregate_type);
        if !self.chosen.contains_key(&one.aggregate_type) {
            let projections = self.session.projections();
            let chosen = projections.of(&aggregate_type, &FoldWishDto::Auto).await;
            self.chosen.insert(one.aggregate_type.clone(), chosen.ok()?);
        }
        let chosen = self.chosen.get(&one.aggregate_type)?;
        if !self.in_force.is_by(&one.aggregate_type, &chosen.by) {
            return None;
        }
        let id = AggregateId::new(&one.aggregate_id);
        let version = Version(one.last_version);
        match is_gone(self.session, id, aggregate_type, version, chosen).await {
            Ok(Some(true)) => Some(Mark::Gone),
            Ok(Some(false)) => Some(Mark::There),
            Ok(None) => Some(Mark::Unknown),
            Err(error) => match error.code {
                // There is no state to begin at, or an event is on a damaged page.
                ErrorCode::InvalidRequest | ErrorCode::Damaged => Some(Mark::Unknown),
                _ => None,
            },
        }
    }
}

/// What stands at an aggregate's last position is its last event, unless the store was changed in place.
fn by_last_event(one: &Aggregate, event: &Event) -> Mark {
    let is_it = event.aggregate_id.as_str() == one.aggregate_id
        && event.aggregate_type.as_str() == one.aggregate_type
        && event.version.0 == one.last_version;
    match &event.data {
        Payload::Json(_) if is_it && is_null(event) => Mark::Gone,
        Payload::Json(_) if is_it => Mark::There,
        _ => Mark::Unknown,
    }
}

fn looked(one: Aggregate, mark: Mark) -> Looked {
    Looked {
        aggregate_id: one.aggregate_id,
        last_version: one.last_version,
        last_position: one.last_position,
        mark,
    }
}
