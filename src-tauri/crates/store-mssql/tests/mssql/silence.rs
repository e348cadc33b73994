//! A line that falls silent: it is neither cut nor slow, it just carries nothing any more.

use std::time::{Duration, Instant};

use hindsight_store::{AppendStatus, EventStore, ExpectedVersion, Importing, Rows};
use hindsight_store_mssql::{Filling, MssqlConfig, MssqlStore};
use hindsight_testkit::given::{append, command_id, to};
use hindsight_testkit::look::{appended, contents};
use hindsight_testkit::{Harness, ImportHarness};

use crate::line::{Line, Nature, Way};
use crate::loads::{events, identity};
use crate::place::Place;

/// How long the store waits here before it takes silence for one: longer than anything takes that opening it asks.
const SILENCE_MAX: Duration = Duration::from_secs(5);

/// An append asks four times: look up, begin under the lock, insert, commit.
const TURNS: u64 = 4;

/// A line to a place, and the way over it on which silence is soon taken for one.
async fn line_that_may_fall_silent(place: &Place) -> (Line, MssqlConfig) {
    let line = Line::to(place.config(), Nature::Sound).await;
    let over = MssqlConfig {
        silence_max: SILENCE_MAX,
        ..line.over(place.config())
    };
    (line, over)
}

/// What was asked may have been done, or may never have arrived: the command's id tells. It is acknowledged once, and is
/// there once, whichever of its turns the silence falls into.
#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(
    not(a_server_is_there),
    ignore = "HINDSIGHT_TEST_MSSQL names no server"
)]
async fn what_became_of_a_command_is_settled_after_silence() {
    let place = Place::new().await;
    drop(place.create().await);
    let (line, over) = line_that_may_fall_silent(&place).await;
    let store = place.writable_over(&over).await.expect("opened");
    let mut commands = 0;
    for way in [Way::There, Way::Back] {
        for turn in 1..=TURNS {
            // The connection that the append takes is there already.
            commands += 1;
            appended(&store, append(commands, [to(1, ExpectedVersion::Any, 1)])).await;
            commands += 1;
            let request = append(commands, [to(2, ExpectedVersion::Any, 2)]);
            line.fall_silent(way, turn);
            let begun = Instant::now();
            let outcome = store.append(request).await;
            let outcome = outcome.unwrap_or_else(|error| panic!("{way:?} {turn}: {error}"));
            assert!(line.fell_silent(), "{way:?} {turn}: nothing was lost");
            assert!(begun.elapsed() >= SILENCE_MAX, "{way:?} {turn}");
            let was_done = way == Way::Back && turn == TURNS;
            let should = match was_done {
                true => AppendStatus::AlreadyProcessed,
                false => AppendStatus::Appended,
            };
            assert_eq!(outcome.status, should, "{way:?} {turn}");
            assert_eq!(outcome.events.len(), 2, "{way:?} {turn}");
        }
    }
    let sound = place.open_read_only().await;
    let held = contents(&sound).await;
    assert_eq!(held.commands, Some(u64::from(commands)));
    assert_eq!(held.events.len(), commands as usize / 2 * 3);
    for n in 1..=commands {
        let command = sound.check_command_processed(&command_id(n)).await;
        let count = command
            .expect("read")
            .and_then(|command| command.event_count);
        assert_eq!(count, Some(1 + (n + 1) % 2), "command {n}");
    }
}

/// Nothing is sent again and again into the silence: reading is given up after one.
#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(
    not(a_server_is_there),
    ignore = "HINDSIGHT_TEST_MSSQL names no server"
)]
async fn a_read_into_the_silence_is_told_once_and_the_store_goes_on() {
    let place = Place::new().await;
    let store = place.create().await;
    appended(&store, append(1, [to(1, ExpectedVersion::Any, 3)])).await;
    let (line, over) = line_that_may_fall_silent(&place).await;
    let store = MssqlStore::open_read_only(&over).await.expect("opened");
    line.fall_silent(Way::Back, 1);
    let (begun, turns) = (Instant::now(), line.turns());
    let error = store.info().await.expect_err("nobody answers");
    assert!(
        matches!(error, hindsight_store::StoreError::TimedOut(_)),
        "{error:?}"
    );
    assert!(begun.elapsed() < 2 * SILENCE_MAX, "{:?}", begun.elapsed());
    assert_eq!(line.turns() - turns, 1, "it was asked again");
    assert_eq!(contents(&store).await.events.len(), 3);
}

/// Rows that are taken over are asked for eight times: the load four times and a look at it, then begin, insert, commit.
const LOAD_TURN: u64 = 4;
const COMMIT_TURN: u64 = 8;

/// A portion whose load falls into the silence goes by INSERTs, and one whose commit does is looked for: each is there
/// once.
#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(
    not(a_server_is_there),
    ignore = "HINDSIGHT_TEST_MSSQL names no server"
)]
async fn rows_that_are_taken_over_are_there_once_after_silence() {
    let place = Place::new().await;
    drop(place.import(identity()).await.expect("begun"));
    let (line, over) = line_that_may_fall_silent(&place).await;
    let into = Filling::begin_as(&over, identity()).await;
    let into = into.expect("gone on with");
    let events = events(60);
    let mut portions = events.chunks(10).map(|rows| Rows::Events(rows.to_vec()));
    let mut next = || portions.next().expect("there are enough");
    for (way, turn, refused) in [
        (Way::There, LOAD_TURN, 1),
        (Way::Back, LOAD_TURN, 2),
        (Way::Back, COMMIT_TURN, 2),
    ] {
        // The connection that the rows take is there already.
        into.import(next()).await.expect("taken over");
        line.fall_silent(way, turn);
        let begun = Instant::now();
        let taken = into.import(next()).await;
        taken.unwrap_or_else(|error| panic!("{way:?} {turn}: {error}"));
        assert!(line.fell_silent(), "{way:?} {turn}: nothing was lost");
        assert!(begun.elapsed() >= SILENCE_MAX, "{way:?} {turn}");
        assert_eq!(into.loads().1, refused, "{way:?} {turn}");
    }
    assert_eq!(contents(&place.open_read_only().await).await.events, events);
}
