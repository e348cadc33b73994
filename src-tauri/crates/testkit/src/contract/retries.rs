//! A command that is sent again: recognised by its id and its content, told its first outcome, never written twice.

use hindsight_domain::{Actor, ActorType, AggregateType, CommandType, EventType, Source, Version};
use hindsight_store::{Append, AppendStatus, EventStore, ExpectedVersion, StoreError};

use crate::given::{self, aggregate, append, json, to};
use crate::harness::Harness;
use crate::look::{Contents, appended, contents};

/// Sends a request again and holds the answer against the first one.
async fn repeat(store: &impl EventStore, request: Append, first: &[hindsight_store::Recorded]) {
    let before = contents(store).await;
    let command_id = request.command.command_id.clone();
    let again = store.append(request).await.expect("recognised");
    assert_eq!(again.status, AppendStatus::AlreadyProcessed);
    assert_eq!(again.command_id, command_id);
    assert_eq!(again.events, first);
    assert_eq!(contents(store).await, before, "a retry writes nothing");
}

/// A retry is told the events that the command made, as they were told the first time.
pub async fn a_retry_is_told_the_first_outcome(h: &impl Harness) {
    let store = h.create().await;
    let request = append(
        1,
        [
            to(1, ExpectedVersion::Any, 2),
            to(2, ExpectedVersion::Any, 1),
        ],
    );
    let first = appended(&store, request.clone()).await;
    h.clock().step(60_000_000);
    repeat(&store, request.clone(), &first).await;
    repeat(&store, request, &first).await;
}

/// Events that name another cause than their command are still told as the command's.
pub async fn a_retry_knows_events_with_another_cause(h: &impl Harness) {
    let store = h.create().await;
    let mut request = append(1, [to(1, ExpectedVersion::Any, 3)]);
    for event in &mut request.streams[0].events {
        event.causation_id = Some(given::causation(5));
    }
    let first = appended(&store, request.clone()).await;
    repeat(&store, request, &first).await;
}

/// What was written since, to the same aggregate or under the same cause, changes nothing.
pub async fn a_retry_after_later_events_is_told_its_own(h: &impl Harness) {
    let store = h.create().await;
    appended(&store, append(1, [to(1, ExpectedVersion::Any, 2)])).await;
    let request = append(2, [to(1, ExpectedVersion::Exact(Version(2)), 2)]);
    let first = appended(&store, request.clone()).await;
    let mut caused = append(
        3,
        [
            to(1, ExpectedVersion::Any, 1),
            to(2, ExpectedVersion::Any, 1),
        ],
    );
    caused.streams[0].events[0].causation_id = Some(given::command_id(2).into());
    appended(&store, caused).await;
    repeat(&store, request, &first).await;
}

/// A command that made no event is recognised as well.
pub async fn a_retry_without_events_is_recognised(h: &impl Harness) {
    let store = h.create().await;
    appended(&store, append(1, [to(1, ExpectedVersion::Any, 1)])).await;
    repeat_after_recording(&store, append(2, [])).await;
    repeat_after_recording(&store, append(3, [to(1, ExpectedVersion::StreamExists, 0)])).await;
}

async fn repeat_after_recording(store: &impl EventStore, request: Append) {
    assert_eq!(appended(store, request.clone()).await, []);
    repeat(store, request, &[]).await;
}

/// A retry is recognised after the store was closed and opened again.
pub async fn a_retry_is_recognised_after_reopening(h: &impl Harness) {
    let store = h.create().await;
    let request = append(1, [to(1, ExpectedVersion::NoStream, 2)]);
    let first = appended(&store, request.clone()).await;
    drop(store);
    repeat(&h.open_writable().await, request, &first).await;
}

/// A request that was refused was not processed: it may come again, and is judged anew.
pub async fn a_refused_request_is_judged_anew(h: &impl Harness) {
    let store = h.create().await;
    let early = append(1, [to(1, ExpectedVersion::StreamExists, 1)]);
    store
        .append(early.clone())
        .await
        .expect_err("there is no such aggregate yet");
    appended(&store, append(2, [to(1, ExpectedVersion::NoStream, 1)])).await;
    assert_eq!(appended(&store, early).await[0].version, Version(2));
}

/// Whatever differs, and be it a blank, the same command id with other content is an error of its own.
pub async fn other_content_under_a_used_id_is_refused(h: &impl Harness) {
    let store = h.create().await;
    appended(&store, original()).await;
    let before: Contents = contents(&store).await;
    for (what, change) in CHANGES {
        let mut other = original();
        change(&mut other);
        let error = store.append(other).await.expect_err(what);
        assert!(
            matches!(error, StoreError::CommandReused { .. }),
            "{what}: {error}"
        );
        assert_eq!(contents(&store).await, before, "{what}");
    }
    let still = store.append(original()).await.expect("recognised");
    assert_eq!(still.status, AppendStatus::AlreadyProcessed);
}

fn original() -> Append {
    let mut request = append(
        1,
        [
            to(1, ExpectedVersion::Any, 1),
            to(2, ExpectedVersion::Any, 1),
        ],
    );
    request.command.correlation_id = Some(given::correlation(1));
    request
}

type Change = (&'static str, fn(&mut Append));

const CHANGES: &[Change] = &[
    ("command type", |r| {
        r.command.command_type = CommandType::new("Other")
    }),
    ("command's aggregate", |r| {
        r.command.aggregate_id = aggregate(9)
    }),
    ("command's aggregate type", |r| {
        r.command.aggregate_type = AggregateType::new("Server")
    }),
    ("actor", |r| r.command.actor = Actor::new("officer-457")),
    ("actor type", |r| r.command.actor_type = ActorType::System),
    ("source", |r| r.command.source = Source::Import),
    ("correlation id", |r| {
        r.command.correlation_id = Some(given::correlation(2))
    }),
    ("no correlation id", |r| r.command.correlation_id = None),
    ("a blank in the command's data", |r| {
        r.command.data = json(r#"{"to":  "confidential"}"#)
    }),
    ("no streams", |r| r.streams.clear()),
    ("one stream less", |r| drop(r.streams.pop())),
    ("one stream more", |r| {
        r.streams.push(to(3, ExpectedVersion::Any, 1))
    }),
    ("order of streams", |r| r.streams.reverse()),
    ("a stream's aggregate", |r| {
        r.streams[0].aggregate_id = aggregate(9)
    }),
    ("a stream's type", |r| {
        r.streams[0].aggregate_type = AggregateType::new("Server")
    }),
    ("expected version", |r| {
        r.streams[0].expected = ExpectedVersion::NoStream
    }),
    ("one event more", |r| {
        r.streams[0].events.push(given::event("Other"))
    }),
    ("one event less", |r| drop(r.streams[0].events.pop())),
    ("event id", |r| {
        r.streams[0].events[0].event_id = Some(given::event_id(1))
    }),
    ("event type", |r| {
        r.streams[0].events[0].event_type = EventType::new("Other")
    }),
    ("event version", |r| {
        r.streams[0].events[0].event_version = 2
    }),
    ("a blank in the data", |r| {
        r.streams[0].events[0].data = json(r#"{"level":"confidential"}"#)
    }),
    ("a blank in the metadata", |r| {
        r.streams[0].events[0].metadata = json("{ }")
    }),
    ("cause", |r| {
        r.streams[0].events[0].causation_id = Some(given::causation(1))
    }),
];
