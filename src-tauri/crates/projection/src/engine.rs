//! One JavaScript engine with one module and one state in it. It lives on its own thread.

use std::sync::Arc;

use hindsight_domain::replay::{Delta, Json, Pointer};
use rquickjs::{Ctx, Result as JsResult, Value};

use crate::fault::{Fault, Teller};
use crate::input::{Body, Input};
use crate::limits::Limits;
use crate::loading::{self, Driver, Facts, Handlers};
use crate::pulse::Pulse;
use crate::reading::{Reading, Unsound};
use crate::source::Source;
use crate::stop::Stop;

/// A module that is loaded, and the state of its folding.
pub(crate) struct Engine<'js> {
    ctx: Ctx<'js>,
    source: Source,
    limits: Limits,
    pulse: Arc<Pulse>,
    driver: Driver<'js>,
    handlers: Handlers,
    /// The state as it was read last, for what the next one shares with it.
    known: Option<Json>,
}

impl<'js> Engine<'js> {
    /// Builds the sandbox and loads the module into it.
    pub(crate) fn load(
        ctx: Ctx<'js>,
        source: Source,
        limits: Limits,
        pulse: Arc<Pulse>,
    ) -> Result<(Self, Facts), Fault> {
        pulse.begin(limits.load);
        let teller = Teller {
            file: source.file(),
            pulse: &pulse,
            memory_bytes: limits.memory_bytes,
        };
        let (driver, handlers, facts) = loading::load(&ctx, &source, teller)?;
        let engine = Self {
            ctx,
            source,
            limits,
            pulse,
            driver,
            handlers,
            known: None,
        };
        Ok((engine, facts))
    }

    /// Evaluates the module anew, so that nothing is left of the folding before.
    pub(crate) fn renew(&mut self) -> Result<(), Fault> {
        self.pulse.begin(self.limits.load);
        let renewed = loading::evaluate(&self.ctx, &self.driver, &self.source, self.teller());
        (self.handlers, _) = renewed?;
        self.known = None;
        Ok(())
    }

    /// Lets go of the state, which may be large, while nobody asks for one.
    pub(crate) fn rest(&mut self) {
        self.known = None;
        let nothing = Value::new_undefined(self.ctx.clone());
        // It takes any value, and there is nobody to tell.
        let _ = self.driver.resume.call::<_, ()>((nothing,));
    }

    /// Makes the state before the first event.
    pub(crate) fn begin(&mut self) -> Result<(), Fault> {
        self.pulse.begin(self.limits.load);
        let state = self.told(self.driver.begin.call(()))?;
        self.check(&state, || "init".to_owned())
    }

    /// Begins at a state that a checkpoint gave.
    pub(crate) fn resume(&mut self, from: &Body) -> Result<(), Fault> {
        self.pulse.begin(self.limits.load);
        let resumed = from
            .value(&self.ctx, &self.driver.big)
            .and_then(|state| self.driver.resume.call((state,)));
        self.told(resumed)
    }

    /// Folds a stretch of events.
    pub(crate) fn apply(&mut self, events: &[Input]) -> Result<(), Stop> {
        for (at, event) in events.iter().enumerate() {
            self.step(event).map_err(|fault| Stop::folding(at, fault))?;
        }
        Ok(())
    }

    /// Folds a stretch of events, and tells what each changed.
    pub(crate) fn trace(&mut self, events: &[Input]) -> (Vec<Delta>, Result<(), Stop>) {
        let mut told = Vec::with_capacity(events.len());
        let ended = self.trace_into(events, &mut told);
        (told, ended)
    }

    fn trace_into(&mut self, events: &[Input], told: &mut Vec<Delta>) -> Result<(), Stop> {
        let mut before = self.state().map_err(Stop::before)?;
        for (at, event) in events.iter().enumerate() {
            let is_idle = !self.step(event).map_err(|fault| Stop::folding(at, fault))?;
            if is_idle {
                told.push(Delta::Same);
                continue;
            }
            let after = self.state().map_err(|fault| Stop::showing(at, fault))?;
            told.push(Delta::between(&before, &after));
            before = after;
        }
        Ok(())
    }

    /// Folds a stretch of events, and tells what stands at one place after each.
    pub(crate) fn watch(
        &mut self,
        at: &Pointer,
        events: &[Input],
    ) -> (Vec<Option<Json>>, Result<(), Stop>) {
        let mut told = Vec::with_capacity(events.len());
        let ended = self.watch_into(at, events, &mut told);
        (told, ended)
    }

