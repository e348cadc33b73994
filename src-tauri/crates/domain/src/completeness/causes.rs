//! What events name: causes, and what they correct. The lens asks, somebody looks into the store and answers.

use std::collections::{HashMap, HashSet};

use super::corrects::corrected;
use super::finding::{About, FindingKind, Findings, Occurrence};
use super::lens::{Answers, Knows};
use crate::event::Event;
use crate::ids::{EventId, Position};

/// The events since the last answer.
#[derive(Default)]
pub(super) struct Causes {
    waiting: Vec<Waiting>,
    recent: HashMap<EventId, Position>,
}

/// An event without its payload, and what it names.
struct Waiting {
    event: Event,
    corrects: Option<String>,
}

impl Causes {
    pub fn event(&mut self, event: &Event) {
        let corrects = corrected(event);
        self.recent
            .entry(event.event_id.clone())
            .or_insert(event.position);
        let bare = Event {
            data: crate::json::Payload::Broken(String::new()),
            metadata: None,
            marks: Vec::new(),
            ..event.clone()
        };
        self.waiting.push(Waiting {
            event: bare,
            corrects,
        });
    }

    /// How many events wait for an answer.
    pub fn waiting(&self) -> usize {
        self.waiting.len()
    }

    /// The ids that are named and that no event had since the last answer.
    pub fn asked(&self) -> Vec<String> {
        let causes = self.waiting.iter().filter_map(|waiting| {
            let cause = waiting.event.causation_id.as_ref()?;
            Some(cause.as_str())
        });
        let corrected = self
            .waiting
            .iter()
            .filter_map(|one| one.corrects.as_deref());
        let named: HashSet<&str> = causes.chain(corrected).collect();
        let mut asked: Vec<String> = named
            .into_iter()
            .filter(|id| !self.recent.contains_key(&EventId::new(*id)))
            .map(str::to_owned)
            .collect();
        asked.sort_unstable();
        asked
    }

    /// The positions of the events that wait.
    pub fn positions(&self) -> Vec<Position> {
        self.waiting.iter().map(|one| one.event.position).collect()
    }

    pub fn answer(&mut self, answers: &Answers, knows: Knows, findings: &mut Findings) {
        let waiting = std::mem::take(&mut self.waiting);
        let recent = std::mem::take(&mut self.recent);
        for Waiting { event, corrects } in &waiting {
            let position = |id: &str| {
                let id = EventId::new(id);
                let found = recent.get(&id).or_else(|| answers.events.get(&id));
                found.copied()
            };
            let cause = event.causation_id.as_ref().map(|cause| cause.as_str());
            if let Some(cause) = cause
                && !answers.commands.contains(cause)
            {
                judge_cause(event, cause, position(cause), knows, findings);
            }
            if let Some(corrects) = corrects {
                judge_correction(event, corrects, position(corrects), findings);
            }
            let has_command = match knows.recorded {
                true => answers.recorded.contains(event.position),
                // Whether the cause is a command is all that can be known; an event's own command is not.
                false => cause.is_some(),
            };
            if knows.commands && !has_command {
                without_command(event, findings);
            }
        }
    }
}

fn judge_cause(
    event: &Event,
    cause: &str,
    position: Option<Position>,
    knows: Knows,
    findings: &mut Findings,
) {
    let about = |detail: Option<&str>| About {
        subject: Some(cause.to_owned()),
        detail: detail.map(str::to_owned),
        ..About::event(event)
    };
    match position {
        Some(position) if position < event.position => {}
        Some(position) => {
            let itself = cause == event.event_id.as_str();
            let detail = if itself { "itself" } else { "a later event" };
            let positions = [event.position, position];
            let positions = &positions[..if itself { 1 } else { 2 }];
            let occurrence = one(event, positions);
            findings.add_one(
                FindingKind::CauseNotEarlier,
                occurrence,
                about(Some(detail)),
            );
        }
        None if knows.commands => {
            let positions = [event.position];
            let key = cause.to_owned();
            findings.add(
                FindingKind::CauseMissing,
                key,
                one(event, &positions),
                || About {
                    aggregate: None,
                    event_type: None,
                    ..about(None)
                },
            );
        }
        None => {}
    }
}

fn judge_correction(
    event: &Event,
    corrects: &str,
    position: Option<Position>,
    findings: &mut Findings,
) {
    let about = |detail: Option<&str>| About {
        subject: Some(corrects.to_owned()),
        detail: detail.map(str::to_owned),
        ..About::event(event)
    };
    let (kind, detail, corrected) = match position {
        Some(corrected) if corrected < event.position => {
            (FindingKind::Correction, None, Some(corrected))
        }
        Some(later) => (
            FindingKind::CorrectionMissing,
            Some("it is not earlier"),
            Some(later),
        ),
        None => (
            FindingKind::CorrectionMissing,
            Some("it does not exist"),
            None,
        ),
    };
    let mut positions = vec![event.position];
    positions.extend(corrected.filter(|corrected| *corrected != event.position));
    findings.add_one(kind, one(event, &positions), about(detail));
}

fn without_command(event: &Event, findings: &mut Findings) {
    let positions = [event.position];
    let key = event.event_type.to_string();
    let occurrence = one(event, &positions);
    findings.add(FindingKind::EventWithoutCommand, key, occurrence, || {
        About {
            aggregate: None,
            ..About::event(event)
        }
    });
}

fn one<'p>(event: &Event, positions: &'p [Position]) -> Occurrence<'p> {
    Occurrence {
        at: event.timestamp.value,
        count: 1,
        positions,
        command: None,
    }
}
