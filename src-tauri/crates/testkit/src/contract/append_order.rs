//! Append: the command id first, then the expected version, then one transaction for all of it.

use hindsight_domain::{EventType, Payload, Position, Version};
use hindsight_store::{AppendEvent, AppendStatus, EventStore, ExpectedVersion, StoreError};

use crate::given::{self, aggregate, append, command_id, to};
use crate::harness::Harness;
use crate::look::{appended, contents};

/// A repeated command is recognised before its expected version, stale by then, is looked at.
pub async fn the_command_id_comes_before_the_expected_version(h: &impl Harness) {
    let store = h.create().await;
    let request = append(1, [to(1, ExpectedVersion::NoStream, 1)]);
    appended(&store, request.clone()).await;
    let again = store
        .append(request)
        .await
        .expect("recognised, not held against its version");
    assert_eq!(again.status, AppendStatus::AlreadyProcessed);
}

/// A command id that is used for something else is told before a version that does not fit.
pub async fn a_reused_id_comes_before_the_expected_version(h: &impl Harness) {
    let store = h.create().await;
    appended(&store, append(1, [to(1, ExpectedVersion::NoStream, 1)])).await;
    let other = append(1, [to(1, ExpectedVersion::Exact(Version(9)), 1)]);
    let error = store.append(other).await.expect_err("the id is taken");
    let StoreError::CommandReused { command_id } = error else {
        panic!("{error}")
    };
    assert_eq!(command_id, given::command_id(1));
}

/// A refused command leaves no event and no command, so it may be sent again with a better belief.
pub async fn a_conflict_leaves_nothing_behind(h: &impl Harness) {
    let store = h.create().await;
    appended(&store, append(1, [to(1, ExpectedVersion::NoStream, 2)])).await;
    let before = contents(&store).await;
    let stale = append(2, [to(1, ExpectedVersion::Exact(Version(1)), 1)]);
    store.append(stale).await.expect_err("version 2 is there");
    assert_eq!(contents(&store).await, before);
    assert_eq!(
        store
            .check_command_processed(&command_id(2))
            .await
            .expect("read"),
        None
    );

    let mended = append(2, [to(1, ExpectedVersion::Exact(Version(2)), 1)]);
    assert_eq!(appended(&store, mended).await[0].version, Version(3));
}

/// Command and events are recorded together, each with all that was said.
pub async fn a_command_and_its_events_are_recorded_whole(h: &impl Harness) {
    let store = h.create().await;
    let mut request = append(1, [to(1, ExpectedVersion::NoStream, 2)]);
    request.command.correlation_id = Some(given::correlation(7));
    request.streams[0].events[1].causation_id = Some(given::causation(8));
    request.streams[0].events[1].event_version = 3;
    request.streams[0].events[1].event_id = Some(given::event_id(9));
    let recorded = appended(&store, request.clone()).await;

    let events = store.get_events(&aggregate(1)).await.expect("read");
    let command = &request.command;
    for ((event, new), place) in events.iter().zip(&request.streams[0].events).zip(&recorded) {
        assert_eq!(event.position, place.position);
        assert_eq!(event.event_id, place.event_id);
        assert_eq!(event.version, place.version);
        assert_eq!(event.timestamp.value, Some(place.timestamp));
        assert_eq!(event.aggregate_id, aggregate(1));
        assert_eq!(event.aggregate_type, request.streams[0].aggregate_type);
        assert_eq!(event.event_type, new.event_type);
        assert_eq!(event.event_version, new.event_version);
        assert_eq!(event.actor, command.actor);
        assert_eq!(event.actor_type.value, Some(command.actor_type));
        assert_eq!(event.source.value, Some(command.source));
        assert_eq!(event.correlation_id, command.correlation_id);
        assert_eq!(event.data, Payload::Json(new.data.clone()));
        assert_eq!(event.metadata, Some(Payload::Json(new.metadata.clone())));
        assert_eq!(event.marks, []);
    }
    assert_eq!(events.len(), 2);
    assert_eq!(
        events[0].causation_id,
        Some(command_id(1).into()),
        "the command is the cause"
    );
    assert_eq!(
        events[1].causation_id,
        Some(given::causation(8)),
        "unless another is named"
    );
    assert_eq!(
        events[1].event_id,
        given::event_id(9),
        "an event id that is given is kept"
    );
}

/// What was recorded of a command can be asked for by its id.
pub async fn a_processed_command_can_be_looked_up(h: &impl Harness) {
    let store = h.create().await;
    appended(&store, append(1, [to(3, ExpectedVersion::Any, 1)])).await;
    let request = append(
        2,
        [
            to(1, ExpectedVersion::Any, 2),
            to(2, ExpectedVersion::Any, 1),
        ],
    );
    appended(&store, request.clone()).await;

    let found = store
        .check_command_processed(&command_id(2))
        .await
        .expect("read");
    let found = found.expect("it was processed");
    assert_eq!(found.command_id, request.command.command_id);
    assert_eq!(found.command_type, request.command.command_type);
    assert_eq!(found.aggregate_id, request.command.aggregate_id);
    assert_eq!(found.aggregate_type, request.command.aggregate_type);
    assert_eq!(found.processed_at, Some(h.clock().shows()));
    assert_eq!(found.actor, request.command.actor);
    assert_eq!(found.source, "ui");
    assert_eq!(found.data, Some(Payload::Json(request.command.data)));
    assert_eq!(
        (found.first_position, found.event_count),
        (Some(Position(2)), Some(3))
    );
    assert_eq!(
        store
            .check_command_processed(&command_id(3))
            .await
            .expect("read"),
        None
    );
}

/// A command that made no event is recorded too.
pub async fn a_command_without_events_is_recorded(h: &impl Harness) {
    let store = h.create().await;
    let command = given::command(1, &aggregate(1));
    let outcome = store.record_command(command).await.expect("recorded");
    assert_eq!(
        (outcome.status, outcome.events.len()),
        (AppendStatus::Appended, 0)
    );
    let found = store
        .check_command_processed(&command_id(1))
        .await
        .expect("read");
    let found = found.expect("it was processed");
    assert_eq!((found.first_position, found.event_count), (None, Some(0)));
    assert_eq!(contents(&store).await.events, []);
}

/// The short form for one event is the long form with one event.
pub async fn one_event_can_be_appended_by_itself(h: &impl Harness) {
    let store = h.create().await;
    let request = AppendEvent {
        command: given::command(1, &aggregate(1)),
        expected: ExpectedVersion::NoStream,
        event: given::event("ApplicationRegistered"),
    };
    let outcome = store.append_event(request.clone()).await.expect("recorded");
    assert_eq!(outcome.events.len(), 1);
    let event = store
        .get_event(Position(1))
        .await
        .expect("read")
        .expect("it is there");
    assert_eq!(event.event_type, EventType::new("ApplicationRegistered"));
    let again = store.append(request.into()).await.expect("recognised");
    assert_eq!(again.status, AppendStatus::AlreadyProcessed);
}
