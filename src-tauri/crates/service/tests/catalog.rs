//! What the window asks of a catalog, on the demo store: the same answers as without one.
#![allow(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it takes for granted"
)]

use std::sync::Mutex;
use std::time::Duration;

use hindsight_service::demo::{DemoOptions, create_demo};
use hindsight_service::wire::{
    CatalogStatusDto, DirectoryQueryDto, DirectorySortDto, FieldDto, FilterDto, HitDto, PlaceAtDto,
    SearchStepDto,
};
use hindsight_service::{Catalogs, ErrorCode, Mode, Session, Target, catalog};
use tempfile::TempDir;

/// More than are read through without a look into the index.
const EVENTS: u32 = 6_000;

struct Demo {
    folder: TempDir,
    session: Session,
}

impl Demo {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let target = Target::Sqlite(folder.path().join("acme.db"));
        let options = DemoOptions {
            events: EVENTS,
            ..DemoOptions::default()
        };
        drop(create_demo(target.clone(), options, &|_| {}).await.unwrap());
        let session = Session::open(target, Mode::ReadOnly).await.unwrap();
        Self { folder, session }
    }

    fn catalogs(&self) -> Catalogs {
        Catalogs::kept_in(self.folder.path())
    }

    async fn wait_for(&self, what: impl Fn(&CatalogStatusDto) -> bool) {
        for _ in 0..3_000 {
            if what(&catalog::status(&self.session)) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("{:?}", catalog::status(&self.session));
    }

    async fn search(&self, filter: &FilterDto, terms: &[&str], limit: u32) -> (Vec<HitDto>, bool) {
        let terms: Vec<String> = terms.iter().map(|term| (*term).to_owned()).collect();
        let hits = Mutex::new(Vec::new());
        let tell = |step: SearchStepDto| hits.lock().unwrap().extend(step.hits);
        let (mut after, mut indexed) = (None, false);
        loop {
            let done = catalog::search(
                &self.session,
                filter,
                &terms,
                after.as_deref(),
                limit,
                &tell,
            )
            .await
            .unwrap();
            (after, indexed) = (done.next, indexed | done.indexed);
            if after.is_none() {
                return (hits.into_inner().unwrap(), indexed);
            }
        }
    }
}

