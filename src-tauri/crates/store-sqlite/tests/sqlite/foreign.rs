//! Stores of other programs: opened as they are; what cannot be read is shown as it stands, and marked.

use hindsight_domain::{ActorType, Column, CommandId, EventFilter, MarkKind, Order, Source};
use hindsight_store::{EventStore, Remark, StoreError, StoreKind};
use hindsight_store_sqlite::SqliteStore;
use hindsight_testkit::Harness;
use hindsight_testkit::look::all_matching;

use crate::place::Place;
use crate::reads::{self, at};

/// The columns that a user's program writes, and nothing of ours.
pub const COLUMNS: &str = "event_id, aggregate_id, aggregate_type, aggregate_version, event_type, event_version, \
    event_timestamp, actor, actor_type, source, causation_id, correlation_id, data, metadata";

pub const EVENTS: &str = "CREATE TABLE events (event_id TEXT PRIMARY KEY, aggregate_id TEXT, aggregate_type TEXT, \
    aggregate_version INTEGER, event_type TEXT, event_version INTEGER DEFAULT 1, event_timestamp TEXT, actor TEXT, \
    actor_type TEXT, source TEXT, causation_id TEXT, correlation_id TEXT, data TEXT, metadata TEXT);";

/// A file with what these statements make, looked at.
pub async fn opened(sql: &str) -> (Place, SqliteStore) {
    let place = Place::new();
    place.raw().execute_batch(sql).expect("made");
    let store = place.open_read_only().await;
    reads::everything(&store)
        .await
        .expect("everything can be read");
    (place, store)
}

pub async fn all(store: &SqliteStore) -> Vec<hindsight_domain::Event> {
    all_matching(store, &EventFilter::default(), Order::OldestFirst, 3).await
}

