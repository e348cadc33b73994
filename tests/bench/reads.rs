//! Reading: one aggregate, and pages of a hundred events found in several ways.

use std::hint::black_box;

use hindsight_domain::{AggregateId, EventFilter, Instant, Order, Page, Position};
use hindsight_store::EventStore;
use hindsight_store_sqlite::SqliteStore;
use rusqlite::{Connection, ToSql};
use tokio::runtime::Runtime;

use crate::Failure;
use crate::bare;
use crate::fill::Filled;
use crate::measure::{Measured, in_turns};
use crate::rows::{
    EVENTS_PER_COMMAND, EVENTS_PER_OPERATION, aggregate, correlation, event_type, instant,
};

/// How many events are on a page.
const PAGE: u32 = 100;

/// Both sides over one file.
struct Sides<'a> {
    runtime: &'a Runtime,
    store: SqliteStore,
    bare: Connection,
    turns: u32,
}

/// What a turn asks for: a page for the store, and the same in SQL.
struct Question {
    filter: EventFilter,
    page: Page,
    tail: &'static str,
    values: Vec<Box<dyn ToSql>>,
}

/// Measures every way of reading.
pub fn all(runtime: &Runtime, filled: &Filled, samples: u32) -> Result<Vec<Measured>, Failure> {
    let sides = Sides {
        runtime,
        store: runtime.block_on(SqliteStore::open_read_only(&filled.store_path()))?,
        bare: bare::open(&filled.store_path(), bare::CACHE_KIB[0])?,
        turns: samples * 5,
    };
    let pick = |turn: u32, of: u64| u64::from(turn).wrapping_mul(0x9e37_79b9) % of;
    let commands = filled.events / EVENTS_PER_COMMAND;
    let operations = filled.events / EVENTS_PER_OPERATION;
    Ok(vec![
        sides.one_aggregate(|turn| aggregate(pick(turn, filled.aggregates)))?,
        sides.page("page of 100, newest first", |_| newest())?,
        sides.page("page of 100, from the middle", |turn| {
            let half = filled.events / 2;
            older_than((half + pick(turn, half)) as i64)
        })?,
        sides.page("page of 100, by event type", |turn| of_type(pick(turn, 20)))?,
        sides.page("page of 100, by time range", |turn| {
            let first = pick(turn, commands.saturating_sub(60).max(1));
            between(instant(first), instant(first + 60))
        })?,
        sides.page("50 events, by correlation id", |turn| {
            of_operation(pick(turn, operations))
        })?,
    ])
}

fn newest() -> Question {
    Question {
        filter: EventFilter::default(),
        page: Page::first(Order::NewestFirst, PAGE),
        tail: "ORDER BY global_position DESC LIMIT 101",
        values: Vec::new(),
    }
}

fn older_than(position: i64) -> Question {
    Question {
        filter: EventFilter::default(),
        page: Page::first(Order::NewestFirst, PAGE).after(Position(position)),
        tail: "WHERE global_position < ?1 ORDER BY global_position DESC LIMIT 101",
        values: vec![Box::new(position)],
    }
}

fn of_type(n: u64) -> Question {
    let event_type = event_type(n);
    Question {
        page: Page::first(Order::NewestFirst, PAGE),
        tail: "WHERE event_type = ?1 ORDER BY global_position DESC LIMIT 101",
        values: vec![Box::new(event_type.as_str().to_owned())],
        filter: EventFilter {
            event_type: Some(event_type),
            ..EventFilter::default()
        },
    }
}

fn between(from: Instant, until: Instant) -> Question {
    Question {
        page: Page::first(Order::OldestFirst, PAGE),
        tail: "WHERE event_timestamp >= ?1 AND event_timestamp < ?2 \
               ORDER BY event_timestamp, global_position LIMIT 101",
        values: vec![Box::new(from.to_string()), Box::new(until.to_string())],
        filter: EventFilter {
            from: Some(from),
            until: Some(until),
            ..EventFilter::default()
        },
    }
}

fn of_operation(n: u64) -> Question {
    let id = correlation(n);
    Question {
        page: Page::first(Order::OldestFirst, PAGE),
        tail: "WHERE correlation_id = ?1 ORDER BY global_position LIMIT 101",
        values: vec![Box::new(id.as_str().to_owned())],
        filter: EventFilter {
            correlation_id: Some(id),
            ..EventFilter::default()
        },
    }
}

impl Sides<'_> {
    fn page(
        &self,
        name: &'static str,
        question: impl FnMut(u32) -> Question,
    ) -> Result<Measured, Failure> {
        let count = std::cell::Cell::new(0);
        in_turns(
            name,
            self.turns,
            question,
            |question| {
                let found = self
                    .runtime
                    .block_on(self.store.query(&question.filter, question.page))?;
                count.set(black_box(found.events).len());
                Ok(())
            },
            |question| {
                let values: Vec<&dyn ToSql> =
                    question.values.iter().map(|value| &**value).collect();
                let found = bare::read(&self.bare, question.tail, &values)?;
                let found = black_box(found).len().min(PAGE as usize);
                if count.get() > 0 && found == 0 {
                    return Err(format!("{name}: the bare loop finds nothing").into());
                }
                Ok(())
            },
        )
    }

    fn one_aggregate(&self, id: impl FnMut(u32) -> AggregateId) -> Result<Measured, Failure> {
        in_turns(
            "load one aggregate of 100",
            self.turns,
            id,
            |id| {
                let events = self.runtime.block_on(self.store.get_events(id))?;
                expect_hundred(black_box(events).len())
            },
            |id| {
                let tail = "WHERE aggregate_id = ?1 ORDER BY aggregate_version LIMIT 1001";
                let events = bare::read(&self.bare, tail, &[&id.as_str()])?;
                expect_hundred(black_box(events).len())
            },
        )
    }
}

fn expect_hundred(found: usize) -> Result<(), Failure> {
    match found {
        100 => Ok(()),
        other => Err(format!("an aggregate has {other} events and not 100").into()),
    }
}
