//! Which event set each path of a state.

use std::collections::{BTreeSet, HashMap};

use hindsight_domain::replay::{Blame, BlamedPath, EventRef, FoldError, Folding, Json};
use hindsight_domain::{Event, Payload, Version};

use super::Tell;
use super::point::Point;
use super::standing::Standing;
use super::stretch::Stretches;
use crate::aside::aside;
use crate::error::{ServiceError, ServiceResult};
use crate::projections::Chosen;
use crate::session::Session;
use crate::wire::{AtDto, BlameDto, BlamedPathDto, EventRowDto, FoldErrorDto, FoldWishDto};

/// Folds an aggregate's events up to a point and tells of each path of the state which event set it.
///
/// # Errors
/// As [`state_at`](super::state_at).
pub async fn blame_at(
    session: &Session,
    aggregate_id: &str,
    at: &AtDto,
    fold: &FoldWishDto,
    tell: Tell<'_>,
) -> ServiceResult<BlameDto> {
    let point = Point::find(session, aggregate_id, at).await?;
    let chosen = session
        .projections()
        .of(&point.aggregate_type, fold)
        .await?;
    let mut tracing = Tracing::begin(&chosen).await?;
    let (from, to) = (Version(0), point.version);
    let mut stretches = Stretches::new(session.store(), &point.aggregate_id, from, to, tell);
    while tracing.stopped.is_none()
        && let Some(events) = stretches.next().await?
    {
        tracing = aside(move || tracing.over(events)).await?;
    }
    let Tracing {
        blame,
        seen,
        stopped,
        state,
        ..
    } = tracing.end().await?;
    let (state, error) = match state {
        Ok(state) => (state, stopped),
        // The folding is spent, and its last good state has to be folded anew.
        Err(error) => {
            let last_good = Point {
                version: seen.last().map_or(Version(0), |event| event.version),
                ..point.clone()
            };
            let nothing = BTreeSet::new();
            let standing = Standing::at(session, last_good, chosen.clone(), &nothing, tell).await?;
            (standing.replayed.state, stopped.or(Some(error)))
        }
    };
    let told = aside(move || told(&blame.paths(&state), &seen)).await?;
    Ok(BlameDto {
        aggregate_id: point.aggregate_id.into(),
        version: point.version.0,
        folded_by: chosen.by,
        paths: told.0,
        setters: told.1,
        error: error.as_ref().map(FoldErrorDto::from),
    })
}

/// A blame on its way through a history.
struct Tracing {
    folding: Box<dyn Folding>,
    blame: Blame,
    /// The events so far without their payloads: any of them may be a setter.
    seen: Vec<Event>,
    stopped: Option<FoldError>,
    /// The state once it is asked for.
    state: Result<Json, FoldError>,
}

impl Tracing {
    async fn begin(chosen: &Chosen) -> ServiceResult<Self> {
        let fold = chosen.fold.clone();
        let begun = aside(move || {
            let mut folding = fold.begin(None)?;
            let state = folding.state()?;
            Ok(Self {
                folding,
                blame: Blame::begin(&state),
                seen: Vec::new(),
                stopped: None,
                state: Ok(state),
            })
        });
        begun
            .await?
            .map_err(|error: FoldError| ServiceError::invalid(error))
    }

    fn over(mut self, events: Vec<Event>) -> Self {
        let (blame, mut told) = (&mut self.blame, 0);
        let traced = self.folding.trace(&events, &mut |event, delta| {
            blame.take(event.into(), &delta);
            told += 1;
        });
        self.stopped = traced.err();
        self.seen.extend(events.into_iter().take(told).map(|event| {
            let data = Payload::Broken(String::new());
            Event {
                data,
                metadata: None,
                ..event
            }
        }));
        self
    }

    async fn end(mut self) -> ServiceResult<Self> {
        aside(move || {
            self.state = match &self.stopped {
                Some(stopped) => Err(stopped.clone()),
                None => self.folding.state(),
            };
            self
        })
        .await
    }
}

/// The paths, and the events that they name, each once.
fn told(paths: &[BlamedPath], seen: &[Event]) -> (Vec<BlamedPathDto>, Vec<EventRowDto>) {
    let mut places: HashMap<Version, u32> = HashMap::new();
    let mut setters: Vec<EventRowDto> = Vec::new();
    let mut place = |event: EventRef| {
        if let Some(place) = places.get(&event.version) {
            return Some(*place);
        }
        let at = seen.binary_search_by_key(&event.version, |event| event.version);
        let place = u32::try_from(setters.len()).ok()?;
        setters.push((&seen[at.ok()?]).into());
        places.insert(event.version, place);
        Some(place)
    };
    let paths = paths.iter().map(|BlamedPath { path, setters }| {
        let (last, before) = (setters.last, setters.before);
        BlamedPathDto {
            path: path.to_string(),
            last: last.and_then(&mut place),
            before: before.and_then(&mut place),
        }
    });
    (paths.collect(), setters)
}
