//! Cases held against a projection.

use std::fmt;

use hindsight_domain::Event;
use hindsight_domain::replay::{Fold, FoldError, Folding, Json, Pointer, same_value};

use super::parse::{Case, Then};
use crate::projection::Projection;

/// In how many stretches a case is folded to find out whether the module keeps something to itself. Each has an
/// engine of its own.
const STRETCHES_MAX: usize = 64;

/// How a projection fails a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CaseFailure {
    /// It folds to another state.
    Differs(Vec<Difference>),
    /// Folding stops where a state is expected, or stops for another reason, or too early.
    Stops(FoldError),
    /// It folds to a state where it is expected to stop.
    DoesNotStop(Json),
    /// Folded again by the same engine, the same events come to something else.
    SecondTime(Vec<Difference>),
    /// Begun again at its own state by another engine, the folding comes to something else.
    TakenUp(Vec<Difference>),
}

/// One place at which a state is not the expected one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Where, as a JSON Pointer.
    pub path: String,
    /// What is expected there, as JSON.
    pub expected: Option<String>,
    /// What is there, as JSON.
    pub actual: Option<String>,
}

type Folded = Result<Json, FoldError>;

/// Holds a projection to a case. The events are folded in several ways that a fold cannot tell apart: at once, a second
/// time, and in stretches by several engines.
///
/// # Errors
/// [`CaseFailure`], how it fails.
pub fn run_case(projection: &Projection, case: &Case) -> Result<(), CaseFailure> {
    let (once, again) = twice(projection, &case.events);
    meets(case, &once)?;
    agrees(&once, &again).map_err(CaseFailure::SecondTime)?;
    match in_stretches(projection, &case.events).transpose() {
        None => Ok(()),
        Some(taken_up) => agrees(&once, &taken_up).map_err(CaseFailure::TakenUp),
    }
}

fn meets(case: &Case, folded: &Folded) -> Result<(), CaseFailure> {
    match (&case.then, folded) {
        (Then::State(expected), Ok(state)) => match differences(expected, state) {
            none if none.is_empty() => Ok(()),
            differences => Err(CaseFailure::Differs(differences)),
        },
        (Then::Error(_), Ok(state)) => Err(CaseFailure::DoesNotStop(state.clone())),
        (Then::Error(words), Err(error)) if is_expected(case, words, error) => Ok(()),
        (_, Err(error)) => Err(CaseFailure::Stops(error.clone())),
    }
}

fn is_expected(case: &Case, words: &str, error: &FoldError) -> bool {
    let is_in_time = case.events.len() == case.given || error.version().0 as usize > case.given;
    is_in_time && error.to_string().contains(words)
}

/// Folds twice with one engine.
fn twice(projection: &Projection, events: &[Event]) -> (Folded, Folded) {
    let mut folding = match projection.folding(None) {
        Ok(folding) => folding,
        Err(error) => return (Err(error.clone()), Err(error)),
    };
    let once = folded(&mut folding, events);
    let again = folding
        .restart()
        .and_then(|()| folded(&mut folding, events));
    (once, again)
}

fn folded(folding: &mut dyn Folding, events: &[Event]) -> Folded {
    folding.apply(events)?;
    folding.state()
}

/// Folds with several engines, each going on from the state of the one before; `None` where a state holds something
/// that its JSON does not tell.
fn in_stretches(projection: &Projection, events: &[Event]) -> Result<Option<Json>, FoldError> {
    let length = events.len().div_ceil(STRETCHES_MAX).max(1);
    let mut state: Option<Json> = None;
    for stretch in events.chunks(length) {
        let mut folding = projection.begin(state.as_ref())?;
        folding.apply(stretch)?;
        state = folding.checkpoint()?;
        if state.is_none() {
            return Ok(None);
        }
    }
    Ok(state)
}

fn agrees(one: &Folded, other: &Folded) -> Result<(), Vec<Difference>> {
    match (one, other) {
        (Ok(one), Ok(other)) => match differences(one, other) {
            none if none.is_empty() => Ok(()),
            differences => Err(differences),
        },
        (Err(_), Err(_)) => Ok(()),
        _ => Err(Vec::new()),
    }
}

/// The places at which two states differ by value: `1.10` is `1.1`, and the order of keys is nothing.
fn differences(expected: &Json, actual: &Json) -> Vec<Difference> {
    let mut told = Vec::new();
    compare(&Pointer::root(), Some(expected), Some(actual), &mut told);
    told
}

fn compare(
    path: &Pointer,
    expected: Option<&Json>,
    actual: Option<&Json>,
    told: &mut Vec<Difference>,
) {
    let mut below = |step: &str, expected, actual| {
        let mut path = path.clone();
        path.push(step);
        compare(&path, expected, actual, told);
    };
    match (expected, actual) {
        (Some(Json::Object(expected)), Some(Json::Object(actual))) => {
            for (key, value) in expected.iter() {
                below(key, Some(value), actual.get(key));
            }
            for (key, value) in actual
                .iter()
                .filter(|(key, _)| !expected.contains_key(*key))
            {
                below(key, None, Some(value));
            }
        }
        (Some(Json::Array(expected)), Some(Json::Array(actual))) => {
            for at in 0..expected.len().max(actual.len()) {
                below(&at.to_string(), expected.get(at), actual.get(at));
            }
        }
        (Some(expected), Some(actual)) if same_value(expected, actual) => {}
        (expected, actual) => told.push(Difference {
            path: path.to_string(),
            expected: expected.map(ToString::to_string),
            actual: actual.map(ToString::to_string),
        }),
    }
}

impl fmt::Display for CaseFailure {
    /// What is wrong, without the differences.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Differs(_) => f.write_str("it folds to another state"),
            Self::Stops(error) => error.fmt(f),
            Self::DoesNotStop(_) => f.write_str("an error is expected, and it folds to a state"),
            Self::SecondTime(_) => f.write_str(
                "folded a second time, the same events come to another end: the module keeps something in variables \
                 of its own; keep all of it in the state",
            ),
            Self::TakenUp(_) => f.write_str(
                "begun again at a state of its own, folding comes to another end: the module keeps something in \
                 variables of its own; keep all of it in the state",
            ),
        }
    }
}

impl CaseFailure {
    /// The places at which a state is not the expected one.
    pub fn differences(&self) -> &[Difference] {
        match self {
            Self::Differs(all) | Self::SecondTime(all) | Self::TakenUp(all) => all,
            Self::Stops(_) | Self::DoesNotStop(_) => &[],
        }
    }
}
