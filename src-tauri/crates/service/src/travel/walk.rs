//! The way to a point: folding stretch by stretch, from the nearest state that is kept.

use std::collections::BTreeSet;
use std::sync::Arc;

use hindsight_domain::replay::{Fold, FoldError, Folding, Json, Replayed, replay};
use hindsight_domain::{Event, Payload, Version};

use super::Tell;
use super::checkpoints::Trace;
use super::point::Point;
use super::snapshots::is_sealed;
use super::stored::{LONG, Made, Stored, witness};
use super::stretch::Stretches;
use crate::aside::aside;
use crate::error::{ServiceError, ServiceResult};
use crate::projections::Chosen;
use crate::session::Session;
use crate::wire::FoldedByDto;

/// At how many events a state is kept: a look at any version folds no more than so many.
const KEPT_EVERY: usize = 500;

/// Folds up to a point, as if some versions had not happened. The event is the last one that was folded in.
///
/// While a stretch is folded the next one is read, and only these two are held: the last one is folded event by event
/// to tell what its last event changed. A state that its JSON does not wholly tell cannot be kept; then all events since
/// the last one that could are held.
///
/// # Errors
/// A fold that cannot begin, or the store's own.
pub async fn walk(
    session: &Session,
    point: &Point,
    chosen: &Chosen,
    without: &BTreeSet<u32>,
    tell: Tell<'_>,
) -> ServiceResult<(Replayed, Option<Event>)> {
    let mut keeper = Keeper::new(session, point, chosen, without).await?;
    let anchor = keeper.nearest(point.version).await?;
    let begun_after = anchor.as_ref().map_or(Version(0), |(version, _)| *version);
    let (store, id) = (session.store(), &point.aggregate_id);
    let mut stretches =
        Stretches::new(store, id, begun_after, point.version, tell).without(without.clone());
    let mut way = Way::from(anchor, chosen);
    let mut stretch = stretches.next().await?;
    let mut following = stretches.next().await?;
    while let Some(next) = following.take() {
        let events = stretch.replace(next).unwrap_or_default();
        let (folded, read) = tokio::join!(aside(move || way.over(events)), stretches.next());
        (way, following) = (folded?, read?);
        keeper.keep(&mut way);
        if way.is_stopped {
            let (_, replayed, _) = aside(move || way.end(Vec::new())).await?;
            let event = last_event(session, point, without).await?;
            return Ok((replayed.map_err(ServiceError::invalid)?, event));
        }
    }
    let tail = stretch.unwrap_or_default();
    let (mut way, replayed, event) = aside(move || way.end(tail)).await?;
    keeper.keep(&mut way);
    let replayed = replayed.map_err(ServiceError::invalid)?;
    keeper.keep_end(&way, &replayed);
    Ok((replayed, event))
}

/// The event to which folding would have come, had it not stopped before.
async fn last_event(
    session: &Session,
    point: &Point,
    without: &BTreeSet<u32>,
) -> ServiceResult<Option<Event>> {
    let is_left = |version: &u32| !without.contains(version);
    let Some(version) = (1..=point.version.0).rev().find(is_left) else {
        return Ok(None);
    };
    let (store, before) = (session.store(), Version(version - 1));
    let events = store
        .get_events_since(&point.aggregate_id, before, 1)
        .await?;
    Ok(events.into_iter().next())
}

/// The state at a version in a form at which folding may begin again; `None` where it has none, or cannot be had.
///
/// # Errors
/// The store's own.
pub async fn checkpoint_at(
    session: &Session,
    point: &Point,
    chosen: &Chosen,
) -> ServiceResult<Option<Json>> {
    let mut keeper = Keeper::new(session, point, chosen, &BTreeSet::new()).await?;
    let behind = Version(point.version.0.saturating_add(1));
    let anchor = keeper.nearest(behind).await?;
    let begun_after = anchor.as_ref().map_or(Version(0), |(version, _)| *version);
    let (store, id) = (session.store(), &point.aggregate_id);
    let nobody = |_| {};
    let mut stretches = Stretches::new(store, id, begun_after, point.version, &nobody);
    let mut way = Way::from(anchor, chosen);
    while let Some(events) = stretches.next().await?
        && !way.is_stopped
    {
        way = aside(move || way.over(events)).await?;
        keeper.keep(&mut way);
    }
    let reached = way.anchor.filter(|(version, _)| *version == point.version);
    Ok(reached.map(|(_, state)| state))
}

/// A folding on its way.
struct Way {
    fold: Arc<dyn Fold>,
    folding: Option<Box<dyn Folding>>,
    /// The last state from which folding can begin anew.
    anchor: Option<(Version, Json)>,
    since_anchor: Vec<Event>,
    /// The states that may be kept and are not yet.
    made: Vec<Made>,
    /// The last of those that were.
    kept: Option<Made>,
    /// Whether an event could not be folded; it is among those since the anchor.
    is_stopped: bool,
}

impl Way {
    fn from(anchor: Option<(Version, Json)>, chosen: &Chosen) -> Self {
        Self {
            fold: chosen.fold.clone(),
            folding: None,
            anchor,
            since_anchor: Vec::new(),
            made: Vec::new(),
            kept: None,
            is_stopped: false,
        }
    }

    /// Folds in some events, and makes a state to be kept at every so many.
    fn over(mut self, mut events: Vec<Event>) -> Self {
        while !events.is_empty() && !self.is_stopped {
            let rest = events.split_off(events.len().min(KEPT_EVERY));
            self.fold_in(std::mem::replace(&mut events, rest));
        }
        self.since_anchor.extend(events);
        self
    }

