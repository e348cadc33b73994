//! Events and modules for the tests.

use std::time::Duration;

use hindsight_domain::replay::{Fold as _, FoldError, Json, replay};
use hindsight_domain::{
    Actor, ActorType, AggregateId, AggregateType, Event, EventId, EventType, Instant, Payload,
    Position, Source, Version,
};
use hindsight_projection::{Limits, Projection};

/// An event of this version, with these data.
pub fn event(version: u32, event_type: &str, data: &str) -> Event {
    Event {
        position: Position(i64::from(version) + 100),
        event_id: EventId::new(format!("e{version}")),
        aggregate_id: AggregateId::new("a"),
        aggregate_type: AggregateType::new("Thing"),
        version: Version(version),
        event_type: EventType::new(event_type),
        event_version: 1,
        timestamp: Instant::from_micros(i64::from(version)).unwrap().into(),
        actor: Actor::new("ada"),
        actor_type: ActorType::User.into(),
        source: Source::Ui.into(),
        causation_id: None,
        correlation_id: None,
        data: Payload::from_stored(data.to_owned()),
        metadata: None,
        marks: Vec::new(),
    }
}

/// A history of events of type `E` with these data.
pub fn history<T: ToString>(payloads: impl IntoIterator<Item = T>) -> Vec<Event> {
    let payloads = payloads.into_iter().zip(1..);
    payloads
        .map(|(data, version)| event(version, "E", &data.to_string()))
        .collect()
}

/// Limits that a test can wait for.
pub fn limits() -> Limits {
    Limits {
        load: Duration::from_millis(300),
        event: Duration::from_millis(300),
        grace: Duration::from_secs(60),
        ..Limits::default()
    }
}

/// A module whose only handler, for type `E`, has this body.
pub fn module(init: &str, body: &str) -> String {
    format!(
        "export default {{ aggregateType: 'Thing', version: 1, init: () => ({init}),\n\
         when: {{ E: (state, event) => {{ {body} }} }} }};"
    )
}

/// Loads a module with limits that a test can wait for.
pub fn load(text: &str) -> Projection {
    Projection::load("thing.js", text, limits()).unwrap()
}

/// Why a module cannot be loaded.
pub fn refused(text: &str) -> String {
    let error = Projection::load("thing.js", text, limits()).unwrap_err();
    error.to_string()
}

/// The state to which the events fold, with a handler of this body.
pub fn folded(init: &str, body: &str, payloads: &[&str]) -> Json {
    let replayed = replay(&load(&module(init, body)), None, &history(payloads)).unwrap();
    assert_eq!(replayed.stopped, None);
    replayed.state
}

/// The text of that state.
pub fn state(init: &str, body: &str, payloads: &[&str]) -> String {
    folded(init, body, payloads).to_string()
}

/// Where the fold stops, with a handler of this body and two events: the second of them has `{"bad":true}`.
pub fn stopped(body: &str) -> FoldError {
    let text = module(
        "{ count: 0 }",
        &format!("state.count += 1; {body}; return state;"),
    );
    let events = history([r#"{"bad":false}"#, r#"{"bad":true}"#]);
    let replayed = replay(&load(&text), None, &events).unwrap();
    assert_eq!(
        replayed.state.to_string(),
        r#"{"count":1}"#,
        "the state before it stands"
    );
    assert_eq!(replayed.version, Version(1));
    replayed.stopped.unwrap()
}

/// Why folding cannot even begin with this first state.
pub fn not_begun(init: &str) -> String {
    let projection = load(&module(init, "return state;"));
    let error = match projection.begin(None) {
        Err(error) => error,
        Ok(mut folding) => folding.state().unwrap_err(),
    };
    assert_eq!(error.version(), Version(0));
    error.to_string()
}
