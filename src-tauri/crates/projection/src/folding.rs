//! A folding by a projection, as replay knows it.

use std::sync::Arc;

use hindsight_domain::replay::{Delta, FoldError, Folding, Json, Pointer};
use hindsight_domain::{Event, EventType, Position, Version};

use crate::engine::Engine;
use crate::fault::Fault;
use crate::idle::Idle;
use crate::input::Input;
use crate::stop::Stop;
use crate::stuck::Stuck;
use crate::worker::Worker;

/// How many events are sent to the engine at once, and about how many bytes of them: sending costs as much as folding
/// a few.
const EVENTS_PER_PART_MAX: usize = 512;
const BYTES_PER_PART: usize = 1 << 20;

/// One state on its way, in an engine that is its own until it ends.
pub(crate) struct JsFolding {
    worker: Arc<Worker>,
    stuck: Stuck,
    idle: Idle,
    /// Whether nothing went wrong, so that the engine may be used again.
    is_sound: bool,
    last: Option<Named>,
    spent: Option<FoldError>,
}

/// An event as an error names it.
struct Named {
    version: Version,
    event_type: EventType,
    position: Position,
}

type Ended<R> = (Vec<R>, Result<(), Stop>);

impl JsFolding {
    pub(crate) fn new(worker: Arc<Worker>, stuck: Stuck, idle: Idle) -> Self {
        Self {
            worker,
            stuck,
            idle,
            is_sound: true,
            last: None,
            spent: None,
        }
    }

    /// Goes back before the first event with the same engine, as no caller of a fold can: what the module keeps in
    /// variables of its own is still there.
    pub(crate) fn restart(&mut self) -> Result<(), FoldError> {
        (self.last, self.spent) = (None, None);
        self.show(|engine| engine.begin())
    }

    /// Sends the events in parts, and hands on what came of each event.
    fn send<R: Send + 'static>(
        &mut self,
        events: &[Event],
        task: impl for<'js> Fn(&mut Engine<'js>, &[Input]) -> Ended<R> + Clone + Send + 'static,
        mut told: impl FnMut(&Event, R),
    ) -> Result<(), FoldError> {
        if let Some(spent) = &self.spent {
            return Err(spent.clone());
        }
        let mut rest = events;
        while let Some(first) = rest.first() {
            let (part, after) = rest.split_at(length_of_part(rest));
            let inputs: Vec<Input> = part.iter().map(Input::from).collect();
            let task = task.clone();
            let answer = self.worker.call(move |engine| task(engine, &inputs));
            let (results, ended) = answer.map_err(|lost| {
                self.stuck.note(&lost);
                self.spend(FoldError::at(first, lost.fault.to_string()))
            })?;
            part.iter()
                .zip(results)
                .for_each(|(event, result)| told(event, result));
            ended.map_err(|stop| {
                let error = self.error_at(part, &stop);
                self.spend(error)
            })?;
            self.last = part.last().map(Named::from);
            rest = after;
        }
        Ok(())
    }

    fn error_at(&self, part: &[Event], stop: &Stop) -> FoldError {
        let reason = stop.fault.to_string();
        match stop.at.and_then(|at| part.get(at)) {
            Some(event) if stop.is_folded => Named::from(event).state_error(reason),
            Some(event) => FoldError::at(event, reason),
            None => self.state_error(reason),
        }
    }

    fn spend(&mut self, error: FoldError) -> FoldError {
        self.spent = Some(error.clone());
        self.is_sound = false;
        error
    }

    fn state_error(&self, reason: String) -> FoldError {
        match &self.last {
            Some(last) => last.state_error(reason),
            None => FoldError::Begin { reason },
        }
    }

    fn show<R: Send + 'static>(
        &mut self,
        task: impl for<'js> FnOnce(&mut Engine<'js>) -> Result<R, Fault> + Send + 'static,
    ) -> Result<R, FoldError> {
        if let Some(spent) = &self.spent {
            return Err(spent.clone());
        }
        match self.worker.call(task) {
            Ok(shown) => shown.map_err(|fault| {
                self.is_sound = false;
                self.state_error(fault.to_string())
            }),
            Err(lost) => {
                self.stuck.note(&lost);
                let error = self.state_error(lost.fault.to_string());
                Err(self.spend(error))
            }
        }
    }
}

impl Folding for JsFolding {
    fn apply(&mut self, events: &[Event]) -> Result<(), FoldError> {
        let task = |engine: &mut Engine<'_>, events: &[Input]| (Vec::new(), engine.apply(events));
        self.send(events, task, |_, ()| ())
    }

    fn trace(
        &mut self,
        events: &[Event],
        told: &mut dyn FnMut(&Event, Delta),
    ) -> Result<(), FoldError> {
        let task = |engine: &mut Engine<'_>, events: &[Input]| engine.trace(events);
        self.send(events, task, told)
    }

    fn watch(
        &mut self,
        at: &Pointer,
        events: &[Event],
        told: &mut dyn FnMut(&Event, Option<Json>),
    ) -> Result<(), FoldError> {
        let at = at.clone();
        let task = move |engine: &mut Engine<'_>, events: &[Input]| engine.watch(&at, events);
        self.send(events, task, told)
    }

    fn state(&mut self) -> Result<Json, FoldError> {
        self.show(|engine| engine.state())
    }

    fn checkpoint(&mut self) -> Result<Option<Json>, FoldError> {
        self.show(|engine| engine.checkpoint())
    }
}

impl Drop for JsFolding {
    fn drop(&mut self) {
        if self.is_sound {
            self.idle.put(self.worker.clone());
        }
    }
}

impl Named {
    fn state_error(&self, reason: String) -> FoldError {
        FoldError::State {
            version: self.version,
            event_type: self.event_type.clone(),
            position: self.position,
            reason,
        }
    }
}

impl From<&Event> for Named {
    fn from(event: &Event) -> Self {
        Self {
            version: event.version,
            event_type: event.event_type.clone(),
            position: event.position,
        }
    }
}

/// How many of the events go together; at least one.
fn length_of_part(events: &[Event]) -> usize {
    let mut bytes = 0;
    let fits = |event: &&Event| {
        let fits = bytes < BYTES_PER_PART;
        bytes += event.data.as_str().len();
        fits
    };
    events
        .iter()
        .take(EVENTS_PER_PART_MAX)
        .take_while(fits)
        .count()
}
