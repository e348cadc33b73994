//! `hindsight state`: what the events of an aggregate add up to.

use hindsight_service::wire::{AtDto, FoldWishDto, StateDto};
use hindsight_service::{Mode, pretty_state, state_at};

use crate::args::StateArgs;
use crate::failure::Failure;
use crate::output::{Output, remark};
use crate::progress::Progress;
use crate::safe;

/// Folds and prints.
pub async fn run(args: StateArgs) -> Result<(), Failure> {
    let session = super::open(&args.target, Mode::ReadOnly).await?;
    let (wanted, at) = match (args.version, args.at) {
        (Some(version), _) => (Some(version), AtDto::Version { version }),
        (None, Some(instant)) => (None, AtDto::Instant { instant }),
        (None, None) => (None, AtDto::Latest),
    };
    let progress = Progress::bar(0, "Reading events");
    let tell = |reached| progress.tell(reached);
    let state = progress
        .watch(state_at(
            &session,
            &args.aggregate_id,
            &at,
            &FoldWishDto::Auto,
            &tell,
        ))
        .await?;
    // Evidence of something else than what was asked for is none.
    if wanted.is_some_and(|wanted| wanted > state.last_version) {
        return Err(Failure::failed(format!(
            "the aggregate has {} versions; there is no state at a later one",
            state.last_version
        )));
    }
    print(&state)
}

fn print(state: &StateDto) -> Result<(), Failure> {
    let mut output = Output::new();
    output.line(&safe::json(&pretty_state(state)?))?;
    output.flush()?;
    if state.event.is_none() {
        remark("No event of the aggregate had happened by then.");
    }
    if state.runs_backwards {
        remark(
            "The aggregate's timestamps run backwards in places; at that instant more than one version may have stood.",
        );
    }
    match &state.error {
        None => Ok(()),
        Some(error) => Err(Failure::failed(format!(
            "{}; the state before it was printed",
            error.message
        ))),
    }
}
