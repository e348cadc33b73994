//! Which aggregates are deleted is found out in the background, by the fold that is in force.

use std::time::Duration;

use hindsight_service::wire::{CatalogStatusDto, DeletedDto, DirectoryQueryDto, DirectorySortDto};
use hindsight_service::{Catalogs, ErrorCode, Mode, Session, catalog};

use super::given::{Place, id};

const UNTIL_GONE: &str = r#"export default {
  aggregateType: "Account",
  version: 1,
  init: () => ({ count: 0 }),
  when: {
    Changed: (state, event) => {
      if (event.data.bad) throw new Error("a bad one");
      return event.data.gone ? null : { count: (state?.count ?? 0) + 1 };
    },
  },
};"#;

async fn wait_for(session: &Session, what: impl Fn(&CatalogStatusDto) -> bool) {
    for _ in 0..3_000 {
        if what(&catalog::status(session)) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("{:?}", catalog::status(session));
}

async fn settled(session: &Session) {
    wait_for(session, |status| status.marks.settled).await;
}

async fn listed(session: &Session, query: &DirectoryQueryDto) -> Vec<(u32, DeletedDto)> {
    let page = catalog::directory(session, query).await.unwrap();
    assert_eq!(page.total as usize, page.aggregates.len());
    let number = |name: &str| name[24..].parse().unwrap();
    let told = page.aggregates.iter();
    told.map(|one| (number(&one.aggregate_id), one.deleted.unwrap()))
        .collect()
}

async fn all(session: &Session) -> Vec<(u32, DeletedDto)> {
    let query = DirectoryQueryDto {
        sort: DirectorySortDto::Id,
        limit: 100,
        ..DirectoryQueryDto::default()
    };
    listed(session, &query).await
}

/// Four accounts, one of them with what no projection here can fold, and two servers. The store is only looked at.
async fn place() -> (Place, Session) {
    let mut place = Place::new().await;
    place
        .append(1, "Account", &[r#"{"n":1}"#, r#"{"gone":true}"#])
        .await;
    place
        .append(2, "Account", &[r#"{"gone":true}"#, r#"{"n":1}"#])
        .await;
    place
        .append(3, "Account", &[r#"{"bad":true}"#, r#"{"n":1}"#])
        .await;
    place.append(4, "Account", &[r#"{"n":1}"#, " null "]).await;
    place.append(5, "Server", &[r#"{"gone":true}"#]).await;
    place.append(6, "Server", &[r#"{"n":1}"#, "null"]).await;
    let session = looking(&place).await;
    (place, session)
}

async fn looking(place: &Place) -> Session {
    let target = place.session.target().clone();
    let session = Session::open(target, Mode::ReadOnly).await.unwrap();
    session.begin_catalog(&catalogs(place)).await.unwrap();
    session
}

fn catalogs(place: &Place) -> Catalogs {
    Catalogs::kept_in(&place.path("kept"))
}

use DeletedDto::{No, Unknown, Yes};

#[tokio::test(flavor = "multi_thread")]
async fn by_merge_patch_the_last_event_says_it() {
    let (_place, session) = place().await;
    settled(&session).await;
    let expected = [(1, No), (2, No), (3, No), (4, Yes), (5, No), (6, Yes)];
    assert_eq!(all(&session).await, expected);
    let marks = catalog::status(&session).marks;
    assert_eq!((marks.looked.as_str(), marks.total.as_str()), ("6", "6"));
    let query = DirectoryQueryDto {
        deleted: vec![Yes],
        aggregate_type: Some("Server".into()),
        limit: 100,
        ..DirectoryQueryDto::default()
    };
    assert_eq!(listed(&session, &query).await, [(6, Yes)]);
    let by_mark = DirectoryQueryDto {
        deleted: vec![],
        aggregate_type: None,
        sort: DirectorySortDto::Deleted,
        ..query
    };
    let first: Vec<u32> = listed(&session, &by_mark)
        .await
        .iter()
        .map(|one| one.0)
        .collect();
    assert_eq!(first, [4, 6, 1, 2, 3, 5]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_projection_says_it_where_there_is_one_and_another_text_says_it_anew() {
    let (place, session) = place().await;
    settled(&session).await;
    place.projection("account.js", UNTIL_GONE);
    // Until it is looked at again nothing is told that the merge patch said.
    wait_for(&session, |status| !status.marks.settled).await;
    settled(&session).await;
    let expected = [
        (1, Yes),
        (2, No),
        (3, Unknown),
        (4, Unknown),
        (5, No),
        (6, Yes),
    ];
    assert_eq!(all(&session).await, expected);
    drop(session);
    // What was found out stands in the next session, and what another text says in the one after a change.
    let session = looking(&place).await;
    settled(&session).await;
    assert_eq!(all(&session).await, expected);
    let other = UNTIL_GONE.replace("event.data.bad", "event.data.worse");
    place.projection("account.js", &other);
    wait_for(&session, |status| !status.marks.settled).await;
    settled(&session).await;
    assert_eq!(all(&session).await[2], (3, No));
    std::fs::remove_dir_all(place.path("projections")).unwrap();
    wait_for(&session, |status| !status.marks.settled).await;
    settled(&session).await;
    assert_eq!(all(&session).await[0], (1, No));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_new_event_says_takes_the_place_of_the_old() {
    let (mut place, session) = place().await;
    settled(&session).await;
    place.append(6, "Server", &[r#"{"n":2}"#]).await;
    place.append(7, "Server", &["null"]).await;
    session.nudge_catalog();
    wait_for(&session, |status| {
        status.marks.total == "7" && status.marks.settled
    })
    .await;
    assert_eq!(all(&session).await[5..], [(6, No), (7, Yes)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_told_before_it_was_looked_at_and_nobody_looks_while_paused() {
    let (place, session) = place().await;
    settled(&session).await;
    drop(session);
    let mut place = place;
    let target = place.session.target().clone();
    let session = Session::open(target, Mode::ReadOnly).await.unwrap();
    let busy = catalog::pause(&session, true).unwrap_err();
    assert_eq!(busy.code, ErrorCode::Busy);
    session.begin_catalog(&catalogs(&place)).await.unwrap();
    wait_for(&session, |status| status.marks.settled).await;
    assert!(catalog::pause(&session, true).unwrap().marks.paused);
    place.append(5, "Server", &["null"]).await;
    session.nudge_catalog();
    wait_for(&session, |status| status.marks.looked == "5").await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(all(&session).await[4], (5, DeletedDto::Pending));
    catalog::pause(&session, false).unwrap();
    settled(&session).await;
    assert_eq!(all(&session).await[4], (5, Yes));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kept_catalog_tells_of_the_listed_event_or_nothing() {
    let (mut place, session) = place().await;
    settled(&session).await;
    drop(session);
    let target = place.session.target().clone();
    let session = Session::open(target, Mode::ReadOnly).await.unwrap();
    place.append(6, "Server", &[r#"{"n":2}"#]).await;
    let kept = catalog::KeptDeleted::of(&session, &catalogs(&place)).await;
    let kept = kept.unwrap().unwrap();
    let mut told = Vec::new();
    for n in [4, 5, 6] {
        let id = id(n);
        told.push(
            hindsight_service::get_aggregate(session.store(), id.as_str())
                .await
                .unwrap(),
        );
    }
    kept.tell(&mut told).await.unwrap();
    let told: Vec<_> = told.iter().map(|one| one.deleted).collect();
    assert_eq!(told, [Some(Yes), Some(No), None]);
    let nowhere = Catalogs::kept_in(&place.path("nothing"));
    let none = catalog::KeptDeleted::of(&session, &nowhere).await.unwrap();
    assert!(none.is_none());
}
