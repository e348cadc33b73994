//! A state at a version is the fold of the events up to it, however one comes there.

use hindsight_domain::replay::Json;
use hindsight_domain::replay::{Delta, idle_fields};
use hindsight_domain::{Payload, RawJson};
use hindsight_service as service;
use hindsight_service::wire::{AtDto, ChangeDto, FoldWishDto, ProgressDto, SideDto, StateDto};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use super::given::{AUTO, Place, id, naive, numbers, payloads};

const EVENTS: usize = 1_700;

async fn place() -> Place {
    let mut place = Place::new().await;
    for part in payloads(EVENTS).chunks(400) {
        place.append(1, "Application", part).await;
    }
    place
}

fn told(changes: Vec<hindsight_domain::replay::Change>) -> Vec<ChangeDto> {
    changes.into_iter().map(Into::into).collect()
}

/// Versions far apart, near each other, and one after the other in both directions.
fn versions() -> Vec<u32> {
    let last = EVENTS as u32;
    let mut versions: Vec<u32> = numbers(60).map(|n| n % (last + 1)).collect();
    versions.extend(495..=505);
    versions.extend((990..=1_010).rev());
    versions.extend([0, 1, 2, last - 1, last, 500, 1_000, 1_500, 501]);
    versions
}

#[tokio::test]
async fn every_version_is_the_fold_of_the_events_up_to_it_whatever_was_looked_at_before() {
    let place = place().await;
    let events = place.history(1).await;
    let states = naive(&events);
    for version in versions() {
        let state = place.state(1, version).await;
        let at = version as usize;
        assert_eq!(state.state, states[at].to_string(), "version {version}");
        assert_eq!(
            (state.version, state.last_version),
            (version, EVENTS as u32)
        );
        let event = at.checked_sub(1).map(|at| &events[at]);
        assert_eq!(state.event, event.map(Into::into));
        let Some(event) = event else { continue };
        let delta = Delta::between(&states[at - 1], &states[at]);
        assert_eq!(state.changes, told(delta.changes()), "version {version}");
        let Payload::Json(data) = &event.data else {
            panic!("not JSON")
        };
        let idle = idle_fields(&Json::parse(data).unwrap(), &states[at], &delta);
        let idle: Vec<String> = idle.into_iter().map(Into::into).collect();
        assert_eq!(state.idle, idle, "version {version}");
        assert!(!state.hypothetical && state.error.is_none());
    }
}

#[tokio::test]
async fn an_aggregate_that_grew_is_gone_on_with() {
    let mut place = place().await;
    place.state(1, EVENTS as u32).await;
    place.append(1, "Application", &payloads(700)).await;
    let states = naive(&place.history(1).await);
    for version in [EVENTS, EVENTS + 1, EVENTS + 699, EVENTS + 700] {
        let state = place.state(1, version as u32).await;
        assert_eq!(state.state, states[version].to_string());
    }
}

fn side(version: u32, without: &[u32]) -> SideDto {
    SideDto {
        at: AtDto::Version { version },
        fold: AUTO,
        without: without.to_vec(),
    }
}

/// What might have been is told as such, is what folding the rest gives, and leaves what was as it was.
#[test]
fn leaving_events_out_is_folding_the_rest() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    let place = runtime.block_on(place());
    let events = runtime.block_on(place.history(1));
    let states = naive(&events);
    let asked = (
        0..=EVENTS as u32,
        // Mostly events of late, whose fields nothing has set again since.
        prop::collection::btree_set(0..900_u32, 0..9),
    );
    let check = |(version, without): (u32, std::collections::BTreeSet<u32>)| {
        let back = without
            .into_iter()
            .map(|back| version.saturating_sub(back / 3));
        let without: Vec<u32> = back.filter(|one| *one > 0).collect();
        let (id, left, right) = (id(1), side(version, &[]), side(version, &without));
        let diff = service::diff_states(&place.session, id.as_str(), &left, &right, &|_| {});
        let diff = runtime.block_on(diff).unwrap();
        let left_in: Vec<_> = events[..version as usize]
            .iter()
            .filter(|event| !without.contains(&event.version.0))
            .cloned()
            .collect();
        let (was, might) = (&states[version as usize], naive(&left_in).pop().unwrap());
        prop_assert_eq!(&diff.left.state, &was.to_string());
        prop_assert_eq!(&diff.right.state, &might.to_string());
        prop_assert_eq!(diff.right.event, left_in.last().map(Into::into));
        prop_assert_eq!(diff.right.hypothetical, !without.is_empty());
        prop_assert!(!diff.left.hypothetical);
        let delta = Delta::between(was, &might);
        prop_assert_eq!(diff.changes, told(delta.changes()));
        Ok(())
    };
    let mut runner = TestRunner::new(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(40)
    });
    runner.run(&asked, check).unwrap();
}

