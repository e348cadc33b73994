//! Commands and causes in stores of other programs, and in stores of ours that lost a rule.

use hindsight_domain::{CausationId, CommandId, EventId, Position};
use hindsight_store::{EventStore, ExpectedVersion};
use hindsight_testkit::Harness;
use hindsight_testkit::given::{append, command_id, to};

use crate::foreign::{EVENTS, opened};
use crate::place::Place;

const COMMANDS: &str = "CREATE TABLE commands (command_id TEXT, command_type TEXT, aggregate_id TEXT, \
    aggregate_type TEXT, processed_at TEXT, actor TEXT, source TEXT, data TEXT);
    INSERT INTO commands VALUES
     ('c1', 'Import', 'a', 'App', NULL, 'ada', 'API', NULL), ('c1', 'Import', 'a', 'App', NULL, 'ben', 'API', NULL),
     (NULL, 'Odd', 'a', 'App', NULL, 'ada', 'API', NULL), ('c2', 'Import', 'b', 'App', NULL, 'ada', 'API', '{}');
    INSERT INTO events VALUES
     ('e1', 'a', 'App', 1, 'Created', 1, '2026-01-06T10:00:00Z', 'ada', 'user', 'ui', 'c1', NULL, '{}', NULL),
     ('e2', 'a', 'App', 2, 'Changed', 1, '2026-01-06T10:00:00Z', 'ada', 'user', 'ui', 'e1', NULL, '{}', NULL);";

#[tokio::test]
async fn another_programs_commands_are_found_each_once() {
    let (_place, store) = opened(&format!("{EVENTS} {COMMANDS}")).await;
    let ids = ["c1", "c2", "c3", ""].map(CommandId::new);
    let mut found = store.find_commands(&ids).await.expect("read");
    found.sort_by(|one, other| one.command_id.cmp(&other.command_id));
    let names: Vec<&str> = found
        .iter()
        .map(|found| found.command_id.as_str())
        .collect();
    assert_eq!(names, ["c1", "c2"]);
    let by_itself = store.check_command_processed(&ids[0]).await.expect("read");
    assert_eq!(Some(&found[0]), by_itself.as_ref(), "the same of two rows");

    let all = store.commands(None, None, 1_000).await.expect("read");
    assert_eq!(all.commands.len(), 4, "what has no name is told as well");
    let first = store.commands(None, None, 3).await.expect("read");
    let rest = store
        .commands(None, first.next.as_ref(), 3)
        .await
        .expect("read");
    assert_eq!((first.commands.len(), rest.commands.len()), (3, 1));

    let causes = ["c1", "c2", "e1"].map(CausationId::new);
    let mut named = store.named_causes(&causes).await.expect("read");
    named.sort();
    assert_eq!(named, [CausationId::new("c1"), CausationId::new("e1")]);
    let none = store.commands_recording(&[Position(1), Position(2)]).await;
    assert_eq!(none.expect("read"), [], "such a store does not say");
}

/// Without a table, without a column, with another kind of key: nothing is found, and nothing fails.
#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let (_place, store) = opened(EVENTS).await;
    assert_eq!(
        store
            .find_commands(&[CommandId::new("c1")])
            .await
            .expect("read"),
        []
    );
    assert_eq!(
        store.commands(None, None, 3).await.expect("read").commands,
        []
    );
    assert_eq!(
        store
            .commands_recording(&[Position(1)])
            .await
            .expect("read"),
        []
    );
    let bare = "CREATE TABLE events (event_id TEXT, aggregate_id TEXT, aggregate_type TEXT, aggregate_version INT, \
        event_type TEXT, event_timestamp TEXT, data TEXT);
        CREATE TABLE commands (command_id TEXT PRIMARY KEY, rowid TEXT) WITHOUT ROWID;
        INSERT INTO commands VALUES ('c1', 'x'), ('c2', 'y'), ('c3', 'z');
        INSERT INTO events VALUES ('e1', 'a', 'App', 1, 'Created', '', '{}');";
    let (_place, store) = opened(bare).await;
    assert_eq!(
        store
            .named_causes(&[CausationId::new("c1")])
            .await
            .expect("read"),
        []
    );
    let page = store.commands(None, None, 2).await.expect("read");
    let rest = store
        .commands(None, page.next.as_ref(), 2)
        .await
        .expect("read");
    assert_eq!((page.commands.len(), rest.commands.len()), (2, 1));
    let ids = ["e1\u{0}x", "e1", "' OR 1=1 --"].map(EventId::new);
    assert_eq!(store.find_events(&ids).await.expect("read").len(), 1);
}

/// A store of ours without its index finds what it found before.
#[tokio::test]
async fn a_store_that_lost_its_index_still_finds_who_recorded_what() {
    let place = Place::new();
    let store = place.create().await;
    for n in 1..=20 {
        let events = (n % 3) as usize;
        let streams = [
            to(1, ExpectedVersion::Any, events),
            to(2, ExpectedVersion::Any, 1),
        ];
        store.append(append(n, streams)).await.expect("recorded");
    }
    let positions: Vec<Position> = [3, 7, 8, 30, 99].map(Position).to_vec();
    let with = store.commands_recording(&positions).await.expect("read");
    assert_eq!(
        with.first().map(|found| found.command_id.clone()),
        Some(command_id(2))
    );
    assert_eq!(with.len(), 3, "{with:?}");
    drop(store);
    place
        .raw()
        .execute_batch("DROP INDEX commands_by_position")
        .expect("dropped");
    let store = place.open_read_only().await;
    assert_eq!(
        store.commands_recording(&positions).await.expect("read"),
        with
    );
}
