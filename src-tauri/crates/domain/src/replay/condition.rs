//! When something becomes true of one place of a state.

use std::cmp::Ordering;

use super::blame::EventRef;
use super::fold::{Fold, FoldError};
use super::pointer::Pointer;
use super::tree::Json;
use super::value::{order, same_value};
use crate::event::Event;

/// Something that may be true of one place of a state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// The place.
    pub at: Pointer,
    /// What may be true of it.
    pub test: Test,
}

/// What may be true of a place. Values are compared by what they mean: `1.10` equals `1.1`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    /// Something stands there, `null` included.
    Exists,
    /// This stands there.
    Equals(Json),
    /// A number above this one, or a text after this one, stands there.
    Above(Json),
    /// A number below this one, or a text before this one, stands there.
    Below(Json),
    /// Something else stands there than before the event, spelling included, or nothing any more.
    Changes,
}

/// Watches a place along a history for the moments at which a condition becomes true.
#[derive(Debug, Clone)]
pub struct Watch {
    test: Test,
    last: Option<Json>,
    holds: bool,
}

/// When a condition became true along a history.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Moments {
    /// Whether it was true before the first event.
    pub from_start: bool,
    /// The first event at which it became true.
    pub first: Option<EventRef>,
    /// The last event at which it became true.
    pub last: Option<EventRef>,
    /// How often it became true.
    pub count: usize,
    /// Where folding stopped before the end, and why; what came after is not known.
    pub stopped: Option<FoldError>,
}

impl Test {
    /// Whether it is true of what stands at a place, `before` the event and `now`.
    fn holds(&self, before: Option<&Json>, now: Option<&Json>) -> bool {
        let is =
            |wanted: Ordering, value: &Json| now.and_then(|now| order(now, value)) == Some(wanted);
        match self {
            Self::Exists => now.is_some(),
            Self::Equals(value) => now.is_some_and(|now| same_value(now, value)),
            Self::Above(value) => is(Ordering::Greater, value),
            Self::Below(value) => is(Ordering::Less, value),
            Self::Changes => before != now,
        }
    }
}

impl Watch {
    /// Begins before the first event, with what stands at the place then.
    pub fn begin(test: Test, start: Option<Json>) -> Self {
        Self {
            holds: test.holds(start.as_ref(), start.as_ref()),
            last: start,
            test,
        }
    }

    /// Whether the condition is true now.
    pub fn holds(&self) -> bool {
        self.holds
    }

    /// Takes in what stands at the place after one more event, and tells whether the condition became true by it:
    /// it was not true before and is now. A change is one at every event that makes it.
    pub fn sees(&mut self, now: Option<Json>) -> bool {
        let held = self.holds && self.test != Test::Changes;
        self.holds = self.test.holds(self.last.as_ref(), now.as_ref());
        self.last = now;
        self.holds && !held
    }
}

/// Finds when a condition becomes true along a whole history.
///
/// # Errors
/// [`FoldError`], where not even the state to begin at can be had.
pub fn moments(
    by: &dyn Fold,
    condition: &Condition,
    events: &[Event],
) -> Result<Moments, FoldError> {
    let mut folding = by.begin(None)?;
    let start = folding.state()?.at(&condition.at).cloned();
    let mut watch = Watch::begin(condition.test.clone(), start);
    let mut found = Moments {
        from_start: watch.holds(),
        ..Moments::default()
    };
    let stopped = folding.watch(&condition.at, events, &mut |event, now| {
        if watch.sees(now) {
            found.first = found.first.or(Some(event.into()));
            found.last = Some(event.into());
            found.count += 1;
        }
    });
    found.stopped = stopped.err();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::super::plain::MergeFold;
    use super::super::plain::tests::history;
    use super::super::run::replay;
    use super::super::tree::tests::{tree, trees};
    use super::*;
    use proptest::prelude::*;

    const STORY: [&str; 6] = [
        r#"{"cost":5}"#,
        r#"{"cost":12.0}"#,
        r#"{"cost":12}"#,
        r#"{"cost":3}"#,
        r#"{"cost":null}"#,
        r#"{"cost":40,"name":"x"}"#,
    ];

    fn found(at: &str, test: Test) -> (Vec<u32>, usize) {
        let at = at.parse().unwrap();
        let moments = moments(&MergeFold, &Condition { at, test }, &history(STORY)).unwrap();
        assert_eq!((moments.from_start, &moments.stopped), (false, &None));
        let ends = [moments.first, moments.last].into_iter().flatten();
        (ends.map(|event| event.version.0).collect(), moments.count)
    }

    #[test]
    fn it_becomes_true_where_it_was_not() {
        let number = |text: &str| tree(text);
        assert_eq!(found("/cost", Test::Exists), (vec![1, 6], 2));
        assert_eq!(
            found("/cost", Test::Equals(number("12.00"))),
            (vec![2, 2], 1)
        );
        assert_eq!(found("/cost", Test::Above(number("10"))), (vec![2, 6], 2));
        assert_eq!(found("/cost", Test::Below(number("10"))), (vec![1, 4], 2));
        assert_eq!(found("/cost", Test::Changes), (vec![1, 6], 6));
        assert_eq!(found("/name", Test::Changes), (vec![6, 6], 1));
        assert_eq!(found("/name", Test::Above(number("1"))), (vec![], 0));
        assert_eq!(found("/none", Test::Exists), (vec![], 0));
    }

    #[test]
    fn what_is_true_from_the_start_does_not_become_so() {
        let mut watch = Watch::begin(Test::Exists, Some(tree("1")));
        assert!(watch.holds());
        assert!(!watch.sees(Some(tree("2"))));
        assert!(!watch.sees(None));
        assert!(watch.sees(Some(tree("2"))));
    }

    #[test]
    fn moments_before_a_broken_event_are_told() {
        let events = history([r#"{"a":1}"#, "{oops"]);
        let condition = Condition {
            at: "/a".parse().unwrap(),
            test: Test::Exists,
        };
        let moments = moments(&MergeFold, &condition, &events).unwrap();
        assert_eq!(moments.count, 1);
        assert!(moments.stopped.is_some());
    }

    proptest! {
        /// Held against the states one by one.
        #[test]
        fn a_refold_finds_the_same(patches in prop::collection::vec(trees(), 0..8), which in 0..3usize) {
            let test = [Test::Exists, Test::Equals(tree("1")), Test::Changes][which].clone();
            let condition = Condition { at: "/a".parse().unwrap(), test: test.clone() };
            let events = history(&patches);
            let value = |count: usize| {
                let state = replay(&MergeFold, None, &events[..count]).unwrap().state;
                state.at(&condition.at).cloned()
            };
            let holds = |count: usize| match &test {
                Test::Exists => value(count).is_some(),
                Test::Equals(wanted) => value(count).is_some_and(|value| same_value(&value, wanted)),
                _ => count > 0 && value(count) != value(count - 1),
            };
            let became: Vec<usize> = (1..=events.len())
                .filter(|count| holds(*count) && (test == Test::Changes || !holds(count - 1)))
                .collect();
            let found = moments(&MergeFold, &condition, &events).unwrap();
            let version = |event: Option<EventRef>| event.map(|event| event.version.0 as usize);
            prop_assert_eq!(version(found.first), became.first().copied());
            prop_assert_eq!(version(found.last), became.last().copied());
            prop_assert_eq!(found.count, became.len());
            prop_assert!(!found.from_start);
        }
    }
}
