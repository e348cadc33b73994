//! Two operations beside each other: what one has and the other lacks, and what came later.

use hindsight_service::wire::{TraceComparisonDto, TraceDto, TracePairDto};
use hindsight_service::{Mode, compare_traces};
use serde::Serialize;
use serde_json::value::RawValue;

use super::lines::{self, Line};
use super::tree::seconds;
use super::words::Names;
use crate::args::{TraceArgs, TraceFormat};
use crate::failure::{Code, Failure};
use crate::format::number;
use crate::output::{Output, remark};
use crate::progress::Progress;
use crate::safe;

/// A deeper level is not set in any further.
const LEVELS_DRAWN: u32 = 30;

#[derive(Serialize)]
struct Both<'t> {
    #[serde(rename = "in")]
    side: &'static str,
    depth: u32,
    /// How much later it came in the second than in the first, each counted from its beginning.
    delay_micros: Option<Box<RawValue>>,
    first: Option<Line<'t>>,
    second: Option<Line<'t>>,
}

/// Reads both and prints them.
pub async fn run(args: &TraceArgs, other: &str) -> Result<(), Failure> {
    let print = match args.format {
        TraceFormat::Tree => tree,
        TraceFormat::Jsonl => jsonl,
        TraceFormat::Dot | TraceFormat::Mermaid => {
            let reason = "--with prints a tree or jsonl; leave --format out, or draw each operation by itself";
            return Err(Failure::Told(Code::Usage, Some(reason.to_owned())));
        }
    };
    let session = super::super::open(&args.target, Mode::ReadOnly).await?;
    let progress = Progress::bar(0, "Reading events");
    let tell = |reached| progress.tell(reached);
    let work = compare_traces(session.store(), &args.correlation_id, other, &tell);
    let mut told = progress.watch(work).await?;
    if args.only_differences {
        told.pairs.retain(differs);
    }
    let mut output = Output::new();
    print(&told, &mut output)?;
    output.flush()?;
    for TraceDto {
        correlation_id,
        facts,
        ..
    } in [&told.left, &told.right]
    {
        if facts.events < facts.total {
            remark(&format!(
                "Of {correlation_id} these are the first {} of {} events.",
                facts.events, facts.total
            ));
        }
    }
    Ok(())
}

fn differs(pair: &TracePairDto) -> bool {
    let is_later = pair
        .delay_micros
        .as_deref()
        .is_some_and(|delay| delay != "0");
    pair.left.is_none() || pair.right.is_none() || is_later
}

fn tree(told: &TraceComparisonDto, output: &mut Output) -> Result<(), Failure> {
    let (first, second) = (&told.left.correlation_id, &told.right.correlation_id);
    output.line(&safe::visible(&format!("- Operation {first}")))?;
    output.line(&safe::visible(&format!("+ Operation {second}")))?;
    output.line(&format!(
        "{} in both, {} only in the first, {} only in the second",
        told.both, told.only_left, told.only_right
    ))?;
    output.line("")?;
    for pair in &told.pairs {
        output.line(&safe::visible(&words(told, pair)))?;
    }
    Ok(())
}

fn words(told: &TraceComparisonDto, pair: &TracePairDto) -> String {
    let of = |trace: &TraceDto, at: u32| {
        let node = &trace.nodes[at as usize];
        let names = Names(trace);
        [Some(names.what(node)), names.about(node)]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join("  ")
    };
    let space = "  ".repeat(pair.depth.min(LEVELS_DRAWN) as usize);
    let delay = pair
        .delay_micros
        .as_deref()
        .and_then(|delay| delay.parse().ok());
    match (pair.left, pair.right) {
        (Some(left), Some(right)) => {
            let (one, other) = (of(&told.left, left), of(&told.right, right));
            let both = if one == other {
                one
            } else {
                format!("{one}  |  {other}")
            };
            format!("  {space}{both}{}", later(delay.unwrap_or(0)))
        }
        (Some(left), None) => format!("- {space}{}", of(&told.left, left)),
        (None, Some(right)) => format!("+ {space}{}", of(&told.right, right)),
        (None, None) => String::new(),
    }
}

fn later(micros: i64) -> String {
    match micros {
        0 => String::new(),
        1.. => format!("  ({} later)", seconds(micros)),
        _ => format!("  ({} earlier)", seconds(micros.saturating_neg())),
    }
}

fn jsonl(told: &TraceComparisonDto, output: &mut Output) -> Result<(), Failure> {
    told.pairs
        .iter()
        .try_for_each(|pair| lines::put(line(told, pair), output))
}

fn line<'t>(told: &'t TraceComparisonDto, pair: &TracePairDto) -> serde_json::Result<Both<'t>> {
    let of = |trace: &'t TraceDto, at: Option<u32>| {
        at.map(|at| lines::line(trace, at as usize, &trace.nodes[at as usize]))
            .transpose()
    };
    Ok(Both {
        side: match (pair.left, pair.right) {
            (Some(_), None) => "first",
            (None, Some(_)) => "second",
            _ => "both",
        },
        depth: pair.depth,
        delay_micros: pair.delay_micros.as_deref().map(number).transpose()?,
        first: of(&told.left, pair.left)?,
        second: of(&told.right, pair.right)?,
    })
}
