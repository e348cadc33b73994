//! `hindsight state`: what the events of an aggregate add up to, and why.

use hindsight_service::wire::{
    AtDto, ChangeDto, FoldErrorDto, FoldWishDto, FoldedByDto, SideDto, StateDto,
};
use hindsight_service::{Session, blame_at, diff_states, pretty_state, state_at};

use crate::args::StateArgs;
use crate::failure::Failure;
use crate::format::{BlameRow, Printer};
use crate::output::{Output, remark};
use crate::progress::Progress;
use crate::safe;

/// Folds and prints.
pub async fn run(args: StateArgs) -> Result<(), Failure> {
    let session = super::open_to_fold(&args.target, args.projection.as_deref()).await?;
    let fold = wish(&args);
    let at = match (args.version, &args.at) {
        (Some(version), _) => AtDto::Version { version },
        (None, Some(instant)) => AtDto::Instant {
            instant: instant.clone(),
        },
        (None, None) => AtDto::Latest,
    };
    let progress = Progress::bar(0, "Reading events");
    if args.blame {
        return progress
            .watch(blame(&session, &args, &at, &fold, &progress))
            .await;
    }
    progress
        .watch(show(&session, &args, at, fold, &progress))
        .await
}

/// A projection that is named is the one, whatever type it is for; then a wrong type is told.
fn wish(args: &StateArgs) -> FoldWishDto {
    let file = args.projection.as_ref().filter(|path| path.is_file());
    match file.and_then(|path| path.file_name()) {
        Some(name) => FoldWishDto::Projection {
            file: name.to_string_lossy().into_owned(),
        },
        None => FoldWishDto::Auto,
    }
}

/// The state, or what is different of it.
async fn show(
    session: &Session,
    args: &StateArgs,
    at: AtDto,
    fold: FoldWishDto,
    progress: &Progress,
) -> Result<(), Failure> {
    let tell = |reached| progress.tell(reached);
    let id = &args.aggregate_id;
    let side = |at, without: &[u32]| SideDto {
        at,
        fold: fold.clone(),
        without: without.to_vec(),
    };
    let right = side(at.clone(), &args.without);
    let Some(other) = &args.diff_with else {
        let state = match args.without.is_empty() {
            true => state_at(session, id, &at, &fold, &tell).await?,
            false => diff_states(session, id, &right, &right, &tell).await?.right,
        };
        wanted(args.version, &state)?;
        return print(&state, !args.without.is_empty());
    };
    let other = match other.parse() {
        Ok(version) => AtDto::Version { version },
        Err(_) => AtDto::Instant {
            instant: other.clone(),
        },
    };
    let diff = diff_states(session, id, &side(other.clone(), &[]), &right, &tell).await?;
    wanted(args.version, &diff.right)?;
    if let AtDto::Version { version } = other {
        wanted(Some(version), &diff.left)?;
    }
    let mut printer = Printer::new::<ChangeDto>(args.format)?;
    printer.page(&diff.changes)?;
    printer.finish()?;
    if diff.changes.is_empty() {
        remark("Both states are the same.");
    }
    say_beside(&diff.left, false)?;
    say_beside(&diff.right, !args.without.is_empty())
}

/// Evidence of something else than what was asked for is none.
fn wanted(version: Option<u32>, state: &StateDto) -> Result<(), Failure> {
    if version.is_some_and(|wanted| wanted > state.last_version) {
        return Err(Failure::failed(format!(
            "the aggregate has {} versions; there is no state at a later one",
            state.last_version
        )));
    }
    Ok(())
}

fn print(state: &StateDto, is_hypothetical: bool) -> Result<(), Failure> {
    let mut output = Output::new();
    output.line(&safe::json(&pretty_state(state)?))?;
    output.flush()?;
    say_beside(state, is_hypothetical)
}

fn say_beside(state: &StateDto, is_hypothetical: bool) -> Result<(), Failure> {
    if is_hypothetical {
        remark("Hypothetical: events were left out, and this state never was.");
    }
    if state.event.is_none() {
        remark("No event of the aggregate had happened by then.");
    }
    if state.runs_backwards {
        remark(
            "The aggregate's timestamps run backwards in places; at that instant more than one version may have stood.",
        );
    }
    say_folded_by(&state.folded_by);
    stopped(state.error.as_ref())
}

fn say_folded_by(by: &FoldedByDto) {
    match by {
        FoldedByDto::Merge { problem: None } => {}
        FoldedByDto::Merge {
            problem: Some(problem),
        } => remark(&format!(
            "Folded by merge patch, since the projection cannot be used: {problem}"
        )),
        FoldedByDto::Projection { file, version, .. } => {
            remark(&format!("Folded by {file}, version {version}."));
        }
    }
}

fn stopped(error: Option<&FoldErrorDto>) -> Result<(), Failure> {
    match error {
        None => Ok(()),
        Some(error) => Err(Failure::failed(format!(
            "{}; the state before it was printed",
            error.message
        ))),
    }
}

/// Every path with its value and the events that set it.
async fn blame(
    session: &Session,
    args: &StateArgs,
    at: &AtDto,
    fold: &FoldWishDto,
    progress: &Progress,
) -> Result<(), Failure> {
    let tell = |reached| progress.tell(reached);
    let id = &args.aggregate_id;
    let state = state_at(session, id, at, fold, &tell).await?;
    wanted(args.version, &state)?;
    // At the version that was found, so that both speak of the same state however the aggregate grows meanwhile.
    let at = AtDto::Version {
        version: state.version,
    };
    let blame = blame_at(session, id, &at, fold, &tell).await?;
    let mut printer = Printer::new::<BlameRow>(args.format)?;
    printer.page(&BlameRow::all(&blame, &state)?)?;
    printer.finish()?;
    say_beside(&state, false)
}
