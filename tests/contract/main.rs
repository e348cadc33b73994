//! Several processes at one store: nothing lost, nothing doubled, every conflict told, even where they are killed.

mod foreign;
mod pages;
mod stored;
mod writers;

use std::collections::{BTreeSet, HashMap};
use std::path::Path;
use std::thread;
use std::time::Duration;

use hindsight_domain::{Event, EventFilter, Order};
use hindsight_store::EventStore;
use hindsight_store_sqlite::SqliteStore;
use hindsight_testkit::contract::positions::assert_gapless;
use hindsight_testkit::given::{aggregate, command_id};
use hindsight_testkit::look::all_matching;
use tempfile::TempDir;

use writers::{Said, Writer, together};

/// How many write at once.
const WRITERS: u32 = 8;

async fn new_store() -> (TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let path = folder.path().join("store.db");
    drop(SqliteStore::create(&path).await.expect("a store is made"));
    (folder, path)
}

/// Every event of a sound store, positions and versions without a gap.
async fn sound_events(path: &Path) -> Vec<Event> {
    let store = SqliteStore::open_read_only(path).await.expect("it opens");
    assert_eq!(store.check_integrity().await.expect("checked"), None);
    let events = all_matching(&store, &EventFilter::default(), Order::OldestFirst, 1_000).await;
    assert_gapless(&events);
    events
}

/// Every event that was acknowledged is there, beside its siblings, under its command.
fn assert_kept(events: &[Event], said: &[Said]) {
    let places: HashMap<&str, usize> = events
        .iter()
        .enumerate()
        .map(|(index, event)| (event.event_id.as_str(), index))
        .collect();
    for one in said {
        let Said::Acknowledged {
            command,
            events: ids,
            ..
        } = one
        else {
            continue;
        };
        let found: Vec<usize> = ids.iter().map(|id| places[id.as_str()]).collect();
        assert!(
            found.windows(2).all(|pair| pair[0] + 1 == pair[1]),
            "side by side: {found:?}"
        );
        for index in found {
            assert_eq!(
                events[index].causation_id,
                Some(command_id(*command).into())
            );
        }
    }
}

#[tokio::test]
async fn eight_processes_append_to_the_same_aggregates() {
    let (_folder, path) = new_store().await;
    let firsts: Vec<u32> = (1..=WRITERS).map(|n| n * 1_000).collect();
    let said = together(&path, "any", &firsts, 25).concat();
    assert_eq!(said.len(), 8 * 25);
    assert!(
        said.iter()
            .all(|one| matches!(one, Said::Acknowledged { again: false, .. }))
    );
    let events = sound_events(&path).await;
    assert_eq!(events.len(), 8 * 25 * 5);
    assert_kept(&events, &said);
}

#[tokio::test]
async fn eight_processes_expect_exact_versions_and_are_told_every_conflict() {
    let (_folder, path) = new_store().await;
    let firsts: Vec<u32> = (1..=WRITERS).map(|n| n * 1_000).collect();
    let said = together(&path, "exact", &firsts, 15).concat();
    let mut conflicts = 0;
    for one in &said {
        if let Said::Conflict { expected, actual } = one {
            assert!(actual > expected, "what was read was true once: {one:?}");
            conflicts += 1;
        }
    }
    assert!(conflicts > 0, "eight that never met show nothing");
    assert_eq!(said.len() - conflicts, 8 * 15);
    let events = sound_events(&path).await;
    assert_eq!(events.len(), 8 * 15);
    assert!(
        events
            .iter()
            .all(|event| event.aggregate_id == aggregate(1))
    );
    assert_kept(&events, &said);
}

#[tokio::test]
async fn eight_processes_retry_the_same_command_and_one_is_first() {
    let (_folder, path) = new_store().await;
    let said = together(&path, "same", &[7; WRITERS as usize], 10).concat();
    let mut outcomes = BTreeSet::new();
    let mut first = 0;
    for one in said {
        let Said::Acknowledged { again, events, .. } = one else {
            panic!("{one:?}")
        };
        first += usize::from(!again);
        outcomes.insert(events);
    }
    assert_eq!(
        (first, outcomes.len()),
        (1, 1),
        "one is first, and all are told the same"
    );
    assert_eq!(sound_events(&path).await.len(), 5);
}

/// Writers are killed at any moment, two at a time. Whatever they were told is there, whole commands alone are there,
/// and sending a command again settles whether it was recorded.
#[tokio::test]
async fn what_was_acknowledged_survives_a_killed_process() {
    let (_folder, path) = new_store().await;
    let mut said = Vec::new();
    for round in 1..=10_u32 {
        let mut writers = [round * 10_000, round * 10_000 + 5_000]
            .map(|first| Writer::start(&path, "any", first, 5_000));
        writers.iter_mut().for_each(Writer::begin);
        // Never a whole multiple of anything, so that it strikes at all kinds of moments.
        thread::sleep(Duration::from_micros(20_000 + u64::from(round) * 7_919));
        writers.iter_mut().for_each(Writer::kill);
        said.extend(writers.into_iter().flat_map(Writer::last_words));

        let events = sound_events(&path).await;
        assert_kept(&events, &said);
        assert_eq!(events.len() % 5, 0, "whole commands alone");
    }
    assert!(
        said.len() > 10,
        "only {} commands were acknowledged: this shows little",
        said.len()
    );
    settles(&path, &said).await;
}

/// Sends the command after the last one that each writer heard of: it may have been recorded or not, and is told which.
async fn settles(path: &Path, said: &[Said]) {
    let acknowledged = said.iter().filter_map(|one| match one {
        Said::Acknowledged { command, .. } => Some(command),
        Said::Conflict { .. } => None,
    });
    let mut last: HashMap<u32, u32> = HashMap::new();
    for command in acknowledged {
        let heard = last.entry(command / 5_000).or_default();
        *heard = (*heard).max(*command);
    }
    let before = sound_events(path).await.len();
    let mut recorded = 0;
    for command in last.into_values() {
        let [one] = &together(path, "same", &[command + 1], 1).concat()[..] else {
            panic!()
        };
        let Said::Acknowledged { again, events, .. } = one else {
            panic!("{one:?}")
        };
        assert_eq!(events.len(), 5);
        recorded += usize::from(!again) * 5;
    }
    assert_eq!(sound_events(path).await.len(), before + recorded);
}
