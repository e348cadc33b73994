//! The thread that reads the store.
//!
//! It takes over what was kept, holds it against the store, reads on from there, and then looks for new events. While
//! one portion is put into columns, the store reads the next. Only one window writes the side file; another one takes
//! over what is kept and reads the rest for itself.

use std::fs::File;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use hindsight_domain::{EventFilter, Position};
use hindsight_store::{EVENTS_PER_SCAN_MAX, EventHeads};

use crate::catalog::{Keep, Shared};
use crate::columns::Columns;
use crate::growth::Growth;
use crate::indexing::Indexing;
use crate::keeper::Keeper;
use crate::loading::load_segments;
use crate::side::{self, SideFile};
use crate::status::{Phase, Status};
use crate::trouble::Trouble;
use crate::verify::{still_holds, verify};

/// How many events are read at a time. Tests read few, so that a short history takes many steps.
const EVENTS_PER_STEP: u32 = if cfg!(test) { 100 } else { EVENTS_PER_SCAN_MAX };
/// How often new events are looked for.
const POLL: Duration = Duration::from_secs(1);
/// How long to wait before another attempt after a failure.
const PATIENCE: Duration = Duration::from_secs(5);

/// Reads until the catalog is closed.
pub fn run(shared: &Arc<Shared>) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    match runtime {
        Ok(runtime) => runtime.block_on(async {
            tokio::select! {
                () = shared.stop.cancelled() => {}
                () = attempts(shared) => {}
            }
        }),
        Err(error) => fail(shared, &error.to_string()),
    }
}

async fn attempts(shared: &Shared) {
    let mut anew: Option<Instant> = None;
    loop {
        match attempt(shared).await {
            Ok(()) | Err(Trouble::Stopped) => return,
            Err(Trouble::Again) => {}
            Err(Trouble::Rebuild(why)) => {
                let is_hasty = anew.is_some_and(|before| before.elapsed() < PATIENCE);
                // A file that is of no use as soon as it is made would keep a core busy for nothing.
                if !begin_anew(shared, why) || is_hasty {
                    wait(shared).await;
                }
                anew = Some(Instant::now());
            }
            Err(Trouble::Failed(why)) => {
                fail(shared, &why);
                wait(shared).await;
            }
        }
    }
}

async fn wait(shared: &Shared) {
    tokio::select! {
        () = tokio::time::sleep(PATIENCE) => {}
        () = shared.wake.notified() => {}
    }
}

fn fail(shared: &Shared, why: &str) {
    tracing::warn!(why, "the catalog cannot go on");
    shared.tell(|status| {
        status.phase = Phase::Failed;
        status.per_second = None;
        status.notice = Some(format!(
            "The catalog cannot go on, and will try again: {why}."
        ));
    });
}

/// Whether what was kept could be taken away.
fn begin_anew(shared: &Shared, why: &str) -> bool {
    tracing::info!(why, "the catalog is made anew");
    // What another window writes is that window's to take away: it sees the same.
    let removed = shared
        .keep
        .as_ref()
        .map_or(Ok(true), Keep::delete_unless_written);
    if matches!(removed, Ok(true)) {
        shared.is_directory_damaged.store(false, Ordering::Relaxed);
    }
    shared.publish(Columns::default());
    shared.tell(|status| {
        *status = Status {
            path: status.path.take(),
            text: crate::status::TextStatus {
                enabled: status.text.enabled,
                ..Default::default()
            },
            notice: Some(format!("The catalog is being made anew: {why}.")),
            ..Status::default()
        };
    });
    if let Err(error) = &removed {
        fail(shared, &error.to_string());
    }
    removed.is_ok()
}

fn lock(keep: &Keep) -> Result<Option<File>, Trouble> {
    keep.try_lock()
        .map_err(|error| Trouble::Failed(format!("its folder cannot be used: {error}")))
}

async fn attempt(shared: &Shared) -> Result<(), Trouble> {
    shared.wish(None);
    shared.tell(|status| status.phase = Phase::Loading);
    let locked = shared.keep.as_ref().map(lock).transpose()?.flatten();
    if locked.is_some() && shared.is_directory_damaged.load(Ordering::Relaxed) {
        return Err(side::DAMAGED.into());
    }
    let mut build = Build::load(shared, locked).await?;
    build.catch_up().await?;
    build.follow().await
}

struct Build<'s> {
    shared: &'s Shared,
    growth: Growth,
    /// Writes the side file; `None` where another window does, or nobody.
    keeper: Option<Keeper>,
    /// The last event, as it must still stand in the store.
    last: Option<(i64, String)>,
    indexing: Indexing,
}

