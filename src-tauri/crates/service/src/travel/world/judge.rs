//! What became of an aggregate.

use std::collections::HashMap;

use hindsight_domain::{AggregateId, AggregateType, Version};

use super::Between;
use super::gather::{Touched, is_null};
use crate::aside::aside;
use crate::error::ServiceResult;
use crate::projections::Chosen;
use crate::session::Session;
use crate::travel::stretch::Stretches;
use crate::wire::{ComparedDto, ComparedKind, FoldWishDto, FoldedByDto};

/// What became of an aggregate.
pub struct Verdict {
    /// `None` where it is as it was, or was there at neither instant.
    pub row: Option<ComparedDto>,
    /// Whether it was folded, so that it would have been noticed if nothing changed.
    pub is_certain: bool,
}

/// What is known of the states at both instants.
struct Ends {
    was_there: bool,
    is_there: bool,
    /// Whether both are the same; `None` where nothing was folded.
    same: Option<bool>,
}

pub struct Judge<'s> {
    session: &'s Session,
    between: &'s Between,
    chosen: HashMap<AggregateType, Chosen>,
}

impl<'s> Judge<'s> {
    pub fn new(session: &'s Session, between: &'s Between) -> Self {
        Self {
            session,
            between,
            chosen: HashMap::new(),
        }
    }

    pub async fn judge(&mut self, touched: Touched) -> ServiceResult<Verdict> {
        let id = touched.last_event.aggregate_id.clone();
        let (from, to) = self.versions(&id, &touched).await?;
        let chosen = self.chosen(&touched.last_event.aggregate_type).await?;
        let ends = match chosen.by {
            FoldedByDto::Merge { .. } => self.by_last_events(&id, from, to, &touched).await?,
            FoldedByDto::Projection { .. } => self.by_folding(&id, from, to, &chosen).await?,
        };
        let kind = match (ends.was_there, ends.is_there) {
            _ if ends.same == Some(true) => None,
            (false, false) => None,
            (false, true) => Some(ComparedKind::Created),
            (true, true) => Some(ComparedKind::Changed),
            (true, false) => Some(ComparedKind::Deleted),
        };
        let row = kind.map(|kind| ComparedDto {
            aggregate_id: id.to_string(),
            aggregate_type: touched.last_event.aggregate_type.to_string(),
            kind,
            from_version: from.0,
            to_version: to.0,
            events: touched.events,
            last_event: (&touched.last_event).into(),
        });
        Ok(Verdict {
            row,
            is_certain: ends.same.is_some(),
        })
    }

    /// The versions that stood at both instants.
    async fn versions(
        &self,
        id: &AggregateId,
        touched: &Touched,
    ) -> ServiceResult<(Version, Version)> {
        if self.between.is_whole && self.session.store().is_ruled() {
            return Ok((Version(touched.first.0.saturating_sub(1)), touched.last));
        }
        let store = self.session.store();
        let from = store.version_at(id, self.between.from).await?.version;
        let to = store.version_at(id, self.between.to).await?.version;
        Ok((from.unwrap_or_default(), to.unwrap_or_default()))
    }

    async fn chosen(&mut self, aggregate_type: &AggregateType) -> ServiceResult<Chosen> {
        if let Some(chosen) = self.chosen.get(aggregate_type) {
            return Ok(chosen.clone());
        }
        let chosen = {
            let projections = self.session.projections();
            projections.of(aggregate_type, &FoldWishDto::Auto).await?
        };
        self.chosen.insert(aggregate_type.clone(), chosen.clone());
        Ok(chosen)
    }

    /// By merge patch, a state is `null` exactly where the last patch is.
    async fn by_last_events(
        &self,
        id: &AggregateId,
        from: Version,
        to: Version,
        touched: &Touched,
    ) -> ServiceResult<Ends> {
        let is_there = match touched.last == to {
            true => !touched.is_null,
            false => self.is_there_by_event(id, to).await?,
        };
        Ok(Ends {
            was_there: self.is_there_by_event(id, from).await?,
            is_there,
            same: None,
        })
    }

    async fn is_there_by_event(&self, id: &AggregateId, version: Version) -> ServiceResult<bool> {
        let Some(before) = version.0.checked_sub(1) else {
            return Ok(false);
        };
        let store = self.session.store();
        let events = store.get_events_since(id, Version(before), 1).await?;
        Ok(events.first().is_some_and(|event| !is_null(event)))
    }

    async fn by_folding(
        &self,
        id: &AggregateId,
        from: Version,
        to: Version,
        chosen: &Chosen,
    ) -> ServiceResult<Ends> {
        let cannot_tell = Ends {
            was_there: from.0 > 0,
            is_there: true,
            same: None,
        };
        let fold = chosen.fold.clone();
        let Ok(mut folding) = aside(move || fold.begin(None)).await? else {
            return Ok(cannot_tell);
        };
        let mut states = Vec::new();
        for (after, to) in [(Version(0), from), (from, to)] {
            let nobody = |_| {};
            let mut stretches = Stretches::new(self.session.store(), id, after, to, &nobody);
            while let Some(events) = stretches.next().await? {
                let applied = aside(move || folding.apply(&events).map(|()| folding)).await?;
                let Ok(applied) = applied else {
                    return Ok(cannot_tell);
                };
                folding = applied;
            }
            let (state, left) = aside(move || (folding.state(), folding)).await?;
            folding = left;
            let Ok(state) = state else {
                return Ok(cannot_tell);
            };
            states.push(state);
        }
        Ok(Ends {
            was_there: from.0 > 0 && !states[0].is_null(),
            is_there: !states[1].is_null(),
            same: Some(from.0 > 0 && states[0] == states[1]),
        })
    }
}
