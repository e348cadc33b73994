//! Holding both sides against each other, row by row.

use std::collections::HashMap;

use hindsight_domain::{
    AggregateId, EventFilter, Instant, Order, Page, Position, Snapshot, Version,
};
use hindsight_store::{EVENTS_PER_READ_MAX, EventStore, StoreResult};
use sha2::{Digest as _, Sha256};

use super::{Copied, CopyProgress, CopyStep, TellCopy, last_position};
use crate::error::{ErrorCode, ServiceError, ServiceResult};

/// Reads all of both sides and says what they have in common. What only the source has must have come since.
pub(super) async fn all(
    from: &dyn EventStore,
    copied: &dyn EventStore,
    tell: TellCopy<'_>,
) -> ServiceResult<Copied> {
    let info = copied.info().await?;
    let mut sides = Sides {
        from,
        copied,
        tell,
        done: 0,
        total: info.events + info.commands.unwrap_or(0) + info.snapshots.unwrap_or(0),
        behind: 0,
    };
    let events = sides.events().await?;
    let newest = sides.newest().await?;
    let commands = sides.commands(newest).await?;
    let (snapshots, replaced) = sides.snapshots(newest).await?;
    for (what, same, known, there) in [
        ("events", events, events, Some(info.events)),
        ("commands", commands, commands, info.commands),
        ("snapshots", snapshots, snapshots + replaced, info.snapshots),
    ] {
        if there != Some(known) {
            let there = there.unwrap_or(0);
            return Err(differs(&format!(
                "it has {there} {what}, of which {same} are the source's"
            )));
        }
    }
    Ok(Copied {
        store_id: info.store_id.map(|id| id.to_string()).unwrap_or_default(),
        events,
        commands,
        snapshots,
        behind: sides.behind,
    })
}

struct Sides<'s> {
    from: &'s dyn EventStore,
    copied: &'s dyn EventStore,
    tell: TellCopy<'s>,
    done: u64,
    total: u64,
    behind: u64,
}

impl Sides<'_> {
    /// How many events are the same on both sides, from the first one on.
    async fn events(&mut self) -> ServiceResult<u64> {
        let mut page = Page::first(Order::OldestFirst, EVENTS_PER_READ_MAX);
        let all = EventFilter::default();
        let mut same = 0;
        loop {
            let (ours, theirs) =
                tokio::join!(self.from.query(&all, page), self.copied.query(&all, page));
            let (ours, theirs) = (ours?, theirs?);
            for (one, other) in ours.events.iter().zip(&theirs.events) {
                if one != other {
                    return Err(differs(&format!(
                        "the event at position {} is another one",
                        one.position
                    )));
                }
            }
            let count = theirs.events.len().min(ours.events.len());
            same += count as u64;
            self.reach(count);
            match theirs.next {
                Some(next) => page = page.after(next),
                None => break,
            }
        }
        let last = last_position(self.from).await?.map_or(0, |last| last.0);
        self.behind += u64::try_from(last).unwrap_or(0).saturating_sub(same);
        Ok(same)
    }

    /// How many commands are the same on both sides.
    async fn commands(&mut self, newest: Option<Newest>) -> ServiceResult<u64> {
        let (mut same, mut after) = (0, None);
        loop {
            let page = self
                .from
                .commands(None, after.as_ref(), EVENTS_PER_READ_MAX)
                .await?;
            let ids: Vec<_> = page
                .commands
                .iter()
                .map(|one| one.command_id.clone())
                .collect();
            let found = self.copied.find_commands(&ids).await?.into_iter();
            let found: HashMap<_, _> = found.map(|one| (one.command_id.clone(), one)).collect();
            for command in &page.commands {
                match found.get(&command.command_id) {
                    Some(other) if other == command => same += 1,
                    None if is_since(command.first_position, command.processed_at, newest) => {
                        self.behind += 1
                    }
                    Some(_) => {
                        return Err(differs(&format!(
                            "command {} is another one",
                            command.command_id
                        )));
                    }
                    None => {
                        return Err(differs(&format!(
                            "command {} is missing",
                            command.command_id
                        )));
                    }
                }
            }
            self.reach(page.commands.len());
            after = page.next;
            if after.is_none() {
                return Ok(same);
            }
        }
    }

    async fn newest(&self) -> StoreResult<Option<Newest>> {
        let page = Page::first(Order::NewestFirst, 1);
        let found = self.copied.query(&EventFilter::default(), page).await?;
        let last = found.events.into_iter().next();
        Ok(last.and_then(|event| Some((event.position, event.timestamp.value?))))
    }

    /// How many snapshots are the same on both sides, and how many the source has replaced since. The two sides list them
    /// in orders of their own, so the copy's are gone through first, and of each only a digest is kept.
    async fn snapshots(&mut self, newest: Option<Newest>) -> ServiceResult<(u64, u64)> {
        let copied = digests(self.copied).await?;
        let (mut same, mut replaced, mut after) = (0, 0, None);
        loop {
            let page = self
                .from
                .snapshots(None, after.as_ref(), EVENTS_PER_READ_MAX)
                .await?;
            for snapshot in &page.snapshots {
                let (of, at) = (&snapshot.aggregate_id, snapshot.version);
                let found = copied.get(&(of.clone(), at));
                if found == Some(&digest(snapshot)) {
                    same += 1;
                } else if is_since(None, snapshot.timestamp, newest) {
                    replaced += u64::from(found.is_some());
                    self.behind += 1;
                } else {
                    return Err(differs(&format!(
                        "the snapshot of {of} at version {at} is missing or another one"
                    )));
                }
            }
            self.reach(page.snapshots.len());
            after = page.next;
            if after.is_none() {
                return Ok((same, replaced));
            }
        }
    }

    fn reach(&mut self, count: usize) {
        self.done += count as u64;
        (self.tell)(CopyProgress {
            step: CopyStep::Comparing,
            done: self.done.min(self.total),
            total: self.total,
        });
    }
}

/// What tells one snapshot from another.
type Digest = [u8; 32];

/// A digest of every snapshot, by its aggregate and version.
async fn digests(store: &dyn EventStore) -> StoreResult<HashMap<(AggregateId, Version), Digest>> {
    let (mut found, mut after) = (HashMap::new(), None);
    loop {
        let page = store
            .snapshots(None, after.as_ref(), EVENTS_PER_READ_MAX)
            .await?;
        let told = page.snapshots.iter();
        found.extend(told.map(|one| ((one.aggregate_id.clone(), one.version), digest(one))));
        after = page.next;
        if after.is_none() {
            return Ok(found);
        }
    }
}

/// Over every part of a snapshot, each with its name and its marks of beginning and end.
fn digest(snapshot: &Snapshot) -> Digest {
    Sha256::digest(format!("{snapshot:?}")).into()
}

/// The last event of the copy: where it stands and when it was recorded.
type Newest = (Position, Instant);

/// Whether something was recorded behind the last event of the copy.
fn is_since(first: Option<Position>, at: Option<Instant>, newest: Option<Newest>) -> bool {
    let Some((last, last_at)) = newest else {
        return true;
    };
    match first {
        Some(first) => first > last,
        None => at.is_some_and(|at| at >= last_at),
    }
}

fn differs(how: &str) -> ServiceError {
    ServiceError::new(
        ErrorCode::Damaged,
        format!(
            "The copy does not agree with its source: {how}. Do not use it; make it anew at another place."
        ),
    )
}
