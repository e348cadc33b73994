//! The use cases over a real store in a temporary folder.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use hindsight_service as service;
use hindsight_service::wire::*;
use hindsight_service::{ErrorCode, Mode, ServiceError, Session, Target};

const BILLING: &str = "0190a000-0000-7000-8000-000000000001";
const PAYROLL: &str = "0190a000-0000-7000-8000-000000000002";
const MIGRATION: &str = "0190a000-0000-7000-8000-0000000000cc";

struct Fixture {
    session: Session,
    // Holds the folder until the test is over.
    _folder: tempfile::TempDir,
}

async fn empty() -> Fixture {
    let folder = tempfile::tempdir().unwrap();
    let path = folder
        .path()
        .join("events.db")
        .to_string_lossy()
        .into_owned();
    let session = Session::create(Target::parse(&path).unwrap())
        .await
        .unwrap();
    Fixture {
        session,
        _folder: folder,
    }
}

fn request(aggregate_id: &str, command_id: &str, data: &[&str]) -> AppendRequestDto {
    let event = |data: &&str| NewEventDto {
        event_type: "ApplicationChanged".into(),
        event_version: 1,
        data: (*data).to_owned(),
        metadata: None,
        causation_id: None,
    };
    AppendRequestDto {
        command_id: Some(command_id.into()),
        command_type: "ChangeApplication".into(),
        aggregate_id: aggregate_id.into(),
        aggregate_type: "Application".into(),
        actor: "officer-456".into(),
        actor_type: "user".into(),
        source: "ui".into(),
        correlation_id: Some(MIGRATION.into()),
        data: "{}".into(),
        metadata: r#"{"reason":"audit"}"#.into(),
        expected_version: ExpectedVersionDto::Any,
        events: data.iter().map(event).collect(),
    }
}

fn command(number: u32) -> String {
    format!("0190a000-0000-7000-8000-00000000c{number:03}")
}

async fn send(fixture: &Fixture, request: &AppendRequestDto) -> AppendResultDto {
    service::append(&fixture.session, request).await.unwrap()
}