fn of_actor(actor: &str) -> FilterDto {
    FilterDto {
        actor: Some(actor.to_owned()),
        ..FilterDto::default()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_search_finds_the_same_with_the_index_and_without() {
    let demo = Demo::new().await;
    let none = FilterDto::default();
    let actor = {
        let (hits, _) = demo.search(&none, &["classification"], 1_000).await;
        of_actor(&hits[0].row.actor)
    };
    let questions: [(&FilterDto, &[&str]); 5] = [
        (&none, &["CLASSIFICATION"]),
        (&none, &["confidential", "internal"]),
        (&none, &["no such thing"]),
        (&actor, &["classification"]),
        (&none, &["ge"]),
    ];
    let mut without = Vec::new();
    for (filter, terms) in questions {
        without.push(demo.search(filter, terms, 100).await);
    }
    assert!(without.iter().all(|(_, indexed)| !indexed));
    demo.session.begin_catalog(&demo.catalogs()).await.unwrap();
    demo.wait_for(|status| status.text.complete).await;
    let mut used = 0;
    for ((filter, terms), (expected, _)) in questions.into_iter().zip(without) {
        let (found, indexed) = demo.search(filter, terms, 100).await;
        assert_eq!(found, expected, "{terms:?}");
        assert!(
            found
                .iter()
                .all(|hit| hit.r#match.eq_ignore_ascii_case(terms[0]))
        );
        let positions = found
            .iter()
            .map(|hit| hit.row.position.parse::<u64>().unwrap());
        assert!(
            positions.is_sorted_by(|one, next| one > next),
            "the newest first, each once"
        );
        used += u32::from(indexed);
    }
    assert_eq!(
        used, 3,
        "a term of two letters is read for, and so is a filter that leaves few events"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn counts_histograms_facets_and_places_agree() {
    let demo = Demo::new().await;
    let (from, until) = ("2000-01-01", "2030-01-01");
    let none = FilterDto::default();
    let busy = catalog::facet(&demo.session, &none, FieldDto::Actor, 3)
        .await
        .unwrap_err();
    assert_eq!(busy.code, ErrorCode::Busy);
    let before = catalog::histogram(&demo.session, &none, from, until, 700)
        .await
        .unwrap();
    demo.session.begin_catalog(&demo.catalogs()).await.unwrap();
    demo.wait_for(|status| status.known == EVENTS.to_string() && status.seconds_left.is_none())
        .await;
    let facet = catalog::facet(&demo.session, &none, FieldDto::Actor, 3)
        .await
        .unwrap();
    assert_eq!((facet.exact, facet.values.len()), (true, 3));
    for value in &facet.values {
        let filter = of_actor(value.value.as_deref().unwrap());
        assert_eq!(
            catalog::count_events(&demo.session, &filter)
                .await
                .unwrap()
                .count,
            value.count
        );
        // What the filter wants of the field itself does not narrow the field's own words.
        let again = catalog::facet(&demo.session, &filter, FieldDto::Actor, 3)
            .await
            .unwrap();
        assert_eq!(again.values, facet.values);
    }
    assert_eq!(
        catalog::histogram(&demo.session, &none, from, until, 700)
            .await
            .unwrap(),
        before
    );
    let stack = catalog::stack(&demo.session, &none, FieldDto::Actor, (from, until), 700, 3)
        .await
        .unwrap();
    let mut sum = stack.others;
    for series in &stack.series {
        sum.iter_mut()
            .zip(&series.counts)
            .for_each(|(sum, count)| *sum += count);
    }
    assert_eq!(sum, before.counts);
    let rank = PlaceAtDto::Rank {
        rank: "1234".into(),
    };
    let place = catalog::place(&demo.session, &none, &rank).await.unwrap();
    assert_eq!(
        (place.position.as_deref(), place.total),
        (Some("1235"), EVENTS.to_string())
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_directory_waits_for_the_catalog_and_then_knows_every_order() {
    let demo = Demo::new().await;
    let versions = DirectoryQueryDto {
        sort: DirectorySortDto::Versions,
        descending: true,
        limit: 40,
        ..DirectoryQueryDto::default()
    };
    let busy = catalog::directory(&demo.session, &versions)
        .await
        .unwrap_err();
    assert_eq!(busy.code, ErrorCode::Busy);
    demo.session.begin_catalog(&demo.catalogs()).await.unwrap();
    demo.wait_for(|status| status.directory).await;
    let page = catalog::directory(&demo.session, &versions).await.unwrap();
    assert!(
        page.aggregates
            .is_sorted_by_key(|one| std::cmp::Reverse(one.last_version))
    );
    let next = DirectoryQueryDto {
        rank: 40,
        ..versions.clone()
    };
    let next = catalog::directory(&demo.session, &next).await.unwrap();
    assert!(next.aggregates[0].last_version <= page.aggregates[39].last_version);
    let there = DirectoryQueryDto {
        aggregate_id: Some(next.aggregates[3].aggregate_id.clone()),
        ..versions.clone()
    };
    let there = catalog::directory(&demo.session, &there).await.unwrap();
    assert_eq!((there.rank, there.total), (43, next.total));
    assert_eq!(there.aggregates[..30], next.aggregates[3..33]);
    let nonsense = DirectoryQueryDto {
        first_from: Some("yesterday".into()),
        ..versions
    };
    let invalid = catalog::directory(&demo.session, &nonsense)
        .await
        .unwrap_err();
    assert_eq!(invalid.code, ErrorCode::InvalidRequest);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_directory_that_is_lost_is_made_anew_and_then_at_hand_again() {
    let demo = Demo::new().await;
    demo.session.begin_catalog(&demo.catalogs()).await.unwrap();
    demo.wait_for(|status| status.directory).await;
    let query = DirectoryQueryDto {
        limit: 5,
        ..DirectoryQueryDto::default()
    };
    let before = catalog::directory(&demo.session, &query).await.unwrap();
    // Taken away under the open catalog.
    std::fs::remove_file(demo.catalogs().path(&demo.session).await.unwrap()).unwrap();
    let busy = catalog::directory(&demo.session, &query).await.unwrap_err();
    assert_eq!(busy.code, ErrorCode::Busy);
    demo.wait_for(|status| status.directory && status.notice.is_some())
        .await;
    assert_eq!(
        catalog::directory(&demo.session, &query).await.unwrap(),
        before
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn typing_is_completed_from_what_the_store_holds() {
    let demo = Demo::new().await;
    demo.session.begin_catalog(&demo.catalogs()).await.unwrap();
    demo.wait_for(|status| status.known == EVENTS.to_string())
        .await;
    let names = |found: &[hindsight_service::wire::CompletionDto]| -> Vec<String> {
        found.iter().map(|one| one.label.clone()).collect()
    };
    let keys = catalog::complete(&demo.session, "ac", 2).await.unwrap();
    assert_eq!(names(&keys), ["actor:"]);
    let words = catalog::complete(&demo.session, "tax type:CLASSIF", 16)
        .await
        .unwrap();
    assert_eq!(names(&words)[0], "DataClassificationChanged");
    assert_eq!((words[0].from, words[0].to), (9, 16));
    assert!(words[0].count.is_some());
    let doors = catalog::complete(&demo.session, "source:i", 8)
        .await
        .unwrap();
    assert!(names(&doors).contains(&"import".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_text_index_can_be_switched_off_and_is_gone_then() {
    let demo = Demo::new().await;
    demo.session.begin_catalog(&demo.catalogs()).await.unwrap();
    demo.wait_for(|status| status.text.complete).await;
    catalog::set_text(&demo.session, &demo.catalogs(), false).unwrap();
    demo.wait_for(|status| status.text.bytes == "0" && status.text.known == "0")
        .await;
    let (found, indexed) = demo
        .search(&FilterDto::default(), &["classification"], 1_000)
        .await;
    assert!(!found.is_empty() && !indexed);
    assert!(!demo.catalogs().indexes_text(demo.session.target(), 1));
}
