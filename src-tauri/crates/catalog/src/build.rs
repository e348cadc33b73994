//! One reading of the store.
//!
//! It takes over what was kept, holds it against the store, reads on from there, and then looks for new events. While
//! one portion is put into columns, the store reads the next. Only one window writes the side file; another one takes
//! over what is kept and reads the rest for itself.

use std::fs::File;
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
use crate::recheck::Recheck;
use crate::sealed::Sealed;
use crate::side::{self, SideFile};
use crate::status::{Phase, StoreChange};
use crate::trouble::Trouble;
use crate::verify::{rules, still_holds, verify};

/// How many events are read at a time. Tests read few, so that a short history takes many steps.
const EVENTS_PER_STEP: u32 = if cfg!(test) { 100 } else { EVENTS_PER_SCAN_MAX };
/// How often new events are looked for.
const POLL: Duration = Duration::from_secs(1);

/// The lock of the side file, if nobody else holds it.
pub fn lock(keep: &Keep) -> Result<Option<File>, Trouble> {
    keep.try_lock()
        .map_err(|error| Trouble::Failed(format!("its folder cannot be used: {error}")))
}

/// What reads the store, and where it has come to.
pub struct Build<'s> {
    shared: &'s Shared,
    growth: Growth,
    /// Writes the side file; `None` where another window does, or nobody.
    keeper: Option<Keeper>,
    /// The last event, as it must still stand in the store.
    last: Option<(i64, String)>,
    indexing: Indexing,
    recheck: Recheck,
    /// With how many events known aggregates were counted last.
    counted: Option<u64>,
}

impl<'s> Build<'s> {
    /// Takes over what was kept.
    pub async fn load(shared: &'s Shared, locked: Option<File>) -> Result<Self, Trouble> {
        let mut build = Self {
            shared,
            growth: Growth::default().witnessing(!shared.store.is_ruled()),
            keeper: None,
            last: None,
            indexing: Indexing::default(),
            recheck: Recheck::since(shared.store.change_mark().await.ok()),
            counted: None,
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
        let (growth, sealed) = match load_verified(shared, &file, locked.is_some()).await {
            // The one who writes will find out himself what is wrong with the file.
            Err(trouble @ (Trouble::Rebuild(_) | Trouble::Changed(_))) if locked.is_none() => {
                if let Trouble::Changed(change) = trouble {
                    shared.tell(|status| status.change(change));
                }
                shared.publish(Columns::default());
                return Ok(build);
            }
            loaded => loaded?,
        };
        build.growth = growth;
        if !sealed.is_empty() {
            build.recheck = Recheck::default();
        }
        build.last = sealed
            .last()
            .map(|one| (one.segment.last_position(), one.last_event_id.clone()));
        build.keeper = locked.map(|lock| Keeper::new(file, lock, sealed.len(), &build.growth));
        shared.publish(build.growth.columns());
        Ok(build)
    }

    /// Reads the store to its end.
    pub async fn catch_up(&mut self) -> Result<(), Trouble> {
        let shared = self.shared;
        let total = shared.store.count(&EventFilter::default()).await?;
        shared.tell(|status| {
            status.phase = Phase::Building;
            status.total = total;
        });
        let mut begun = Instant::now();
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
            begun += self.rest().await?;
            heads = next?;
        }
        self.keep_all().await?;
        if let Some(keeper) = &mut self.keeper {
            keeper.finish()?;
        }
        self.settle()
    }

    /// Waits for as long as it is told to; how long that was.
    async fn rest(&self) -> Result<Duration, Trouble> {
        let shared = self.shared;
        let begun = Instant::now();
        while shared.paused.load(Ordering::Relaxed) {
            shared.tell(|status| {
                status.phase = Phase::Paused;
                status.per_second = None;
            });
            shared.wake.notified().await;
            self.look_for_wishes()?;
        }
        shared.tell(|status| status.phase = Phase::Building);
        Ok(begun.elapsed())
    }

    /// Looks for new events, and whether those that are known still stand.
    pub async fn follow(&mut self) -> Result<(), Trouble> {
        loop {
            let rest = self.fill_the_time().await?;
            if !rest.is_zero() {
                tokio::select! {
                    () = tokio::time::sleep(rest) => {}
                    () = self.shared.wake.notified() => {}
                }
            }
            self.look_for_wishes()?;
            self.work()?;
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
            self.settle()?;
            self.take_over()?;
        }
    }

    /// Does some of what has time; how long to wait then.
    async fn fill_the_time(&mut self) -> Result<Duration, Trouble> {
        let shared = self.shared;
        if self.indexing.step(shared, self.keeper.is_some()).await? {
            return Ok(Duration::ZERO);
        }
        let rest = self
            .recheck
            .step(shared, &self.growth, &self.indexing)
            .await?;
        Ok(rest.unwrap_or(POLL).min(POLL))
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

    /// Does what others asked for; what this window does not write, nobody does for it.
    fn work(&self) -> Result<(), Trouble> {
        let jobs = self.shared.take_jobs();
        match &self.keeper {
            Some(keeper) => keeper.run(jobs),
            None => Ok(()),
        }
    }

    /// Counts the aggregates anew where events came.
    fn count_marks(&mut self) -> Result<(), Trouble> {
        let known = self.shared.status.borrow().known;
        if let Some(keeper) = self.keeper.as_ref().filter(|_| self.counted != Some(known)) {
            let (looked, total) = keeper.marks()?;
            self.shared.tell(|status| {
                (status.marks.looked, status.marks.total) = (looked, total);
                status.marks.settled &= looked == total;
            });
            self.counted = Some(known);
        }
        Ok(())
    }

    /// Says that everything is known.
    fn settle(&mut self) -> Result<(), Trouble> {
        self.count_marks()?;
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
        Ok(())
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

/// What a side file holds, held against the store.
async fn load_verified(
    shared: &Shared,
    file: &SideFile,
    writes: bool,
) -> Result<(Growth, Vec<Sealed>), Trouble> {
    if !file.fits(&rules(&*shared.store).await?, writes)? {
        return Err(Trouble::Changed(StoreChange::RulesChanged));
    }
    let (growth, sealed) = load_segments(shared, file)?;
    verify(&*shared.store, &sealed).await?;
    Ok((growth, sealed))
}
