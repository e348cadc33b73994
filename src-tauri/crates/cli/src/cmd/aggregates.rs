//! `hindsight aggregates`: a directory, page by page.

use std::time::Duration;

use hindsight_service::wire::{
    AggregateSummaryDto, CatalogPhaseDto, DeletedDto, DirectoryQueryDto, OrderDto,
};
use hindsight_service::{Catalogs, Mode, Session, catalog, list_aggregates};

use super::catalog::complete;
use crate::args::{AggregatesArgs, DeletedArg};
use crate::failure::Failure;
use crate::format::Printer;
use crate::output::remark;
use crate::progress::Progress;

/// How many aggregates are read at a time: what the store gives at most.
const PAGE: u32 = 1_000;
/// How often is looked how far the looking is.
const LOOK: Duration = Duration::from_millis(20);

/// Reads and prints.
pub async fn run(args: &AggregatesArgs) -> Result<(), Failure> {
    let session = super::open(&args.target, Mode::ReadOnly).await?;
    let printer = Printer::new::<AggregateSummaryDto>(args.format)?;
    let catalogs = Catalogs::of_user();
    if let Some(deleted) = args.deleted {
        look(&session, &catalogs).await?;
        let progress = Progress::count("aggregates");
        let printing = print_some(&session, args, deleted, printer, &progress);
        return progress.watch_unless_read(printing).await;
    }
    let progress = Progress::count("aggregates");
    progress
        .watch_unless_read(print(&session, &catalogs, args, printer, &progress))
        .await
}

/// All of them, as the store lists them; what a kept catalog knows besides is told.
async fn print(
    session: &Session,
    catalogs: &Catalogs,
    args: &AggregatesArgs,
    mut printer: Printer,
    progress: &Progress,
) -> Result<(), Failure> {
    // What is known is of now.
    let kept = match args.as_of {
        None => catalog::KeptDeleted::of(session, catalogs).await?,
        Some(_) => None,
    };
    let (mut left, mut printed) = (args.limit.unwrap_or(u64::MAX), 0);
    let mut after: Option<String> = None;
    loop {
        let mut page = list_aggregates(
            session.store(),
            args.aggregate_type.as_deref(),
            after.as_deref(),
            OrderDto::OldestFirst,
            u32::try_from(left).unwrap_or(PAGE).min(PAGE),
            args.as_of.as_deref(),
        )
        .await?;
        if let Some(kept) = &kept {
            kept.tell(&mut page.aggregates).await?;
        }
        printer.page(&page.aggregates)?;
        left = left.saturating_sub(page.aggregates.len() as u64);
        printed += page.aggregates.len() as u64;
        progress.reach(printed);
        after = page.next;
        if after.is_none() || left == 0 {
            break;
        }
    }
    printer.finish()
}

/// Has every aggregate looked at, whether it is deleted. What another window keeps, that one looks at.
async fn look(session: &Session, catalogs: &Catalogs) -> Result<(), Failure> {
    complete(session, catalogs).await?;
    let progress = Progress::bar(0, "Looking at aggregates");
    progress
        .watch(async {
            loop {
                let status = catalog::status(session);
                let is_known = session.knows_projections();
                let is_ours = status.phase == CatalogPhaseDto::Following && status.directory;
                if is_known && (status.marks.settled || !is_ours) {
                    return;
                }
                let number = |text: &str| text.parse().unwrap_or_default();
                progress.reach_of(number(&status.marks.looked), number(&status.marks.total));
                tokio::time::sleep(LOOK).await;
            }
        })
        .await;
    let pending = query(None, vec![DeletedDto::Pending], 0, 1);
    let pending = catalog::directory(session, &pending).await?.total;
    if pending > 0 {
        remark(&format!(
            "{pending} aggregates have not been looked at yet: they count as unknown."
        ));
    }
    Ok(())
}

/// Those that are deleted, or not, in the order in which they began.
async fn print_some(
    session: &Session,
    args: &AggregatesArgs,
    deleted: DeletedArg,
    mut printer: Printer,
    progress: &Progress,
) -> Result<(), Failure> {
    let deleted = match deleted {
        DeletedArg::Yes => vec![DeletedDto::Yes],
        DeletedArg::No => vec![DeletedDto::No],
        DeletedArg::Unknown => vec![DeletedDto::Unknown, DeletedDto::Pending],
    };
    let (mut left, mut rank) = (args.limit.unwrap_or(u64::MAX), 0);
    loop {
        let limit = u32::try_from(left).unwrap_or(PAGE).min(PAGE);
        let of = args.aggregate_type.clone();
        let page = catalog::directory(session, &query(of, deleted.clone(), rank, limit)).await?;
        printer.page(&page.aggregates)?;
        let read = page.aggregates.len();
        left = left.saturating_sub(read as u64);
        rank += u32::try_from(read).unwrap_or(PAGE);
        progress.reach(u64::from(rank));
        if read == 0 || left == 0 {
            return printer.finish();
        }
    }
}

fn query(
    aggregate_type: Option<String>,
    deleted: Vec<DeletedDto>,
    rank: u32,
    limit: u32,
) -> DirectoryQueryDto {
    DirectoryQueryDto {
        aggregate_type,
        deleted,
        rank,
        limit,
        ..DirectoryQueryDto::default()
    }
}
