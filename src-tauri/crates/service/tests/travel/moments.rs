//! Moments of a history in stretches are the moments of the whole.

use std::sync::Mutex;

use hindsight_domain::replay::{MergeFold, moments};
use hindsight_service as service;
use hindsight_service::ErrorCode;
use hindsight_service::wire::{
    ConditionDto, MomentDto, MomentScopeDto, MomentsDto, MomentsStepDto, TestDto,
};

use super::given::{AUTO, Place, id, naive, payloads};

fn condition(path: &str, test: TestDto) -> ConditionDto {
    ConditionDto {
        path: path.into(),
        test,
    }
}

async fn found(
    place: &Place,
    scope: MomentScopeDto,
    condition: &ConditionDto,
) -> (MomentsDto, Vec<MomentDto>, Vec<(u32, u32)>) {
    let steps: Mutex<Vec<MomentsStepDto>> = Mutex::default();
    let tell = |step| steps.lock().unwrap().push(step);
    let summary = service::find_moments(&place.session, &scope, condition, &AUTO, &tell)
        .await
        .unwrap();
    let steps = steps.into_inner().unwrap();
    let progress = steps.iter().map(|step| (step.done, step.total)).collect();
    let hits = steps.into_iter().flat_map(|step| step.hits).collect();
    (summary, hits, progress)
}

fn one() -> MomentScopeDto {
    MomentScopeDto::Aggregate {
        aggregate_id: id(1).to_string(),
    }
}

#[tokio::test]
async fn every_moment_is_found_with_what_stood_before_and_after() {
    let mut place = Place::new().await;
    place.append(1, "Application", &payloads(1_200)).await;
    let events = place.history(1).await;
    let states = naive(&events);
    let value = |value: &str| value.to_owned();
    for condition in [
        condition("/owner", TestDto::Changes),
        condition("/name", TestDto::Exists),
        condition(
            "/name",
            TestDto::Equals {
                value: value(r#""n3""#),
            },
        ),
        condition(
            "/cost/yearly",
            TestDto::Equals {
                value: value("10.1"),
            },
        ),
        condition("/cost/yearly", TestDto::Above { value: value("20") }),
        condition("/cost/yearly", TestDto::Below { value: value("5") }),
        condition("/nowhere", TestDto::Exists),
        condition("", TestDto::Changes),
    ] {
        let (summary, hits, progress) = found(&place, one(), &condition).await;
        let whole = moments(&MergeFold, &(&condition).try_into().unwrap(), &events).unwrap();
        assert_eq!(summary.count as usize, whole.count, "{condition:?}");
        assert_eq!(hits.len(), whole.count);
        assert_eq!(
            hits.first().map(|hit| hit.event.version),
            whole.first.map(|event| event.version.0)
        );
        assert_eq!(
            hits.last().map(|hit| hit.event.version),
            whole.last.map(|event| event.version.0)
        );
        let path = condition.path.parse().unwrap();
        for hit in hits {
            let at = hit.event.version as usize;
            let stood = |at: usize| states[at].at(&path).map(ToString::to_string);
            assert_eq!((hit.old, hit.new), (stood(at - 1), stood(at)));
        }
        assert_eq!(progress.last(), Some(&(1_200, 1_200)));
    }
}

#[tokio::test]
async fn a_type_is_searched_aggregate_by_aggregate() {
    let mut place = Place::new().await;
    for n in 1..=30 {
        let of_type = if n % 3 == 0 { "Server" } else { "Application" };
        let level = format!(r#"{{"level":{n}}}"#);
        place
            .append(n, of_type, &["{}", level.as_str(), r#"{"level":0}"#])
            .await;
    }
    let above = condition("/level", TestDto::Above { value: "14".into() });
    let scope = MomentScopeDto::Type {
        aggregate_type: "Application".into(),
    };
    let (summary, hits, progress) = found(&place, scope, &above).await;
    let ids: Vec<String> = hits
        .iter()
        .map(|hit| hit.event.aggregate_id.clone())
        .collect();
    let should = (15..=30).filter(|n| n % 3 != 0).map(|n| id(n).to_string());
    assert_eq!(ids, should.collect::<Vec<_>>());
    assert!(hits.iter().all(|hit| hit.event.version == 2));
    assert_eq!((summary.aggregates, summary.problems.len()), (20, 0));
    assert_eq!(progress.last(), Some(&(60, 60)));
}

#[tokio::test]
async fn what_cannot_be_understood_says_why() {
    let mut place = Place::new().await;
    place.append(1, "Application", &["{}"]).await;
    for (condition, why) in [
        (condition("owner", TestDto::Exists), "begin with a slash"),
        (
            condition(
                "/a",
                TestDto::Equals {
                    value: "high".into(),
                },
            ),
            "must be JSON",
        ),
        (
            condition(
                "/a",
                TestDto::Above {
                    value: "true".into(),
                },
            ),
            "only a number or a text",
        ),
    ] {
        let scope = one();
        let asked = service::find_moments(&place.session, &scope, &condition, &AUTO, &|_| {});
        let error = asked.await.unwrap_err();
        assert_eq!(error.code, ErrorCode::InvalidRequest);
        assert!(error.message.contains(why), "{error}");
    }
}
