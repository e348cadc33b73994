//! Pages that a catalog leads to hold what the store holds, whatever happened to the store since the catalog read it.

use std::time::Duration;

use hindsight_service::demo::{DemoOptions, create_demo};
use hindsight_service::wire::{CatalogStatusDto, FilterDto, OrderDto, PageDto};
use hindsight_service::{Catalogs, Mode, Session, Target, catalog};

/// The positions of all that match, page after page.
async fn pages(session: &Session, filter: &FilterDto, order: OrderDto, limit: u32) -> Vec<String> {
    let mut page = PageDto {
        after: None,
        order,
        limit,
    };
    let mut found = Vec::new();
    loop {
        let portion = catalog::query_events(session, filter, &page)
            .await
            .expect("it goes well");
        found.extend(portion.rows.into_iter().map(|row| row.position));
        match portion.next {
            Some(next) => page.after = Some(next),
            None => return found,
        }
    }
}

async fn wait_for(session: &Session, what: impl Fn(&CatalogStatusDto) -> bool) {
    for _ in 0..3_000 {
        if what(&catalog::status(session)) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("{:?}", catalog::status(session));
}

fn of_actor(actor: &str) -> FilterDto {
    FilterDto {
        actor: Some(actor.to_owned()),
        ..FilterDto::default()
    }
}

#[tokio::test]
async fn pages_are_the_same_with_the_catalog_and_without() {
    let folder = tempfile::tempdir().expect("a folder");
    let target = Target::Sqlite(folder.path().join("acme.db"));
    let options = DemoOptions {
        events: 6_000,
        ..DemoOptions::default()
    };
    let made = create_demo(target.clone(), options, &|_| {}).await;
    drop(made.expect("a demo store"));
    let session = Session::open(target, Mode::ReadOnly)
        .await
        .expect("it opens");
    let none = FilterDto::default();
    let page = PageDto {
        after: None,
        order: OrderDto::NewestFirst,
        limit: 1_000,
    };
    let rows = catalog::query_events(&session, &none, &page)
        .await
        .expect("it goes well")
        .rows;
    let (middle, some) = (&rows[500], &rows[100]);
    let filters = [
        of_actor(&some.actor),
        of_actor("nobody"),
        FilterDto {
            event_type: Some(some.event_type.clone()),
            ..of_actor(&some.actor)
        },
        FilterDto {
            source: Some("import".into()),
            until: middle.instant.clone(),
            ..none.clone()
        },
        FilterDto {
            event_type: Some(some.event_type.clone()),
            aggregate_type: Some(some.aggregate_type.clone()),
            from: middle.instant.clone(),
            ..none.clone()
        },
    ];
    let asked = |filter| {
        [
            (filter, OrderDto::NewestFirst, 7),
            (filter, OrderDto::OldestFirst, 50),
        ]
    };
    let mut without = Vec::new();
    for (filter, order, limit) in filters.iter().flat_map(asked) {
        without.push(pages(&session, filter, order, limit).await);
    }
    assert!(without.iter().any(|found| found.len() > 200));
    session
        .begin_catalog(&Catalogs::kept_in(folder.path()))
        .await
        .expect("it goes well");
    wait_for(&session, |status| status.directory).await;
    for ((filter, order, limit), expected) in filters.iter().flat_map(asked).zip(without) {
        let found = pages(&session, filter, order, limit).await;
        assert_eq!(found, expected, "{filter:?} {order:?}");
    }
}

#[tokio::test]
async fn no_row_is_shown_that_does_not_fit_whatever_the_catalog_says() {
    let folder = tempfile::tempdir().expect("it goes well");
    let path = folder.path().join("foreign.db");
    let store = rusqlite::Connection::open(&path).expect("it goes well");
    store
        .execute_batch(
            "CREATE TABLE events (event_id TEXT PRIMARY KEY, aggregate_id TEXT, aggregate_type TEXT, aggregate_version INTEGER,
                event_type TEXT, event_timestamp TEXT, actor TEXT, data TEXT);
             WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 100)
             INSERT INTO events SELECT 'e' || n, 'a', 'T', n, 'Made', '2026-01-01T00:00:00Z', 'actor-' || (n % 2), '{}' FROM n;",
        )
        .expect("it goes well");
    let session = Session::open(Target::Sqlite(path), Mode::ReadOnly)
        .await
        .expect("it goes well");
    session
        .begin_catalog(&Catalogs::kept_in(folder.path()))
        .await
        .expect("it goes well");
    wait_for(&session, |status| status.directory).await;
    let filter = of_actor("actor-1");
    assert_eq!(
        pages(&session, &filter, OrderDto::NewestFirst, 9)
            .await
            .len(),
        50
    );
    // Rows in the middle are changed in place, which nothing watches over in such a store.
    store
        .execute_batch(
            "UPDATE events SET actor = 'somebody' WHERE aggregate_version BETWEEN 40 AND 60",
        )
        .expect("it goes well");
    for order in [OrderDto::NewestFirst, OrderDto::OldestFirst] {
        let found = pages(&session, &filter, order, 9).await;
        assert_eq!(found.len(), 40, "{order:?}");
    }
    wait_for(&session, |status| status.notice.is_some()).await;
}
