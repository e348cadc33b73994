//! What nobody waits for any more ends, on the server too.

use std::time::{Duration, Instant};

use hindsight_domain::{EventFilter, Position};
use hindsight_store::EventStore;
use hindsight_store_mssql::MssqlStore;

use crate::line::{Line, Nature};
use crate::place::Place;
use crate::server::Tool;

/// How long the server may take to hear of it. One that does not listen while it works has to look after its lines at
/// least: Babelfish does with `client_connection_check_interval`.
const HEARD_WITHIN: Duration = Duration::from_secs(5);

/// Events that nobody could wait for: a view that makes a hundred million of them.
const ENDLESS: [&str; 3] = [
    "CREATE TABLE dbo.digits (digit bigint NOT NULL)",
    "INSERT INTO dbo.digits (digit) VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)",
    "CREATE VIEW dbo.events AS SELECT NEWID() AS event_id, NEWID() AS aggregate_id, N'Thing' AS aggregate_type, \
         a.digit AS aggregate_version, N'Made' AS event_type, CONVERT(datetime2(7), '2026-01-06') AS event_timestamp, \
         N'ada' AS actor, N'user' AS actor_type, N'ui' AS source, N'{}' AS data, N'{}' AS metadata \
     FROM dbo.digits AS a CROSS JOIN dbo.digits AS b CROSS JOIN dbo.digits AS c CROSS JOIN dbo.digits AS d \
         CROSS JOIN dbo.digits AS e CROSS JOIN dbo.digits AS f CROSS JOIN dbo.digits AS g CROSS JOIN dbo.digits AS h",
];

/// A read that is dropped ends its statement at the server soon after, and its connection is never used again.
#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(
    not(a_server_is_there),
    ignore = "HINDSIGHT_TEST_MSSQL names no server"
)]
async fn a_read_that_is_given_up_ends_at_the_server() {
    let place = Place::new().await;
    let mut tool = place.tool().await;
    for sql in ENDLESS {
        tool.must(sql).await;
    }
    let line = Line::to(place.config(), Nature::Sound).await;
    let store = MssqlStore::open_read_only(&line.over(place.config()))
        .await
        .expect("it has the columns of events");
    assert_eq!(line.open(), 1);
    let all = EventFilter::default();
    let read = store.count(&all);
    let given_up = tokio::time::timeout(Duration::from_secs(1), read).await;
    assert!(
        given_up.is_err(),
        "it was counted within a second: this shows nothing"
    );
    let begun = Instant::now();
    while line.open() > 0 || sessions(&mut tool).await > 0 {
        assert!(
            begun.elapsed() < HEARD_WITHIN,
            "the server goes on for nobody"
        );
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    // The store goes on, over another connection.
    tool.must("DROP VIEW dbo.events").await;
    let error = store.get_event(Position(1)).await;
    error.expect_err("the view is gone, and the server says so");
    assert_eq!(line.open(), 1);
}

/// How many sessions of stores there are in the database, this tool's own left out.
async fn sessions(tool: &mut Tool) -> i64 {
    let sql = "SELECT CONVERT(bigint, COUNT(*)) FROM sys.dm_exec_sessions \
         WHERE program_name = N'Hindsight' AND database_id = DB_ID()";
    tool.must(sql).await[0].get(0).expect("a number")
}
