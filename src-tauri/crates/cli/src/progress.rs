//! What a person sees while they wait: only on a terminal, on standard error, and only after a second.

use std::future::Future;
use std::io::IsTerminal;
use std::time::Duration;

use hindsight_service::wire::ProgressDto;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// How long nothing is shown.
const PATIENCE: Duration = Duration::from_secs(1);
const TICK: Duration = Duration::from_millis(100);

/// A bar or a count of something that takes its time.
pub struct Progress(ProgressBar);

impl Progress {
    /// A bar towards a known end.
    pub fn bar(total: u64, what: &'static str) -> Self {
        let bar = Self::with_template(
            "{msg} {bar:30} {human_pos} of {human_len}, {eta} left",
            what,
        );
        bar.0.set_length(total);
        bar
    }

    /// A count without a known end.
    pub fn count(what: &'static str) -> Self {
        Self::with_template("{spinner} {human_pos} {msg}, {elapsed}", what)
    }

    /// A sign of life where nothing can be counted.
    pub fn busy(what: &'static str) -> Self {
        Self::with_template("{spinner} {msg}, {elapsed}", what)
    }

    /// Says how far it is.
    pub fn reach(&self, done: u64) {
        self.0.set_position(done);
    }

    /// Says how far it is towards an end that may move.
    pub fn reach_of(&self, done: u64, total: u64) {
        self.0.set_length(total);
        self.0.set_position(done);
    }

    /// Says how far it is, as a use case tells it.
    pub fn tell(&self, progress: ProgressDto) {
        self.0.set_length(u64::from(progress.total));
        self.0.set_position(u64::from(progress.done));
    }

    /// Says what is being done now.
    pub fn say(&self, what: &'static str) {
        self.0.set_message(what);
    }

    /// Does the work; where it takes longer than a second, it is shown until it is done.
    pub async fn watch<T>(&self, work: impl Future<Output = T>) -> T {
        tokio::pin!(work);
        let soon = tokio::time::timeout(PATIENCE, &mut work).await;
        let done = match soon {
            Ok(done) => done,
            Err(_) => {
                self.0.set_draw_target(ProgressDrawTarget::stderr());
                self.0.enable_steady_tick(TICK);
                work.await
            }
        };
        self.0.finish_and_clear();
        done
    }

    /// The same, but not where standard output is a terminal: what is printed there shows how far it is.
    pub async fn watch_unless_read<T>(&self, work: impl Future<Output = T>) -> T {
        match std::io::stdout().is_terminal() {
            true => work.await,
            false => self.watch(work).await,
        }
    }

    fn with_template(template: &str, what: &'static str) -> Self {
        let bar = ProgressBar::hidden();
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.set_message(what);
        Self(bar)
    }
}
