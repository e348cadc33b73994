//! A store on a SQL Server beside a bare loop over the driver, in a database of its own on the same server, in the same
//! run. Measured only where `HINDSIGHT_TEST_MSSQL` names a server.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use hindsight_domain::{EventFilter, Instant, Order, Page, Position};
use hindsight_store::{Append, EventStore};
use hindsight_store_mssql::{Auth, MssqlAddress, MssqlConfig, MssqlStore, Secret};
use tokio::runtime::Runtime;
use uuid::Uuid;

use crate::Failure;
use crate::measure::{Measured, in_turns};
use crate::rows::{CommandRow, aggregate, command_row, request};
use crate::server_bare::Bare;
use crate::server_bulk;
use crate::table::{Table, millis, ratio};

/// How many events both databases hold before anything is measured, and to how many aggregates.
const EVENTS: u64 = 20_000;
const AGGREGATES: u64 = 200;

/// When everything is recorded.
const AT: &str = "2100-01-01T00:00:00.000000Z";

/// The databases, which are taken away again.
struct Databases {
    server: MssqlConfig,
    store: String,
    bare: String,
    /// What rows are copied into, by the store and by the driver's own bulk load.
    copied: String,
    loaded: String,
}

impl Databases {
    async fn make(server: MssqlConfig) -> Result<Self, Failure> {
        let name = |what: &str| format!("hindsight_{what}_{}", Uuid::new_v4().simple());
        let made = Self {
            store: name("store"),
            bare: name("bare"),
            copied: name("copied"),
            loaded: name("loaded"),
            server,
        };
        let mut tool = Bare::connect(&made.server).await?;
        for name in made.names() {
            tool.run(&format!("CREATE DATABASE {name}")).await?;
        }
        Ok(made)
    }

    fn names(&self) -> [&str; 4] {
        [&self.store, &self.bare, &self.copied, &self.loaded]
    }

    fn config(&self, database: &str) -> MssqlConfig {
        MssqlConfig {
            database: database.to_owned(),
            ..self.server.clone()
        }
    }

    async fn drop(self) -> Result<(), Failure> {
        let mut tool = Bare::connect(&self.server).await?;
        for name in self.names() {
            tool.run(&format!("DROP DATABASE {name}")).await?;
        }
        Ok(())
    }
}

/// The server that the environment names, if it names one.
pub fn named() -> Result<Option<MssqlConfig>, Failure> {
    let Ok(url) = std::env::var("HINDSIGHT_TEST_MSSQL") else {
        return Ok(None);
    };
    let address = MssqlAddress::parse(&url)?;
    let user = address
        .user
        .clone()
        .ok_or("HINDSIGHT_TEST_MSSQL names no user")?;
    let password = Secret::new(std::env::var("HINDSIGHT_MSSQL_PASSWORD")?);
    Ok(Some(address.config(Auth::Login { user, password })))
}

/// Measures writing and reading on a server.
///
/// # Errors
/// The first side's that fails.
pub fn run(runtime: &Runtime, server: MssqlConfig, samples: u32) -> Result<(), Failure> {
    let databases = runtime.block_on(Databases::make(server))?;
    let measured = measure(runtime, &databases, samples).and_then(|mut measured| {
        let (copied, loaded) = (&databases.copied, &databases.loaded);
        let into = (databases.config(copied), databases.config(loaded));
        measured.push(server_bulk::measure(runtime, into, Ledger::new(), samples)?);
        Ok(measured)
    });
    runtime.block_on(databases.drop())?;
    let measured = measured?;
    println!("A store on a SQL Server with {EVENTS} events, beside a bare loop over the driver\n");
    let mut table = Table::new(&["", "store, ms", "bare, ms", "ratio"]);
    for one in &measured {
        table.row(&[
            one.name.to_owned(),
            millis(one.store_ms),
            millis(one.bare_ms),
            ratio(one.store_ms / one.bare_ms),
        ]);
    }
    table.print();
    Ok(())
}

