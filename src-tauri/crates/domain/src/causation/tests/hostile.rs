//! Operations made to hurt: deep, wide, and all in circles.

use std::time::{Duration, Instant};

use super::super::*;
use crate::ids::Position;

/// So many events, each with the cause that the function gives.
fn many(count: usize, cause: impl Fn(usize) -> Option<usize>) -> (Vec<String>, Vec<Option<usize>>) {
    let ids = (0..count).map(|at| at.to_string()).collect();
    (ids, (0..count).map(cause).collect())
}

fn links<'a>((ids, causes): &'a (Vec<String>, Vec<Option<usize>>)) -> Vec<EventLink<'a>> {
    let link = |(at, cause): (usize, &Option<usize>)| EventLink {
        position: Position(at as i64 + 1),
        id: &ids[at],
        cause: cause.map(|cause| ids[cause].as_str()),
    };
    causes.iter().enumerate().map(link).collect()
}

#[test]
fn hostile_forests_take_no_longer_than_others() {
    const MANY: usize = 100_000;
    let shapes: [fn(usize) -> Option<usize>; 4] = [
        |at| at.checked_sub(1),     // a chain
        |at| (at > 0).then_some(0), // a fan
        |at| Some((at + 1) % MANY), // one circle of all
        |at| Some(at ^ 1),          // a circle for every two
    ];
    for shape in shapes {
        let made = many(MANY, shape);
        let events = links(&made);
        let begun = Instant::now();
        let forest = Forest::of(&Operation {
            events: &events,
            commands: &[],
            outside: &[],
        });
        assert_eq!(forest.nodes.len(), MANY);
        let size: usize = forest.roots().map(|root| forest.nodes[root].size).sum();
        assert_eq!(size, MANY);
        runs(&forest, |_| ());
        assert_eq!(
            align(&forest, &forest, |_, _| (), |_, node| node).both,
            MANY
        );
        assert!(
            begun.elapsed() < Duration::from_secs(20),
            "{:?}",
            begun.elapsed()
        );
    }
}
