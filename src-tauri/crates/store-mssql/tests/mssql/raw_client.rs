//! The database's own rules, for a client that is not Hindsight.

use hindsight_store::{EventStore, ExpectedVersion, Remark};
use hindsight_store_mssql::MssqlStore;
use hindsight_testkit::Harness;
use hindsight_testkit::given::{append, to};
use hindsight_testkit::look::{appended, contents};

use crate::place::Place;
use crate::server::Tool;

/// A store with two events of one aggregate and their commands.
async fn with_two_events() -> (Place, Tool) {
    let place = Place::new().await;
    let store = place.create().await;
    appended(&store, append(1, [to(1, ExpectedVersion::Any, 1)])).await;
    appended(&store, append(2, [to(1, ExpectedVersion::Any, 1)])).await;
    store
        .save_snapshot(hindsight_testkit::given::snapshot(1, 1, "{}"))
        .await
        .expect("saved");
    let tool = place.tool().await;
    (place, tool)
}

/// An event written by hand; the parts that a test is about can be replaced.
fn insert(changes: &[(&str, &str)]) -> String {
    let mut cells = vec![
        ("event_id", "NEWID()"),
        ("aggregate_id", "'0000a66a-0000-7000-8000-000000000001'"),
        ("aggregate_type", "N'Application'"),
        ("aggregate_version", "3"),
        ("event_type", "N'Renamed'"),
        ("event_timestamp", "'2026-01-06T10:00:01'"),
        ("actor", "N'ada'"),
        ("actor_type", "N'user'"),
        ("source", "N'ui'"),
        ("data", "N'{}'"),
        ("global_position", "3"),
    ];
    for (name, value) in changes {
        cells.retain(|(column, _)| column != name);
        cells.push((name, value));
    }
    let (names, values): (Vec<_>, Vec<_>) = cells.into_iter().unzip();
    format!(
        "INSERT INTO dbo.events ({}) VALUES ({})",
        names.join(", "),
        values.join(", ")
    )
}

/// Nothing is changed and nothing is taken away, not even in passing.
#[tokio::test]
#[cfg_attr(
    not(a_server_is_there),
    ignore = "HINDSIGHT_TEST_MSSQL names no server"
)]
async fn what_has_happened_stays() {
    let (place, mut tool) = with_two_events().await;
    let before = contents(&place.open_read_only().await).await;
    for (sql, words) in [
        (
            "UPDATE dbo.events SET actor = N'mallory'",
            "events are immutable",
        ),
        (
            "UPDATE dbo.events SET actor = actor WHERE global_position = 1",
            "events are immutable",
        ),
        ("DELETE FROM dbo.events", "events are immutable"),
        (
            "DELETE FROM dbo.events WHERE global_position = 2",
            "events are immutable",
        ),
        (
            "UPDATE dbo.commands SET actor = N'mallory'",
            "commands are immutable",
        ),
        ("DELETE FROM dbo.commands", "commands are immutable"),
        ("DELETE FROM dbo.store_info", "a store keeps its name"),
        (
            "UPDATE dbo.store_info SET store_id = NEWID()",
            "a store keeps its name",
        ),
        (
            "UPDATE dbo.store_info SET schema_version = 8, created_at = '2020-01-01'",
            "a store keeps its name",
        ),
    ] {
        let refusal = tool.run(sql).await.expect_err(sql);
        assert!(refusal.contains(words), "{sql}: {refusal}");
    }
    tool.must("UPDATE dbo.store_info SET schema_version = 9")
        .await;
    tool.run("UPDATE dbo.store_info SET schema_version = 8")
        .await
        .expect_err("it may not fall");
    tool.run("INSERT INTO dbo.store_info (id, store_id, created_at, schema_version) VALUES (2, NEWID(), '2020-01-01', 9)")
        .await
        .expect_err("there is one row");
    tool.must("DELETE FROM dbo.snapshots").await;
    drop(tool);
    let error = MssqlStore::open_read_only(place.config())
        .await
        .err()
        .expect("a newer schema");
    assert!(error.to_string().contains("schema version 9"), "{error}");
    assert_eq!(before.events.len(), 2);
}

/// Places, versions and times go on one after the other; words, numbers and JSON are what they should be.
#[tokio::test]
#[cfg_attr(
    not(a_server_is_there),
    ignore = "HINDSIGHT_TEST_MSSQL names no server"
)]
async fn what_does_not_follow_is_refused() {
    let (place, mut tool) = with_two_events().await;
    let faults: &[(&str, &[(&str, &str)])] = &[
        ("positions have no gaps", &[("global_position", "4")]),
        ("events_position_key", &[("global_position", "2")]),
        ("events_global_position_counts", &[("global_position", "0")]),
        ("versions have no gaps", &[("aggregate_version", "4")]),
        (
            "versions have no gaps",
            &[("aggregate_id", "NEWID()"), ("aggregate_version", "2")],
        ),
        ("events_version_key", &[("aggregate_version", "2")]),
        (
            "events_aggregate_version_counts",
            &[("aggregate_version", "0")],
        ),
        (
            "must not run backwards",
            &[("event_timestamp", "'2026-01-06T09:59:59.999999'")],
        ),
        ("events_event_version_counts", &[("event_version", "0")]),
        ("events_actor_type_known", &[("actor_type", "N'robot'")]),
        ("events_actor_type_known", &[("actor_type", "N'User'")]),
        ("events_actor_type_known", &[("actor_type", "N'user '")]),
        ("events_source_known", &[("source", "N'fax'")]),
        ("events_source_known", &[("source", "N'ui '")]),
        ("events_data_is_json", &[("data", "N'{'")]),
        ("events_data_is_json", &[("data", "N''")]),
        ("events_data_is_json", &[("data", "N'1, 2'")]),
        ("events_data_is_json", &[("data", "N'1, \"a\": 2'")]),
        ("events_data_is_json", &[("data", "N'1], [2'")]),
        ("events_data_is_json", &[("data", "N'1}, {\"a\": 2'")]),
        ("events_metadata_is_json", &[("metadata", "N'nothing'")]),
    ];
    for (words, changes) in faults {
        let sql = insert(changes);
        let refusal = tool.run(&sql).await.expect_err(&sql);
        assert!(refusal.contains(words), "{sql}\n{refusal}");
    }
    assert_eq!(
        contents(&place.open_read_only().await).await.events.len(),
        2
    );
    for (position, data) in (3..).zip(["1.10", "null", " true ", "\"x\"", "[1]"]) {
        let (position, data) = (position.to_string(), format!("N'{data}'"));
        tool.must(&insert(&[
            ("global_position", &position),
            ("aggregate_version", &position),
            ("data", &data),
        ]))
        .await;
    }
    let store = place.open_writable().await;
    assert!(store.is_ruled());
    appended(&store, append(3, [to(1, ExpectedVersion::Any, 1)])).await;
    assert_eq!(contents(&store).await.events.len(), 8);
}

