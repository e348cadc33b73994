//! Bringing rows over: events and then commands, again where the source has grown meanwhile; snapshots last.

use std::collections::HashSet;

use hindsight_domain::{CommandId, EventFilter, Order, Page, Position, ProcessedCommand};
use hindsight_store::{
    CommandPage, EVENTS_PER_READ_MAX, EventPage, EventStore, Importing, Rows, StoreResult,
};

use super::{CopyProgress, CopyStep, TellCopy, last_position};
use crate::error::ServiceResult;

/// Brings over all that the target does not have.
pub(super) async fn all(
    from: &dyn EventStore,
    into: &dyn Importing,
    tell: TellCopy<'_>,
) -> ServiceResult<()> {
    let info = from.info().await?;
    let mut at = last_position(into.store()).await?;
    let mut way = Way {
        from,
        into,
        tell,
        done: at.map_or(0, |at| u64::try_from(at.0).unwrap_or(0)),
        total: info.events + info.commands.unwrap_or(0) + info.snapshots.unwrap_or(0),
    };
    loop {
        at = way.events(at).await?;
        way.commands().await?;
        // A command is recorded together with its events, but they are read one after the other here.
        if last_position(from).await? == at {
            return way.snapshots().await;
        }
    }
}

struct Way<'w> {
    from: &'w dyn EventStore,
    into: &'w dyn Importing,
    tell: TellCopy<'w>,
    done: u64,
    total: u64,
}

impl Way<'_> {
    /// Brings the events behind a position; the next portion is read while one is written. The last position then.
    async fn events(&mut self, after: Option<Position>) -> ServiceResult<Option<Position>> {
        let mut last = after;
        let mut found = self.read_events(after).await?;
        while !found.events.is_empty() {
            last = found.events.last().map(|event| event.position);
            let (count, next) = (found.events.len(), found.next);
            let written = self.into.import(Rows::Events(found.events));
            let read = async {
                match next {
                    Some(after) => self.read_events(Some(after)).await,
                    None => Ok(EventPage {
                        events: Vec::new(),
                        next: None,
                    }),
                }
            };
            let (written, read) = tokio::join!(written, read);
            written?;
            self.reach(count);
            found = read?;
        }
        Ok(last)
    }

    async fn read_events(&self, after: Option<Position>) -> StoreResult<EventPage> {
        let mut page = Page::first(Order::OldestFirst, EVENTS_PER_READ_MAX);
        page.after = after;
        self.from.query(&EventFilter::default(), page).await
    }

    /// Brings the commands that the target does not have.
    async fn commands(&mut self) -> ServiceResult<()> {
        let fresh = self.into.store().info().await?.commands == Some(0);
        let mut after = None;
        loop {
            let page = self
                .from
                .commands(None, after.as_ref(), EVENTS_PER_READ_MAX);
            let CommandPage { mut commands, next } = page.await?;
            let count = commands.len();
            if !fresh {
                let there = self.there(&commands).await?;
                commands.retain(|command| !there.contains(&command.command_id));
            }
            if !commands.is_empty() {
                self.into.import(Rows::Commands(commands)).await?;
            }
            self.reach(count);
            after = next;
            if after.is_none() {
                return Ok(());
            }
        }
    }

    async fn there(&self, commands: &[ProcessedCommand]) -> ServiceResult<HashSet<CommandId>> {
        let ids: Vec<CommandId> = commands
            .iter()
            .map(|command| command.command_id.clone())
            .collect();
        let found = self.into.store().find_commands(&ids).await?;
        Ok(found
            .into_iter()
            .map(|command| command.command_id)
            .collect())
    }

    /// Brings all snapshots: one that is there already may have been replaced.
    async fn snapshots(&mut self) -> ServiceResult<()> {
        let mut after = None;
        loop {
            let page = self
                .from
                .snapshots(None, after.as_ref(), EVENTS_PER_READ_MAX)
                .await?;
            let count = page.snapshots.len();
            if count > 0 {
                self.into.import(Rows::Snapshots(page.snapshots)).await?;
            }
            self.reach(count);
            after = page.next;
            if after.is_none() {
                return Ok(());
            }
        }
    }

    fn reach(&mut self, count: usize) {
        self.done += count as u64;
        (self.tell)(CopyProgress {
            step: CopyStep::Copying,
            done: self.done.min(self.total),
            total: self.total,
        });
    }
}
