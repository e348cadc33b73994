//! Stores of other programs: the same columns, and none of our additions.

use hindsight_domain::replay::VersionAt;
use hindsight_domain::{
    ActorType, AggregateId, EventFilter, EventType, Instant, MarkKind, Order, Page, Source, Version,
};
use hindsight_store::{EventStore, ExpectedVersion, Remark, StoreError, StoreKind};
use hindsight_store_mssql::MssqlStore;
use hindsight_testkit::given::{append, to};
use hindsight_testkit::look::{all_matching, contents};

use crate::foreign_tables::{AS_TEXT, USUAL};
use crate::place::Place;

const FIRST: &str = "018f2f6e-7c1b-7a52-9b1e-000000000001";
const SECOND: &str = "018f2f6e-7c1b-7a52-9b1e-000000000002";

async fn foreign(tables: &str) -> (Place, MssqlStore) {
    let place = Place::new().await;
    place.tool().await.must(tables).await;
    let store = MssqlStore::open_read_only(place.config())
        .await
        .expect("it can be looked at");
    (place, store)
}

fn instant(text: &str) -> Instant {
    Instant::parse(text).expect("an instant")
}

/// It is shown in order of time, each cell as it stands, and what is unusual about it is told.
#[tokio::test]
#[cfg_attr(
    not(a_server_is_there),
    ignore = "HINDSIGHT_TEST_MSSQL names no server"
)]
async fn another_programs_events_are_shown_as_they_stand() {
    let (_place, store) = foreign(USUAL).await;
    let info = store.info().await.expect("read");
    assert_eq!(
        (info.kind, info.events, info.commands, info.snapshots),
        (StoreKind::Foreign, 3, Some(2), None)
    );
    assert!(
        info.remarks.contains(&Remark::NoPositions),
        "{:?}",
        info.remarks
    );
    assert!(
        info.remarks
            .contains(&Remark::TableMissing("snapshots".to_owned())),
        "{:?}",
        info.remarks
    );
    assert!(!store.is_ruled());
    assert_eq!(info.first_at, Some(instant("2026-01-06T10:00:00Z")));
    let events = contents(&store).await.events;
    let ids: Vec<&str> = events
        .iter()
        .map(|event| &event.event_id.as_str()[34..])
        .collect();
    assert_eq!(ids, ["e1", "e2", "e3"]);
    assert_eq!(
        events
            .iter()
            .map(|event| event.position.0)
            .collect::<Vec<_>>(),
        [1, 2, 3]
    );
    assert_eq!(events[0].actor_type.value, Some(ActorType::User));
    assert_eq!(events[0].actor_type.text, "User");
    assert!(
        events[0]
            .marks
            .iter()
            .all(|mark| mark.kind == MarkKind::Spelling),
        "{:?}",
        events[0].marks
    );
    assert_eq!(events[0].metadata, None);
    assert_eq!(events[2].data.as_str(), "{\"n\": 1.10}");
    assert_eq!(
        (events[1].data.as_str(), events[1].source.value),
        ("not json", None)
    );
    let heads = store.scan(None, 100).await.expect("read");
    assert_eq!(heads.len(), 3);
}

/// It is searched, counted and looked back upon like a store of ours.
#[tokio::test]
#[cfg_attr(
    not(a_server_is_there),
    ignore = "HINDSIGHT_TEST_MSSQL names no server"
)]
async fn another_programs_events_are_found() {
    let (_place, store) = foreign(USUAL).await;
    let filters = [
        (
            EventFilter {
                actor_type: Some(ActorType::User),
                ..Default::default()
            },
            2,
        ),
        (
            EventFilter {
                source: Some(Source::Ui),
                ..Default::default()
            },
            2,
        ),
        (
            EventFilter {
                event_type: Some(EventType::new("Created")),
                ..Default::default()
            },
            1,
        ),
        (
            EventFilter {
                aggregate_id: Some(AggregateId::new(FIRST)),
                ..Default::default()
            },
            2,
        ),
        (
            EventFilter {
                from: Some(instant("2026-01-06T10:00:01Z")),
                ..Default::default()
            },
            2,
        ),
        (
            EventFilter {
                until: Some(instant("2026-01-06T10:00:01Z")),
                ..Default::default()
            },
            1,
        ),
    ];
    for (filter, should) in filters {
        assert_eq!(
            store.count(&filter).await.expect("counted"),
            should,
            "{filter:?}"
        );
        assert_eq!(
            all_matching(&store, &filter, Order::NewestFirst, 1)
                .await
                .len() as u64,
            should,
            "{filter:?}"
        );
    }
    let page = store
        .aggregates(None, None, Order::OldestFirst, 10, None)
        .await
        .expect("read");
    let ids: Vec<&str> = page
        .aggregates
        .iter()
        .map(|one| one.aggregate_id.as_str())
        .collect();
    assert_eq!(ids, [FIRST, SECOND]);
    assert_eq!(page.aggregates[0].last_version, Version(2));
    let then = instant("2026-01-06T10:00:00.5Z");
    let page = store
        .aggregates(None, None, Order::OldestFirst, 10, Some(then))
        .await
        .expect("read");
    assert_eq!(page.aggregates.len(), 1);
    assert_eq!(page.aggregates[0].last_version, Version(1));
    let at = store
        .version_at(&AggregateId::new(FIRST), then)
        .await
        .expect("read");
    assert_eq!(
        at,
        VersionAt {
            version: Some(Version(1)),
            runs_backwards: false
        }
    );
    assert_eq!(
        store.event_types().await.expect("read").len(),
        3,
        "Created and created are two"
    );
    assert_eq!(store.aggregate_types(None).await.expect("read").len(), 2);
    let all = EventFilter::default();
    let found = store
        .histogram(
            &all,
            instant("2026-01-06T10:00:00Z"),
            instant("2026-01-06T10:00:03Z"),
            3,
        )
        .await;
    assert_eq!(found.expect("counted").counts, [1, 1, 1]);
    let commands = store.commands(None, None, 1).await.expect("read");
    assert_eq!(commands.commands[0].processed_at, None);
    let rest = store
        .commands(None, commands.next.as_ref(), 10)
        .await
        .expect("read");
    assert_eq!((rest.commands.len(), rest.next), (1, None));
}

