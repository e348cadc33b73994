//! A trace for programs: one JSON object per line.

use hindsight_service::wire::{TraceDto, TraceLinkDto, TraceNodeDto, TraceNodeKindDto};
use serde::Serialize;
use serde_json::value::RawValue;

use super::words::Names;
use crate::failure::Failure;
use crate::format::number;
use crate::output::Output;
use crate::safe;

/// A node as programs read it.
#[derive(Serialize)]
pub struct Line<'t> {
    node: usize,
    parent: Option<u32>,
    depth: u32,
    kind: &'static str,
    outside: bool,
    link: &'static str,
    /// Where a link leads that is not followed.
    #[serde(skip_serializing_if = "Option::is_none")]
    cycle: Option<u32>,
    id: &'t str,
    #[serde(rename = "type")]
    of_type: Option<&'t str>,
    position: Option<Box<RawValue>>,
    instant: Option<&'t str>,
    aggregate_id: Option<&'t str>,
    aggregate_type: Option<&'t str>,
    aggregate_version: Option<u32>,
    actor: Option<&'t str>,
    source: Option<&'t str>,
}

/// Prints a line for each node.
pub fn print(trace: &TraceDto, output: &mut Output) -> Result<(), Failure> {
    for (at, node) in trace.nodes.iter().enumerate() {
        put(line(trace, at, node), output)?;
    }
    Ok(())
}

/// Prints one line.
pub fn put(line: serde_json::Result<impl Serialize>, output: &mut Output) -> Result<(), Failure> {
    let line = line
        .and_then(|line| serde_json::to_string(&line))
        .map_err(|error| Failure::failed(format!("a line cannot be written as JSON: {error}")))?;
    match output.is_terminal() {
        true => output.line(&safe::json(&line))?,
        false => output.line(&line)?,
    }
    Ok(())
}

/// What is told of a node.
pub fn line<'t>(
    trace: &'t TraceDto,
    at: usize,
    node: &'t TraceNodeDto,
) -> serde_json::Result<Line<'t>> {
    let names = Names(trace);
    let aggregate = names.aggregate(node);
    Ok(Line {
        node: at,
        parent: node.parent,
        depth: node.depth,
        kind: match node.kind {
            TraceNodeKindDto::Event => "event",
            TraceNodeKindDto::Command => "command",
            TraceNodeKindDto::Missing => "missing",
        },
        outside: node.outside,
        link: match node.link {
            TraceLinkDto::First => "first",
            TraceLinkDto::Named => "named",
            TraceLinkDto::Recorded => "recorded",
            TraceLinkDto::Itself => "itself",
            TraceLinkDto::Cycle => "cycle",
        },
        cycle: node.cycle,
        id: &node.id,
        of_type: names.of_type(node),
        position: node.position.as_deref().map(number).transpose()?,
        instant: node.instant.as_deref(),
        aggregate_id: aggregate.map(|(_, id)| id),
        aggregate_type: aggregate.map(|(of_type, _)| of_type),
        aggregate_version: node.version,
        actor: names.actor(node),
        source: names.source(node),
    })
}
