//! `hindsight events`: events that match, page by page, so that a long history needs no memory.

use hindsight_service::wire::{EventDetailDto, FilterDto, OrderDto, PageDto};
use hindsight_service::{Mode, Session, read_events};

use crate::args::{EventsArgs, Format};
use crate::failure::Failure;
use crate::format::Printer;
use crate::output::remark;
use crate::progress::Progress;

/// How many events are read at a time: what the store gives at most.
const PAGE: u32 = 1_000;

/// Reads and prints.
pub async fn run(args: EventsArgs) -> Result<(), Failure> {
    let session = super::open(&args.target, Mode::ReadOnly).await?;
    let format = args.format;
    let printer = Printer::new::<EventDetailDto>(format)?;
    let progress = Progress::count("events");
    let work = print(&session, args, printer, &progress);
    let printed = progress.watch_unless_read(work).await?;
    if format == Format::Table {
        say_beside(&printed);
    }
    Ok(())
}

#[derive(Default)]
struct Printed {
    events: u64,
    marked: u64,
}

async fn print(
    session: &Session,
    args: EventsArgs,
    mut printer: Printer,
    progress: &Progress,
) -> Result<Printed, Failure> {
    let mut left = args.limit.unwrap_or(u64::MAX);
    let after_version = args.since_version;
    let (filter, mut page) = asked(args);
    let mut printed = Printed::default();
    loop {
        // Of a page that is thinned out afterwards, a small one would hold next to nothing.
        page.limit = match after_version {
            Some(_) => PAGE,
            None => u32::try_from(left).unwrap_or(PAGE).min(PAGE),
        };
        let (mut events, next) = read_events(session.store(), &filter, &page).await?;
        // The store knows no such filter; an aggregate is short enough to pass over its beginning.
        events.retain(|event| after_version.is_none_or(|after| event.row.version > after));
        events.truncate(usize::try_from(left).unwrap_or(usize::MAX));
        printer.page(&events)?;
        left -= events.len() as u64;
        printed.events += events.len() as u64;
        printed.marked += events.iter().filter(|event| event.row.marked).count() as u64;
        progress.reach(printed.events);
        match next {
            Some(next) if left > 0 => page.after = Some(next),
            _ => break,
        }
    }
    printer.finish()?;
    Ok(printed)
}

fn asked(args: EventsArgs) -> (FilterDto, PageDto) {
    let filter = FilterDto {
        aggregate_id: args.aggregate,
        aggregate_type: args.aggregate_type,
        event_type: args.event_type,
        actor: args.actor,
        actor_type: args.actor_type,
        source: args.source,
        correlation_id: args.correlation,
        causation_id: args.causation,
        from: args.from,
        until: args.to,
        from_position: None,
        to_position: None,
    };
    let order = if args.newest {
        OrderDto::NewestFirst
    } else {
        OrderDto::OldestFirst
    };
    let after = args.after_position.map(|position| position.to_string());
    (
        filter,
        PageDto {
            after,
            order,
            limit: PAGE,
        },
    )
}

/// What a table has no room for.
fn say_beside(printed: &Printed) {
    if printed.events == 0 {
        remark("No event matches.");
    }
    if printed.marked > 0 {
        let events = if printed.marked == 1 {
            "event"
        } else {
            "events"
        };
        remark(&format!(
            "! marks {} {events} of which something is missing or cannot be read; --format jsonl says what.",
            printed.marked
        ));
    }
}
