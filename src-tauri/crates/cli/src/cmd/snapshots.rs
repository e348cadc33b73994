//! `hindsight snapshots`: stored states, and whether they are what the events come to.

use hindsight_service::wire::{SnapshotCheckDto, SnapshotDto};
use hindsight_service::{Session, list_snapshots, verify_snapshots};
use tokio::sync::mpsc;

use crate::args::{SnapshotsArgs, SnapshotsCommand};
use crate::failure::Failure;
use crate::format::Printer;
use crate::output::remark;
use crate::progress::Progress;

/// Does what is asked about stored states.
pub async fn run(command: &SnapshotsCommand) -> Result<(), Failure> {
    let (SnapshotsCommand::List(args) | SnapshotsCommand::Verify(args)) = command;
    let session = super::open_to_fold(&args.target, args.projection.as_deref()).await?;
    let progress = Progress::count("snapshots");
    match command {
        SnapshotsCommand::List(args) => {
            let work = list(&session, args, &progress);
            progress.watch_unless_read(work).await
        }
        SnapshotsCommand::Verify(args) => {
            let work = verify(&session, args, &progress);
            progress.watch_unless_read(work).await
        }
    }
}

async fn list(session: &Session, args: &SnapshotsArgs, progress: &Progress) -> Result<(), Failure> {
    let mut printer = Printer::new::<SnapshotDto>(args.format)?;
    let (found, rows) = mpsc::unbounded_channel();
    // Whoever prints goes away only together with the work.
    let mut tell = move |row: SnapshotDto| drop(found.send(row));
    let work = list_snapshots(session, args.aggregate.as_deref(), &mut tell);
    let mut count = 0;
    super::printing(work, rows, |row| {
        count += 1;
        progress.reach(count);
        printer.page(&[row])
    })
    .await?;
    printer.finish()?;
    if count == 0 {
        remark("There is no snapshot.");
    }
    Ok(())
}

async fn verify(
    session: &Session,
    args: &SnapshotsArgs,
    progress: &Progress,
) -> Result<(), Failure> {
    let mut printer = Printer::new::<SnapshotCheckDto>(args.format)?;
    let (found, checks) = mpsc::unbounded_channel();
    // Whoever prints goes away only together with the work.
    let mut tell = move |check: SnapshotCheckDto| drop(found.send(check));
    let work = verify_snapshots(session, args.aggregate.as_deref(), &mut tell);
    let mut count = 0;
    let summary = super::printing(work, checks, |check| {
        count += 1;
        progress.reach(count);
        printer.page(&[check])
    })
    .await?;
    printer.finish()?;
    let told = format!(
        "{} are what the events come to, {} differ, {} were passed over",
        summary.same, summary.differing, summary.passed_over
    );
    match summary.differing {
        0 => {
            remark(&format!("{told}."));
            Ok(())
        }
        _ => Err(Failure::failed(told)),
    }
}