#[tokio::test]
async fn the_same_input_gives_the_same_bytes() {
    let place = place().await;
    let at = AtDto::Latest;
    let ask = async || -> StateDto {
        service::state_at(&place.session, id(1).as_str(), &at, &AUTO, &|_| {})
            .await
            .unwrap()
    };
    let first = ask().await;
    assert_eq!(first, ask().await);
    let text = RawJson::parse(first.state.clone()).unwrap();
    assert_eq!(Json::parse(&text).unwrap().to_string(), first.state);
}

#[tokio::test]
async fn a_long_way_says_how_far_it_is_and_a_short_one_is_short() {
    let place = place().await;
    let steps = std::sync::Mutex::new(Vec::new());
    let tell = |step: ProgressDto| steps.lock().unwrap().push((step.done, step.total));
    let at = AtDto::Version { version: 1_200 };
    let ask = async || {
        service::state_at(&place.session, id(1).as_str(), &at, &AUTO, &tell)
            .await
            .unwrap()
    };
    ask().await;
    let first = std::mem::take(&mut *steps.lock().unwrap());
    assert_eq!(first, [(1_000, 1_200), (1_200, 1_200)]);
    ask().await;
    let second = std::mem::take(&mut *steps.lock().unwrap());
    assert_eq!(second, [(200, 200)]);
}

/// Work that is called off half-way, wherever that is, leaves nothing behind that would change an answer.
#[tokio::test]
async fn a_look_that_is_given_up_changes_no_answer() {
    let place = place().await;
    let states = naive(&place.history(1).await);
    let id = id(1);
    for turn in 0..40_u64 {
        let patience = std::time::Duration::from_micros(turn * turn * 20);
        let version = EVENTS as u32 - turn as u32;
        let at = AtDto::Version { version };
        let look = service::state_at(&place.session, id.as_str(), &at, &AUTO, &|_| {});
        let _ = tokio::time::timeout(patience, look).await;
        let blame = service::blame_at(&place.session, id.as_str(), &at, &AUTO, &|_| {});
        let _ = tokio::time::timeout(patience, blame).await;
    }
    for version in [499, 500, 501, 1_001, 1_499, EVENTS] {
        let state = place.state(1, version as u32).await;
        assert_eq!(state.state, states[version].to_string(), "{version}");
    }
}

#[tokio::test]
async fn a_wish_for_merge_patch_is_hypothetical_and_one_for_what_is_not_there_is_refused() {
    let mut place = Place::new().await;
    place.append(1, "Application", &[r#"{"a":1}"#]).await;
    let ask = async |fold: FoldWishDto| {
        service::state_at(
            &place.session,
            id(1).as_str(),
            &AtDto::Latest,
            &fold,
            &|_| {},
        )
        .await
    };
    assert!(ask(FoldWishDto::Merge).await.unwrap().hypothetical);
    let file = "nothing.js".to_owned();
    let error = ask(FoldWishDto::Projection { file }).await.unwrap_err();
    assert_eq!(error.code, service::ErrorCode::NotFound);
}

#[tokio::test]
async fn a_day_to_look_back_from_means_its_end() {
    let mut place = Place::new().await;
    place.append(1, "Application", &[r#"{"a":1}"#]).await;
    let today = place.now().await[..10].to_owned();
    let at = AtDto::Instant { instant: today };
    let id = id(1);
    let state = service::state_at(&place.session, id.as_str(), &at, &AUTO, &|_| {});
    assert_eq!(state.await.unwrap().version, 1);
}
