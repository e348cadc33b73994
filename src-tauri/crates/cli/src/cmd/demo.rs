//! `hindsight demo`: a store to look at.

use hindsight_service::Target;
use hindsight_service::demo::{DemoOptions, create_demo};

use super::info::grouped;
use crate::args::DemoArgs;
use crate::failure::Failure;
use crate::output::Output;
use crate::progress::Progress;

/// Makes the demo store. Interrupted, it leaves nothing behind.
pub async fn run(args: &DemoArgs) -> Result<(), Failure> {
    let target = Target::parse(&args.path)?;
    let options = DemoOptions {
        events: args.events,
        seed: args.seed,
    };
    let progress = Progress::bar(u64::from(args.events), "Making the demo store");
    let tell = |reached| progress.tell(reached);
    let making = progress.watch(create_demo(target, options, &tell));
    let session = tokio::select! {
        // First of all, so that from the first file on an interrupt finds somebody who clears up.
        biased;
        _ = tokio::signal::ctrl_c() => return Err(Failure::failed("stopped; nothing was made")),
        made = making => made?,
    };
    let events = grouped(&args.events.to_string());
    let mut output = Output::new();
    output.line(&format!(
        "Made a demo store with {events} events at {}",
        session.target()
    ))?;
    Ok(output.flush()?)
}
