//! Stored states: made after appends, never deciding an answer, and verified by replay.

use hindsight_domain::{NewSnapshot, RawJson, Snapshot, SnapshotId, Version};
use hindsight_service as service;
use hindsight_service::wire::{
    AppendRequestDto, AppendResultDto, ExpectedVersionDto, NewEventDto, SnapshotCheckDto,
    SnapshotVerdictDto, SnapshotsDto,
};
use hindsight_service::{Mode, Session};

use super::given::{Place, id, naive, payloads};

/// Appends through the use case, which stores states.
async fn send(session: &Session, n: u32, payloads: &[String]) -> AppendResultDto {
    let event = |data: &String| NewEventDto {
        event_type: "Changed".into(),
        event_version: 1,
        data: data.clone(),
        metadata: None,
        causation_id: None,
    };
    let request = AppendRequestDto {
        command_id: None,
        command_type: "Change".into(),
        aggregate_id: id(n).to_string(),
        aggregate_type: "Server".into(),
        actor: "ada".into(),
        actor_type: "user".into(),
        source: "ui".into(),
        correlation_id: None,
        data: "{}".into(),
        metadata: "{}".into(),
        expected_version: ExpectedVersionDto::Any,
        events: payloads.iter().map(event).collect(),
    };
    service::append(session, &request).await.unwrap()
}

async fn stored(session: &Session, n: u32) -> Vec<Snapshot> {
    let page = session.store().snapshots(Some(&id(n)), None, 1_000).await;
    page.unwrap().snapshots
}

async fn verified(session: &Session) -> (SnapshotsDto, Vec<SnapshotCheckDto>) {
    let mut checks = Vec::new();
    let summary = service::verify_snapshots(session, None, &mut |check| checks.push(check))
        .await
        .unwrap();
    (summary, checks)
}

async fn reopened(place: &Place, mode: Mode) -> Session {
    Session::open(place.session.target().clone(), mode)
        .await
        .unwrap()
}

#[tokio::test]
async fn a_state_is_stored_where_an_append_comes_past_a_hundredth_event() {
    let place = Place::new().await;
    let payloads = payloads(620);
    for part in [
        &payloads[..99],
        &payloads[99..100],
        &payloads[100..101],
        &payloads[101..433],
        &payloads[433..],
    ] {
        send(&place.session, 1, part).await;
    }
    send(&place.session, 2, &payloads[..99]).await;
    let states = naive(&place.history(1).await);
    let found = stored(&place.session, 1).await;
    let versions: Vec<u32> = found.iter().map(|one| one.version.0).collect();
    assert_eq!(versions, [100, 400, 600]);
    for one in &found {
        assert_eq!(
            one.state.as_str(),
            states[one.version.0 as usize].to_string()
        );
        assert_eq!(one.snapshot_version, 1);
    }
    assert!(stored(&place.session, 2).await.is_empty());
    let marks = service::snapshots_of(&place.session, id(1).as_str())
        .await
        .unwrap();
    let marks: Vec<_> = marks.iter().map(|mark| (mark.version, mark.fits)).collect();
    assert_eq!(marks, [(100, true), (400, true), (600, true)]);
    let same = SnapshotsDto {
        same: 3,
        ..SnapshotsDto::default()
    };
    assert_eq!(verified(&place.session).await.0, same);
}

#[tokio::test]
async fn how_often_is_the_sessions_choice() {
    let place = Place::new().await;
    let session = place.session.clone().with_snapshots_every(7);
    send(&session, 1, &payloads(20)).await;
    assert_eq!(stored(&session, 1).await[0].version, Version(14));
    let session = session.with_snapshots_every(0);
    send(&session, 2, &payloads(200)).await;
    assert!(stored(&session, 2).await.is_empty());
}

/// Puts another state in the place of a stored one, under the same name.
async fn forge(session: &Session, of: &Snapshot, state: &str) {
    let forged = NewSnapshot {
        snapshot_id: Some(of.snapshot_id.clone()),
        aggregate_id: of.aggregate_id.clone(),
        aggregate_type: of.aggregate_type.clone(),
        version: of.version,
        snapshot_version: of.snapshot_version,
        state: RawJson::parse(state).unwrap(),
    };
    session.store().save_snapshot(forged).await.unwrap();
}

