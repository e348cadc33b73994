//! `hindsight copy`: a whole store, to another place.

use hindsight_service::{Copied, CopyStep, Target, copy};

use super::info::grouped;
use crate::args::CopyArgs;
use crate::failure::Failure;
use crate::output::Output;
use crate::progress::Progress;

/// Copies and compares. Interrupted, it leaves what has arrived.
pub async fn run(args: &CopyArgs) -> Result<(), Failure> {
    let (source, target) = (Target::parse(&args.source)?, Target::parse(&args.target)?);
    let progress = Progress::bar(0, "Copying");
    let tell = |reached: hindsight_service::CopyProgress| {
        if reached.step == CopyStep::Comparing {
            progress.say("Comparing");
        }
        progress.reach_of(reached.done, reached.total);
    };
    let work = progress.watch(copy(&source, &target, &tell));
    let copied = tokio::select! {
        biased;
        _ = tokio::signal::ctrl_c() => {
            return Err(Failure::failed(format!(
                "stopped; {target} is not whole. The same command goes on where this one stopped."
            )));
        }
        copied = work => copied?,
    };
    let mut output = Output::new();
    output.line(&format!(
        "Copied {source} to {target}: {}, and both agree on every one (store id {})",
        told(&copied),
        copied.store_id
    ))?;
    output.flush()?;
    match copied.behind {
        0 => Ok(()),
        behind => Err(Failure::failed(format!(
            "{source} was written to meanwhile and has {} more; the same command brings them over",
            number_of(behind, "row")
        ))),
    }
}

fn told(copied: &Copied) -> String {
    format!(
        "{}, {} and {}",
        number_of(copied.events, "event"),
        number_of(copied.commands, "command"),
        number_of(copied.snapshots, "snapshot")
    )
}

fn number_of(count: u64, what: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{} {what}{ending}", grouped(&count.to_string()))
}
