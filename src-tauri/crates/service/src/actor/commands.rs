//! On whose commands an actor acted.

use std::collections::HashMap;

use hindsight_domain::{CommandId, Event, Position, ProcessedCommand};
use hindsight_store::EventStore;

use crate::error::ServiceResult;
use crate::wire::ActorCommandDto;

/// How many pairs of a type and a person are kept apart.
const PAIRS_MAX: usize = 10_000;
/// How many are told.
const PAIRS_TOLD: usize = 500;

/// How many events come of which commands.
#[derive(Default)]
pub struct Commands {
    counts: HashMap<(String, String), u32>,
    without: u32,
}

impl Commands {
    /// Counts events by their commands: the one that recorded an event where the store says so, else the one that the
    /// event names as its cause.
    pub async fn add(&mut self, store: &dyn EventStore, events: &[Event]) -> ServiceResult<()> {
        let positions: Vec<Position> = events.iter().map(|event| event.position).collect();
        let recording = store.commands_recording(&positions).await?;
        let recorder = |position: Position| {
            let after = recording.partition_point(|one| one.first_position <= Some(position));
            let nearest = after.checked_sub(1).map(|at| &recording[at]);
            nearest.filter(|one| covers(one, position))
        };
        let others: Vec<&Event> = events
            .iter()
            .filter(|event| recorder(event.position).is_none())
            .collect();
        let causes: Vec<CommandId> = others
            .iter()
            .filter_map(|event| event.causation_id.as_ref())
            .map(|cause| CommandId::new(cause.as_str()))
            .collect();
        let named = store.find_commands(&causes).await?;
        let named: HashMap<&str, &ProcessedCommand> = named
            .iter()
            .map(|command| (command.command_id.as_str(), command))
            .collect();
        for event in events {
            let cause = event.causation_id.as_ref();
            let by_name = || cause.and_then(|cause| named.get(cause.as_str()).copied());
            self.count(recorder(event.position).or_else(by_name));
        }
        Ok(())
    }

    /// The commands, those with the most events first; and how many events have none.
    pub fn told(self) -> (Vec<ActorCommandDto>, u32) {
        let told = |((command_type, actor), events)| ActorCommandDto {
            command_type,
            actor,
            events,
        };
        let mut pairs: Vec<ActorCommandDto> = self.counts.into_iter().map(told).collect();
        pairs.sort_by(|one, other| {
            let name = |pair: &ActorCommandDto| (pair.command_type.clone(), pair.actor.clone());
            let by_count = other.events.cmp(&one.events);
            by_count.then_with(|| name(one).cmp(&name(other)))
        });
        pairs.truncate(PAIRS_TOLD);
        (pairs, self.without)
    }

    fn count(&mut self, command: Option<&ProcessedCommand>) {
        let Some(command) = command else {
            self.without = self.without.saturating_add(1);
            return;
        };
        let pair = (command.command_type.to_string(), command.actor.to_string());
        if let Some(count) = self.counts.get_mut(&pair) {
            *count = count.saturating_add(1);
        } else if self.counts.len() < PAIRS_MAX {
            self.counts.insert(pair, 1);
        }
    }
}

fn covers(command: &ProcessedCommand, position: Position) -> bool {
    let first = command.first_position.unwrap_or_default();
    let count = i64::from(command.event_count.unwrap_or_default());
    position.0 < first.0.saturating_add(count)
}
