//! Requests that cannot be recorded are refused in words that say what is wrong, and change nothing.

use hindsight_domain::{
    Actor, AggregateId, AggregateType, CausationId, CommandId, CommandType, CorrelationId, EventId,
    EventType, Version,
};
use hindsight_store::{Append, EventStore, ExpectedVersion, StoreError};

use crate::given::{aggregate, append, event, event_id, snapshot, to};
use crate::harness::Harness;
use crate::look::{appended, contents};

type Fault = (&'static str, fn(&mut Append));

/// What is done to a valid request, and a word that the refusal has to say.
const FAULTS: &[Fault] = &[
    ("order-17", |r| {
        r.command.command_id = CommandId::new("order-17")
    }),
    ("\"\"", |r| r.command.command_id = CommandId::new("")),
    ("order-17", |r| {
        r.command.aggregate_id = AggregateId::new("order-17")
    }),
    ("order-17", |r| {
        r.command.correlation_id = Some(CorrelationId::new("order-17"))
    }),
    ("\"\"", |r| {
        r.command.correlation_id = Some(CorrelationId::new(""))
    }),
    ("order-17", |r| {
        r.streams[0].aggregate_id = AggregateId::new("order-17")
    }),
    ("order-17", |r| {
        r.streams[0].events[1].event_id = Some(EventId::new("order-17"))
    }),
    ("order-17", |r| {
        r.streams[0].events[1].causation_id = Some(CausationId::new("order-17"))
    }),
    ("lower-case", |r| {
        let id = r.streams[0].aggregate_id.as_str().to_uppercase();
        r.streams[0].aggregate_id = AggregateId::new(id);
    }),
    ("command type", |r| {
        r.command.command_type = CommandType::new("")
    }),
    ("actor", |r| r.command.actor = Actor::new("")),
    ("aggregate type", |r| {
        r.command.aggregate_type = AggregateType::new("")
    }),
    ("aggregate type", |r| {
        r.streams[0].aggregate_type = AggregateType::new("")
    }),
    ("event type", |r| {
        r.streams[0].events[1].event_type = EventType::new("")
    }),
    ("event version", |r| {
        r.streams[0].events[1].event_version = 0
    }),
    ("twice", |r| r.streams.push(to(1, ExpectedVersion::Any, 1))),
    ("twice", |r| r.streams.push(to(1, ExpectedVersion::Any, 0))),
];

/// Each fault is refused by name; nothing is written, not even the command.
pub async fn faults_are_named_and_nothing_is_written(h: &impl Harness) {
    let store = h.create().await;
    appended(&store, append(1, [to(1, ExpectedVersion::Any, 1)])).await;
    let before = contents(&store).await;
    for (nth, (word, spoil)) in FAULTS.iter().enumerate() {
        let mut request = append(2, [to(1, ExpectedVersion::Any, 2)]);
        spoil(&mut request);
        let error = store.append(request).await.expect_err(word);
        let StoreError::InvalidRequest(words) = &error else {
            panic!("fault {nth}: {error}")
        };
        assert!(
            words.contains(word),
            "fault {nth} is to be told by {word:?}: {words}"
        );
        assert_eq!(contents(&store).await, before, "fault {nth}");
    }
    appended(&store, append(2, [to(1, ExpectedVersion::Any, 2)])).await;
}

/// An event id names one event: it is refused when it comes twice, in one request or later.
pub async fn an_event_id_is_taken_once(h: &impl Harness) {
    let store = h.create().await;
    let with_id = |n, events: usize| {
        let mut request = append(n, [to(n, ExpectedVersion::Any, events)]);
        for event in &mut request.streams[0].events {
            event.event_id = Some(event_id(1));
        }
        request
    };
    store
        .append(with_id(1, 2))
        .await
        .expect_err("twice in one request");
    assert_eq!(contents(&store).await.events, []);
    appended(&store, with_id(2, 1)).await;
    let before = contents(&store).await;
    let error = store.append(with_id(3, 1)).await.expect_err("taken before");
    assert!(error.to_string().contains("event_id"), "{error}");
    assert_eq!(contents(&store).await, before);
}

/// A snapshot that could not be of any use is refused.
pub async fn a_snapshot_of_nothing_is_refused(h: &impl Harness) {
    let store = h.create().await;
    appended(&store, append(1, [to(1, ExpectedVersion::Any, 2)])).await;
    let other_type = AggregateType::new("Server");
    let mut of_other_type = snapshot(1, 1, "{}");
    of_other_type.aggregate_type = other_type;
    let mut without_projection = snapshot(1, 1, "{}");
    without_projection.snapshot_version = 0;
    for (what, refused) in [
        ("version 0", snapshot(1, 0, "{}")),
        ("a version that is not there yet", snapshot(1, 3, "{}")),
        ("an aggregate that is not there", snapshot(2, 1, "{}")),
        ("another type", of_other_type),
        ("projection version 0", without_projection),
    ] {
        let error = store.save_snapshot(refused).await.expect_err(what);
        assert!(
            matches!(
                error,
                StoreError::InvalidRequest(_) | StoreError::Refused(_)
            ),
            "{what}: {error}"
        );
    }
    assert_eq!(contents(&store).await.snapshots, Some(0));
    assert_eq!(
        store
            .get_snapshot(&aggregate(1), Version(9))
            .await
            .expect("read"),
        None
    );
}

/// Text is taken as it comes: nothing in it is an instruction, nothing is lost, and it can be searched for.
pub async fn hostile_text_is_only_text(h: &impl Harness) {
    let store = h.create().await;
    let mut texts = Vec::new();
    for text in [
        "'; DROP TABLE events; --",
        "\" OR 1=1 --",
        "%_*?[a-z]",
        "a\0b",
        "\u{202e}\u{200b}\r\n\t\u{7f}",
        "NULL",
        " padded ",
        "\u{1f4c8}e\u{301}",
    ] {
        if h.can_hold(text).await {
            texts.push(text);
        }
    }
    for (n, text) in (1..).zip(&texts) {
        let text = *text;
        let mut request = append(n, [to(n, ExpectedVersion::Any, 1)]);
        request.command.actor = Actor::new(text);
        request.command.command_type = CommandType::new(text);
        request.streams[0].aggregate_type = AggregateType::new(text);
        request.streams[0].events = vec![event(text)];
        appended(&store, request).await;
    }
    for (n, text) in (1..).zip(texts) {
        let by_actor = hindsight_domain::EventFilter {
            actor: Some(Actor::new(text)),
            aggregate_type: Some(AggregateType::new(text)),
            event_type: Some(EventType::new(text)),
            ..Default::default()
        };
        let order = hindsight_domain::Order::OldestFirst;
        let found = crate::look::all_matching(&store, &by_actor, order, 10).await;
        let ids: Vec<_> = found.iter().map(|event| &event.aggregate_id).collect();
        assert_eq!(ids, [&aggregate(n)], "{text:?}");
        assert_eq!(found[0].actor.as_str(), text);
    }
}
