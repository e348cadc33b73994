//! What a demo store promises, held against the generator alone and against a store that was made.

mod content;
mod folded;
mod history;
mod made;

use std::collections::HashMap;

use hindsight_domain::{AggregateType, Instant, NewEvent};

use super::{DemoCommand, Generator};

/// The year that most tests look at.
fn year() -> Vec<DemoCommand> {
    Generator::new(10_000, 42).collect()
}

/// One event of a year, as it will stand in a store.
struct Told<'y> {
    at: Instant,
    aggregate_id: &'y str,
    aggregate_type: &'y AggregateType,
    correlation_id: Option<&'y str>,
    event: &'y NewEvent,
}

impl Told<'_> {
    fn id(&self) -> &str {
        self.event.event_id.as_ref().map(|id| id.as_str()).unwrap()
    }

    fn cause(&self) -> Option<&str> {
        self.event.causation_id.as_ref().map(|id| id.as_str())
    }
}

/// All events of a year in order.
fn events(year: &[DemoCommand]) -> Vec<Told<'_>> {
    let streams = year.iter().flat_map(|command| {
        command
            .append
            .streams
            .iter()
            .map(move |stream| (command, stream))
    });
    streams
        .flat_map(|(DemoCommand { at, append }, stream)| {
            stream.events.iter().map(move |event| Told {
                at: *at,
                aggregate_id: stream.aggregate_id.as_str(),
                aggregate_type: &stream.aggregate_type,
                correlation_id: append.command.correlation_id.as_ref().map(|id| id.as_str()),
                event,
            })
        })
        .collect()
}

/// How many events there are to each of something.
fn tally<K: std::hash::Hash + Eq>(keys: impl Iterator<Item = K>) -> HashMap<K, usize> {
    let mut tally = HashMap::new();
    for key in keys {
        *tally.entry(key).or_insert(0) += 1;
    }
    tally
}
