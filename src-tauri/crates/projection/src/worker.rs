//! The thread on which an engine lives.
//!
//! The engine asks now and then whether to stop, but not within a single operation, and some operations take as long
//! as a hostile module likes. So nobody waits on the engine's own thread: whoever does not get an answer in time goes
//! on without it, and the thread ends when it next asks.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender, SyncSender};
use std::thread;
use std::time::Duration;

use rquickjs::{Context, Runtime};

use crate::engine::Engine;
use crate::fault::Fault;
use crate::limits::Limits;
use crate::loading::{Facts, Intrinsics};
use crate::pulse::Pulse;
use crate::source::Source;

/// Stack of an engine's thread besides what the engine may use itself: a state of the deepest nesting is read on it.
const STACK_BYTES: usize = 8 << 20;
/// How often somebody who waits looks whether the engine goes on.
const LOOK: Duration = Duration::from_millis(50);

type Task = Box<dyn for<'js> FnOnce(&mut Engine<'js>) + Send>;

/// An engine on its thread. The thread ends when this goes.
#[derive(Debug)]
pub(crate) struct Worker {
    tasks: Sender<Task>,
    pulse: Arc<Pulse>,
    limits: Limits,
    file: String,
    /// How many foldings it has been through.
    foldings: AtomicU32,
}

/// An engine that gives no answer any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Lost {
    pub(crate) fault: Fault,
    /// Whether it may still be running.
    pub(crate) is_running: bool,
}

impl Worker {
    /// Starts a thread and loads the module on it.
    pub(crate) fn start(
        source: &Source,
        limits: Limits,
    ) -> Result<Result<(Self, Facts), Fault>, Lost> {
        let (tasks, todo) = mpsc::channel();
        let (tell, loaded) = mpsc::sync_channel(1);
        let worker = Self {
            tasks,
            pulse: Arc::new(Pulse::new()),
            limits,
            file: source.file().to_owned(),
            foldings: AtomicU32::new(0),
        };
        let (pulse, source) = (worker.pulse.clone(), source.clone());
        let started = thread::Builder::new()
            .name("projection".to_owned())
            .stack_size(STACK_BYTES + limits.stack_bytes)
            .spawn(move || run(source, limits, &pulse, &todo, &tell));
        if let Err(error) = started {
            return Ok(Err(Fault::new(
                &worker.file,
                format!("no thread could be started: {error}"),
            )));
        }
        Ok(worker.wait(&loaded)?.map(|facts| (worker, facts)))
    }

    /// Has the engine do something, and waits for what comes of it.
    pub(crate) fn call<R: Send + 'static>(
        &self,
        task: impl for<'js> FnOnce(&mut Engine<'js>) -> R + Send + 'static,
    ) -> Result<R, Lost> {
        let (tell, answer) = mpsc::sync_channel(1);
        let task: Task = Box::new(move |engine| {
            // Nobody may be waiting any more.
            let _ = tell.send(task(engine));
        });
        match self.tasks.send(task) {
            Ok(()) => self.wait(&answer),
            Err(_) => Err(self.ended()),
        }
    }

    /// Has the engine do something that nobody waits for.
    pub(crate) fn leave(&self, task: impl for<'js> FnOnce(&mut Engine<'js>) + Send + 'static) {
        // An engine that has ended has nothing to do.
        let _ = self.tasks.send(Box::new(task));
    }

    /// Counts a folding that ended, and tells how many there were.
    pub(crate) fn count(&self) -> u32 {
        self.foldings.fetch_add(1, Ordering::Relaxed) + 1
    }

    fn wait<R>(&self, answer: &Receiver<R>) -> Result<R, Lost> {
        let patience = self.limits.load.max(self.limits.event) + self.limits.grace;
        let (mut beats, mut waited) = (self.pulse.beats(), Duration::ZERO);
        loop {
            match answer.recv_timeout(LOOK) {
                Ok(answer) => return Ok(answer),
                Err(RecvTimeoutError::Disconnected) => return Err(self.ended()),
                Err(RecvTimeoutError::Timeout) => {}
            }
            let now = self.pulse.beats();
            waited = if now == beats {
                waited + LOOK
            } else {
                Duration::ZERO
            };
            beats = now;
            if waited > patience {
                self.pulse.give_up();
                return Err(Lost {
                    fault: Fault::new(
                        &self.file,
                        format!(
                            "it gave no answer for {} s and was given up",
                            waited.as_secs()
                        ),
                    ),
                    is_running: true,
                });
            }
        }
    }

    fn ended(&self) -> Lost {
        Lost {
            fault: Fault::new(&self.file, "its engine broke down"),
            is_running: false,
        }
    }
}

fn run(
    source: Source,
    limits: Limits,
    pulse: &Arc<Pulse>,
    todo: &Receiver<Task>,
    tell: &SyncSender<Result<Facts, Fault>>,
) {
    let built = Runtime::new().and_then(|runtime| {
        runtime.set_memory_limit(limits.memory_bytes);
        runtime.set_max_stack_size(limits.stack_bytes);
        let asked = pulse.clone();
        runtime.set_interrupt_handler(Some(Box::new(move || asked.must_stop())));
        Context::custom::<Intrinsics>(&runtime)
    });
    // Nobody may be waiting any more, here and below.
    match built {
        Ok(context) => context.with(
            |ctx| match Engine::load(ctx, source, limits, pulse.clone()) {
                Ok((mut engine, facts)) => {
                    let _ = tell.send(Ok(facts));
                    todo.iter().for_each(|task| task(&mut engine));
                }
                Err(fault) => {
                    let _ = tell.send(Err(fault));
                }
            },
        ),
        Err(error) => {
            let _ = tell.send(Err(Fault::new(source.file(), error)));
        }
    }
}
