//! Writing the demo to a store.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use hindsight_domain::Instant;
use hindsight_store::{Append, EventStore};

use super::folder;
use super::generator::{DemoCommand, Generator};
use super::unfinished::Unfinished;
use crate::error::ServiceResult;
use crate::session::Session;
use crate::target::{Mode, Target};
use crate::wire::ProgressDto;

/// How many commands go into one transaction: the more, the fewer times a page of an index is written again.
const COMMANDS_PER_BATCH: usize = 8_000;

/// Which demo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DemoOptions {
    /// Exactly so many events.
    pub events: u32,
    /// The same seed and number of events give the same content.
    pub seed: u64,
}

impl Default for DemoOptions {
    /// What the window makes, and the command line where nothing else is said.
    fn default() -> Self {
        Self {
            events: 10_000,
            seed: 42,
        }
    }
}

/// Makes a demo store at a target, writes its projections beside it, and opens it for looking at. It is made beside its
/// place and moved there when it is whole: an error on the way, or this future dropped, leaves nothing at the target.
///
/// # Errors
/// Something that is at the target already, a place that cannot be written to, or the store's own.
pub async fn create_demo(
    target: Target,
    options: DemoOptions,
    progress: &(dyn Fn(ProgressDto) + Send + Sync),
) -> ServiceResult<Session> {
    let unfinished = Unfinished::beside(&target)?;
    let times = Arc::new(Times::default());
    let clock = Arc::clone(&times);
    let filling = unfinished
        .target()
        .fill(Arc::new(move || clock.next()))
        .await?;
    let year = Generator::new(options.events, options.seed);
    fill(filling.store(), year, &times, options.events, progress).await?;
    // This closes the file as well, so that all of it is in the one place that is moved.
    filling.finish().await?;
    unfinished.finish()?;
    folder::write_beside(&target)?;
    Session::open(target, Mode::ReadOnly).await
}

async fn fill(
    store: &dyn EventStore,
    mut year: Generator,
    times: &Times,
    total: u32,
    progress: &(dyn Fn(ProgressDto) + Send + Sync),
) -> ServiceResult<()> {
    let mut done = 0;
    let mut batch = next_batch(&mut year);
    while !batch.is_empty() {
        let requests = times.take_from(batch);
        // The next commands are made while the store writes these.
        let (outcomes, next) = tokio::join!(store.append_batch(requests), async {
            next_batch(&mut year)
        });
        for outcome in outcomes? {
            done += outcome?.events.len() as u32;
        }
        progress(ProgressDto { done, total });
        batch = next;
    }
    Ok(())
}

fn next_batch(year: &mut Generator) -> Vec<DemoCommand> {
    year.take(COMMANDS_PER_BATCH).collect()
}

/// The times that the store's clock is going to show: one for each command, in order.
struct Times(Mutex<(VecDeque<Instant>, Instant)>);

impl Default for Times {
    fn default() -> Self {
        Self(Mutex::new((VecDeque::new(), super::calendar::year_start())))
    }
}

impl Times {
    /// Notes the times of commands that are about to be recorded.
    fn take_from(&self, batch: Vec<DemoCommand>) -> Vec<Append> {
        let mut times = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        batch
            .into_iter()
            .map(|DemoCommand { at, append }| {
                times.0.push_back(at);
                append
            })
            .collect()
    }

    /// The next command's time. Asked more often than there are commands, the clock stands still.
    fn next(&self) -> Instant {
        let mut times = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(at) = times.0.pop_front() {
            times.1 = at;
        }
        times.1
    }
}
