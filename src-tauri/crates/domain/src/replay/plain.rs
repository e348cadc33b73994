//! The fold without a projection.

use super::delta::Delta;
use super::fold::{Fold, FoldError, Folding};
use super::merge::{Tell, merge_patch};
use super::pointer::Pointer;
use super::tree::Json;
use crate::event::Event;
use crate::json::Payload;

/// The fold without a projection: the JSON merge patch (RFC 7396) of each event's data. Nothing is guessed.
#[derive(Debug, Clone, Copy, Default)]
pub struct MergeFold;

struct Merging(Json);

impl Fold for MergeFold {
    fn begin(&self, from: Option<&Json>) -> Result<Box<dyn Folding>, FoldError> {
        let state = from.cloned().unwrap_or_else(Json::empty_object);
        Ok(Box::new(Merging(state)))
    }
}

impl Merging {
    fn step(&mut self, event: &Event, tell: Tell) -> Result<Delta, FoldError> {
        let Payload::Json(data) = &event.data else {
            return Err(FoldError::at(event, "its data is not valid JSON"));
        };
        let patch = Json::parse(data).map_err(|error| FoldError::at(event, error.to_string()))?;
        Ok(merge_patch(&mut self.0, patch, tell))
    }
}

impl Folding for Merging {
    fn apply(&mut self, events: &[Event]) -> Result<(), FoldError> {
        events
            .iter()
            .try_for_each(|event| self.step(event, Tell::Nothing).map(drop))
    }

    fn trace(
        &mut self,
        events: &[Event],
        told: &mut dyn FnMut(&Event, Delta),
    ) -> Result<(), FoldError> {
        for event in events {
            told(event, self.step(event, Tell::Changes)?);
        }
        Ok(())
    }

    fn watch(
        &mut self,
        at: &Pointer,
        events: &[Event],
        told: &mut dyn FnMut(&Event, Option<Json>),
    ) -> Result<(), FoldError> {
        for event in events {
            self.step(event, Tell::Nothing)?;
            told(event, self.0.at(at).cloned());
        }
        Ok(())
    }

    fn state(&mut self) -> Result<Json, FoldError> {
        Ok(self.0.clone())
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::event::{ActorType, Source};
    use crate::ids::{Actor, AggregateId, AggregateType, EventId, EventType, Position, Version};
    use crate::instant::Instant;

    pub(crate) fn event(version: u32, data: &str) -> Event {
        Event {
            position: Position(i64::from(version) + 100),
            event_id: EventId::new("e"),
            aggregate_id: AggregateId::new("a"),
            aggregate_type: AggregateType::new("Application"),
            version: Version(version),
            event_type: EventType::new("Changed"),
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

    /// A history whose events have these payloads.
    pub(crate) fn history<T: ToString>(payloads: impl IntoIterator<Item = T>) -> Vec<Event> {
        let payloads = payloads.into_iter().zip(1..);
        payloads
            .map(|(data, version)| event(version, &data.to_string()))
            .collect()
    }

    #[test]
    fn events_add_up() {
        let mut folding = MergeFold.begin(None).unwrap();
        folding
            .apply(&history([
                r#"{"name":"a","price":1.10}"#,
                r#"{"name":"b"}"#,
            ]))
            .unwrap();
        assert_eq!(
            folding.state().unwrap().to_string(),
            r#"{"name":"b","price":1.10}"#
        );
    }

    #[test]
    fn a_folding_goes_on_from_a_checkpoint() {
        let events = history([r#"{"a":1}"#, r#"{"b":2}"#]);
        let mut first = MergeFold.begin(None).unwrap();
        first.apply(&events[..1]).unwrap();
        let checkpoint = first.checkpoint().unwrap().unwrap();
        let mut second = MergeFold.begin(Some(&checkpoint)).unwrap();
        second.apply(&events[1..]).unwrap();
        assert_eq!(second.state().unwrap().to_string(), r#"{"a":1,"b":2}"#);
        assert_eq!(
            checkpoint.to_string(),
            r#"{"a":1}"#,
            "a shared state stays as it was"
        );
    }

    #[test]
    fn the_events_before_a_broken_one_are_told() {
        let events = history([r#"{"a":1}"#, "{oops", r#"{"a":3}"#]);
        let mut told = Vec::new();
        let error = MergeFold
            .begin(None)
            .unwrap()
            .trace(&events, &mut |event, delta| {
                told.push((event.version.0, delta.is_same()))
            })
            .unwrap_err();
        assert_eq!(told, [(1, false)]);
        assert_eq!(
            error.to_string(),
            "version 2 (Changed, position 102) cannot be folded: its data is not valid JSON"
        );
    }

    #[test]
    fn one_place_is_watched() {
        let events = history([r#"{"a":{"b":1}}"#, r#"{"c":1}"#, r#"{"a":null}"#]);
        let mut seen = Vec::new();
        MergeFold
            .begin(None)
            .unwrap()
            .watch(&"/a/b".parse().unwrap(), &events, &mut |_, value| {
                seen.push(value.map(|value| value.to_string()));
            })
            .unwrap();
        assert_eq!(seen, [Some("1".to_owned()), Some("1".to_owned()), None]);
    }
}
