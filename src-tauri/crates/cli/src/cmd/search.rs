//! `hindsight search` and `hindsight facets`: what a query finds, and which words are in it.

use std::sync::Mutex;
use std::time::Duration;

use hindsight_service::wire::{FieldDto, HitDto, SearchStepDto, UnderstoodDto};
use hindsight_service::{Catalogs, Mode, Session, catalog};

use super::catalog::complete;
use crate::args::{FacetsArgs, Format, SearchArgs};
use crate::failure::{Code, Failure};
use crate::format::{FacetRow, Printer};
use crate::output::remark;
use crate::progress::Progress;

/// How many hits are asked for at a time.
const PAGE: u32 = 1_000;
/// How long, and how often, is waited for a text index.
const LOOK: Duration = Duration::from_millis(20);
const LOOKS: u32 = 25;
/// The fields whose words are counted, with their names in the output.
const FIELDS: [(FieldDto, &str); 5] = [
    (FieldDto::EventType, "event_type"),
    (FieldDto::AggregateType, "aggregate_type"),
    (FieldDto::Actor, "actor"),
    (FieldDto::ActorType, "actor_type"),
    (FieldDto::Source, "source"),
];

/// Finds events by their text, and prints them as they are found.
pub async fn search(args: &SearchArgs) -> Result<(), Failure> {
    let asked = understood(&args.query)?;
    if asked.terms.is_empty() {
        return usage(
            "Say which word or \"exact phrase\" to search for; hindsight events lists by filters alone.",
        );
    }
    let session = super::open(&args.target, Mode::ReadOnly).await?;
    with_index(&session).await?;
    let printer = Printer::new::<HitDto>(args.format)?;
    let progress = Progress::bar(0, "Searching");
    let found = progress
        .watch_unless_read(print(&session, args, &asked, printer, &progress))
        .await?;
    if found == 0 && args.format == Format::Table {
        remark("No event has all of this in its text.");
    }
    Ok(())
}

/// Takes over the catalog where one is kept, and waits for its text index to be held against the store.
async fn with_index(session: &Session) -> Result<(), Failure> {
    let catalogs = Catalogs::of_user();
    if catalogs.is_kept(session).await {
        complete(session, &catalogs).await?;
        for _ in 0..LOOKS {
            let text = catalog::status(session).text;
            if !text.enabled || text.known != "0" {
                break;
            }
            tokio::time::sleep(LOOK).await;
        }
    }
    Ok(())
}

async fn print(
    session: &Session,
    args: &SearchArgs,
    asked: &UnderstoodDto,
    printer: Printer,
    progress: &Progress,
) -> Result<u64, Failure> {
    let printer = Mutex::new((printer, Ok(())));
    let tell = |step: SearchStepDto| {
        let number = |text: &str| text.parse().unwrap_or_default();
        progress.reach_of(number(&step.searched), number(&step.total));
        // A printer that another step panicked in is printed with no more.
        if let Ok(mut printing) = printer.lock()
            && printing.1.is_ok()
        {
            printing.1 = printing.0.page(&step.hits);
        }
    };
    let (mut left, mut found) = (args.limit.unwrap_or(u64::MAX), 0);
    let mut after: Option<String> = None;
    loop {
        let limit = u32::try_from(left).unwrap_or(PAGE).min(PAGE);
        let done = catalog::search(
            session,
            &asked.filter,
            &asked.terms,
            after.as_deref(),
            limit,
            &tell,
        )
        .await?;
        if let Ok(mut printing) = printer.lock() {
            std::mem::replace(&mut printing.1, Ok(()))?;
        }
        left -= u64::from(done.found);
        found += u64::from(done.found);
        after = done.next;
        if after.is_none() || left == 0 {
            break;
        }
    }
    let (printer, _) = printer
        .into_inner()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    printer.finish()?;
    Ok(found)
}

/// Counts the words of every field under a filter, and prints them.
pub async fn facets(args: &FacetsArgs) -> Result<(), Failure> {
    let asked = understood(&args.query)?;
    if !asked.terms.is_empty() {
        return usage(
            "Words cannot be counted by a text; give filters alone, such as type:OrderPlaced.",
        );
    }
    let session = super::open(&args.target, Mode::ReadOnly).await?;
    complete(&session, &Catalogs::of_user()).await?;
    let mut printer = Printer::new::<FacetRow>(args.format)?;
    let mut rows = Vec::new();
    for (field, name) in FIELDS {
        let found = catalog::facet(&session, &asked.filter, field, args.limit).await?;
        rows.extend(found.values.into_iter().map(|value| FacetRow {
            field: name,
            value: value.value,
            count: value.count,
        }));
        if found.others != "0" {
            remark(&format!(
                "Of {name} there are {} words; {} events have none of those printed.",
                found.distinct, found.others
            ));
        }
    }
    printer.page(&rows)?;
    printer.finish()
}

/// What a query asks for; where it cannot be understood, the place is pointed at.
fn understood(words: &[String]) -> Result<UnderstoodDto, Failure> {
    let query = words.join(" ");
    let asked = catalog::understand(&query);
    match &asked.problem {
        None => Ok(asked),
        Some(problem) => {
            let blanks = " ".repeat(problem.from as usize);
            let marks = "^".repeat((problem.to - problem.from).max(1) as usize);
            remark(&format!("  {query}"));
            remark(&format!("  {blanks}{marks}"));
            usage(&problem.message)
        }
    }
}

fn usage<T>(message: &str) -> Result<T, Failure> {
    Err(Failure::Told(Code::Usage, Some(message.to_owned())))
}
