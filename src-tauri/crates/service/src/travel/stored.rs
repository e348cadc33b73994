//! States of long aggregates that the catalog kept from sessions before this one.
//!
//! Such a state is this program's own, folded from the store's events, and stands only as long as it is known that
//! folding would give it again: all of the store's rules are in place and were never touched since, the very fold in force
//! made it, the event of its version is to the letter what it was, and so is the state itself.

use hindsight_catalog::{KeptState, States, StatesOf};
use hindsight_domain::replay::Json;
use hindsight_domain::{Event, RawJson, Version};
use sha2::{Digest, Sha256};

use super::point::Point;
use crate::aside::aside;
use crate::error::ServiceResult;
use crate::projections::Chosen;
use crate::session::Session;
use crate::wire::FoldedByDto;

/// How many events are folded sooner than a stored state is looked for.
pub const LONG: u32 = 2_000;
/// Counted up whenever folding the same events gives another state.
const FORMAT: u32 = 1;

/// A state on the way, and what its event was.
pub struct Made {
    /// Of which version.
    pub version: Version,
    /// The state, in a form at which folding may begin again.
    pub state: Json,
    /// What tells the version's event from any other.
    pub witness: String,
}

/// The stored states of one aggregate, folded by one fold.
pub struct Stored<'s> {
    session: &'s Session,
    point: Point,
    states: States,
    of: StatesOf,
    spacing: u32,
    /// Whether the store's events alone decide in this session: what came of a stored snapshot is not kept.
    is_pure: bool,
    last: Version,
}

impl<'s> Stored<'s> {
    /// Asks for the mark of the store's rules, and so before anything is read that may be kept. `None` where nothing may be
    /// kept, or it is not worth it.
    ///
    /// # Errors
    /// The store's own.
    pub async fn of(
        session: &'s Session,
        point: &Point,
        chosen: &Chosen,
    ) -> ServiceResult<Option<Self>> {
        let Some(states) = session.states().filter(|_| point.version.0 > LONG) else {
            return Ok(None);
        };
        let Some(rules) = session.store().rules_mark().await? else {
            return Ok(None);
        };
        let by = match &chosen.by {
            FoldedByDto::Merge { .. } => "merge patch",
            FoldedByDto::Projection { hash, .. } => hash,
        };
        let release = env!("CARGO_PKG_VERSION");
        Ok(Some(Self {
            session,
            point: point.clone(),
            states,
            of: StatesOf {
                aggregate_id: point.aggregate_id.to_string(),
                fold: format!("{FORMAT} {release}, {rules}, {by}"),
            },
            spacing: States::spacing(point.last_version.0),
            is_pure: !session.may_begin_at_snapshots(),
            last: Version::default(),
        }))
    }

    /// The latest stored state before a version, where it stands. What cannot be read is folded again.
    ///
    /// # Errors
    /// The store's own.
    pub async fn before(&self, version: Version) -> ServiceResult<Option<(Version, Json)>> {
        let (states, of) = (self.states.clone(), self.of.clone());
        let Ok(Some(found)) = aside(move || states.before(&of, version.0)).await? else {
            return Ok(None);
        };
        if !self.stands(&found).await? {
            return Ok(None);
        }
        let state = RawJson::parse(found.state).ok();
        let state = state.and_then(|state| Json::parse(&state).ok());
        Ok(state.map(|state| (Version(found.version), state)))
    }

    async fn stands(&self, found: &KeptState) -> ServiceResult<bool> {
        let Some(before) = found.version.checked_sub(1) else {
            return Ok(false);
        };
        let (store, id) = (self.session.store(), &self.point.aggregate_id);
        let events = store.get_events_since(id, Version(before), 1).await?;
        let is_it =
            |event: &Event| event.version.0 == found.version && witness(event) == found.witness;
        Ok(events.first().is_some_and(is_it))
    }

    /// Says at which version folding began.
    pub fn begin_at(&mut self, version: Version) {
        self.last = version;
    }

    /// Has a state kept, if it is far enough from the one before it.
    pub fn keep(&mut self, made: &Made) {
        if made.version.0 / self.spacing > self.last.0 / self.spacing {
            self.put(made);
        }
    }

    /// Has the last state on the way kept, where the way led to the aggregate's end: there most sessions begin.
    pub fn keep_last(&mut self, made: &Made) {
        let is_at_end = self.point.version == self.point.last_version;
        if is_at_end && made.version > self.last {
            self.put(made);
        }
    }

    fn put(&mut self, made: &Made) {
        if !self.is_pure {
            return;
        }
        self.last = made.version;
        let state = KeptState {
            version: made.version.0,
            witness: made.witness.clone(),
            state: made.state.to_string(),
        };
        self.states.keep(&self.of, state);
    }
}

/// What tells an event from any other: all that a fold sees of it, and where it stands.
pub fn witness(event: &Event) -> String {
    let (data, metadata) = (event.data.as_str(), event.metadata.as_ref());
    let numbers = (
        event.position,
        event.version,
        event.event_version,
        metadata.is_some(),
    );
    let mut hash = Sha256::new();
    for part in [
        format!("{numbers:?}").as_str(),
        event.event_id.as_str(),
        event.aggregate_id.as_str(),
        event.aggregate_type.as_str(),
        event.event_type.as_str(),
        event.timestamp.text.as_str(),
        event.actor.as_str(),
        data,
        metadata.map_or("", |text| text.as_str()),
    ] {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    let digest = hash.finalize();
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