/// A missing rule is told by its name, and then nothing is concluded from it any more.
#[tokio::test]
#[cfg_attr(
    not(a_server_is_there),
    ignore = "HINDSIGHT_TEST_MSSQL names no server"
)]
async fn a_missing_rule_is_noticed() {
    for (sql, rule) in [
        (
            "DROP TRIGGER dbo.events_refuse_delete",
            "trigger events_refuse_delete",
        ),
        (
            "ALTER TABLE dbo.events DROP CONSTRAINT events_source_known",
            "constraint events_source_known",
        ),
    ] {
        let (place, mut tool) = with_two_events().await;
        tool.must(sql).await;
        let store = place.open_read_only().await;
        assert!(!store.is_ruled(), "{rule}");
        let remarks = store.info().await.expect("read").remarks;
        assert!(
            remarks.contains(&Remark::RuleMissing(rule.to_owned())),
            "{remarks:?}"
        );
        let events = contents(&store).await.events;
        assert_eq!(events.len(), 2);
        drop(store);
        let store = place.open_writable().await;
        appended(&store, append(3, [to(2, ExpectedVersion::NoStream, 1)])).await;
        assert_eq!(contents(&store).await.events.len(), 3);
    }
}

/// The migration can be run on what it made.
#[tokio::test]
#[cfg_attr(
    not(a_server_is_there),
    ignore = "HINDSIGHT_TEST_MSSQL names no server"
)]
async fn the_migration_can_be_run_twice() {
    let (place, mut tool) = with_two_events().await;
    let before = contents(&place.open_read_only().await).await;
    tool.must(include_str!(
        "../../../../../migrations/mssql/V008__create_event_store.sql"
    ))
    .await;
    let store = place.open_read_only().await;
    assert!(store.is_ruled());
    assert_eq!(contents(&store).await, before);
}

/// A database that holds a store is left as it is, and one where making it broke off is taken up again.
#[tokio::test]
#[cfg_attr(
    not(a_server_is_there),
    ignore = "HINDSIGHT_TEST_MSSQL names no server"
)]
async fn a_store_is_made_once() {
    let (place, _) = with_two_events().await;
    let error = MssqlStore::create(place.config())
        .await
        .err()
        .expect("there is one");
    assert!(
        matches!(error, hindsight_store::StoreError::AlreadyExists(_)),
        "{error}"
    );
    assert_eq!(
        contents(&place.open_read_only().await).await.events.len(),
        2
    );

    let place = Place::new().await;
    let mut tool = place.tool().await;
    tool.must(include_str!(
        "../../../../../migrations/mssql/V008__create_event_store.sql"
    ))
    .await;
    let error = MssqlStore::open_read_only(place.config())
        .await
        .err()
        .expect("it has no name");
    assert!(error.to_string().contains("store_info"), "{error}");
    let store = place.create().await;
    appended(&store, append(1, [to(1, ExpectedVersion::Any, 1)])).await;
}

/// Without a clock of the caller's the server's counts, and a seventh digit that a client wrote is followed, not undercut.
#[tokio::test]
#[cfg_attr(
    not(a_server_is_there),
    ignore = "HINDSIGHT_TEST_MSSQL names no server"
)]
async fn the_server_tells_the_time() {
    let place = Place::new().await;
    let store = MssqlStore::create(place.config()).await.expect("made");
    let recorded = appended(&store, append(1, [to(1, ExpectedVersion::Any, 2)])).await;
    assert_eq!(recorded[0].timestamp, recorded[1].timestamp);
    let mut tool = place.tool().await;
    let told = tool
        .must("SELECT CONVERT(nvarchar(30), SYSUTCDATETIME(), 126)")
        .await;
    let now =
        hindsight_domain::Instant::parse(told[0].get(0).expect("a text")).expect("an instant");
    let late = now.micros() - recorded[0].timestamp.micros();
    assert!((0..60_000_000).contains(&late), "{late}");

    let future = "'2999-01-01T00:00:00.0000009'";
    tool.must(&insert(&[
        ("event_timestamp", future),
        ("aggregate_id", "NEWID()"),
        ("aggregate_version", "1"),
    ]))
    .await;
    let after = appended(&store, append(2, [to(1, ExpectedVersion::Any, 1)])).await;
    let events = contents(&store).await.events;
    let last_but_one = events[2].timestamp.value.expect("an instant");
    assert!(after[0].timestamp >= last_but_one);
}
