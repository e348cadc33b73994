//! How fast the store is, beside a bare loop over the same schema in the same run.
//!
//! A disk's fsync takes what it takes, today more and tomorrow less: ratios are what counts. Both sides take turns, so
//! that whatever else the machine does falls on both, and medians are told.

mod bare;
mod catalog;
mod fill;
mod folds;
mod kept;
mod measure;
mod pages;
mod reads;
mod rows;
mod server;
mod server_bare;
mod server_bulk;
mod stored;
mod table;
mod trace;
mod travel;
mod trigger;
mod writes;

use clap::Parser;
use tokio::runtime::{Builder, Runtime};

use fill::Filled;
use measure::Measured;
use table::{Table, millis, ratio};

/// Why a benchmark could not be run to its end.
type Failure = Box<dyn std::error::Error>;

/// Measures the store beside a bare loop over the same schema.
#[derive(Parser)]
#[command(name = "bench")]
struct Arguments {
    /// How many events the store holds; may be given several times. A store of more than a million is measured through
    /// its catalog alone
    #[arg(long = "events", value_name = "N", default_values_t = [10_000, 1_000_000])]
    events: Vec<u64>,
    /// How many times each thing is measured, on either side
    #[arg(long, value_name = "N", default_value_t = 40)]
    samples: u32,
    /// How many events are inserted to see what the refusal of gaps costs; 0 leaves it out
    #[arg(long, value_name = "N", default_value_t = 50_000)]
    trigger_events: u64,
    /// How many events the one aggregate has in which time travel is measured; may be given several times
    #[arg(long = "travel", value_name = "N", default_values_t = [1_000, 10_000, 100_000])]
    travel: Vec<u64>,
    /// How many events are folded; may be given several times
    #[arg(long = "fold-events", value_name = "N", default_values_t = [1_000, 10_000, 100_000])]
    fold_events: Vec<u32>,
    /// Measure only the catalog, over a store with so many events, made once and kept in target/; may be given several times
    #[arg(long = "catalog", value_name = "N")]
    catalog: Vec<u64>,
    /// Leave the store out and only fold
    #[arg(long)]
    only_folds: bool,
    /// How many events the operations have that are traced; may be given several times
    #[arg(long = "trace", value_name = "N", default_values_t = [1_000, 5_000, 10_000, 100_000])]
    trace: Vec<u64>,
    /// Leave everything else out and only trace and check
    #[arg(long)]
    only_trace: bool,
    /// Leave everything else out and only travel in time
    #[arg(long)]
    only_travel: bool,
    /// Leave everything else out and only measure a store on the SQL Server that HINDSIGHT_TEST_MSSQL names
    #[arg(long)]
    only_server: bool,
}

fn main() -> Result<(), Failure> {
    let arguments = Arguments::parse();
    if arguments.only_trace {
        return trace::run(&runtime()?, &arguments.trace, arguments.samples);
    }
    if arguments.only_travel {
        return measure_travel(&runtime()?, &arguments);
    }
    if !arguments.catalog.is_empty() {
        return measure_catalogs(&arguments.catalog, arguments.samples);
    }
    if arguments.only_server {
        return measure_server(&arguments);
    }
    if arguments.only_folds {
        return folds::run(&arguments.fold_events, arguments.samples);
    }
    let is_beside_bare = arguments
        .events
        .iter()
        .any(|events| *events <= BESIDE_BARE_MAX);
    if is_beside_bare {
        measure_store(&arguments)?;
        folds::run(&arguments.fold_events, arguments.samples)?;
    }
    measure_catalogs(&arguments.events, arguments.samples)
}

/// Up to so many events a store is measured beside the bare loop: each side needs a file of its own, and a hundred times
/// as many events made no difference to either.
const BESIDE_BARE_MAX: u64 = 1_000_000;

fn measure_catalogs(sizes: &[u64], samples: u32) -> Result<(), Failure> {
    let runtime = runtime()?;
    for events in sizes {
        catalog::run(&runtime, *events, samples)?;
    }
    Ok(())
}

