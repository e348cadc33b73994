//! `hindsight when`: the events at which something became true.

use hindsight_service::wire::{
    ConditionDto, FoldWishDto, MomentDto, MomentScopeDto, MomentsStepDto, ProgressDto, TestDto,
};
use hindsight_service::{Session, aggregate_types, find_moments};
use tokio::sync::mpsc;

use crate::args::{TestGroup, WhenArgs};
use crate::failure::Failure;
use crate::format::Printer;
use crate::output::remark;
use crate::progress::Progress;

/// Searches and prints.
pub async fn run(args: WhenArgs) -> Result<(), Failure> {
    let session = super::open_to_fold(&args.target, args.projection.as_deref()).await?;
    let progress = Progress::bar(0, "Searching");
    progress
        .watch_unless_read(search(&session, &args, &progress))
        .await
}

async fn search(session: &Session, args: &WhenArgs, progress: &Progress) -> Result<(), Failure> {
    let condition = ConditionDto {
        path: args.path.clone(),
        test: test(&args.test),
    };
    let mut printer = Printer::new::<MomentDto>(args.format)?;
    let (mut count, mut told, mut problems) = (0, 0, Vec::new());
    for scope in scopes(session, args).await? {
        let (found, steps) = mpsc::unbounded_channel::<MomentsStepDto>();
        // Whoever prints goes away only together with the work.
        let tell = move |step| drop(found.send(step));
        let work = find_moments(session, &scope, &condition, &FoldWishDto::Auto, &tell);
        let summary = super::printing(work, steps, |step| {
            progress.tell(ProgressDto {
                done: step.done,
                total: step.total,
            });
            printer.page(&step.hits)
        })
        .await?;
        count += summary.count;
        told += summary.hits;
        problems.extend(summary.problems);
    }
    printer.finish()?;
    if count > told {
        remark(&format!("{told} of {count} moments are printed."));
    }
    if count == 0 {
        remark("It never became true.");
    }
    for problem in &problems {
        remark(&format!("{}: {}", problem.aggregate_id, problem.message));
    }
    match problems.is_empty() {
        true => Ok(()),
        false => Err(Failure::failed(
            "not every aggregate could be looked at to its end",
        )),
    }
}

/// One aggregate, one type, or every type that there is.
async fn scopes(session: &Session, args: &WhenArgs) -> Result<Vec<MomentScopeDto>, Failure> {
    let of_type = |aggregate_type| MomentScopeDto::Type { aggregate_type };
    Ok(match (&args.aggregate, &args.aggregate_type) {
        (Some(aggregate_id), _) => vec![MomentScopeDto::Aggregate {
            aggregate_id: aggregate_id.clone(),
        }],
        (None, Some(aggregate_type)) => vec![of_type(aggregate_type.clone())],
        (None, None) => {
            let types = aggregate_types(session.store(), None).await?;
            types.into_iter().map(|one| of_type(one.name)).collect()
        }
    })
}

fn test(group: &TestGroup) -> TestDto {
    let value = |value: &String| value.clone();
    match group {
        TestGroup { exists: true, .. } => TestDto::Exists,
        TestGroup {
            equals: Some(of), ..
        } => TestDto::Equals { value: value(of) },
        TestGroup {
            above: Some(of), ..
        } => TestDto::Above { value: value(of) },
        TestGroup {
            below: Some(of), ..
        } => TestDto::Below { value: value(of) },
        _ => TestDto::Changes,
    }
}