async fn with_history() -> Fixture {
    let fixture = empty().await;
    send(
        &fixture,
        &request(
            BILLING,
            &command(1),
            &[r#"{"name":"Billing","price":1.10}"#],
        ),
    )
    .await;
    send(
        &fixture,
        &request(PAYROLL, &command(2), &[r#"{"name":"Payroll"}"#]),
    )
    .await;
    let more = [
        r#"{"price":9007199254740993,"owner":{"id":7}}"#,
        r#"{"owner":{"id":8},"price":null}"#,
    ];
    send(&fixture, &request(BILLING, &command(3), &more)).await;
    fixture
}

async fn state(fixture: &Fixture, at: AtDto) -> StateDto {
    service::state_at(&fixture.session, BILLING, &at, &FoldWishDto::Auto, &|_| {})
        .await
        .unwrap()
}

#[tokio::test]
async fn a_past_version_is_folded_and_tells_what_its_event_changed() {
    let fixture = with_history().await;
    let second = state(&fixture, AtDto::Version { version: 2 }).await;
    assert_eq!(
        second.state,
        r#"{"name":"Billing","price":9007199254740993,"owner":{"id":7}}"#
    );
    assert_eq!((second.version, second.last_version), (2, 3));
    let told: Vec<_> = second
        .changes
        .iter()
        .map(|change| {
            (
                change.path.as_str(),
                change.old.as_deref(),
                change.new.as_deref(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("/price", Some("1.10"), Some("9007199254740993")),
            ("/owner", None, Some(r#"{"id":7}"#))
        ]
    );
    let latest = state(&fixture, AtDto::Latest).await;
    assert_eq!(latest.state, r#"{"name":"Billing","owner":{"id":8}}"#);
    let before = state(&fixture, AtDto::Version { version: 0 }).await;
    assert_eq!((before.state.as_str(), before.event), ("{}", None));
}

#[tokio::test]
async fn an_instant_means_the_last_version_that_stood_then() {
    let fixture = with_history().await;
    let first = state(&fixture, AtDto::Version { version: 1 }).await;
    let instant = first.event.unwrap().instant.unwrap();
    assert_eq!(state(&fixture, AtDto::Instant { instant }).await.version, 1);
    let future = AtDto::Instant {
        instant: "9999-01-01".into(),
    };
    assert_eq!(state(&fixture, future).await.version, 3);
    let past = AtDto::Instant {
        instant: "1999-01-01".into(),
    };
    assert_eq!(state(&fixture, past).await.version, 0);
    let nonsense = AtDto::Instant {
        instant: "tomorrow".into(),
    };
    let error = service::state_at(
        &fixture.session,
        BILLING,
        &nonsense,
        &FoldWishDto::Auto,
        &|_| {},
    )
    .await
    .unwrap_err();
    assert_eq!(error.code, ErrorCode::InvalidRequest);
}

#[tokio::test]
async fn a_command_sent_again_is_recognised_and_a_stale_one_is_told_the_version() {
    let fixture = with_history().await;
    let again = request(
        BILLING,
        &command(1),
        &[r#"{"name":"Billing","price":1.10}"#],
    );
    let AppendResultDto::AlreadyProcessed {
        first_version,
        last_position,
        ..
    } = send(&fixture, &again).await
    else {
        panic!("a repeated command must be recognised");
    };
    assert_eq!(
        (first_version, last_position.as_deref()),
        (Some(1), Some("1"))
    );

    let other = request(BILLING, &command(1), &[r#"{"name":"Other"}"#]);
    assert_eq!(
        send(&fixture, &other).await,
        AppendResultDto::CommandReused {
            command_id: command(1)
        }
    );

    let stale = AppendRequestDto {
        expected_version: ExpectedVersionDto::Exact { version: 1 },
        ..request(BILLING, &command(9), &["{}"])
    };
    assert_eq!(
        send(&fixture, &stale).await,
        AppendResultDto::Conflict {
            command_id: command(9),
            aggregate_id: BILLING.into(),
            expected: "1".into(),
            actual: Some(3),
        }
    );
    assert_eq!(fixture.session.info().await.unwrap().events, "4");
}

#[tokio::test]
async fn in_a_batch_each_request_is_answered_in_its_place() {
    let fixture = with_history().await;
    let broken = AppendRequestDto {
        data: "{oops".into(),
        ..request(BILLING, &command(4), &["{}"])
    };
    let fine = request(BILLING, &command(5), &["{}"]);
    let answers = service::append_batch(&fixture.session, &[broken, fine])
        .await
        .unwrap();
    let refused = answers[0].as_ref().unwrap_err();
    assert!(
        refused
            .message
            .starts_with("data cannot be recorded: it is not valid JSON"),
        "{refused}"
    );
    assert!(matches!(
        &answers[1],
        Ok(AppendResultDto::Appended {
            last_version: Some(4),
            ..
        })
    ));
}

#[tokio::test]
async fn an_event_is_told_whole_with_the_command_that_caused_it() {
    let fixture = with_history().await;
    let detail = service::event_detail(fixture.session.store(), "1")
        .await
        .unwrap();
    assert_eq!(detail.data.text, r#"{"name":"Billing","price":1.10}"#);
    assert_eq!(detail.metadata.unwrap().text, r#"{"reason":"audit"}"#);
    assert!(detail.marks.is_empty());
    let Some(CauseDto::Command { command_type, .. }) = detail.cause else {
        panic!("the cause must be the command");
    };
    assert_eq!(command_type, "ChangeApplication");
    let error = service::event_detail(fixture.session.store(), "99")
        .await
        .unwrap_err();
    assert_eq!(error.code, ErrorCode::NotFound);
}

#[tokio::test]
async fn an_event_caused_by_an_event_names_it_and_a_lost_cause_is_unknown() {
    let fixture = with_history().await;
    let first = service::event_detail(fixture.session.store(), "1")
        .await
        .unwrap();
    for (number, cause) in [(6, first.row.event_id.as_str()), (7, MIGRATION)] {
        let mut caused = request(PAYROLL, &command(number), &["{}"]);
        caused.events[0].causation_id = Some(cause.to_owned());
        send(&fixture, &caused).await;
    }
    let caused = service::event_detail(fixture.session.store(), "5")
        .await
        .unwrap();
    assert_eq!(caused.cause, Some(CauseDto::Event { row: first.row }));
    let lost = service::event_detail(fixture.session.store(), "6")
        .await
        .unwrap();
    assert_eq!(lost.cause, Some(CauseDto::Unknown));
}

#[tokio::test]
async fn any_id_is_found_by_what_it_names() {
    let fixture = with_history().await;
    let found = async |text: &str| {
        service::locate(fixture.session.store(), text)
            .await
            .unwrap()
    };
    assert!(
        matches!(&found("#2").await[..], [FoundDto::Event { position, .. }] if position == "2")
    );
    assert!(matches!(
        &found(BILLING).await[..],
        [FoundDto::Aggregate { .. }]
    ));
    assert!(
        matches!(&found(MIGRATION).await[..], [FoundDto::Correlation { events, .. }] if events == "4")
    );
    assert!(matches!(
        &found(&command(3)).await[..],
        [FoundDto::Command { .. }]
    ));
    assert!(found("nothing of the kind").await.is_empty());
    assert!(found("  ").await.is_empty());
}

#[tokio::test]
async fn a_filter_that_cannot_be_understood_says_why() {
    let fixture = with_history().await;
    let asked = async |filter: FilterDto| -> ServiceError {
        service::catalog::count_events(&fixture.session, &filter)
            .await
            .unwrap_err()
    };
    let source = FilterDto {
        source: Some("fax".into()),
        ..FilterDto::default()
    };
    assert_eq!(
        asked(source).await.message,
        "source must be one of ui, api, import, webhook, system, but it is \"fax\""
    );
    let from = FilterDto {
        from: Some("soon".into()),
        ..FilterDto::default()
    };
    assert!(asked(from).await.message.contains("2026-03-31T23:59:00Z"));
}

#[tokio::test]
async fn a_store_that_is_only_looked_at_takes_no_command() {
    let fixture = with_history().await;
    let target = fixture.session.target().clone();
    let reading = Session::open(target, Mode::ReadOnly).await.unwrap();
    let error = service::append(&reading, &request(BILLING, &command(8), &["{}"]))
        .await
        .unwrap_err();
    assert_eq!(error.code, ErrorCode::ReadOnly);
    assert_eq!(reading.info().await.unwrap().events, "4");
}
