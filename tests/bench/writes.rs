//! Writing: the same commands to the store and, with all that it would make, to the bare loop's own file.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use hindsight_domain::{EventFilter, Instant, Order, Page, Position};
use hindsight_store::{Append, EventStore};
use hindsight_store_sqlite::SqliteStore;
use rusqlite::Connection;
use tokio::runtime::Runtime;

use crate::Failure;
use crate::bare;
use crate::fill::Filled;
use crate::measure::{Measured, in_settled_turns};
use crate::rows::{
    CommandRow, EVENTS_PER_AGGREGATE, EVENTS_PER_COMMAND, aggregate, command_row, request,
};

/// When everything that is measured is recorded: behind all that the files were filled with.
const AT: &str = "2100-01-01T00:00:00.000000Z";

/// Where both files stand.
struct Ledger {
    aggregates: u64,
    commands: u64,
    position: i64,
    versions: HashMap<u64, i64>,
}

impl Ledger {
    /// The next command, with so many events for one of the aggregates.
    fn next(&mut self, events: u64) -> CommandRow {
        let n = self.commands;
        self.commands += 1;
        let of = n.wrapping_mul(0x9e37_79b9) % self.aggregates;
        let version = self
            .versions
            .entry(of)
            .or_insert(EVENTS_PER_AGGREGATE as i64);
        let row = command_row(request(n, aggregate(of), events), *version, self.position);
        *version += events as i64;
        self.position += events as i64;
        row
    }

    fn several(&mut self, commands: u64, events: u64) -> Ready {
        let behind = Position(self.position);
        let rows: Vec<CommandRow> = (0..commands).map(|_| self.next(events)).collect();
        let requests = rows.iter().map(|row| row.request.clone()).collect();
        Ready {
            behind,
            requests: std::cell::Cell::new(requests),
            rows,
        }
    }
}

/// What is written in a turn; the store takes its requests away.
struct Ready {
    behind: Position,
    requests: std::cell::Cell<Vec<Append>>,
    rows: Vec<CommandRow>,
}

/// Measures every way of writing.
pub fn all(runtime: &Runtime, filled: &Filled, samples: u32) -> Result<Vec<Measured>, Failure> {
    let at = Instant::parse(AT).ok_or("the instant of writing is none")?;
    let clock = Arc::new(move || at);
    let path = filled.store_path();
    let store = runtime.block_on(SqliteStore::open_writable_with_clock(&path, clock))?;
    let bare = std::cell::RefCell::new(bare::open(&filled.bare_path(), bare::CACHE_KIB[1])?);
    let mut ledger = Ledger {
        aggregates: filled.aggregates,
        commands: filled.events / EVENTS_PER_COMMAND,
        position: filled.events as i64,
        versions: HashMap::new(),
    };
    let mut measure = |name, turns, (commands, events), query| {
        in_settled_turns(
            name,
            turns,
            |_| ledger.several(commands, events),
            |ready: &Ready| runtime.block_on(write(&store, ready, query)),
            |ready: &Ready| write_bare(&mut bare.borrow_mut(), ready, query),
            || {
                runtime.block_on(carried_over(&store))?;
                Ok(bare::carry_over(&bare.borrow())?)
            },
        )
    };
    let one = measure("append 1 in a transaction", samples * 5, (1, 1), false)?;
    let mut thousand = |name, shape, then| measure(name, samples, shape, then);
    let batch = thousand(
        "append 1000 commands of 1 event in a batch",
        (1_000, 1),
        false,
    )?;
    let command = thousand("append 1 command of 1000 events", (1, 1_000), false)?;
    let mut both = thousand(
        "append 1000 commands and query their events",
        (1_000, 1),
        true,
    )?;
    both.aim = Some("20 ms or less; limit 100 ms");
    Ok(vec![one, batch, command, both])
}

/// Returns when the store has carried its log over: it begins when it has answered, and a batch of nothing comes behind.
async fn carried_over(store: &SqliteStore) -> Result<(), Failure> {
    std::thread::sleep(Duration::from_millis(2));
    store.append_batch(Vec::new()).await?;
    Ok(())
}

async fn write(store: &SqliteStore, ready: &Ready, query: bool) -> Result<(), Failure> {
    for outcome in store.append_batch(ready.requests.take()).await? {
        outcome?;
    }
    if query {
        let page = Page::first(Order::OldestFirst, 1_000).after(ready.behind);
        let found = store
            .query(&EventFilter::default(), page)
            .await?
            .events
            .len();
        expect_thousand(found)?;
    }
    Ok(())
}

fn write_bare(connection: &mut Connection, ready: &Ready, query: bool) -> Result<(), Failure> {
    bare::append(connection, &ready.rows, AT)?;
    if query {
        let tail = "WHERE global_position > ?1 ORDER BY global_position LIMIT 1001";
        let found = bare::read(connection, tail, &[&ready.behind.0])?;
        expect_thousand(std::hint::black_box(found).len())?;
    }
    Ok(())
}

fn expect_thousand(found: usize) -> Result<(), Failure> {
    match found {
        1_000 => Ok(()),
        other => Err(format!("{other} events were found and not 1000").into()),
    }
}