/// Where both databases stand.
pub struct Ledger {
    commands: u64,
    position: i64,
    versions: Vec<i64>,
}

impl Ledger {
    fn new() -> Self {
        Self {
            commands: 0,
            position: 0,
            versions: vec![0; AGGREGATES as usize],
        }
    }

    /// The next rows.
    pub fn rows(&mut self, commands: u64, events: u64) -> Vec<CommandRow> {
        (0..commands).map(|_| self.next(events)).collect()
    }

    fn several(&mut self, commands: u64, events: u64) -> Ready {
        let rows = self.rows(commands, events);
        let requests = rows.iter().map(|row| row.request.clone()).collect();
        Ready {
            requests: Cell::new(requests),
            rows,
        }
    }

    fn next(&mut self, events: u64) -> CommandRow {
        let n = self.commands;
        self.commands += 1;
        let of = n % AGGREGATES;
        let version = &mut self.versions[of as usize];
        let row = command_row(request(n, aggregate(of), events), *version, self.position);
        *version += events as i64;
        self.position += events as i64;
        row
    }
}

/// What is written in a turn; the store takes its requests away.
struct Ready {
    requests: Cell<Vec<Append>>,
    rows: Vec<CommandRow>,
}

fn measure(
    runtime: &Runtime,
    databases: &Databases,
    samples: u32,
) -> Result<Vec<Measured>, Failure> {
    let at = Instant::parse(AT).ok_or("the instant of writing is none")?;
    let clock = Arc::new(move || at);
    let config = databases.config(&databases.store);
    let store = runtime.block_on(MssqlStore::create_with_clock(&config, clock))?;
    let bare = runtime.block_on(Bare::connect(&databases.config(&databases.bare)))?;
    let bare = RefCell::new(bare);
    runtime.block_on(bare.borrow_mut().make_tables())?;
    let mut ledger = Ledger::new();
    let write = |ready: &Ready| runtime.block_on(write(&store, ready));
    let write_bare = |ready: &Ready| runtime.block_on(bare.borrow_mut().append(&ready.rows));
    while (ledger.position as u64) < EVENTS {
        let ready = ledger.several(200, 5);
        write(&ready)?;
        write_bare(&ready)?;
    }
    let mut writing = |name, turns, (commands, events)| {
        in_turns(
            name,
            turns,
            |_| ledger.several(commands, events),
            write,
            write_bare,
        )
    };
    let mut measured = vec![
        writing("append 1 in a transaction", samples * 3, (1, 1))?,
        writing(
            "append 100 commands of 1 event in a batch",
            samples,
            (100, 1),
        )?,
        writing(
            "append 1 command of 1000 events",
            samples.div_ceil(2),
            (1, 1_000),
        )?,
    ];
    let last = ledger.position;
    let behind = |turn: u32| Position(i64::from(turn) * 997 % (last - 1_000));
    let page = |name, limit: u32| {
        in_turns(
            name,
            samples,
            behind,
            |after| {
                let page = Page::first(Order::OldestFirst, limit).after(*after);
                let found = runtime.block_on(store.query(&EventFilter::default(), page))?;
                expect(found.events.len(), limit)
            },
            |after| {
                expect(
                    runtime.block_on(bare.borrow_mut().page(after.0, limit))?,
                    limit,
                )
            },
        )
    };
    measured.push(page("a page of 60", 60)?);
    measured.push(page("a page of 1000", 1_000)?);
    Ok(measured)
}

async fn write(store: &MssqlStore, ready: &Ready) -> Result<(), Failure> {
    for outcome in store.append_batch(ready.requests.take()).await? {
        outcome?;
    }
    Ok(())
}

fn expect(found: usize, limit: u32) -> Result<(), Failure> {
    if found == limit as usize {
        return Ok(());
    }
    Err(format!("{found} events were found and not {limit}").into())
}