/// What a typical program writes: its own spellings, all understood, and each told.
#[tokio::test]
async fn another_programs_spellings_are_understood() {
    let (_place, store) = opened(&format!(
        "{EVENTS} INSERT INTO events VALUES
         ('018F2F6E-7C1B-7A52-9B1E-0242AC120001', 'A-1', 'App', 1, 'Created', 1, '2026-01-06T10:00:00.1234567', 'ada', 'User', 'API', '', NULL, '{{\"n\": 1.10}}', NULL),
         ('2', 'A-1', 'App', 2, 'Renamed', 1, '2026-01-06T12:00:01.5+02:00', 'svc', 'Service', 'UI', NULL, 'op', '{{}}', '{{}}'),
         ('3', 'A-1', 'App', 3, 'Renamed', 2, '2026-01-06 10:00:02', 'sys', 'SYSTEM', 'Webhook', NULL, 'op', 'null', '')"
    ))
    .await;
    let info = store.info().await.expect("read");
    assert_eq!(
        (info.kind, info.writable, info.events),
        (StoreKind::Foreign, false, 3)
    );
    assert_eq!((info.store_id, info.schema_version), (None, None));
    assert_eq!(info.commands.or(info.snapshots), None);
    assert_eq!(info.first_at, Some(at("2026-01-06T10:00:00.123456Z")));
    assert_eq!(info.last_at, Some(at("2026-01-06T10:00:02Z")));
    assert!(
        info.remarks.contains(&Remark::NoPositions),
        "{:?}",
        info.remarks
    );
    for table in ["commands", "snapshots"] {
        assert!(
            info.remarks.contains(&Remark::TableMissing(table.into())),
            "{:?}",
            info.remarks
        );
    }

    let events = all(&store).await;
    let instants: Vec<_> = events.iter().map(|event| event.timestamp.value).collect();
    let should = [
        "2026-01-06T10:00:00.123456Z",
        "2026-01-06T10:00:01.5Z",
        "2026-01-06T10:00:02Z",
    ];
    assert_eq!(instants, should.map(|text| Some(at(text))));
    assert_eq!(
        events[0].timestamp.text, "2026-01-06T10:00:00.1234567",
        "as it stands"
    );
    let doors: Vec<_> = events
        .iter()
        .map(|event| (event.actor_type.value, event.source.value))
        .collect();
    assert_eq!(
        doors,
        [
            (Some(ActorType::User), Some(Source::Api)),
            (Some(ActorType::Service), Some(Source::Ui)),
            (Some(ActorType::System), Some(Source::Webhook)),
        ]
    );
    assert_eq!(events[0].data.as_str(), r#"{"n": 1.10}"#);
    assert_eq!(
        events[0].metadata, None,
        "nothing was said, and nothing is made up"
    );
    let marks = |nth: usize| -> Vec<_> {
        events[nth]
            .marks
            .iter()
            .map(|mark| (mark.column, mark.kind))
            .collect()
    };
    let spelled = [Column::EventTimestamp, Column::ActorType, Column::Source];
    assert_eq!(marks(0), spelled.map(|column| (column, MarkKind::Spelling)));
    assert!(
        marks(2).contains(&(Column::Metadata, MarkKind::Unreadable)),
        "{:?}",
        marks(2)
    );
}

/// A filter finds what was meant, however it is spelled.
#[tokio::test]
async fn filters_find_what_another_program_spells_otherwise() {
    let (_place, store) = opened(&format!(
        "{EVENTS} INSERT INTO events VALUES
         ('1', 'a', 'App', 1, 'Created', 1, '2026-01-06T10:00:00.9999999Z', 'ada', 'USER', 'Api', NULL, NULL, '{{}}', NULL),
         ('2', 'a', 'App', 2, 'Renamed', 1, '2026-01-06T09:00:00-02:00', 'ada', 'user', 'api', NULL, NULL, '{{}}', NULL),
         ('3', 'a', 'App', 3, 'Renamed', 1, 'yesterday', 'ada', 'bot', 'fax', NULL, NULL, '{{}}', NULL)"
    ))
    .await;
    let found = async |filter: EventFilter| {
        let events = all_matching(&store, &filter, Order::OldestFirst, 2).await;
        assert_eq!(
            store.count(&filter).await.expect("counted"),
            events.len() as u64
        );
        let ids: Vec<String> = events
            .into_iter()
            .map(|event| event.event_id.into())
            .collect();
        ids
    };
    let none = EventFilter::default();
    assert_eq!(
        found(EventFilter {
            actor_type: Some(ActorType::User),
            ..none.clone()
        })
        .await,
        ["1", "2"]
    );
    assert_eq!(
        found(EventFilter {
            source: Some(Source::Api),
            ..none.clone()
        })
        .await,
        ["1", "2"]
    );
    let from = Some(at("2026-01-06T10:00:00.999999Z"));
    let until = Some(at("2026-01-06T11:00:00Z"));
    assert_eq!(
        found(EventFilter {
            from,
            until,
            ..none.clone()
        })
        .await,
        ["1"]
    );
    assert_eq!(
        found(EventFilter {
            from,
            ..none.clone()
        })
        .await,
        ["1", "2"]
    );
    assert_eq!(found(none).await, ["1", "2", "3"]);
}

/// Empty texts where ids should be, and no time, in the table of commands.
#[tokio::test]
async fn another_programs_commands_are_read() {
    let (_place, store) = opened(&format!(
        "{EVENTS} CREATE TABLE commands (command_id TEXT, command_type TEXT, aggregate_id TEXT, aggregate_type TEXT, \
         processed_at TEXT, actor TEXT, source TEXT, data TEXT);
         INSERT INTO commands VALUES ('', '', '', NULL, NULL, 'ada', 'UI', NULL), \
         ('c-2', 'Rename', 'a', 'App', '2026-01-06T10:00:00.1234567+01:00', 'ada', 'UI', '{{oops');"
    ))
    .await;
    let found = async |id: &str| {
        store
            .check_command_processed(&CommandId::new(id))
            .await
            .expect("read")
    };
    let empty = found("").await.expect("it is there");
    assert_eq!(
        (empty.processed_at, empty.data, empty.event_count),
        (None, None, None)
    );
    let second = found("c-2").await.expect("it is there");
    assert_eq!(second.processed_at, Some(at("2026-01-06T09:00:00.123456Z")));
    assert_eq!(
        second.data.map(|data| data.as_str().to_owned()),
        Some("{oops".to_owned())
    );
    assert_eq!(second.source, "UI");
    assert_eq!(found("c-3").await, None);
    assert_eq!(store.info().await.expect("read").commands, Some(2));
}

/// Only what history cannot be shown without has to be there; what else is missing is told and left empty.
#[tokio::test]
async fn missing_columns_are_told() {
    let (_place, store) = opened(
        "CREATE TABLE Events (EVENT_ID, Aggregate_Id, aggregate_type, aggregate_version, event_type, \
         event_timestamp, data, a_column_of_its_own); \
         INSERT INTO events VALUES ('1', 'a', 'App', 1, 'Created', '2026-01-06', '{}', 'x')",
    )
    .await;
    let remarks = store.info().await.expect("read").remarks;
    for column in [
        "actor",
        "actor_type",
        "source",
        "event_version",
        "metadata",
        "correlation_id",
    ] {
        assert!(
            remarks.contains(&Remark::ColumnMissing(format!("events.{column}"))),
            "{remarks:?}"
        );
    }
    let event = all(&store).await.remove(0);
    assert_eq!((event.event_version, event.actor.as_str()), (1, ""));
    assert_eq!(event.timestamp.value, Some(at("2026-01-06")));
    for missing in [
        "event_id",
        "aggregate_id",
        "aggregate_type",
        "aggregate_version",
        "event_type",
        "event_timestamp",
        "data",
    ] {
        let place = Place::new();
        let columns: Vec<&str> = COLUMNS
            .split(", ")
            .filter(|column| *column != missing)
            .collect();
        let sql = format!("CREATE TABLE events ({})", columns.join(", "));
        place.raw().execute_batch(&sql).expect("made");
        let error = SqliteStore::open_read_only(&place.path())
            .await
            .err()
            .expect("it lacks a column");
        assert!(
            matches!(&error, StoreError::NotAnEventStore(why) if why.contains(missing)),
            "{error}"
        );
    }
}

/// Under one mark nothing has changed, and an event that was changed in its place gives another, whether the file rests
/// (and is read without locks), is written to through a log, or in place.
#[tokio::test]
async fn a_change_in_place_is_marked_in_every_mode() {
    let row = "INSERT INTO events VALUES ('1', 'A-1', 'App', 1, 'Created', 1, '2026-01-06T10:00:00Z', 'ada', 'user', \
               'ui', NULL, NULL, '{\"n\": 1}', '{}');";
    let change = "UPDATE events SET data = '{\"n\": 2}'; UPDATE events SET data = '{\"n\": 1}'";
    for mode in ["DELETE", "WAL"] {
        let (place, store) = opened(&format!("PRAGMA journal_mode = {mode}; {EVENTS} {row}")).await;
        let mark = store.change_mark().await.expect("marked");
        assert!(mark.is_some(), "nothing here says what may change");
        reads::everything(&store).await.expect("read");
        assert_eq!(store.change_mark().await.expect("marked"), mark, "{mode}");
        let other = place.raw();
        other.execute_batch(change).expect("changed");
        let changed = store.change_mark().await.expect("marked");
        assert_ne!(changed, mark, "{mode}");
        assert_eq!(
            store.change_mark().await.expect("marked"),
            changed,
            "{mode}"
        );
        other.execute_batch(change).expect("changed");
        let again = store.change_mark().await.expect("marked");
        assert!(again != changed && again != mark, "{mode}");
        drop(other);
    }
    let place = Place::new();
    let own = place.create().await;
    assert_eq!(
        own.change_mark().await.expect("asked"),
        None,
        "its rules say it"
    );
}
