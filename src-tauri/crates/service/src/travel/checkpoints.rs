//! States along the histories that were gone through, kept so that the next look need not begin at the beginning.
//!
//! Nothing is ever answered from here that folding from the first event would not have answered. Where a store's rules are
//! not all in place, what has happened may be changed under us: there states stand only under the mark that the store
//! had before they were folded, and are never found again once it has another.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};

use hindsight_domain::replay::Json;
use hindsight_domain::{AggregateId, Version};
use hindsight_store::ChangeMark;

use crate::wire::FoldedByDto;

/// How much memory the states of a session may take.
const BYTES_MAX: usize = 64 << 20;

/// The states of a session, bounded in bytes: of the aggregates looked at least recently they go first.
#[derive(Debug)]
pub struct Checkpoints {
    kept: Mutex<Kept>,
    bytes_max: usize,
}

/// Whose states, and folded by what: the text of a projection, or `None` for merge patch.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Trace {
    aggregate_id: AggregateId,
    hash: Option<String>,
    mark: Option<ChangeMark>,
}

#[derive(Debug, Default)]
struct Kept {
    trails: HashMap<Trace, Trail>,
    bytes: usize,
    turn: u64,
}

#[derive(Debug, Default)]
struct Trail {
    states: BTreeMap<Version, State>,
    /// The state that was asked for last: the next one is mostly its neighbour.
    recent: Option<(Version, State)>,
    used: u64,
}

#[derive(Debug)]
struct State {
    state: Json,
    bytes: usize,
}

impl Default for Checkpoints {
    fn default() -> Self {
        Self::within(BYTES_MAX)
    }
}

impl Trace {
    /// An aggregate folded by something, in a store with this mark; `None` where its rules say what may change.
    pub fn new(aggregate_id: &AggregateId, by: &FoldedByDto, mark: Option<ChangeMark>) -> Self {
        Self {
            mark,
            aggregate_id: aggregate_id.clone(),
            hash: match by {
                FoldedByDto::Merge { .. } => None,
                FoldedByDto::Projection { hash, .. } => Some(hash.clone()),
            },
        }
    }

    /// Whose states.
    pub fn aggregate_id(&self) -> &AggregateId {
        &self.aggregate_id
    }
}

impl Checkpoints {
    /// None yet, and so many bytes at most.
    pub fn within(bytes_max: usize) -> Self {
        Self {
            kept: Mutex::default(),
            bytes_max,
        }
    }

    /// The latest state before a version.
    pub fn before(&self, trace: &Trace, version: Version) -> Option<(Version, Json)> {
        let mut kept = self.lock();
        kept.turn += 1;
        let turn = kept.turn;
        let trail = kept.trails.get_mut(trace)?;
        trail.used = turn;
        let kept = trail.states.range(..version).next_back();
        let kept = kept.map(|(version, kept)| (*version, &kept.state));
        let recent = trail.recent.as_ref();
        let recent = recent.map(|(version, kept)| (*version, &kept.state));
        let nearest = kept
            .into_iter()
            .chain(recent.filter(|(at, _)| *at < version))
            .max_by_key(|(at, _)| *at);
        nearest.map(|(version, state)| (version, state.clone()))
    }

    /// Keeps a state for good, as long as there is room.
    pub fn keep(&self, trace: &Trace, version: Version, state: &Json) {
        self.put(trace, |trail| {
            let kept = trail.beside(version, state);
            trail.states.insert(version, kept);
        });
    }

    /// Keeps a state until another of the same aggregate is.
    pub fn keep_recent(&self, trace: &Trace, version: Version, state: &Json) {
        self.put(trace, |trail| {
            let kept = trail.beside(version, state);
            trail.recent = Some((version, kept));
        });
    }

    fn put(&self, trace: &Trace, put: impl FnOnce(&mut Trail)) {
        let mut kept = self.lock();
        kept.turn += 1;
        let turn = kept.turn;
        let trail = kept.trails.entry(trace.clone()).or_default();
        trail.used = turn;
        let before = trail.bytes();
        put(trail);
        let after = trail.bytes();
        kept.bytes = kept.bytes - before + after;
        kept.make_room(trace, self.bytes_max);
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        // States are whole at every moment; at worst the count of their bytes is not, and then room is made too soon.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    /// Lets go of other aggregates first, and then of every second state of this one.
    fn make_room(&mut self, of: &Trace, bytes_max: usize) {
        while self.bytes > bytes_max {
            let others = self.trails.iter().filter(|(trace, _)| *trace != of);
            let oldest = others.min_by_key(|(_, trail)| trail.used);
            if let Some(oldest) = oldest.map(|(trace, _)| trace.clone()) {
                let trail = self.trails.remove(&oldest);
                self.bytes -= trail.map_or(0, |trail| trail.bytes());
                continue;
            }
            let Some(trail) = self.trails.get_mut(of) else {
                return;
            };
            if trail.states.is_empty() && trail.recent.is_none() {
                return;
            }
            trail.thin_out();
            self.bytes = trail.bytes();
        }
    }
}

impl Trail {
    /// A state with what it costs beside the one before it.
    fn beside(&self, version: Version, state: &Json) -> State {
        let before = self.states.range(..version).next_back();
        State {
            bytes: state.bytes_beside(before.map(|(_, kept)| &kept.state)),
            state: state.clone(),
        }
    }

