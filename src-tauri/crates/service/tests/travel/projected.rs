//! Aggregates that a projection folds.

use hindsight_service as service;
use hindsight_service::wire::{
    AtDto, ConditionDto, FoldedByDto, MomentScopeDto, StateDto, TestDto,
};

use super::given::{AUTO, Place, id};

const COUNTING: &str = r#"export default {
  aggregateType: "Account",
  version: 2,
  init: () => ({ count: 0, sum: 0n, last: [] }),
  when: {
    Changed: (state, event) => {
      if (event.data.bad) throw new Error("a bad one");
      if (event.data.gone) return null;
      return {
        count: (state?.count ?? 0) + 1,
        sum: (state?.sum ?? 0n) + BigInt(event.data.n),
        last: [...(state?.last ?? []), event.data.n].slice(-3),
      };
    },
  },
};"#;

async fn place(events: u32, bad: &[u32]) -> Place {
    let mut place = Place::new().await;
    place.projection("account.js", COUNTING);
    let payload = |n: u32| match bad.contains(&n) {
        true => r#"{"bad":true}"#.to_owned(),
        false => format!(r#"{{"n":{n}}}"#),
    };
    let payloads: Vec<String> = (1..=events).map(payload).collect();
    place.append(1, "Account", &payloads).await;
    place
}

fn should(version: u32) -> String {
    let sum = u64::from(version) * u64::from(version + 1) / 2;
    let last: Vec<String> = (version.saturating_sub(2).max(1)..=version)
        .map(|n| n.to_string())
        .collect();
    format!(
        r#"{{"count":{version},"sum":{sum},"last":[{}]}}"#,
        last.join(",")
    )
}

#[tokio::test]
async fn every_version_is_the_fold_of_the_events_up_to_it() {
    let place = place(1_300, &[]).await;
    for version in [1_300, 3, 700, 701, 702, 500, 501, 1_000, 1, 1_299, 699] {
        let state = place.state(1, version).await;
        assert_eq!(state.state, should(version), "version {version}");
        assert!(
            matches!(&state.folded_by, FoldedByDto::Projection { file, version: 2, .. } if file == "account.js")
        );
        assert_eq!(
            state.changes.first().map(|change| change.path.as_str()),
            Some("/count")
        );
    }
}

#[tokio::test]
async fn another_text_folds_anew() {
    let place = place(800, &[]).await;
    place.state(1, 800).await;
    let doubled = COUNTING.replace("?? 0) + 1", "?? 0) + 2");
    place.projection("account.js", &doubled);
    let state = place.state(1, 790).await;
    assert!(
        state.state.starts_with(r#"{"count":1580,"#),
        "{}",
        state.state
    );
}

fn stopped(state: &StateDto) -> Option<u32> {
    state.error.as_ref().map(|error| error.version)
}

/// The states before an event that cannot be folded stand; the event that was asked for is shown all the same.
#[tokio::test]
async fn folding_stops_at_the_event_that_cannot_be_folded() {
    for bad in [1, 500, 501, 777, 1_000] {
        let place = place(1_300, &[bad]).await;
        for version in [bad - 1, bad, bad + 1, 1_300] {
            let state = place.state(1, version).await;
            assert_eq!(
                stopped(&state),
                (version >= bad).then_some(bad),
                "{bad}, {version}"
            );
            if version >= bad && bad > 1 {
                assert_eq!(state.state, should(bad - 1));
                assert_eq!(state.changes, []);
            }
            assert_eq!(state.event.map_or(0, |event| event.version), version);
        }
        let (id, latest) = (id(1), AtDto::Latest);
        let blame = service::blame_at(&place.session, id.as_str(), &latest, &AUTO, &|_| {});
        let blame = blame.await.unwrap();
        assert_eq!(blame.error.map(|error| error.version), Some(bad));
        let whole = &blame.paths[0];
        let last = whole.last.map(|at| blame.setters[at as usize].version);
        assert_eq!(last.unwrap_or(0), bad - 1);
        assert_eq!(blame.paths.len(), 4 + (bad as usize - 1).min(3));
        let exists = ConditionDto {
            path: "/count".into(),
            test: TestDto::Changes,
        };
        let aggregate_id = id.to_string();
        let scope = MomentScopeDto::Aggregate { aggregate_id };
        let found = service::find_moments(&place.session, &scope, &exists, &AUTO, &|_| {});
        let found = found.await.unwrap();
        assert_eq!(found.count, bad - 1);
        assert!(found.problems[0].message.contains("a bad one"), "{found:?}");
    }
}
