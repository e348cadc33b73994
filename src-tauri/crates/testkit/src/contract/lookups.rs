//! Looking for many things at once: commands, what they recorded, and what is named as a cause.

use std::collections::BTreeSet;

use hindsight_domain::{AggregateId, CausationId, CommandId, EventId, Position, ProcessedCommand};
use hindsight_store::{EventStore, ExpectedVersion};

use super::queries::filled;
use crate::given::{aggregate, append, causation, command_id, event_id, to};
use crate::harness::Harness;
use crate::look::appended;
use crate::model::Model;

/// More than any engine takes in one portion.
const MANY: u32 = 20_000;

fn by_id(mut commands: Vec<ProcessedCommand>) -> Vec<ProcessedCommand> {
    commands.sort_by(|one, other| one.command_id.cmp(&other.command_id));
    commands
}

/// Of many commands those are found that were processed, whole, and each once however often it is asked for.
pub async fn many_commands_are_found_at_once(h: &impl Harness) {
    let (store, model) = filled(h).await;
    let mut ids: Vec<CommandId> = model.all_commands().map(|found| found.command_id).collect();
    ids.extend(ids.clone());
    ids.extend((0..MANY).map(|n| command_id(500_000 + n)));
    ids.push(CommandId::new("no ' id \" at all"));
    let found = store.find_commands(&ids).await.expect("read");
    assert_eq!(by_id(found), by_id(model.all_commands().collect()));
    assert_eq!(store.find_commands(&[]).await.expect("read"), []);
}

/// Events are found by where they stand, in order of position, and each once however often it is asked for.
pub async fn many_events_are_found_by_their_positions(h: &impl Harness) {
    let (store, model) = filled(h).await;
    let count = model.events.len() as i64;
    let every: Vec<Position> = (1..=count).map(Position).collect();
    let mut asked: Vec<Position> = every.iter().rev().copied().collect();
    asked.extend([0, -1, count + 1, i64::MIN, i64::MAX, 2].map(Position));
    asked.extend((0..MANY).map(|n| Position(count + 1 + i64::from(n))));
    let found = store.events_at(&asked).await.expect("read");
    assert_eq!(found, model.events);
    assert_eq!(
        store.events_at(&every[2..4]).await.expect("read"),
        model.events[2..4]
    );
    assert_eq!(store.events_at(&[]).await.expect("read"), []);
}

/// From events back to the commands that recorded them, whatever the events name as their causes.
pub async fn commands_are_found_by_what_they_recorded(h: &impl Harness) {
    let store = h.create().await;
    appended(&store, append(1, [to(1, ExpectedVersion::Any, 2)])).await;
    appended(&store, append(2, [])).await;
    let mut caused = append(
        3,
        [
            to(1, ExpectedVersion::Any, 1),
            to(2, ExpectedVersion::Any, 2),
        ],
    );
    for stream in &mut caused.streams {
        for event in &mut stream.events {
            event.causation_id = Some(causation(7));
        }
    }
    appended(&store, caused).await;
    for (positions, should) in [
        (vec![1], vec![1]),
        (vec![2, 1], vec![1]),
        (vec![3], vec![3]),
        (vec![5, 4, 5, 2], vec![1, 3]),
        (vec![0, -1, 6, i64::MAX], vec![]),
        (vec![], vec![]),
    ] {
        let asked: Vec<Position> = positions.iter().copied().map(Position).collect();
        let found = store.commands_recording(&asked).await.expect("read");
        let ids: Vec<CommandId> = found.into_iter().map(|found| found.command_id).collect();
        let should: Vec<CommandId> = should.into_iter().map(command_id).collect();
        assert_eq!(ids, should, "{positions:?}");
    }
}

/// Every command once, page by page, in one order whatever the size of a page; those about an aggregate alone.
pub async fn commands_come_in_portions(h: &impl Harness) {
    let (store, model) = filled(h).await;
    for about in [
        None,
        Some(aggregate(1)),
        Some(aggregate(2)),
        Some(aggregate(99)),
    ] {
        let wanted = |command: &ProcessedCommand| {
            about
                .as_ref()
                .is_none_or(|about| command.aggregate_id == *about)
        };
        let should: Vec<ProcessedCommand> = model.all_commands().filter(wanted).collect();
        let whole = every_command(&store, about.as_ref(), 1_000).await;
        assert_eq!(by_id(whole.clone()), by_id(should));
        for limit in [1, 2, 7] {
            assert_eq!(every_command(&store, about.as_ref(), limit).await, whole);
        }
    }
}

async fn every_command(
    store: &impl EventStore,
    about: Option<&AggregateId>,
    limit: u32,
) -> Vec<ProcessedCommand> {
    let mut found: Vec<ProcessedCommand> = Vec::new();
    let mut after = None;
    loop {
        let page = store
            .commands(about, after.as_ref(), limit)
            .await
            .expect("read");
        assert!(page.commands.len() <= limit as usize);
        assert!(found.len() < 100_000, "the cursor goes in circles");
        found.extend(page.commands);
        match page.next {
            None => return found,
            Some(next) => after = Some(next),
        }
    }
}

/// Of many events those are found that are there, whole and in order of position.
pub async fn many_events_are_found_at_once(h: &impl Harness) {
    let (store, model) = filled(h).await;
    let mut ids: Vec<EventId> = model
        .events
        .iter()
        .map(|event| event.event_id.clone())
        .collect();
    ids.reverse();
    ids.extend((0..MANY).map(|n| event_id(500_000 + n)));
    assert_eq!(store.find_events(&ids).await.expect("read"), model.events);
    assert_eq!(store.find_events(&[]).await.expect("read"), []);
}

/// Of many ids those are told that an event names as its cause, each once.
pub async fn causes_that_are_named_are_told(h: &impl Harness) {
    let (store, model) = filled(h).await;
    let named = |model: &Model| -> BTreeSet<CausationId> {
        let causes = model
            .events
            .iter()
            .filter_map(|event| event.causation_id.clone());
        causes.collect()
    };
    let should = named(&model);
    assert!(!should.is_empty());
    let mut ids: Vec<CausationId> = should.iter().cloned().collect();
    ids.extend((0..MANY).map(|n| causation(500_000 + n)));
    let found = store.named_causes(&ids).await.expect("read");
    assert_eq!(found.len(), should.len());
    assert_eq!(found.into_iter().collect::<BTreeSet<_>>(), should);
}