/// Text in place of ids, numbers and moments is read as far as it can be.
#[tokio::test]
#[cfg_attr(
    not(a_server_is_there),
    ignore = "HINDSIGHT_TEST_MSSQL names no server"
)]
async fn columns_of_text_are_read() {
    let (_place, store) = foreign(AS_TEXT).await;
    let remarks = store.info().await.expect("read").remarks;
    assert!(
        remarks.contains(&Remark::ColumnMissing("events.actor".to_owned())),
        "{remarks:?}"
    );
    let of_one = EventFilter {
        aggregate_id: Some(AggregateId::new("Order-17")),
        ..Default::default()
    };
    let events = all_matching(&store, &of_one, Order::OldestFirst, 10).await;
    let versions: Vec<u32> = events.iter().map(|event| event.version.0).collect();
    assert_eq!(versions, [1, 2], "order-17 is another");
    assert_eq!(
        events[0].timestamp.value,
        Some(instant("2026-01-06T10:00:00.000000Z"))
    );
    assert_eq!(
        events[1].timestamp.value,
        Some(instant("2026-01-06T10:00:01Z"))
    );
    let until = EventFilter {
        until: Some(instant("2026-01-06T10:00:01Z")),
        ..Default::default()
    };
    let found = store
        .query(&until, Page::first(Order::OldestFirst, 10))
        .await
        .expect("read")
        .events;
    assert_eq!(found.len(), 1);
    assert_eq!(
        store
            .find_event("e-3")
            .await
            .expect("read")
            .expect("there")
            .timestamp
            .value,
        None
    );
    let since = store
        .get_events_since(&AggregateId::new("Order-17"), Version(1), 10)
        .await
        .expect("read");
    assert_eq!(since.len(), 1);
}

/// It is only looked at.
#[tokio::test]
#[cfg_attr(
    not(a_server_is_there),
    ignore = "HINDSIGHT_TEST_MSSQL names no server"
)]
async fn another_programs_store_is_not_written_to() {
    let (place, store) = foreign(USUAL).await;
    let before = contents(&store).await;
    let error = store
        .append(append(1, [to(1, ExpectedVersion::Any, 1)]))
        .await
        .expect_err("read only");
    assert!(matches!(error, StoreError::ReadOnly), "{error:?}");
    let error = MssqlStore::open_writable(place.config())
        .await
        .err()
        .expect("refused");
    assert!(error.to_string().contains("another program"), "{error}");
    let error = MssqlStore::create(place.config())
        .await
        .err()
        .expect("refused");
    assert!(matches!(error, StoreError::AlreadyExists(_)), "{error:?}");
    assert_eq!(contents(&store).await, before);
    let tables = place.tool().await.must("SELECT name FROM sys.tables").await;
    assert_eq!(tables.len(), 2);
}

/// A database that is no event store is told by what it lacks.
#[tokio::test]
#[cfg_attr(
    not(a_server_is_there),
    ignore = "HINDSIGHT_TEST_MSSQL names no server"
)]
async fn what_is_no_store_is_told_by_what_it_lacks() {
    let place = Place::new().await;
    let error = MssqlStore::open_read_only(place.config())
        .await
        .err()
        .expect("empty");
    assert!(
        error
            .to_string()
            .contains("the table dbo.events is missing"),
        "{error}"
    );
    place
        .tool()
        .await
        .must("CREATE TABLE dbo.events (event_id uniqueidentifier, aggregate_id uniqueidentifier)")
        .await;
    let error = MssqlStore::open_read_only(place.config())
        .await
        .err()
        .expect("incomplete");
    assert!(
        error.to_string().contains("the column aggregate_type"),
        "{error}"
    );
}
