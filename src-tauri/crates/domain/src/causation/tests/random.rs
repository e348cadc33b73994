//! Random operations, whose forests must be whole, ordered and true.

use std::collections::HashSet;

use proptest::prelude::*;

use super::super::*;
use crate::ids::Position;

#[derive(Debug, Clone)]
struct Random {
    /// What each event names: itself and the others by number, then commands, what is outside, and what is missing.
    causes: Vec<Option<usize>>,
    commands: Vec<Option<(i64, u32)>>,
    outside: usize,
}

fn random() -> impl Strategy<Value = Random> {
    let cause = prop::option::weighted(0.8, 0..40usize);
    let command = prop::option::of((1..25i64, 0..6u32));
    (
        prop::collection::vec(cause, 0..24),
        prop::collection::vec(command, 0..6),
        0..4usize,
    )
        .prop_map(|(causes, commands, outside)| Random {
            causes,
            commands,
            outside,
        })
}

/// The names that a random operation is told with.
fn names() -> Vec<String> {
    (0..40).map(|at| format!("n{at}")).collect()
}

impl Random {
    fn events<'n>(&self, names: &'n [String]) -> Vec<EventLink<'n>> {
        let link = |(at, cause): (usize, &Option<usize>)| EventLink {
            position: Position(at as i64 + 1),
            id: names[at].as_str(),
            cause: cause.map(|cause| names[cause].as_str()),
        };
        self.causes.iter().enumerate().map(link).collect()
    }

    fn commands<'n>(&self, names: &'n [String]) -> Vec<CommandLink<'n>> {
        let link = |(recorded, id): (&Option<(i64, u32)>, &'n String)| CommandLink {
            id: id.as_str(),
            recorded: recorded.map(|(first, count)| (Position(first), count)),
        };
        let others = &names[self.causes.len()..];
        self.commands.iter().zip(others).map(link).collect()
    }

    fn outside<'n>(&self, names: &'n [String]) -> Vec<&'n str> {
        let others = names.iter().skip(self.causes.len() + self.commands.len());
        others.take(self.outside).map(String::as_str).collect()
    }
}

/// Each below its parent, and within what the parent covers; sibling events in order of position.
fn check_shape(forest: &Forest<'_>) {
    for (at, node) in forest.nodes.iter().enumerate() {
        match node.parent {
            Some(parent) => {
                assert!(parent < at && at < parent + forest.nodes[parent].size);
                assert_eq!(node.depth, forest.nodes[parent].depth + 1);
            }
            None => assert_eq!(node.depth, 0),
        }
        let children: Vec<Node> = forest.children(at).map(|at| forest.nodes[at]).collect();
        assert_eq!(
            node.size,
            1 + children.iter().map(|child| child.size).sum::<usize>()
        );
        let events = children.iter().filter_map(|child| match child.item {
            Item::Event(event) => Some(event),
            _ => None,
        });
        assert!(events.is_sorted());
    }
}

/// What a node says is why it hangs where it does.
fn check_link(forest: &Forest<'_>, operation: &Operation<'_, '_>, at: usize) {
    let node = forest.nodes[at];
    let Item::Event(event) = node.item else {
        return;
    };
    let event = operation.events[event];
    let named = |at: usize| super::name(forest.nodes[at].item, operation, forest);
    match (node.link, node.parent, event.cause) {
        (Link::Named, Some(parent), Some(cause)) => assert_eq!(named(parent), cause),
        (Link::Recorded, Some(parent), cause) => {
            let Item::Command(by) = forest.nodes[parent].item else {
                panic!("recorded by no command: {forest:?}");
            };
            let (first, count) = operation.commands[by].recorded.unwrap();
            assert!((first.0..first.0 + i64::from(count)).contains(&event.position.0));
            if let (Some(cause), Some(above)) = (cause, forest.nodes[parent].parent) {
                assert_eq!(named(above), cause);
            }
        }
        (Link::Itself, None, cause) => assert_eq!(cause, Some(event.id)),
        (Link::First, None, cause) => assert_eq!(cause, None),
        // What would be above it is below it.
        (Link::Cycle { cause }, None, _) => assert!(at < cause && cause < at + node.size),
        other => panic!("{other:?}"),
    }
}

proptest! {
    #[test]
    fn every_forest_is_whole_ordered_and_true(random in random()) {
        let names = names();
        let (events, commands) = (random.events(&names), random.commands(&names));
        let outside = random.outside(&names);
        let operation = Operation { events: &events, commands: &commands, outside: &outside };
        let forest = Forest::of(&operation);
        let items: HashSet<Item> = forest.nodes.iter().map(|node| node.item).collect();
        let all = events.len() + commands.len() + outside.len() + forest.missing.len();
        prop_assert_eq!((items.len(), forest.nodes.len()), (all, all));
        check_shape(&forest);
        (0..all).for_each(|at| check_link(&forest, &operation, at));
    }

    /// Runs lie beside each other or within each other, and a forest beside itself is all the same.
    #[test]
    fn runs_and_alignments_fit_their_forest(random in random()) {
        let names = names();
        let (events, commands) = (random.events(&names), random.commands(&names));
        let operation = Operation { events: &events, commands: &commands, outside: &[] };
        let forest = Forest::of(&operation);
        let found = runs(&forest, |_| ());
        for (at, run) in found.iter().enumerate() {
            prop_assert!(run.count > 1 && run.end <= forest.nodes.len());
            for later in &found[at + 1..] {
                prop_assert!(run.first < later.first && (later.first >= run.end || later.end <= run.end));
            }
        }
        let aligned = align(&forest, &forest, |_, _| (), |_, node| node);
        prop_assert_eq!((aligned.both, aligned.only_left, aligned.only_right), (forest.nodes.len(), 0, 0));
    }

    #[test]
    fn nothing_is_lost_between_two_forests(left in random(), right in random()) {
        let names = names();
        let (left, right) = (left.events(&names), right.events(&names));
        let forest = |events| Forest::of(&Operation { events, commands: &[], outside: &[] });
        let (one, other) = (forest(&left), forest(&right));
        let item = |side, node: usize| match side {
            Side::Left => one.nodes[node].item,
            Side::Right => other.nodes[node].item,
        };
        let aligned = align(&one, &other, item, |_, _| ());
        let all = |side: fn(&Pair) -> Option<usize>| -> Vec<usize> {
            let mut nodes: Vec<usize> = aligned.pairs.iter().filter_map(side).collect();
            nodes.sort_unstable();
            nodes
        };
        prop_assert_eq!(all(|pair| pair.left), (0..one.nodes.len()).collect::<Vec<_>>());
        prop_assert_eq!(all(|pair| pair.right), (0..other.nodes.len()).collect::<Vec<_>>());
    }
}
