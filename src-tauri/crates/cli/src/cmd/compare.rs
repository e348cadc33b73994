//! `hindsight compare`: what became of aggregates between two instants.

use hindsight_service::wire::{CompareScopeDto, CompareStepDto, ProgressDto};
use hindsight_service::{Session, WithChanges, compare_world};
use tokio::sync::mpsc;

use crate::args::{CompareArgs, Format};
use crate::failure::Failure;
use crate::format::Printer;
use crate::output::remark;
use crate::progress::Progress;

/// Compares and prints.
pub async fn run(args: CompareArgs) -> Result<(), Failure> {
    let session = super::open_to_fold(&args.target, args.projection.as_deref()).await?;
    let progress = Progress::bar(0, "Comparing");
    progress
        .watch_unless_read(compare(&session, &args, &progress))
        .await
}

async fn compare(
    session: &Session,
    args: &CompareArgs,
    progress: &Progress,
) -> Result<(), Failure> {
    let (found, steps) = mpsc::unbounded_channel::<CompareStepDto>();
    // Whoever prints goes away only together with the work.
    let tell = move |step| drop(found.send(step));
    let scope = scope(args);
    let work = compare_world(session, &scope, &args.from, &args.to, &tell);
    let mut rows = Vec::new();
    let mut printer = Printer::new::<WithChanges>(args.format)?;
    let summary = super::printing(work, steps, |step| {
        progress.tell(ProgressDto {
            done: step.done,
            total: step.total,
        });
        match args.format {
            Format::Table => {
                let rows = step.rows.into_iter().map(WithChanges::unfolded);
                printer.page(&rows.collect::<Vec<_>>())?;
            }
            // What is different of each is folded once it is known which there are.
            Format::Jsonl | Format::Csv => rows.extend(step.rows),
        }
        Ok(())
    })
    .await?;
    for row in rows {
        printer.page(&[WithChanges::new(session, row).await?])?;
    }
    printer.finish()?;
    if args.format == Format::Table {
        remark(&format!(
            "{} created, {} changed, {} deleted, by {} events.",
            summary.created, summary.changed, summary.deleted, summary.events
        ));
    }
    Ok(())
}

fn scope(args: &CompareArgs) -> CompareScopeDto {
    match (&args.aggregate, &args.aggregate_type, &args.correlation) {
        (Some(aggregate_id), _, _) => CompareScopeDto::Aggregate {
            aggregate_id: aggregate_id.clone(),
        },
        (_, Some(aggregate_type), _) => CompareScopeDto::Type {
            aggregate_type: aggregate_type.clone(),
        },
        (_, _, Some(correlation_id)) => CompareScopeDto::Correlation {
            correlation_id: correlation_id.clone(),
        },
        _ => CompareScopeDto::All,
    }
}