impl<'s> Build<'s> {
    /// Takes over what was kept.
    async fn load(shared: &'s Shared, locked: Option<File>) -> Result<Self, Trouble> {
        let mut build = Self {
            shared,
            growth: Growth::default(),
            keeper: None,
            last: None,
            indexing: Indexing::default(),
        };
        let Some(keep) = &shared.keep else {
            return Ok(build);
        };
        let file = match &locked {
            Some(_) => Some(SideFile::open(&keep.columns(), &keep.identity)?),
            // The one who writes may not have begun.
            None => SideFile::open_reading(&keep.columns(), &keep.identity).ok(),
        };
        let Some(file) = file else {
            return Ok(build);
        };
        let total = shared.store.count(&EventFilter::default()).await?;
        shared.tell(|status| status.total = total);
        let loaded = match load_segments(shared, &file) {
            Ok((growth, sealed)) => verify(&*shared.store, &sealed)
                .await
                .map(|()| (growth, sealed)),
            Err(trouble) => Err(trouble),
        };
        let (growth, sealed) = match loaded {
            // The one who writes will find out himself what is wrong with the file.
            Err(Trouble::Rebuild(_)) if locked.is_none() => {
                shared.publish(Columns::default());
                return Ok(build);
            }
            loaded => loaded?,
        };
        build.growth = growth;
        build.last = sealed
            .last()
            .map(|one| (one.segment.last_position(), one.last_event_id.clone()));
        build.keeper = locked.map(|lock| Keeper::new(file, lock, sealed.len(), &build.growth));
        shared.publish(build.growth.columns());
        Ok(build)
    }

    /// Reads the store to its end.
    async fn catch_up(&mut self) -> Result<(), Trouble> {
        let shared = self.shared;
        let total = shared.store.count(&EventFilter::default()).await?;
        shared.tell(|status| {
            status.phase = Phase::Building;
            status.total = total;
        });
        let begun = Instant::now();
        let known = shared.columns().events();
        let mut heads = self.scan_on().await?;
        while !heads.is_empty() {
            let next = shared
                .store
                .scan(heads.positions.last().copied(), EVENTS_PER_STEP);
            let take = async {
                self.take(&heads);
                let read = shared.columns().events() - known;
                let rate = read as f64 / begun.elapsed().as_secs_f64().max(0.001);
                shared.tell(|status| status.per_second = Some(rate as u64));
                self.keep_some().await
            };
            // The store is asked first, so that it reads while this portion is worked on.
            let (next, kept) = tokio::join!(biased; next, take);
            kept?;
            self.look_for_wishes()?;
            heads = next?;
        }
        self.keep_all().await?;
        if let Some(keeper) = &mut self.keeper {
            keeper.finish()?;
        }
        self.settle();
        Ok(())
    }

    /// Looks for new events, and whether those that are known still stand.
    async fn follow(&mut self) -> Result<(), Trouble> {
        loop {
            if !self
                .indexing
                .step(self.shared, self.keeper.is_some())
                .await?
            {
                tokio::select! {
                    () = tokio::time::sleep(POLL) => {}
                    () = self.shared.wake.notified() => {}
                }
            }
            self.look_for_wishes()?;
            if let Some((position, event_id)) = &self.last {
                still_holds(&*self.shared.store, *position, event_id).await?;
            }
            loop {
                let heads = self.scan_on().await?;
                if heads.is_empty() {
                    break;
                }
                self.take(&heads);
                self.keep_all().await?;
            }
            self.settle();
            self.take_over()?;
        }
    }

    async fn scan_on(&self) -> Result<EventHeads, Trouble> {
        let after = self.growth.last_position().map(Position);
        Ok(self.shared.store.scan(after, EVENTS_PER_STEP).await?)
    }

    fn take(&mut self, heads: &EventHeads) {
        self.growth.take(heads);
        self.shared.publish(self.growth.columns());
    }

    /// Keeps what is worth a transaction by now.
    async fn keep_some(&mut self) -> Result<(), Trouble> {
        match &mut self.keeper {
            Some(keeper) if keeper.is_worth_it(&self.growth) => {
                keeper.keep(self.shared, &mut self.growth).await
            }
            Some(_) => Ok(()),
            None => {
                self.growth.gathered = Default::default();
                Ok(())
            }
        }
    }

    /// Keeps everything, and remembers the last event.
    async fn keep_all(&mut self) -> Result<(), Trouble> {
        match &mut self.keeper {
            Some(keeper) => keeper.keep(self.shared, &mut self.growth).await?,
            None => self.growth.gathered = Default::default(),
        }
        self.last = match self.growth.last_position() {
            Some(position) => {
                let event = self.shared.store.get_event(Position(position)).await?;
                event.map(|event| (position, event.event_id.to_string()))
            }
            None => None,
        };
        Ok(())
    }

    /// Says that everything is known.
    fn settle(&self) {
        let (is_other, keep) = (self.keeper.is_none(), &self.shared.keep);
        let is_damaged = self.shared.is_directory_damaged.load(Ordering::Relaxed);
        let bytes = keep
            .as_ref()
            .map_or(0, |keep| side::bytes_on_disk(&keep.columns()));
        self.shared.tell(|status| {
            status.phase = match is_other && keep.is_some() {
                true => Phase::Reading,
                false => Phase::Following,
            };
            status.per_second = None;
            status.total = status.known;
            status.bytes = bytes;
            status.directory = keep.is_some() && !is_damaged;
        });
    }

    fn look_for_wishes(&self) -> Result<(), Trouble> {
        match self.shared.wish(None) {
            Some(why) => Err(Trouble::Rebuild(why)),
            None => Ok(()),
        }
    }

    /// The window that wrote the side file may be gone.
    fn take_over(&self) -> Result<(), Trouble> {
        match (&self.keeper, &self.shared.keep) {
            (None, Some(keep)) if lock(keep)?.is_some() => Err(Trouble::Again),
            _ => Ok(()),
        }
    }
}