/// A server takes part only where one is named.
fn measure_server(arguments: &Arguments) -> Result<(), Failure> {
    match server::named()? {
        Some(named) => server::run(&runtime()?, named, arguments.samples),
        None => {
            println!(
                "HINDSIGHT_TEST_MSSQL names no server: no store on a SQL Server is measured.\n"
            );
            Ok(())
        }
    }
}

fn measure_store(arguments: &Arguments) -> Result<(), Failure> {
    println!(
        "Each figure is the median of {} turns. The bare loop is rusqlite with prepared statements: the same rows in\n\
         the same tables with the same triggers and settings (WAL, synchronous=FULL), ids, versions and positions given\n\
         to it, no hash, no look-ups, no threads; reading, it copies cells and understands none. Both carry the log over\n\
         into the file between the commits, outside the times unless it is named. How long an fsync takes varies from\n\
         disk to disk and from minute to minute, so the ratios count, not the times.\n",
        arguments.samples
    );
    let runtime = runtime()?;
    let mut sizes = Vec::new();
    for events in arguments
        .events
        .iter()
        .filter(|events| **events <= BESIDE_BARE_MAX)
    {
        sizes.push((*events, measure_at(&runtime, *events, arguments.samples)?));
    }
    print_growth(&sizes);
    if arguments.trigger_events > 0 {
        trigger::run(arguments.samples.div_ceil(4), arguments.trigger_events)?;
    }
    measure_travel(&runtime, arguments)?;
    trace::run(&runtime, &arguments.trace, arguments.samples)?;
    measure_server(arguments)
}

fn measure_travel(runtime: &Runtime, arguments: &Arguments) -> Result<(), Failure> {
    travel::run(runtime, &arguments.travel, arguments.samples)?;
    stored::run(runtime, &arguments.travel, arguments.samples)
}

fn runtime() -> std::io::Result<Runtime> {
    Builder::new_current_thread().enable_all().build()
}

/// Fills a store with so many events and measures everything on it.
fn measure_at(runtime: &Runtime, events: u64, samples: u32) -> Result<Vec<Measured>, Failure> {
    let filled = Filled::new(runtime, events)?;
    println!(
        "{} events, recorded in {:.1} s ({:.0} events/s), {:.0} bytes each on disk\n",
        grouped(filled.events),
        filled.seconds,
        filled.events as f64 / filled.seconds,
        filled.bytes as f64 / filled.events as f64
    );
    let mut measured = reads::all(runtime, &filled, samples)?;
    measured.extend(writes::all(runtime, &filled, samples)?);
    let mut table = Table::new(&["", "store, ms", "bare, ms", "ratio", "aim"]);
    for one in &measured {
        let aim = one.aim.unwrap_or("1.3x or less");
        table.row(&[
            one.name.to_owned(),
            millis(one.store_ms),
            millis(one.bare_ms),
            ratio(one.store_ms / one.bare_ms),
            aim.to_owned(),
        ]);
    }
    table.print();
    Ok(measured)
}

/// How much longer everything takes on the largest store than on the smallest.
fn print_growth(sizes: &[(u64, Vec<Measured>)]) {
    let [(fewest, small), .., (most, large)] = sizes else {
        return;
    };
    println!(
        "From {} to {} events (aim: reads stay flat, 1.00x)\n",
        grouped(*fewest),
        grouped(*most)
    );
    let mut table = Table::new(&["", "store, growth", "bare, growth"]);
    for (small, large) in small.iter().zip(large) {
        table.row(&[
            small.name.to_owned(),
            ratio(large.store_ms / small.store_ms),
            ratio(large.bare_ms / small.bare_ms),
        ]);
    }
    table.print();
}

/// A number with a blank after every third digit from the right.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .map(|group| std::str::from_utf8(group).unwrap_or_default())
        .collect();
    groups.join(" ")
}
