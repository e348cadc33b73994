//! The state after a stretch of events, or the last one before the event at which folding stops.

use super::delta::Delta;
use super::fold::{Fold, FoldError};
use super::tree::Json;
use crate::event::Event;
use crate::ids::Version;

/// What came of folding a stretch of events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replayed {
    /// The state after the last event that could be folded.
    pub state: Json,
    /// That event's version; where there was none, the version at which folding began.
    pub version: Version,
    /// What that event changed; `None` where there was no event, or where the state before it cannot be shown.
    pub delta: Option<Delta>,
    /// Where folding stopped before the end, and why.
    pub stopped: Option<FoldError>,
}

/// Folds a stretch of an aggregate's history: its events after a checkpoint, or from the first. Where an event cannot
/// be folded, or leaves a state that cannot be shown, the answer is the last good state before it.
///
/// # Errors
/// [`FoldError`], where not even the state to begin at can be had.
pub fn replay(
    by: &dyn Fold,
    from: Option<(Version, &Json)>,
    events: &[Event],
) -> Result<Replayed, FoldError> {
    let stretch = Stretch { by, from, events };
    match stretch.attempt(events.len()) {
        Ok(replayed) => Ok(replayed),
        Err(stopped) => stretch.last_good(stopped),
    }
}

struct Stretch<'s> {
    by: &'s dyn Fold,
    from: Option<(Version, &'s Json)>,
    events: &'s [Event],
}

impl Stretch<'_> {
    /// Folds the first so many events, each time anew: a folding that failed is spent.
    fn attempt(&self, count: usize) -> Result<Replayed, FoldError> {
        let mut folding = self.by.begin(self.from.map(|(_, state)| state))?;
        let Some((last, earlier)) = self.events[..count].split_last() else {
            return Ok(Replayed {
                state: folding.state()?,
                version: self.from.map_or(Version(0), |(version, _)| version),
                delta: None,
                stopped: None,
            });
        };
        folding.apply(earlier)?;
        let before = folding.state();
        folding.apply(std::slice::from_ref(last))?;
        let state = folding.state()?;
        Ok(Replayed {
            delta: before.ok().map(|before| Delta::between(&before, &state)),
            state,
            version: last.version,
            stopped: None,
        })
    }

    /// Looks for two neighbours: a state that can be had, and the event after which none can. Mostly that is the
    /// event which failed; where a state turned out unsound only when it was read, halving finds them.
    fn last_good(&self, stopped: FoldError) -> Result<Replayed, FoldError> {
        let (mut good, mut bad, mut stopped) =
            (self.attempt(0)?, self.count_of(&stopped)?, stopped);
        let mut good_count = 0;
        let mut next = bad - 1;
        while good_count + 1 < bad {
            match self.attempt(next.max(good_count + 1)) {
                Ok(replayed) => (good, good_count) = (replayed, next.max(good_count + 1)),
                Err(error) => (bad, stopped) = (self.count_of(&error)?, error),
            }
            next = good_count + (bad - good_count) / 2;
        }
        good.stopped = Some(stopped);
        Ok(good)
    }

    /// How many events were folded when it stopped, the one that it names included.
    fn count_of(&self, stopped: &FoldError) -> Result<usize, FoldError> {
        let at = self
            .events
            .iter()
            .position(|event| event.version == stopped.version());
        at.map(|at| at + 1).ok_or_else(|| stopped.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::super::fold::Folding;
    use super::super::plain::MergeFold;
    use super::super::plain::tests::history;
    use super::super::pointer::Pointer;
    use super::*;

    #[test]
    fn a_broken_payload_leaves_the_state_before_it() {
        let events = history([r#"{"a":1}"#, r#"{"a":2}"#, "{oops", r#"{"a":3}"#]);
        let replayed = replay(&MergeFold, None, &events).unwrap();
        assert_eq!(replayed.state.to_string(), r#"{"a":2}"#);
        assert_eq!(replayed.version, Version(2));
        assert_eq!(replayed.delta.unwrap().changes().len(), 1);
        assert_eq!(replayed.stopped.unwrap().version(), Version(3));
    }

    #[test]
    fn a_stretch_begins_where_it_is_told_to() {
        let events = history([r#"{"a":1}"#, r#"{"b":2}"#]);
        let begun = replay(&MergeFold, None, &events[..1]).unwrap();
        let on = replay(
            &MergeFold,
            Some((begun.version, &begun.state)),
            &events[1..],
        )
        .unwrap();
        assert_eq!(on, replay(&MergeFold, None, &events).unwrap());
        let none = replay(&MergeFold, Some((begun.version, &begun.state)), &[]).unwrap();
        assert_eq!((none.version, none.delta), (Version(1), None));
    }

    /// Folds as the merge patch does, and cannot show a state in which `bad` stands.
    struct Particular;
    struct Particularly(Box<dyn Folding>, Option<FoldError>);

    impl Fold for Particular {
        fn begin(&self, from: Option<&Json>) -> Result<Box<dyn Folding>, FoldError> {
            Ok(Box::new(Particularly(MergeFold.begin(from)?, None)))
        }
    }

    impl Folding for Particularly {
        fn apply(&mut self, events: &[Event]) -> Result<(), FoldError> {
            let last = events.last().map(|event| FoldError::State {
                version: event.version,
                event_type: event.event_type.clone(),
                position: event.position,
                reason: "bad".to_owned(),
            });
            self.1 = last.or(self.1.take());
            self.0.apply(events)
        }

        fn trace(
            &mut self,
            events: &[Event],
            told: &mut dyn FnMut(&Event, Delta),
        ) -> Result<(), FoldError> {
            self.0.trace(events, told)
        }

        fn watch(
            &mut self,
            at: &Pointer,
            events: &[Event],
            told: &mut dyn FnMut(&Event, Option<Json>),
        ) -> Result<(), FoldError> {
            self.0.watch(at, events, told)
        }

        fn state(&mut self) -> Result<Json, FoldError> {
            let state = self.0.state()?;
            match state.at(&"/bad".parse().unwrap()) {
                Some(_) => Err(self.1.clone().unwrap()),
                None => Ok(state),
            }
        }
    }

    #[test]
    fn a_state_that_cannot_be_shown_is_traced_to_the_event_that_made_it_so() {
        for (made_bad, count) in [(1, 1), (1, 9), (3, 9), (8, 9), (9, 9)] {
            let payloads = (1..=count).map(|version| match version == made_bad {
                true => r#"{"bad":true}"#.to_owned(),
                false => format!(r#"{{"v":{version}}}"#),
            });
            let replayed = replay(&Particular, None, &history(payloads)).unwrap();
            assert_eq!(replayed.version, Version(made_bad - 1));
            assert_eq!(replayed.stopped.unwrap().version(), Version(made_bad));
        }
    }

    #[test]
    fn a_state_that_is_bad_only_in_between_is_no_matter() {
        let events = history([r#"{"bad":1}"#, r#"{"bad":null}"#, r#"{"a":1}"#]);
        let replayed = replay(&Particular, None, &events[..2]).unwrap();
        assert_eq!((replayed.stopped, replayed.delta), (None, None));
        assert!(replay(&Particular, None, &events).unwrap().delta.is_some());
    }
}
