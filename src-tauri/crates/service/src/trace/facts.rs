//! What is told of an operation as a whole.

use std::collections::HashMap;

use hindsight_domain::causation::{Forest, Link};
use hindsight_domain::{Event, Instant};

use super::load::Loaded;
use crate::wire::{TraceFactsDto, TraceNodeDto, TraceNodeKindDto, TypeCountDto};

/// Gathers the facts of an operation.
pub fn facts(loaded: &Loaded, forest: &Forest<'_>, nodes: &[TraceNodeDto]) -> TraceFactsDto {
    let instants = || {
        loaded
            .events
            .iter()
            .filter_map(|event| event.timestamp.value)
    };
    let (first, last) = (instants().min(), instants().max());
    let is_cut = |link: Link| matches!(link, Link::Itself | Link::Cycle { .. });
    let commands = |node: &&TraceNodeDto| node.kind == TraceNodeKindDto::Command && !node.outside;
    TraceFactsDto {
        total: loaded.total,
        events: number(loaded.events.len()),
        commands: number(nodes.iter().filter(commands).count()),
        outside: number(nodes.iter().filter(|node| node.outside).count()),
        missing: number(forest.missing.len()),
        cycles: number(forest.nodes.iter().filter(|node| is_cut(node.link)).count()),
        first_at: first.map(|at| at.to_string()),
        last_at: last.map(|at| at.to_string()),
        duration_micros: duration(first, last).map(|micros| micros.to_string()),
        actors: counted(&loaded.events, |event| event.actor.as_str()),
        sources: counted(&loaded.events, |event| event.source.text.as_str()),
        event_types: counted(&loaded.events, |event| event.event_type.as_str()),
    }
}

fn duration(first: Option<Instant>, last: Option<Instant>) -> Option<i64> {
    Some(last?.micros() - first?.micros())
}

/// How often each name occurs, the most frequent first and those of one count by name.
fn counted<'e>(events: &'e [Event], name: impl Fn(&'e Event) -> &'e str) -> Vec<TypeCountDto> {
    let mut counts: HashMap<&str, u32> = HashMap::new();
    for event in events {
        *counts.entry(name(event)).or_default() += 1;
    }
    let mut counts: Vec<(&str, u32)> = counts.into_iter().collect();
    counts.sort_by(|one, other| other.1.cmp(&one.1).then(one.0.cmp(other.0)));
    let told = |(name, count): (&str, u32)| TypeCountDto {
        name: name.to_owned(),
        count,
    };
    counts.into_iter().map(told).collect()
}

/// A number of things that are in memory.
pub fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
