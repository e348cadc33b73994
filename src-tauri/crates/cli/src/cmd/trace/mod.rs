//! `hindsight trace`: one business operation, each thing below what caused it.

mod beside;
mod drawing;
mod lines;
mod tree;
mod words;

use hindsight_service::{Mode, trace};

use crate::args::{TraceArgs, TraceFormat};
use crate::failure::Failure;
use crate::output::{Output, remark};
use crate::progress::Progress;

/// Reads and prints.
pub async fn run(args: &TraceArgs) -> Result<(), Failure> {
    if let Some(other) = &args.with {
        return beside::run(args, other).await;
    }
    let session = super::open(&args.target, Mode::ReadOnly).await?;
    let progress = Progress::bar(0, "Reading events");
    let tell = |reached| progress.tell(reached);
    let work = trace(session.store(), &args.correlation_id, &tell);
    let told = progress.watch(work).await?;
    let mut output = Output::new();
    match args.format {
        TraceFormat::Tree => tree::print(&told, args.collapse, &mut output)?,
        TraceFormat::Jsonl => lines::print(&told, &mut output)?,
        TraceFormat::Dot => drawing::dot(&told, &mut output)?,
        TraceFormat::Mermaid => drawing::mermaid(&told, &mut output)?,
    }
    output.flush()?;
    let facts = &told.facts;
    if facts.events < facts.total {
        remark(&format!(
            "These are the first {} of {} events.",
            facts.events, facts.total
        ));
    }
    Ok(())
}
