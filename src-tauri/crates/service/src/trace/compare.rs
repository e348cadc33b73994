//! Two operations of the same kind beside each other.

use hindsight_domain::Instant;
use hindsight_domain::causation::{Forest, Side, align, delay_micros};

use super::facts::number;
use crate::wire::{TraceComparisonDto, TraceDto, TraceNodeDto, TracePairDto};

/// Lays two operations beside each other. What belongs together is of one kind and type; among several, what is about
/// the same aggregate.
pub fn beside(
    (left, left_forest): (TraceDto, Forest<'_>),
    (right, right_forest): (TraceDto, Forest<'_>),
) -> TraceComparisonDto {
    let of = |side| match side {
        Side::Left => &left,
        Side::Right => &right,
    };
    let kind = |side, at: usize| {
        let node = &of(side).nodes[at];
        let name = node.name.map(|name| of(side).types[name as usize].as_str());
        (node.kind, node.outside, name)
    };
    let aligned = align(&left_forest, &right_forest, kind, |side, at| {
        place(of(side), at)
    });
    let (left_begin, right_begin) = (begin(&left), begin(&right));
    let delay = |pair: (Option<usize>, Option<usize>)| {
        let one = (left_begin?, instant(&left.nodes[pair.0?])?);
        let other = (right_begin?, instant(&right.nodes[pair.1?])?);
        Some(delay_micros(one, other).to_string())
    };
    let pairs = aligned.pairs.iter().map(|pair| TracePairDto {
        left: pair.left.map(number),
        right: pair.right.map(number),
        depth: pair.depth,
        delay_micros: delay((pair.left, pair.right)),
    });
    TraceComparisonDto {
        pairs: pairs.collect(),
        both: number(aligned.both),
        only_left: number(aligned.only_left),
        only_right: number(aligned.only_right),
        left,
        right,
    }
}

/// What a node is about: its aggregate, or the id of a cause that is missing.
fn place(trace: &TraceDto, at: usize) -> Option<&str> {
    let node = &trace.nodes[at];
    let Some(number) = node.aggregate else {
        return Some(&node.id);
    };
    let mut aggregates = trace.aggregates.iter().chain(&trace.other_aggregates);
    let aggregate = aggregates.nth(number as usize);
    aggregate.map(|found| found.aggregate_id.as_str())
}

fn begin(trace: &TraceDto) -> Option<Instant> {
    Instant::parse(trace.facts.first_at.as_deref()?)
}

fn instant(node: &TraceNodeDto) -> Option<Instant> {
    Instant::parse(node.instant.as_deref()?)
}
