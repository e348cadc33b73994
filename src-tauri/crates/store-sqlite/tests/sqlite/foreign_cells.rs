//! Any value of any type in any cell: no row is dropped, and nothing panics.

use hindsight_domain::{Column, Event, EventFilter, Instant, Order};
use hindsight_store::EventStore;
use hindsight_store_sqlite::SqliteStore;
use hindsight_testkit::Harness;
use hindsight_testkit::look::all_matching;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, TestRunner};

use crate::foreign::COLUMNS;
use crate::place::Place;
use crate::reads;

/// An SQL literal of any type, often one that nearly is what should stand there.
fn literal() -> impl Strategy<Value = String> {
    let likely = select(vec![
        "1",
        "2",
        "'1'",
        "'User'",
        "'system'",
        "'API'",
        "'{}'",
        "'{oops'",
        "''",
        "'A'",
        "'2026-01-06T10:00:00.1234567+02:00'",
        "'2026-01-06'",
        "'9999-12-31T23:59:59.9999999-14:00'",
    ]);
    let number = select(vec![
        "0",
        "-1",
        "4294967296",
        "9223372036854775807",
        "-9223372036854775808",
    ]);
    let real = select(vec!["1.0", "1.5", "-1e999", "1e999", "1e-300", "-0.0"]);
    prop_oneof![
        4 => likely.prop_map(str::to_owned),
        1 => Just("NULL".to_owned()),
        1 => number.prop_map(str::to_owned),
        1 => real.prop_map(str::to_owned),
        1 => any::<i64>().prop_map(|number| number.to_string()),
        1 => vec(any::<u8>(), 0..12).prop_map(|bytes| format!("x'{}'", hex(&bytes))),
        2 => vec(any::<u8>(), 0..12).prop_map(|bytes| format!("CAST(x'{}' AS TEXT)", hex(&bytes))),
        2 => ".{0,12}".prop_map(|text| format!("CAST(x'{}' AS TEXT)", hex(text.as_bytes()))),
    ]
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A file with any rows in tables of these columns, declared with types or without.
fn file() -> impl Strategy<Value = (usize, String)> {
    let columns = COLUMNS.split(", ").count();
    let rows = |width: usize| vec(vec(literal(), width), 0..12);
    (rows(columns), rows(8), rows(7), any::<bool>()).prop_map(|(events, commands, snapshots, typed)| {
        let columns = |names: &str| {
            let typed = if typed { " TEXT" } else { "" };
            names.split(", ").map(|name| format!("{name}{typed}")).collect::<Vec<_>>().join(", ")
        };
        let insert = |table: &str, rows: &[Vec<String>]| -> String {
            rows.iter().map(|row| format!("INSERT INTO {table} VALUES ({});", row.join(", "))).collect()
        };
        let sql = format!(
            "BEGIN; CREATE TABLE events ({}); CREATE TABLE commands ({}); CREATE TABLE snapshots ({}); {} {} {} COMMIT;",
            columns(COLUMNS),
            columns("command_id, command_type, aggregate_id, aggregate_type, processed_at, actor, source, data"),
            columns("snapshot_id, aggregate_id, aggregate_type, aggregate_version, snapshot_version, snapshot_timestamp, state"),
            insert("events", &events),
            insert("commands", &commands),
            insert("snapshots", &snapshots),
        );
        (events.len(), sql)
    })
}

#[test]
fn no_cell_drops_a_row_or_ends_a_thread() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("started");
    let config = Config {
        cases: 96,
        failure_persistence: None,
        ..Config::default()
    };
    let looked = TestRunner::new(config).run(&file(), |(rows, sql)| {
        runtime.block_on(look(rows, &sql));
        Ok(())
    });
    if let Err(failure) = looked {
        panic!("{failure}");
    }
}

async fn look(rows: usize, sql: &str) {
    let place = Place::new();
    place.raw().execute_batch(sql).expect("made");
    let store = place.open_read_only().await;
    reads::everything(&store)
        .await
        .expect("everything can be read");
    let everything = EventFilter::default();
    let mut events = all_matching(&store, &everything, Order::NewestFirst, 4).await;
    events.reverse();
    assert_eq!(
        all_matching(&store, &everything, Order::OldestFirst, 3).await,
        events
    );
    assert_eq!(events.len(), rows);
    assert_eq!(
        store.count(&everything).await.expect("counted"),
        rows as u64
    );
    for event in &events {
        is_found_again(&store, event).await;
    }
}

/// What is shown of an event leads back to it.
async fn is_found_again(store: &SqliteStore, event: &Event) {
    let by_position = store.get_event(event.position).await.expect("read");
    assert_eq!(by_position.as_ref(), Some(event));
    let sound = |column| event.marks.iter().all(|mark| mark.column != column);
    let mut filters = Vec::new();
    let none = EventFilter::default;
    if sound(Column::AggregateId) {
        filters.push(EventFilter {
            aggregate_id: Some(event.aggregate_id.clone()),
            ..none()
        });
    }
    if sound(Column::EventType) {
        filters.push(EventFilter {
            event_type: Some(event.event_type.clone()),
            ..none()
        });
    }
    if sound(Column::Actor) {
        filters.push(EventFilter {
            actor: Some(event.actor.clone()),
            ..none()
        });
    }
    filters.push(EventFilter {
        actor_type: event.actor_type.value,
        source: event.source.value,
        ..none()
    });
    if let Some(at) = event.timestamp.value {
        let until = Instant::from_micros(at.micros() + 1);
        filters.push(EventFilter {
            from: Some(at),
            until,
            ..none()
        });
    }
    for filter in filters {
        let found = all_matching(store, &filter, Order::OldestFirst, 5).await;
        assert!(found.contains(event), "{filter:?} leads to {event:?}");
        assert_eq!(
            store.count(&filter).await.expect("counted"),
            found.len() as u64
        );
    }
}
