//! A program that writes to a store until it is done or killed, and says on a line of its own what was acknowledged.
//!
//! `contract-writer PATH WHAT FIRST COUNT` waits for a line on standard input, so that several can begin at once. WHAT is
//! - `any`: COUNT commands, numbered from FIRST, each with three events for aggregate 1 and two for aggregate 2;
//! - `exact`: reads aggregate 1's version and appends to exactly that, until COUNT commands were recorded;
//! - `same`: sends command FIRST, COUNT times.

use std::error::Error;
use std::io::{self, Write};
use std::path::Path;

use hindsight_domain::Version;
use hindsight_store::{
    Append, AppendOutcome, AppendStatus, EventStore, ExpectedVersion, StoreError,
};
use hindsight_store_sqlite::SqliteStore;
use hindsight_testkit::given::{aggregate, append, to};

type Done = Result<(), Box<dyn Error>>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Done {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [path, what, first, count] = &arguments[..] else {
        return Err("usage: contract-writer PATH any|exact|same FIRST COUNT".into());
    };
    let (first, count): (u32, u32) = (first.parse()?, count.parse()?);
    let store = SqliteStore::open_writable(Path::new(path)).await?;
    say("ready")?;
    io::stdin().read_line(&mut String::new())?;
    match what.as_str() {
        "any" => any(&store, first, count).await,
        "exact" => exact(&store, first, count).await,
        "same" => same(&store, first, count).await,
        _ => Err(format!("what is {what}?").into()),
    }
}

async fn any(store: &SqliteStore, first: u32, count: u32) -> Done {
    for n in first..first + count {
        let outcome = store.append(three_and_two(n)).await?;
        acknowledged(n, &outcome)?;
    }
    Ok(())
}

/// The nth command of those that write to two aggregates.
fn three_and_two(n: u32) -> Append {
    append(
        n,
        [
            to(1, ExpectedVersion::Any, 3),
            to(2, ExpectedVersion::Any, 2),
        ],
    )
}

async fn exact(store: &SqliteStore, first: u32, count: u32) -> Done {
    for n in first..first + count {
        loop {
            let known = store.aggregate(&aggregate(1)).await?;
            let version = known.map_or(Version(0), |known| known.last_version);
            let expected = match version {
                Version(0) => ExpectedVersion::NoStream,
                version => ExpectedVersion::Exact(version),
            };
            match store.append(append(n, [to(1, expected, 1)])).await {
                Ok(outcome) => {
                    acknowledged(n, &outcome)?;
                    break;
                }
                Err(StoreError::VersionConflict {
                    actual: Some(actual),
                    ..
                }) => {
                    say(&format!("conflict {version} {actual}"))?;
                }
                Err(error) => return Err(error.into()),
            }
        }
    }
    Ok(())
}

async fn same(store: &SqliteStore, first: u32, count: u32) -> Done {
    for _ in 0..count {
        let outcome = store.append(three_and_two(first)).await?;
        acknowledged(first, &outcome)?;
    }
    Ok(())
}

fn acknowledged(n: u32, outcome: &AppendOutcome) -> Done {
    let status = match outcome.status {
        AppendStatus::Appended => "appended",
        AppendStatus::AlreadyProcessed => "already_processed",
    };
    let ids: Vec<&str> = outcome
        .events
        .iter()
        .map(|event| event.event_id.as_str())
        .collect();
    say(&format!("{status} {n} {}", ids.join(" ")))
}

/// A line that is out before the next thing is begun.
fn say(line: &str) -> Done {
    let mut out = io::stdout().lock();
    writeln!(out, "{line}")?;
    out.flush()?;
    Ok(())
}