    fn fold_in(&mut self, events: Vec<Event>) {
        match self.folded(&events) {
            Ok(Some(state)) => {
                let before = self.anchor.take();
                let state = match &before {
                    Some((_, before)) => state.sharing(before),
                    None => state,
                };
                self.anchor = events.last().map(|event| (event.version, state.clone()));
                self.made.extend(events.last().map(|event| Made {
                    version: event.version,
                    witness: witness(event),
                    state,
                }));
                self.since_anchor.clear();
            }
            Ok(None) => self.since_anchor.extend(events),
            Err(_) => {
                self.is_stopped = true;
                self.since_anchor.extend(events);
            }
        }
    }

    /// The state after the events, where folding can begin at it.
    fn folded(&mut self, events: &[Event]) -> Result<Option<Json>, FoldError> {
        let mut folding = match self.folding.take() {
            Some(folding) => folding,
            None => self
                .fold
                .begin(self.anchor.as_ref().map(|(_, state)| state))?,
        };
        folding.apply(events)?;
        // A state that cannot be shown here may be one that can a few events later.
        let state = folding.checkpoint().unwrap_or_default();
        self.folding = Some(folding);
        Ok(state)
    }

    /// Folds in the last events, of which the last is told of by itself.
    fn end(self, mut tail: Vec<Event>) -> (Self, Result<Replayed, FoldError>, Option<Event>) {
        let last = tail.split_off(tail.len().saturating_sub(1) / KEPT_EVERY * KEPT_EVERY);
        let mut way = self.over(tail);
        way.since_anchor.extend(last);
        let from = way.anchor.as_ref();
        let from = from.map(|(version, state)| (*version, state));
        let replayed = replay(&*way.fold, from, &way.since_anchor);
        let event = way.since_anchor.pop();
        (way, replayed, event)
    }
}

/// What may be taken from the states that are kept, and added to them.
struct Keeper<'s> {
    session: &'s Session,
    trace: Trace,
    /// Whether it will be known that what was read does not stand any more.
    stands: bool,
    /// Up to here nothing was left out.
    whole_until: Version,
    by: FoldedByDto,
    /// What the catalog keeps, where it may.
    stored: Option<Stored<'s>>,
}

impl<'s> Keeper<'s> {
    /// Asks for the store's mark, and so before anything is read that may be kept.
    async fn new(
        session: &'s Session,
        point: &Point,
        chosen: &Chosen,
        without: &BTreeSet<u32>,
    ) -> ServiceResult<Self> {
        let store = session.store();
        let mark = store.change_mark().await?;
        let first_without = without.first().copied().unwrap_or(u32::MAX);
        Ok(Self {
            session,
            stands: store.is_ruled() || mark.is_some(),
            trace: Trace::new(&point.aggregate_id, &chosen.by, mark),
            whole_until: Version(first_without.saturating_sub(1)),
            by: chosen.by.clone(),
            stored: Stored::of(session, point, chosen).await?,
        })
    }

    /// The latest state before a version at which folding may begin: kept in memory, stored in the store or, where much
    /// would be left to be folded, kept by the catalog.
    async fn nearest(&mut self, to: Version) -> ServiceResult<Option<(Version, Json)>> {
        let before = to.min(Version(self.whole_until.0.saturating_add(1)));
        let nearest = self.nearest_at_hand(before).await?;
        let at = |found: &Option<(Version, Json)>| found.as_ref().map_or(Version(0), |(at, _)| *at);
        let Some(stored) = &mut self.stored else {
            return Ok(nearest);
        };
        let nearest = match before.0.saturating_sub(at(&nearest).0) > LONG {
            true => stored
                .before(before)
                .await?
                .filter(|(version, _)| *version > at(&nearest))
                .or(nearest),
            false => nearest,
        };
        stored.begin_at(at(&nearest));
        Ok(nearest)
    }

    async fn nearest_at_hand(&self, before: Version) -> ServiceResult<Option<(Version, Json)>> {
        let kept = self.session.checkpoints().before(&self.trace, before);
        let Some(at_or_before) = before.0.checked_sub(1) else {
            return Ok(kept);
        };
        if !self.session.may_begin_at_snapshots() {
            return Ok(kept);
        }
        let (store, id) = (self.session.store(), self.trace.aggregate_id());
        let stored = store.get_snapshot(id, Version(at_or_before)).await?;
        let nearer = stored.filter(|stored| {
            let is_nearer = kept.as_ref().is_none_or(|(kept, _)| stored.version > *kept);
            is_nearer && is_sealed(stored, &self.by)
        });
        let state = nearer.and_then(|stored| match &stored.state {
            Payload::Json(state) => Some((stored.version, Json::parse(state).ok()?)),
            Payload::Broken(_) => None,
        });
        Ok(state.or(kept))
    }

    fn keep(&mut self, way: &mut Way) {
        for made in way.made.drain(..) {
            if self.may_keep(made.version) {
                let kept = self.session.checkpoints();
                kept.keep(&self.trace, made.version, &made.state);
                if let Some(stored) = &mut self.stored {
                    stored.keep(&made);
                }
                way.kept = Some(made);
            }
        }
    }

    /// A projection's state may hold more than can be shown, and is no place to begin; a merged one is.
    fn keep_end(&mut self, way: &Way, replayed: &Replayed) {
        if let (Some(stored), Some(last)) = (&mut self.stored, &way.kept) {
            stored.keep_last(last);
        }
        let is_merge = matches!(self.by, FoldedByDto::Merge { .. });
        if replayed.stopped.is_none() && is_merge && self.may_keep(replayed.version) {
            let (version, state) = (replayed.version, &replayed.state);
            self.session
                .checkpoints()
                .keep_recent(&self.trace, version, state);
        }
    }

    fn may_keep(&self, version: Version) -> bool {
        self.stands && version > Version(0) && version <= self.whole_until
    }
}
