//! From events to a state.

use super::merge::merge_patch;
use super::tree::Json;
use crate::event::Event;
use crate::ids::{EventType, Position, Version};
use crate::json::Payload;

/// How the events of an aggregate become a state.
pub trait Fold {
    /// The state before the first event.
    fn init(&self) -> Json;

    /// Takes the state over one more event.
    ///
    /// # Errors
    /// [`FoldError`], naming the event at which it happened. The state is then as it was.
    fn apply(&self, state: &mut Json, event: &Event) -> Result<(), FoldError>;
}

/// The event at which folding stopped, and why. The states before it stand.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("version {version} ({event_type}, position {position}) cannot be folded: {reason}")]
pub struct FoldError {
    /// The event's version.
    pub version: Version,
    /// The event's type.
    pub event_type: EventType,
    /// The event's position.
    pub position: Position,
    /// Why, in words.
    pub reason: String,
}

/// The fold without a projection: the JSON merge patch (RFC 7396) of each event's data. Nothing is guessed.
#[derive(Debug, Clone, Copy, Default)]
pub struct MergeFold;

impl Fold for MergeFold {
    fn init(&self) -> Json {
        Json::empty_object()
    }

    fn apply(&self, state: &mut Json, event: &Event) -> Result<(), FoldError> {
        let failed = |reason: String| FoldError {
            version: event.version,
            event_type: event.event_type.clone(),
            position: event.position,
            reason,
        };
        match &event.data {
            Payload::Json(data) => {
                let patch = Json::parse(data).map_err(|error| failed(error.to_string()))?;
                let old = std::mem::replace(state, Json::Array(Vec::new()));
                *state = merge_patch(old, patch);
                Ok(())
            }
            Payload::Broken(_) => Err(failed("its data is not valid JSON".to_owned())),
        }
    }
}

/// Folds events onto a state, in the order given.
///
/// # Errors
/// The first [`FoldError`]; the state is then the one before that event.
pub fn fold<'e>(
    by: &dyn Fold,
    state: &mut Json,
    events: impl IntoIterator<Item = &'e Event>,
) -> Result<(), FoldError> {
    events
        .into_iter()
        .try_for_each(|event| by.apply(state, event))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::event::{ActorType, Source};
    use crate::ids::{Actor, AggregateId, AggregateType, EventId};
    use crate::instant::Instant;

    pub(crate) fn event(version: u32, micros: i64, data: &str) -> Event {
        Event {
            position: Position(i64::from(version) + 100),
            event_id: EventId::new("e"),
            aggregate_id: AggregateId::new("a"),
            aggregate_type: AggregateType::new("Application"),
            version: Version(version),
            event_type: EventType::new("Changed"),
            event_version: 1,
            timestamp: Instant::from_micros(micros).unwrap().into(),
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

    #[test]
    fn events_add_up() {
        let events = [
            event(1, 1, r#"{"name":"a","price":1.10}"#),
            event(2, 2, r#"{"name":"b"}"#),
        ];
        let mut state = MergeFold.init();
        fold(&MergeFold, &mut state, &events).unwrap();
        assert_eq!(state.to_string(), r#"{"name":"b","price":1.10}"#);
    }

    #[test]
    fn a_broken_payload_is_named_by_its_event() {
        let events = [
            event(1, 1, r#"{"a":1}"#),
            event(2, 2, "{oops"),
            event(3, 3, r#"{"a":3}"#),
        ];
        let mut state = MergeFold.init();
        let error = fold(&MergeFold, &mut state, &events).unwrap_err();
        assert_eq!(
            state.to_string(),
            r#"{"a":1}"#,
            "the state before it stands"
        );
        assert_eq!(
            error.to_string(),
            "version 2 (Changed, position 102) cannot be folded: its data is not valid JSON"
        );
    }
}
