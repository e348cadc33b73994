//! Showing everything to the lens, in steps between which the work can be stopped and says how far it is.

use std::collections::HashSet;

use hindsight_domain::completeness::{Answers, Findings, Lens, Scope, Versions};
use hindsight_domain::{
    AggregateId, CausationId, CommandId, Event, EventId, Order, Page, ProcessedCommand, Stretches,
};
use hindsight_store::{CommandCursor, EVENTS_PER_READ_MAX, EventStore};

use super::Asked;
use super::elsewhere::Elsewhere;
use crate::error::ServiceResult;
use crate::wire::ProgressDto;

/// How many events wait at most until what they name is looked up.
const WAITING_MAX: usize = 8_000;
/// How many aggregates have their versions watched at once; a store with more is read once more for every so many.
const AGGREGATES_MAX: u64 = 500_000;

/// What came of looking.
pub struct Looked {
    /// How many events were looked at.
    pub events: u64,
    /// How many commands.
    pub commands: u64,
    /// What was noticed.
    pub findings: Findings,
}

/// Looks through what was asked for.
pub async fn through(
    store: &dyn EventStore,
    asked: &Asked,
    progress: &(dyn Fn(ProgressDto) + Send + Sync),
) -> ServiceResult<Looked> {
    let parts = parts(store, asked).await?;
    in_parts(store, asked, parts, progress).await
}

/// The same with the aggregates' versions watched in so many parts.
pub(super) async fn in_parts(
    store: &dyn EventStore,
    asked: &Asked,
    parts: u64,
    progress: &(dyn Fn(ProgressDto) + Send + Sync),
) -> ServiceResult<Looked> {
    let reading = Reading {
        store,
        asked,
        parts,
        progress,
    };
    let mut lens = Lens::new(asked.scope, asked.knows, parts);
    let events = reading.show_events(&mut lens).await?;
    let commands = reading.show_commands(&mut lens).await?;
    let elsewhere = match asked.scope {
        Scope::Store => None,
        Scope::Aggregate | Scope::Operation => {
            Some(Elsewhere::look(store, &asked.filter, &mut lens).await?)
        }
    };
    let mut findings = lens.finish(elsewhere.as_ref().map(Elsewhere::seen));
    for part in 1..parts {
        reading.show_versions(part, &mut findings).await?;
    }
    findings.sort();
    Ok(Looked {
        events,
        commands,
        findings,
    })
}

/// In how many parts the aggregates' versions are watched.
async fn parts(store: &dyn EventStore, asked: &Asked) -> ServiceResult<u64> {
    if asked.scope != Scope::Store {
        return Ok(1);
    }
    let types = store.aggregate_types(None).await?;
    let aggregates: u64 = types.iter().map(|of| of.count).sum();
    Ok(aggregates.div_ceil(AGGREGATES_MAX).max(1))
}

struct Reading<'r> {
    store: &'r dyn EventStore,
    asked: &'r Asked,
    parts: u64,
    progress: &'r (dyn Fn(ProgressDto) + Send + Sync),
}

impl Reading<'_> {
    async fn show_events(&self, lens: &mut Lens) -> ServiceResult<u64> {
        let mut page = Page::first(Order::OldestFirst, EVENTS_PER_READ_MAX);
        let mut shown = 0;
        loop {
            let found = self.store.query(&self.asked.filter, page).await?;
            found.events.iter().for_each(|event| lens.event(event));
            shown += found.events.len() as u64;
            self.tell(shown).await;
            if found.next.is_none() || lens.waiting() >= WAITING_MAX {
                self.answer(lens).await?;
            }
            match found.next {
                Some(next) => page = page.after(next),
                None => return Ok(shown),
            }
        }
    }

    async fn answer(&self, lens: &mut Lens) -> ServiceResult<()> {
        let asked = lens.asked();
        let ids: Vec<CommandId> = asked.iter().map(CommandId::new).collect();
        let found = self.store.find_commands(&ids).await?;
        let commands: HashSet<String> = found
            .iter()
            .map(|command| command.command_id.to_string())
            .collect();
        let others: Vec<EventId> = asked
            .iter()
            .filter(|id| !commands.contains(*id))
            .map(EventId::new)
            .collect();
        let events = self.store.find_events(&others).await?;
        let recording = match self.asked.knows.recorded {
            true => {
                let positions = lens.positions_asked();
                self.store.commands_recording(&positions).await?
            }
            false => Vec::new(),
        };
        lens.answer(&Answers {
            commands,
            // Of two events with one id the earlier one counts.
            events: events
                .into_iter()
                .rev()
                .map(|event: Event| (event.event_id, event.position))
                .collect(),
            recorded: Stretches::recorded_by(found.iter().chain(&recording)),
        });
        Ok(())
    }

    /// Shows the commands of the store, or those about the aggregate. A command does not say which operation it
    /// belongs to.
    async fn show_commands(&self, lens: &mut Lens) -> ServiceResult<u64> {
        let about: Option<&AggregateId> = match self.asked.scope {
            Scope::Store => None,
            Scope::Aggregate => self.asked.filter.aggregate_id.as_ref(),
            Scope::Operation => return Ok(0),
        };
        let mut after: Option<CommandCursor> = None;
        let mut waiting: Vec<ProcessedCommand> = Vec::new();
        let mut shown = 0;
        loop {
            let page = self
                .store
                .commands(about, after.as_ref(), EVENTS_PER_READ_MAX)
                .await?;
            waiting.extend(page.commands);
            after = page.next;
            if after.is_none() || waiting.len() >= WAITING_MAX {
                let named = self.named(&waiting).await?;
                for command in &waiting {
                    lens.command(command, named.contains(command.command_id.as_str()));
                }
                shown += waiting.len() as u64;
                waiting.clear();
            }
            if after.is_none() {
                return Ok(shown);
            }
        }
    }

    /// Those commands that an event names as its cause, of those that do not say that they made one.
    async fn named(&self, commands: &[ProcessedCommand]) -> ServiceResult<HashSet<String>> {
        let made_none = |command: &&ProcessedCommand| command.event_count.unwrap_or(0) == 0;
        let ids: Vec<CausationId> = commands
            .iter()
            .filter(made_none)
            .map(|command| CausationId::new(command.command_id.as_str()))
            .collect();
        let named = self.store.named_causes(&ids).await?;
        Ok(named.into_iter().map(String::from).collect())
    }

    async fn show_versions(&self, part: u64, findings: &mut Findings) -> ServiceResult<()> {
        let from_one = self.asked.knows.counts_from_one;
        let mut versions = Versions::new(part, self.parts, from_one);
        let mut page = Page::first(Order::OldestFirst, EVENTS_PER_READ_MAX);
        let mut shown = self.asked.events * part;
        loop {
            let found = self.store.query(&self.asked.filter, page).await?;
            for event in &found.events {
                versions.event(event, findings);
            }
            shown += found.events.len() as u64;
            self.tell(shown).await;
            let Some(next) = found.next else { break };
            page = page.after(next);
        }
        versions.finish(findings);
        Ok(())
    }

    async fn tell(&self, shown: u64) {
        let number = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
        (self.progress)(ProgressDto {
            done: number(shown),
            total: number(self.asked.events * self.parts),
        });
        // Where the next answer is there at once, work would go on in the same breath, past a wish to stop.
        tokio::task::yield_now().await;
    }
}