    fn bytes(&self) -> usize {
        let kept: usize = self.states.values().map(|kept| kept.bytes).sum();
        kept + self.recent.as_ref().map_or(0, |(_, kept)| kept.bytes)
    }

    fn thin_out(&mut self) {
        self.recent = None;
        let states = std::mem::take(&mut self.states);
        // The last is let go of where it is the only one.
        for (version, kept) in states.into_iter().skip(1).step_by(2) {
            let kept = self.beside(version, &kept.state);
            self.states.insert(version, kept);
        }
    }
}

#[cfg(test)]
mod tests {
    use hindsight_domain::RawJson;

    use super::*;

    fn state(text: &str) -> Json {
        Json::parse(&RawJson::parse(text).unwrap()).unwrap()
    }

    fn trace(id: &str) -> Trace {
        let by = FoldedByDto::Merge { problem: None };
        Trace::new(&AggregateId::new(id), &by, None)
    }

    #[test]
    fn the_nearest_before_is_found() {
        let kept = Checkpoints::default();
        let a = trace("a");
        kept.keep(&a, Version(10), &state("10"));
        kept.keep(&a, Version(20), &state("20"));
        kept.keep_recent(&a, Version(13), &state("13"));
        let before = |version| kept.before(&a, Version(version)).map(|(at, _)| at.0);
        assert_eq!(before(10), None);
        assert_eq!(before(13), Some(10));
        assert_eq!(before(14), Some(13));
        assert_eq!(before(99), Some(20));
        kept.keep_recent(&a, Version(50), &state("50"));
        assert_eq!(before(14), Some(10));
        assert_eq!(kept.before(&trace("b"), Version(99)), None);
    }

    #[test]
    fn another_text_of_a_projection_has_states_of_its_own() {
        let kept = Checkpoints::default();
        let by = |hash: &str| FoldedByDto::Projection {
            file: "a.js".into(),
            version: 1,
            hash: hash.into(),
        };
        let id = AggregateId::new("a");
        kept.keep(&Trace::new(&id, &by("1"), None), Version(1), &state("1"));
        assert!(
            kept.before(&Trace::new(&id, &by("1"), None), Version(2))
                .is_some()
        );
        assert!(
            kept.before(&Trace::new(&id, &by("2"), None), Version(2))
                .is_none()
        );
        assert!(kept.before(&trace("a"), Version(2)).is_none());
    }

    #[test]
    fn what_is_kept_stays_within_its_bounds() {
        let one = state(&format!("\"{}\"", "x".repeat(1_000)));
        let bytes_max = 10 * one.bytes_beside(None);
        let kept = Checkpoints::within(bytes_max);
        for version in 1..=8 {
            kept.keep(&trace("old"), Version(version), &state(&one.to_string()));
        }
        for version in 1..=100 {
            kept.keep(&trace("new"), Version(version), &state(&one.to_string()));
            let bytes = kept.lock().bytes;
            assert!(bytes <= bytes_max, "{bytes} of {bytes_max}");
            let counted: usize = kept.lock().trails.values().map(Trail::bytes).sum();
            assert_eq!(bytes, counted);
        }
        assert_eq!(kept.before(&trace("old"), Version(9)), None);
        let states = kept.lock().trails[&trace("new")].states.len();
        assert!((3..=10).contains(&states), "{states}");
    }

    #[test]
    fn a_state_beyond_all_bounds_is_not_kept() {
        let kept = Checkpoints::within(10);
        kept.keep(&trace("a"), Version(1), &state("{}"));
        kept.keep_recent(&trace("a"), Version(1), &state("{}"));
        assert_eq!(kept.before(&trace("a"), Version(2)), None);
    }

    #[test]
    fn states_that_share_cost_little() {
        let mut long = state(&format!("{{\"text\":\"{}\"}}", "x".repeat(10_000)));
        let kept = Checkpoints::within(50_000);
        for version in 1..=50 {
            kept.keep(&trace("a"), Version(version), &long);
            long = state(&long.to_string()).sharing(&long);
        }
        assert_eq!(kept.lock().trails[&trace("a")].states.len(), 50);
    }
}
