//! `hindsight aggregates`: a directory, page by page.

use hindsight_service::wire::{AggregateSummaryDto, OrderDto};
use hindsight_service::{Mode, Session, list_aggregates};

use crate::args::AggregatesArgs;
use crate::failure::Failure;
use crate::format::Printer;
use crate::progress::Progress;

/// How many aggregates are read at a time: what the store gives at most.
const PAGE: u32 = 1_000;

/// Reads and prints.
pub async fn run(args: &AggregatesArgs) -> Result<(), Failure> {
    let session = super::open(&args.target, Mode::ReadOnly).await?;
    let printer = Printer::new::<AggregateSummaryDto>(args.format)?;
    let progress = Progress::count("aggregates");
    progress
        .watch_unless_read(print(&session, args, printer, &progress))
        .await
}

async fn print(
    session: &Session,
    args: &AggregatesArgs,
    mut printer: Printer,
    progress: &Progress,
) -> Result<(), Failure> {
    let (mut left, mut printed) = (args.limit.unwrap_or(u64::MAX), 0);
    let mut after: Option<String> = None;
    loop {
        let page = list_aggregates(
            session.store(),
            args.aggregate_type.as_deref(),
            after.as_deref(),
            OrderDto::OldestFirst,
            u32::try_from(left).unwrap_or(PAGE).min(PAGE),
            args.as_of.as_deref(),
        )
        .await?;
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