#[tokio::test]
async fn a_stored_state_that_is_wrong_changes_no_answer_and_is_found() {
    let place = Place::new().await;
    send(&place.session, 1, &payloads(250)).await;
    let states = naive(&place.history(1).await);
    let [snapshot] = &stored(&place.session, 1).await[..] else {
        panic!("one is stored")
    };
    forge(&place.session, snapshot, r#"{"owner":"nobody"}"#).await;
    for mode in [Mode::ReadOnly, Mode::Writable] {
        let session = reopened(&place, mode).await;
        let at = hindsight_service::wire::AtDto::Version { version: 220 };
        let id = id(1);
        let state = service::state_at(&session, id.as_str(), &at, &super::given::AUTO, &|_| {});
        assert_eq!(state.await.unwrap().state, states[220].to_string());
        let marks = service::snapshots_of(&session, id.as_str()).await.unwrap();
        assert!(!marks[0].fits);
    }
    let (summary, checks) = verified(&place.session).await;
    assert_eq!(summary.differing, 1);
    let SnapshotVerdictDto::Differs { changes } = &checks[0].verdict else {
        panic!("{checks:?}")
    };
    assert!(changes.iter().any(|change| change.path == "/owner"));
}

/// A session that writes begins at a state that its seal vouches for, one that looks does not: seen by a seal that is
/// right over a state that is not.
#[tokio::test]
async fn only_a_session_that_writes_begins_at_a_stored_state() {
    let place = Place::new().await;
    send(&place.session, 1, &payloads(150)).await;
    let other = Place::new().await;
    let mut others = payloads(150);
    others[120] = r#"{"owner":"another"}"#.to_owned();
    others[99] = r#"{"only":"there"}"#.to_owned();
    send(&other.session, 1, &others).await;
    // Sealed by the same fold for the same aggregate, but of another history.
    let foreign = stored(&other.session, 1).await.remove(0);
    forge(&place.session, &foreign, foreign.state.as_str()).await;
    let begins_there = async |mode| {
        let session = reopened(&place, mode).await;
        let at = hindsight_service::wire::AtDto::Latest;
        let id = id(1);
        let state = service::state_at(&session, id.as_str(), &at, &super::given::AUTO, &|_| {});
        state.await.unwrap().state.contains(r#""only":"there""#)
    };
    assert!(!begins_there(Mode::ReadOnly).await);
    assert!(begins_there(Mode::Writable).await);
    assert_eq!(
        verified(&reopened(&place, Mode::Writable).await)
            .await
            .0
            .differing,
        1
    );
}

const COUNTING: &str = r#"export default {
  aggregateType: "Server",
  version: 4,
  init: () => ({ count: 0 }),
  when: { $any: (state) => ({ count: state.count + 1 }) },
};"#;

#[tokio::test]
async fn another_fold_makes_states_of_its_own_and_leaves_the_others_be() {
    let place = Place::new().await;
    send(&place.session, 1, &payloads(100)).await;
    place.projection("server.js", COUNTING);
    send(&place.session, 1, &payloads(100)).await;
    let found = stored(&place.session, 1).await;
    let made: Vec<_> = found
        .iter()
        .map(|one| {
            (
                one.version.0,
                one.snapshot_version,
                one.state.as_str().len() < 20,
            )
        })
        .collect();
    assert_eq!(made, [(100, 1, false), (200, 4, true)]);
    assert_eq!(place.state(1, 200).await.state, r#"{"count":200}"#);
    // The first is verified as it was made, by merge patch.
    assert_eq!(verified(&place.session).await.0.same, 2);
    place.projection("server.js", &COUNTING.replace("version: 4", "version: 5"));
    let (summary, checks) = verified(&place.session).await;
    assert_eq!((summary.same, summary.passed_over), (1, 1));
    assert!(
        matches!(&checks[1].verdict, SnapshotVerdictDto::PassedOver { why } if why.contains("version 4")),
        "{checks:?}"
    );
}

#[tokio::test]
async fn a_state_that_cannot_be_read_is_passed_over_and_one_behind_the_end_cannot_be() {
    let place = Place::new().await;
    send(&place.session, 1, &payloads(100)).await;
    let [snapshot] = &stored(&place.session, 1).await[..] else {
        panic!("one is stored")
    };
    let strange = NewSnapshot {
        snapshot_id: Some(SnapshotId::new("strange")),
        aggregate_id: snapshot.aggregate_id.clone(),
        aggregate_type: snapshot.aggregate_type.clone(),
        version: Version(50),
        snapshot_version: 99,
        state: RawJson::parse(r#"{"\ud800":1}"#).unwrap(),
    };
    place.session.store().save_snapshot(strange).await.unwrap();
    let (summary, checks) = verified(&place.session).await;
    assert_eq!((summary.same, summary.passed_over), (1, 1));
    assert_eq!(checks[0].version, 50);
    let marks = service::snapshots_of(&place.session, id(1).as_str())
        .await
        .unwrap();
    assert!(!marks[0].fits && marks[1].fits);
}
