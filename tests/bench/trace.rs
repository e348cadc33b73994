//! One business operation as a whole, two beside each other, and a look for what is missing, beside a bare reading of
//! the same events in the same run.

use std::path::Path;
use std::time::Instant;

use hindsight_domain::{CausationId, CorrelationId, EventFilter, EventId, Order, Page};
use hindsight_service::wire::{CheckScopeDto, TraceDto};
use hindsight_service::{Mode, Session, Target, check, compare_traces, trace};
use hindsight_store::{Append, EVENTS_PER_READ_MAX, EventStore};
use hindsight_store_sqlite::SqliteStore;
use tokio::runtime::Runtime;
use uuid::Uuid;

use crate::rows::{EVENTS_PER_COMMAND, aggregate, correlation, request};
use crate::table::{Table, median, millis, ratio};
use crate::{Failure, grouped};

const COMMANDS_PER_BATCH: u64 = 1_000;
/// The two operations of a store.
const RUNS: [u64; 2] = [1, 2];

/// What was measured over an operation of so many events, in milliseconds.
struct Figures {
    read: f64,
    trace: f64,
    json: f64,
    bytes: usize,
    compare: f64,
    check: f64,
}

/// Measures each size and prints how the figures grow.
pub fn run(runtime: &Runtime, sizes: &[u64], samples: u32) -> Result<(), Failure> {
    println!("One business operation; medians\n");
    let mut table = Table::new(&[
        "events",
        "read, ms",
        "trace, ms",
        "to reading",
        "as JSON, ms",
        "JSON, bytes each",
        "compare two, ms",
        "check store, ms",
        "checked/s",
    ]);
    for size in sizes {
        let figures = runtime.block_on(measure(*size, samples))?;
        let whole = (*size * RUNS.len() as u64) as f64;
        table.row(&[
            grouped(*size),
            millis(figures.read),
            millis(figures.trace),
            ratio(figures.trace / figures.read),
            millis(figures.json),
            (figures.bytes as u64 / size).to_string(),
            millis(figures.compare),
            millis(figures.check),
            grouped((whole / figures.check * 1_000.0) as u64),
        ]);
    }
    table.print();
    println!(
        "Aim: 300 ms or less at 5000 events. Reading is all events of the operation, whole, in pages.\n"
    );
    Ok(())
}

async fn measure(size: u64, samples: u32) -> Result<Figures, Failure> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("store.db");
    fill(&path, size).await?;
    let session = Session::open(Target::parse(&path.to_string_lossy())?, Mode::ReadOnly).await?;
    let store = session.store();
    let [one, other] = RUNS.map(correlation);
    let runs = if size < 50_000 {
        samples.div_ceil(4).max(3)
    } else {
        3
    };
    let (mut read, mut told, mut json) = (Vec::new(), Vec::new(), Vec::new());
    let (mut compare, mut checked) = (Vec::new(), Vec::new());
    let mut bytes = 0;
    for _ in 0..runs {
        let begun = Instant::now();
        let events = read_all(store, &one).await?;
        read.push(ms(begun));
        if events as u64 != size {
            return Err(format!("{events} events were read instead of {size}").into());
        }
        let begun = Instant::now();
        let whole: TraceDto = trace(store, one.as_str(), &|_| {}).await?;
        told.push(ms(begun));
        let begun = Instant::now();
        bytes = serde_json::to_string(&whole)?.len();
        json.push(ms(begun));
        let begun = Instant::now();
        compare_traces(store, one.as_str(), other.as_str(), &|_| {}).await?;
        compare.push(ms(begun));
        let begun = Instant::now();
        let report = check(store, &CheckScopeDto::Store, &|_| {}).await?;
        checked.push(ms(begun));
        if report.faults > 0 {
            return Err(format!("a sound store has {} faults", report.faults).into());
        }
    }
    Ok(Figures {
        read: median(&mut read),
        trace: median(&mut told),
        json: median(&mut json),
        bytes,
        compare: median(&mut compare),
        check: median(&mut checked),
    })
}

async fn read_all(store: &dyn EventStore, operation: &CorrelationId) -> Result<usize, Failure> {
    let filter = EventFilter {
        correlation_id: Some(operation.clone()),
        ..EventFilter::default()
    };
    let mut page = Page::first(Order::OldestFirst, EVENTS_PER_READ_MAX);
    let mut read = 0;
    loop {
        let found = store.query(&filter, page).await?;
        read += found.events.len();
        match found.next {
            Some(next) => page = page.after(next),
            None => return Ok(read),
        }
    }
}

/// Two operations of so many events, command by command in turns. Each command after the first follows from an event of
/// one before, now the one before and now a far one.
async fn fill(path: &Path, size: u64) -> Result<(), Failure> {
    let store = SqliteStore::create(path).await?;
    let commands = size.div_ceil(EVENTS_PER_COMMAND);
    for first in (0..commands).step_by(COMMANDS_PER_BATCH as usize) {
        let batch = first..(first + COMMANDS_PER_BATCH).min(commands);
        let requests = batch.flat_map(|nth| RUNS.map(|run| command(run, nth, size)));
        for outcome in store.append_batch(requests.collect()).await? {
            outcome?;
        }
    }
    Ok(())
}

fn command(run: u64, nth: u64, size: u64) -> Append {
    let first = nth * EVENTS_PER_COMMAND;
    let events = EVENTS_PER_COMMAND.min(size - first);
    let mut request = request(
        run * 1_000_000 + nth,
        aggregate(nth % (size / 20).max(1)),
        events,
    );
    request.command.correlation_id = Some(correlation(run));
    let stream = &mut request.streams[0];
    // The same aggregate twice, for the second run changes what the first one did.
    stream.aggregate_type = hindsight_domain::AggregateType::new("Server");
    request.command.aggregate_type = stream.aggregate_type.clone();
    for (event, at) in stream.events.iter_mut().zip(first..) {
        event.event_id = Some(event_id(run, at));
    }
    if nth > 0 {
        let far = nth.wrapping_mul(0x9e37_79b9) % first;
        let cause = if nth.is_multiple_of(2) {
            first - 1
        } else {
            far
        };
        let cause = CausationId::from(event_id(run, cause));
        for event in &mut stream.events {
            event.causation_id = Some(cause.clone());
        }
    }
    request
}

fn event_id(run: u64, at: u64) -> EventId {
    let scattered = u128::from(at.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    EventId::from(Uuid::from_u128(
        (3 << 120)
            | (u128::from(run) << 100)
            | (0x7000_8000 << 48)
            | (scattered & 0xffff_ffff_ffff),
    ))
}

fn ms(begun: Instant) -> f64 {
    begun.elapsed().as_secs_f64() * 1_000.0
}
