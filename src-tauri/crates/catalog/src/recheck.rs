//! Known events held against the store again, where nothing says that they stand.
//!
//! In a store whose rules are not all in place, anybody may change an event after it was read. So what is known is added up
//! as it comes, and read again a little at a time: once in each session, and again whenever the store says that it was
//! changed.

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use hindsight_domain::Position;
use hindsight_store::{ChangeMark, EVENTS_PER_SCAN_MAX};

use crate::catalog::Shared;
use crate::growth::Growth;
use crate::indexing::Indexing;
use crate::status::StoreChange;
use crate::trouble::Trouble;
use crate::witness::Witness;

/// For how many times the time that it worked it rests.
const REST: u32 = 9;

const CHANGED: Trouble = Trouble::Changed(StoreChange::EventsChanged);

/// How far the reading is.
#[derive(Debug, Default)]
pub struct Recheck {
    /// What the store said of itself before all this was read; `None` where that was in another session.
    seen: Option<Option<ChangeMark>>,
    pass: Option<Pass>,
}

/// What is read next.
#[derive(Debug, Clone, Copy)]
enum Pass {
    /// The segment of a number, behind a position.
    Segment(usize, Option<Position>),
    /// Texts behind a position.
    Texts(i64),
}

impl Recheck {
    /// Begins when the store is other than it was said to be before it was read; at once where nobody asked it then.
    pub fn since(seen: Option<Option<ChangeMark>>) -> Self {
        Self { seen, pass: None }
    }

    /// Reads on; how long it is to rest then, or `None` where there is nothing to read.
    ///
    /// # Errors
    /// [`Trouble::Changed`] when the store holds something else; the store's own, or the text index's.
    pub async fn step(
        &mut self,
        shared: &Shared,
        growth: &Growth,
        indexing: &Indexing,
    ) -> Result<Option<Duration>, Trouble> {
        if shared.store.is_ruled() || shared.paused.load(Ordering::Relaxed) {
            return Ok(None);
        }
        let Some(pass) = self.pass.take().or(self.begin(shared).await) else {
            return Ok(None);
        };
        let begun = Instant::now();
        self.pass = match pass {
            Pass::Segment(number, after) => segment(shared, growth, number, after).await?,
            Pass::Texts(after) => indexing.recheck(shared, after).await?.map(Pass::Texts),
        };
        Ok(Some(begun.elapsed() * REST))
    }

    /// A pass, where the store is not as it was at the beginning of the last one.
    async fn begin(&mut self, shared: &Shared) -> Option<Pass> {
        // A file that is gone says nothing; that its events are gone is found out elsewhere.
        let now = shared.store.change_mark().await.ok()?;
        let is_known = self.seen.as_ref() == Some(&now);
        self.seen = Some(now);
        (!is_known).then_some(Pass::Segment(0, None))
    }
}

/// Reads a segment again, and tells what comes next.
async fn segment(
    shared: &Shared,
    growth: &Growth,
    number: usize,
    after: Option<Position>,
) -> Result<Option<Pass>, Trouble> {
    let (Some(events), Some(sum)) = (growth.events_of(number), growth.sum(number)) else {
        return Ok(Some(Pass::Texts(i64::MIN)));
    };
    let mut witness = Witness::default();
    let (mut read, mut after) = (0, after);
    while read < events {
        let wanted = u32::try_from(events - read).unwrap_or(EVENTS_PER_SCAN_MAX);
        let heads = shared.store.scan(after, wanted).await?;
        if heads.is_empty() {
            return Err(CHANGED);
        }
        witness.heads(&heads, 0..heads.len());
        read += heads.len();
        after = heads.positions.last().copied();
    }
    match witness.sum() == sum {
        true => Ok(Some(Pass::Segment(number + 1, after))),
        false => Err(CHANGED),
    }
}