    fn watch_into(
        &mut self,
        pointer: &Pointer,
        events: &[Input],
        told: &mut Vec<Option<Json>>,
    ) -> Result<(), Stop> {
        for (at, event) in events.iter().enumerate() {
            self.step(event).map_err(|fault| Stop::folding(at, fault))?;
            let value = self.value(pointer);
            told.push(value.map_err(|fault| Stop::showing(at, fault))?);
        }
        Ok(())
    }

    /// The state, as long as JSON can tell it.
    pub(crate) fn state(&mut self) -> Result<Json, Fault> {
        self.pulse.begin(self.limits.event);
        let found: Option<Vec<String>> = self.told(self.driver.accessor.call(()))?;
        if let Some(mut steps) = found {
            steps.reverse();
            let what = "is computed when it is read; a state holds plain values";
            return Err(self.unsound(&Pointer::root(), Unsound::At(steps, what.to_owned())));
        }
        let state: Value<'js> = self.told(self.driver.state.call(()))?;
        let known = self.known.take();
        let state = self.read(&state, known.as_ref());
        let state = state.map_err(|unsound| self.unsound(&Pointer::root(), unsound))?;
        self.known = Some(state.clone());
        Ok(state)
    }

    /// The state, where its JSON tells all of it.
    pub(crate) fn checkpoint(&mut self) -> Result<Option<Json>, Fault> {
        let state = self.state()?;
        self.pulse.begin(self.limits.event);
        let is_whole: bool = self.told(self.driver.is_whole.call(()))?;
        Ok(is_whole.then_some(state))
    }

    fn value(&self, at: &Pointer) -> Result<Option<Json>, Fault> {
        self.pulse.begin(self.limits.event);
        let steps: Vec<String> = at.steps().map(Into::into).collect();
        let value: Value<'js> = self.told(self.driver.at.call((steps,)))?;
        if value.is_undefined() {
            return Ok(None);
        }
        let read = self.read(&value, None);
        read.map(Some).map_err(|unsound| self.unsound(at, unsound))
    }

    fn read(&self, value: &Value<'js>, known: Option<&Json>) -> Result<Json, Unsound> {
        Reading::new(&self.ctx, &self.driver.plain, &self.driver.digits).read(value, known)
    }

    /// Folds one event; tells whether there was anything to do.
    fn step(&mut self, event: &Input) -> Result<bool, Fault> {
        let Some(handler) = self.handlers.of(event) else {
            return Ok(false);
        };
        if !event.is_readable() {
            return Err(self
                .teller()
                .new_fault("the event's data is not valid JSON"));
        }
        self.pulse.begin(self.limits.event);
        let applied = event
            .arguments(handler, &self.ctx, &self.driver.big)
            .and_then(|arguments| self.driver.apply.call_arg::<Value<'js>>(arguments));
        let state = self.told(applied)?;
        self.check(&state, || {
            format!("the handler of {:?}", event.event_type())
        })?;
        Ok(true)
    }

    /// What can be said at once against a state that was returned; its parts are looked at when it is read.
    fn check(&self, state: &Value<'js>, who: impl FnOnce() -> String) -> Result<(), Fault> {
        let what = match state {
            state if state.is_undefined() => "returned nothing; let it return the state",
            state if state.is_promise() => "is async; folding does not wait, so take async away",
            state if state.is_function() => "returned a function; let it return the state",
            state if state.is_symbol() => "returned a symbol; let it return the state",
            _ => return Ok(()),
        };
        Err(self.teller().new_fault(format!("{} {what}", who())))
    }

    fn teller(&self) -> Teller<'_> {
        Teller {
            file: self.source.file(),
            pulse: &self.pulse,
            memory_bytes: self.limits.memory_bytes,
        }
    }

    fn told<T>(&self, result: JsResult<T>) -> Result<T, Fault> {
        result.map_err(|error| self.teller().fault(&self.ctx, error))
    }

    fn unsound(&self, at: &Pointer, unsound: Unsound) -> Fault {
        match unsound {
            Unsound::At(steps, what) => {
                self.teller()
                    .new_fault(Unsound::words(at.clone(), &steps, &what))
            }
            Unsound::Engine(error) => self.teller().fault(&self.ctx, error),
        }
    }
}
