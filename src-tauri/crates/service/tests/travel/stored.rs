//! What begins at a state from a session before comes to what folding from the first event comes to.

use std::sync::Mutex;
use std::time::Duration;

use hindsight_service as service;
use hindsight_service::wire::{AtDto, CatalogPhaseDto, ProgressDto, StateDto};
use hindsight_service::{Catalogs, Mode, Session, catalog};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use super::given::{AUTO, Place, id, naive, numbers, payloads};

const EVENTS: usize = 5_300;

const BY_PROJECTION: &str = r#"export default {
  aggregateType: "Server",
  version: 1,
  init: () => ({ count: 0, last: [] }),
  when: {
    Changed: (state, event) => ({
      count: state.count + 1,
      last: [...state.last, event.data.n].slice(-3),
    }),
  },
};"#;

/// The state at a version, and how many events were read for it.
async fn state(session: &Session, version: u32) -> (StateDto, u32) {
    let read = Mutex::new(0);
    let tell = |progress: ProgressDto| *read.lock().unwrap() = progress.total;
    let at = AtDto::Version { version };
    let state = service::state_at(session, id(1).as_str(), &at, &AUTO, &tell)
        .await
        .unwrap();
    let read = *read.lock().unwrap();
    (state, read)
}

/// A session that only looks, and whose catalog is kept beside the store.
async fn looking(place: &Place) -> Session {
    opened(place, Mode::ReadOnly).await
}

async fn opened(place: &Place, mode: Mode) -> Session {
    let target = place.session.target().clone();
    let session = Session::open(target, mode).await.unwrap();
    let catalogs = Catalogs::kept_in(&place.path("kept"));
    session.begin_catalog(&catalogs).await.unwrap();
    while catalog::status(&session).phase != CatalogPhaseDto::Following {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    session
}

/// Looks at the last state once, and waits until a new session need not read all for it.
async fn look_once(place: &Place, last: u32) {
    let session = looking(place).await;
    let (_, read) = state(&session, last).await;
    assert_eq!(read, last, "nothing is kept yet");
    for _ in 0..1_000 {
        let (_, read) = state(&beside(place).await, last).await;
        if read <= 500 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("nothing was kept");
}

/// A session beside another, which it does not wait for.
async fn beside(place: &Place) -> Session {
    let target = place.session.target().clone();
    let session = Session::open(target, Mode::ReadOnly).await.unwrap();
    let catalogs = Catalogs::kept_in(&place.path("kept"));
    session.begin_catalog(&catalogs).await.unwrap();
    session
}

/// Looks at the last state in such a session; nothing is to be kept of it.
async fn look_in_vain(place: &Place, session: &Session, last: u32) {
    state(session, last).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    let (_, read) = state(&beside(place).await, last).await;
    assert_eq!(read, last);
}

async fn place_of(payloads: &[String]) -> Place {
    let mut place = Place::new().await;
    for part in payloads.chunks(500) {
        place.append(1, "Server", part).await;
    }
    place
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_session_begins_near_and_comes_to_the_same() {
    let place = place_of(&payloads(EVENTS)).await;
    let states = naive(&place.history(1).await);
    let last = EVENTS as u32;
    look_once(&place, last).await;
    for (version, read_max) in [
        (last, 400),
        (4_999, 1_000),
        (4_001, 1),
        (4_000, 2_000),
        (2_100, 100),
        (1_999, 1_999),
    ] {
        // Each in a session that knows nothing yet.
        let session = looking(&place).await;
        let (state, read) = state(&session, version).await;
        assert_eq!(state.state, states[version as usize].to_string());
        assert!(read <= read_max, "{read} events read for {version}");
    }
}

#[test]
fn what_is_kept_is_what_was_folded_to_the_letter() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let mut runner = TestRunner::new(ProptestConfig {
        cases: 5,
        failure_persistence: None,
        max_shrink_iters: 4,
        ..ProptestConfig::default()
    });
    let leaf = prop_oneof![
        "-?[1-9][0-9]{0,25}(\\.[0-9]{1,20})?([eE][+-]?[0-9]{1,3})?",
        any::<String>().prop_map(|text| serde_json::Value::from(text).to_string()),
        prop::sample::select(vec![
            "null",
            "true",
            "\"\\u0041\\/\"",
            "\"\\ud800\"",
            "1.10"
        ])
        .prop_map(str::to_owned),
    ];
    let value = leaf.prop_recursive(3, 12, 4, |inner| {
        let entry = (".{0,3}", inner.clone());
        prop_oneof![
            prop::collection::vec(inner, 0..4)
                .prop_map(|items| format!("[ {} ]", items.join(" ,"))),
            prop::collection::vec(entry, 0..4).prop_map(object),
        ]
    });
    let patch = prop::collection::vec((".{0,2}", value), 1..5).prop_map(object);
    let pool = prop::collection::vec(patch, 5..40);
    runner
        .run(&pool, |pool| {
            let payloads: Vec<String> = numbers(3_210)
                .map(|n| pool[n as usize % pool.len()].clone())
                .collect();
            runtime.block_on(async {
                let place = place_of(&payloads).await;
                let states = naive(&place.history(1).await);
                look_once(&place, 3_210).await;
                let session = looking(&place).await;
                let (state, read) = state(&session, 3_210).await;
                assert!(read < 1_000, "{read}");
                assert_eq!(state.state, states[3_210].to_string());
            });
            Ok(())
        })
        .unwrap();
}

fn object(entries: Vec<(String, String)>) -> String {
    let entries = entries
        .into_iter()
        .map(|(key, value)| format!("{}: {value}", serde_json::Value::from(key)));
    format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_projection_has_states_of_its_own_text_only() {
    let payloads: Vec<String> = (1..=3_000).map(|n| format!(r#"{{"n":{n}}}"#)).collect();
    let place = place_of(&payloads).await;
    place.projection("server.js", BY_PROJECTION);
    look_once(&place, 3_000).await;
    let (told, read) = state(&looking(&place).await, 3_000).await;
    assert_eq!(told.state, r#"{"count":3000,"last":[2998,2999,3000]}"#);
    assert!(read <= 1_000, "{read}");
    place.projection("server.js", &BY_PROJECTION.replace("-3", "-2"));
    let (told, read) = state(&looking(&place).await, 3_000).await;
    assert_eq!(
        (told.state.as_str(), read),
        (r#"{"count":3000,"last":[2999,3000]}"#, 3_000)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn where_snapshots_are_begun_at_nothing_is_kept() {
    let place = place_of(&payloads(3_000)).await;
    let session = opened(&place, Mode::Writable).await;
    look_in_vain(&place, &session, 3_000).await;
}
