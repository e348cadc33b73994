//! A trace for people.

use hindsight_service::wire::{TraceDto, TraceRunDto};

use super::super::info::counted;
use super::words::{Names, time};
use crate::failure::Failure;
use crate::format::short_time;
use crate::output::Output;
use crate::safe;

/// How many levels are drawn; below, a number says how deep it is. A chain of a hundred thousand would be all lines.
const LEVELS_DRAWN: usize = 30;

/// Prints a header and the tree.
pub fn print(trace: &TraceDto, collapse: bool, output: &mut Output) -> Result<(), Failure> {
    for line in header(trace) {
        output.line(&safe::visible(&line))?;
    }
    output.line("")?;
    let runs: &[TraceRunDto] = if collapse { &trace.runs } else { &[] };
    let mut runs = runs.iter().peekable();
    let mut branches = Branches::default();
    let mut at = 0;
    while let Some(node) = trace.nodes.get(at) {
        let run = runs.next_if(|run| run.first as usize == at).copied();
        let end = run.map_or(at + node.size as usize, |run| run.end as usize);
        let line = branches.before(trace, at, end) + &words(trace, at, run);
        output.line(&line)?;
        at += 1;
        if let Some(run) = run {
            branches.skip(at - 1 + node.size as usize, run.end as usize);
        }
        // What comes after the first of a run and is like it stands for itself by the count.
        while let Some(end) = branches.skipped_to(at) {
            at = end;
            while runs.next_if(|run| (run.first as usize) < at).is_some() {}
        }
    }
    Ok(())
}

fn header(trace: &TraceDto) -> Vec<String> {
    let facts = &trace.facts;
    let first = facts.first_at.as_deref().map(short_time);
    let micros = facts
        .duration_micros
        .as_deref()
        .and_then(|micros| micros.parse().ok());
    let when = match (first, micros) {
        (Some(first), Some(micros)) => format!(", from {first} UTC on for {}", seconds(micros)),
        _ => String::new(),
    };
    let aggregates = u32::try_from(trace.aggregates.len()).unwrap_or(u32::MAX);
    let mut lines = vec![
        format!("Operation {}", trace.correlation_id),
        format!(
            "{}, {}, {}{when}",
            counted(facts.total, "event"),
            counted(facts.commands, "command"),
            counted(aggregates, "aggregate"),
        ),
    ];
    let actors: Vec<String> = facts
        .actors
        .iter()
        .map(|actor| format!("{} ({})", actor.name, actor.count))
        .collect();
    lines.push(format!("By {}", actors.join(", ")));
    for (count, what) in [
        (facts.outside, "of another operation"),
        (facts.missing, "missing"),
        (facts.cycles, "not followed, since it leads in a circle"),
    ] {
        if count > 0 {
            lines.push(format!("{}: {what}", counted(count, "cause")));
        }
    }
    lines
}

/// Microseconds as seconds, to the microsecond: `3.200000 s`.
pub fn seconds(micros: i64) -> String {
    format!("{}.{:06} s", micros / 1_000_000, micros.abs() % 1_000_000)
}

fn words(trace: &TraceDto, at: usize, run: Option<TraceRunDto>) -> String {
    let names = Names(trace);
    let node = &trace.nodes[at];
    let count = run.map(|run| format!("× {}", run.count));
    let trouble = names.trouble(node).map(|trouble| format!("({trouble})"));
    let parts = [
        Some(names.what(node)),
        count,
        names.about(node),
        time(node),
        names.actor(node).map(str::to_owned),
        trouble,
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    safe::visible(&parts.join("  ")).into_owned()
}

/// The lines before a node's words.
#[derive(Default)]
struct Branches {
    /// For each level above whether more follows on it.
    goes_on: Vec<bool>,
    /// Stretches of nodes that are not printed, the innermost last.
    skips: Vec<(usize, usize)>,
}

impl Branches {
    /// Draws what stands before a node; `end` is where what follows it begins.
    fn before(&mut self, trace: &TraceDto, at: usize, end: usize) -> String {
        let node = &trace.nodes[at];
        let depth = node.depth as usize;
        self.goes_on.truncate(depth);
        let above_ends = node.parent.map_or(trace.nodes.len(), |parent| {
            parent as usize + trace.nodes[parent as usize].size as usize
        });
        let goes_on = end < above_ends;
        let mut drawn = String::new();
        if depth > LEVELS_DRAWN {
            drawn = format!("[level {depth}] ");
        } else if depth > 0 {
            for above in &self.goes_on[1..] {
                drawn.push_str(if *above { "│  " } else { "   " });
            }
            drawn.push_str(if goes_on { "├─ " } else { "└─ " });
        }
        self.goes_on.push(goes_on);
        drawn
    }

    fn skip(&mut self, from: usize, to: usize) {
        self.skips.push((from, to));
    }

    /// Where a stretch ends that is not printed and begins here.
    fn skipped_to(&mut self, at: usize) -> Option<usize> {
        let (_, to) = self.skips.pop_if(|(from, _)| *from <= at)?;
        Some(to)
    }
}
