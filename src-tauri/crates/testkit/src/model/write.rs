//! What writing should do.

use hindsight_domain::{
    AggregateId, AggregateType, Event, EventId, Instant, NewCommand, NewEvent, NewSnapshot,
    Payload, Position, Version,
};
use hindsight_store::{Append, AppendOutcome, AppendStatus, ExpectedVersion, Recorded};

use super::{Model, Processed};

/// Why a request should not be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The command id was used with other content.
    CommandReused,
    /// A belief does not hold.
    VersionConflict {
        /// Of this aggregate.
        aggregate_id: AggregateId,
        /// What was believed.
        expected: ExpectedVersion,
        /// What is.
        actual: Option<Version>,
    },
    /// The aggregate is of another type.
    OtherType,
    /// An event id is taken.
    EventIdTaken,
}

impl Model {
    /// Processes a request at an instant. `made` are the ids that the real store gave to events which came without
    /// one; no rule says what they are, only that they are new.
    ///
    /// # Errors
    /// Why nothing was recorded.
    pub fn append(
        &mut self,
        request: &Append,
        now: Instant,
        made: &[Recorded],
    ) -> Result<AppendOutcome, Refusal> {
        if let Some(earlier) = self.processed(request) {
            return match &earlier.request == request {
                true => Ok(self.outcome(AppendStatus::AlreadyProcessed, earlier)),
                false => Err(Refusal::CommandReused),
            };
        }
        self.judge(request)?;
        let at = self
            .events
            .last()
            .map_or(now, |last| now.max(instant_of(last)));
        let begin = self.events.len();
        for (stream, new) in each_event(request) {
            let made = made
                .get(self.events.len() - begin)
                .map(|event| event.event_id.clone());
            let event_id = new
                .event_id
                .clone()
                .or(made)
                .unwrap_or_else(|| EventId::new("none made"));
            if self.events.iter().any(|event| event.event_id == event_id) {
                self.events.truncate(begin);
                return Err(Refusal::EventIdTaken);
            }
            let event = self.next_event(&request.command, stream, new, event_id, at);
            self.events.push(event);
        }
        let events = begin..self.events.len();
        self.commands.push(Processed {
            request: request.clone(),
            at,
            events,
        });
        let newest = self.commands.last().expect("one was pushed just now");
        Ok(self.outcome(AppendStatus::Appended, newest))
    }

    /// Stores a state in place of the one at the same version, if the aggregate has such a version. Whether it did.
    pub fn save_snapshot(&mut self, snapshot: NewSnapshot) -> bool {
        let of = (
            &snapshot.aggregate_id,
            &snapshot.aggregate_type,
            snapshot.version,
        );
        let mut events = self.events.iter();
        if !events.any(|event| (&event.aggregate_id, &event.aggregate_type, event.version) == of) {
            return false;
        }
        self.snapshots.retain(|old| {
            (&old.aggregate_id, old.version) != (&snapshot.aggregate_id, snapshot.version)
        });
        self.snapshots.push(snapshot);
        true
    }

    fn processed(&self, request: &Append) -> Option<&Processed> {
        let id = &request.command.command_id;
        self.commands
            .iter()
            .find(|earlier| earlier.request.command.command_id == *id)
    }

    fn judge(&self, request: &Append) -> Result<(), Refusal> {
        for stream in &request.streams {
            let last = self.history(&stream.aggregate_id).last();
            let actual = last.map(|event| event.version);
            if !stream.expected.holds(actual) {
                return Err(Refusal::VersionConflict {
                    aggregate_id: stream.aggregate_id.clone(),
                    expected: stream.expected,
                    actual,
                });
            }
            if last.is_some_and(|event| event.aggregate_type != stream.aggregate_type) {
                return Err(Refusal::OtherType);
            }
        }
        Ok(())
    }

    fn next_event(
        &self,
        command: &NewCommand,
        (aggregate_id, aggregate_type): (&AggregateId, &AggregateType),
        new: &NewEvent,
        event_id: EventId,
        at: Instant,
    ) -> Event {
        let last = self.history(aggregate_id).last();
        let by_command = || command.command_id.clone().into();
        Event {
            position: Position(self.events.len() as i64 + 1),
            event_id,
            aggregate_id: aggregate_id.clone(),
            aggregate_type: aggregate_type.clone(),
            version: last.map_or(Version(1), |event| event.version.next()),
            event_type: new.event_type.clone(),
            event_version: new.event_version,
            timestamp: at.into(),
            actor: command.actor.clone(),
            actor_type: command.actor_type.into(),
            source: command.source.into(),
            causation_id: Some(new.causation_id.clone().unwrap_or_else(by_command)),
            correlation_id: command.correlation_id.clone(),
            data: Payload::Json(new.data.clone()),
            metadata: Some(Payload::Json(new.metadata.clone())),
            marks: Vec::new(),
        }
    }

    fn outcome(&self, status: AppendStatus, of: &Processed) -> AppendOutcome {
        AppendOutcome {
            status,
            command_id: of.request.command.command_id.clone(),
            events: self.events[of.events.clone()]
                .iter()
                .map(recorded)
                .collect(),
        }
    }
}

/// When a store recorded one of the model's events.
pub fn instant_of(event: &Event) -> Instant {
    event
        .timestamp
        .value
        .expect("the model's events have an instant")
}

fn recorded(event: &Event) -> Recorded {
    Recorded {
        event_id: event.event_id.clone(),
        aggregate_id: event.aggregate_id.clone(),
        version: event.version,
        position: event.position,
        timestamp: instant_of(event),
    }
}

fn each_event(
    request: &Append,
) -> impl Iterator<Item = ((&AggregateId, &AggregateType), &NewEvent)> {
    request.streams.iter().flat_map(|stream| {
        let of = (&stream.aggregate_id, &stream.aggregate_type);
        stream.events.iter().map(move |event| (of, event))
    })
}
