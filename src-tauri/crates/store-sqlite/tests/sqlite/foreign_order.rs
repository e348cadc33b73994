//! The order of another program's rows: kept positions, rows' own numbers, and versions however they are counted.

use hindsight_domain::{AggregateId, EventFilter, Order, Page, Position, Version};
use hindsight_store::{EventStore, Remark, StoreError};
use hindsight_store_sqlite::SqliteStore;

use crate::foreign::{COLUMNS, all, opened};
use crate::place::Place;

/// Positions of another program count where its database keeps them; else the order of rows stands in.
#[tokio::test]
async fn positions_count_where_they_are_kept() {
    let with = |declared: &str| {
        format!(
            "CREATE TABLE events ({COLUMNS}, global_position {declared}); \
             INSERT INTO events (event_id, aggregate_id, global_position) VALUES ('x', 'a', 30), ('y', 'a', 20)"
        )
    };
    for (declared, kept) in [
        ("INTEGER NOT NULL UNIQUE", true),
        ("BIGINT NOT NULL UNIQUE", true),
        ("INTEGER PRIMARY KEY", true),
        ("INTEGER UNIQUE", false),
        ("INTEGER NOT NULL", false),
        ("TEXT NOT NULL UNIQUE", false),
        ("", false),
    ] {
        let (_place, store) = opened(&with(declared)).await;
        let positions: Vec<i64> = all(&store)
            .await
            .iter()
            .map(|event| event.position.0)
            .collect();
        assert_eq!(
            positions,
            if kept { [20, 30] } else { [1, 2] },
            "{declared}"
        );
        let remarks = store.info().await.expect("read").remarks;
        assert_eq!(!remarks.contains(&Remark::NoPositions), kept, "{declared}");
    }
}

/// Positions that are kept and are no whole numbers, as a loosely typed table may hold them.
#[tokio::test]
async fn positions_that_are_no_numbers_drop_nothing() {
    for literal in [
        "'twelve'",
        "1.5",
        "x'00'",
        "'9223372036854775808'",
        "-9223372036854775808",
    ] {
        let (_place, store) = opened(&format!(
            "CREATE TABLE events ({COLUMNS}, global_position INTEGER NOT NULL UNIQUE); \
             INSERT INTO events (event_id, aggregate_id, global_position) VALUES ('x', 'a', 30), ('y', 'a', {literal}), ('z', 'b', 40)"
        ))
        .await;
        let events = all(&store).await;
        assert_eq!(events.len(), 3, "{literal}");
    }
}

#[tokio::test]
async fn tables_without_an_order_are_told() {
    for (sql, lacks) in [
        (
            format!("CREATE TABLE events ({COLUMNS}, PRIMARY KEY (event_id)) WITHOUT ROWID"),
            "order of rows",
        ),
        (
            format!("CREATE TABLE events ({COLUMNS}, rowid, _rowid_, oid)"),
            "order of rows",
        ),
        (
            format!("CREATE TABLE other ({COLUMNS}); CREATE VIEW events AS SELECT * FROM other"),
            "view",
        ),
        (
            format!("CREATE VIRTUAL TABLE events USING fts5({COLUMNS})"),
            "virtual",
        ),
    ] {
        let place = Place::new();
        if place.raw().execute_batch(&sql).is_err() {
            // The SQLite of these tests may be built without the module for full texts.
            assert!(sql.contains("fts5"), "{sql}");
            continue;
        }
        let error = SqliteStore::open_read_only(&place.path())
            .await
            .err()
            .expect("it has no order");
        assert!(
            matches!(&error, StoreError::NotAnEventStore(why) if why.contains(lacks)),
            "{error}"
        );
    }
    let ordered = format!(
        "CREATE TABLE events ({COLUMNS}, global_position INTEGER NOT NULL UNIQUE, PRIMARY KEY (event_id)) WITHOUT ROWID; \
         INSERT INTO events (event_id, aggregate_id, global_position) VALUES ('x', 'a', 2), ('y', 'a', 1)"
    );
    let (_place, store) = opened(&ordered).await;
    assert_eq!(all(&store).await.len(), 2);
}

/// Columns that take the names of rows' numbers leave one of them free, and that one counts.
#[tokio::test]
async fn a_column_named_rowid_is_only_a_column() {
    let (_place, store) = opened(&format!(
        "CREATE TABLE events ({COLUMNS}, rowid, _rowid_); \
         INSERT INTO events (event_id, aggregate_id, rowid) VALUES ('x', 'a', 'first'), ('y', 'a', NULL)"
    ))
    .await;
    let positions: Vec<i64> = all(&store)
        .await
        .iter()
        .map(|event| event.position.0)
        .collect();
    assert_eq!(positions, [1, 2]);
}

/// However versions are counted, an aggregate's events are all there, each once.
#[tokio::test]
async fn an_aggregate_is_whole_however_its_versions_are_counted() {
    for (what, version) in [
        ("from nought", "n - 1"),
        ("backwards from nought", "-n"),
        ("beyond what a version can be", "n + 9000000000"),
        ("all the same", "7"),
        ("not at all", "NULL"),
        ("in words", "'v' || n"),
        ("as text", "printf('%d', n)"),
        ("in fractions", "n + 0.5"),
    ] {
        let (_place, store) = opened(&format!(
            "CREATE TABLE events ({COLUMNS}); \
             WITH RECURSIVE count(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM count WHERE n < 2100) \
             INSERT INTO events (event_id, aggregate_id, aggregate_version, event_timestamp, data) \
             SELECT n, 'a', {version}, '2026-01-06', '{{}}' FROM count"
        ))
        .await;
        let history = store
            .get_events(&AggregateId::new("a"))
            .await
            .expect("read");
        assert_eq!(history.len(), 2_100, "{what}");
        assert!(
            history.iter().map(|event| event.position.0).eq(1..=2_100),
            "{what}"
        );
        let page = Page::first(Order::OldestFirst, 1_000).after(Position(1_500));
        let of_a = EventFilter {
            aggregate_id: Some(AggregateId::new("a")),
            ..EventFilter::default()
        };
        assert_eq!(
            store.query(&of_a, page).await.expect("read").events.len(),
            600,
            "{what}"
        );
        let glance = store.aggregate(&AggregateId::new("a")).await.expect("read");
        assert!(glance.is_some(), "{what}");
        let since = store
            .get_events_since(&AggregateId::new("a"), Version(0), 10)
            .await;
        assert!(since.expect("read").len() <= 10, "{what}");
    }
}
