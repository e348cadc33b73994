//! Lines that break while something is written, and lines that are slow.

use std::time::{Duration, Instant};

use hindsight_domain::{EventFilter, Order, Page};
use hindsight_store::{AppendStatus, EventStore, ExpectedVersion};
use hindsight_store_mssql::MssqlStore;
use hindsight_testkit::Harness;
use hindsight_testkit::given::{append, command_id, to};
use hindsight_testkit::look::{appended, contents};

use crate::line::{Line, Nature};
use crate::place::Place;

/// How many commands are sent over the line that breaks.
const COMMANDS: u32 = 120;

/// The line breaks again and again, in the middle of whatever is said. What was acknowledged is there, and nothing twice.
// The line carries on while the test ends, so that the server learns that nobody is there any more.
#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(
    not(a_server_is_there),
    ignore = "HINDSIGHT_TEST_MSSQL names no server"
)]
async fn a_line_that_breaks_loses_nothing_and_doubles_nothing() {
    let place = Place::new().await;
    drop(place.create().await);
    let line = Line::to(place.config(), Nature::Breaking(6_000, 40_000)).await;
    let over = line.over(place.config());
    let mut told = 0;
    let mut store = None;
    for n in 1..=COMMANDS {
        let request = append(
            n,
            [
                to(1, ExpectedVersion::Any, 2),
                to(2 + n % 3, ExpectedVersion::Any, 1),
            ],
        );
        let mut events = None;
        // Whoever is told of trouble sends the same command again.
        for _ in 0..40 {
            if store.is_none() {
                store = place.writable_over(&over).await.ok();
            }
            let Some(open) = &store else { continue };
            match open.append(request.clone()).await {
                Ok(outcome) => {
                    events = Some(outcome.events);
                    break;
                }
                Err(_) => told += 1,
            }
        }
        assert_eq!(
            events.expect("it is recorded in the end").len(),
            3,
            "command {n}"
        );
    }
    assert!(
        line.breaks() > 20,
        "the line broke {} times: this shows little",
        line.breaks()
    );

    let sound = place.open_read_only().await;
    let held = contents(&sound).await;
    assert_eq!(held.commands, Some(u64::from(COMMANDS)));
    assert_eq!(held.events.len(), 3 * COMMANDS as usize);
    for (position, event) in (1..).zip(&held.events) {
        assert_eq!(event.position.0, position);
    }
    for n in 1..=COMMANDS {
        let command = sound
            .check_command_processed(&command_id(n))
            .await
            .expect("read");
        assert_eq!(
            command.and_then(|command| command.event_count),
            Some(3),
            "command {n}"
        );
    }
    // Nearly all of it was settled without the caller.
    assert!(
        told <= line.breaks() / 4,
        "told {told} times of {}",
        line.breaks()
    );
}

/// Reading over a line that breaks is tried again, and what comes is whole.
#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(
    not(a_server_is_there),
    ignore = "HINDSIGHT_TEST_MSSQL names no server"
)]
async fn reading_over_a_line_that_breaks_is_whole_or_an_error() {
    let place = Place::new().await;
    let store = place.create().await;
    appended(&store, append(1, [to(1, ExpectedVersion::Any, 40)])).await;
    let line = Line::to(place.config(), Nature::Breaking(9_000, 60_000)).await;
    let over = line.over(place.config());
    let mut read = 0;
    for _ in 0..60 {
        let Ok(store) = MssqlStore::open_read_only(&over).await else {
            continue;
        };
        if let Ok(page) = store
            .query(
                &EventFilter::default(),
                Page::first(Order::OldestFirst, 100),
            )
            .await
        {
            assert_eq!(page.events.len(), 40);
            read += 1;
        }
    }
    assert!(read > 5, "{read}");
    line.mend();
    let store = MssqlStore::open_read_only(&over)
        .await
        .expect("the line is sound again");
    assert_eq!(contents(&store).await.events.len(), 40);
}

/// Each thing that the window asks takes few ways to the server and back: over a line that takes 30 ms each way it
/// answers at once, as far as a person can tell.
#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(
    not(a_server_is_there),
    ignore = "HINDSIGHT_TEST_MSSQL names no server"
)]
async fn a_slow_line_is_crossed_seldom() {
    let place = Place::new().await;
    let store = place.create().await;
    for n in 1..40 {
        place.clock().step(1_000_000);
        appended(&store, append(n, [to(n % 13, ExpectedVersion::Any, 3)])).await;
    }
    drop(store);
    let line = Line::to(place.config(), Nature::Slow(Duration::from_millis(30))).await;
    let slow = place.writable_over(&line.over(place.config())).await;
    let slow = slow.expect("opened");
    let page = Page::first(Order::NewestFirst, 60);
    let all = EventFilter::default();
    let of_type = EventFilter {
        event_type: Some(hindsight_domain::EventType::new(
            "DataClassificationChanged",
        )),
        from: Some(hindsight_testkit::ManualClock::default().shows()),
        ..EventFilter::default()
    };
    slow.query(&all, page)
        .await
        .expect("the connection is there now");
    let now = place.clock().shows();
    let from = hindsight_testkit::ManualClock::default().shows();
    // So many times the server is asked and waited for, and so long it may take where the machine has other work to do.
    macro_rules! crosses {
        ($most:literal, $what:literal, $work:expr) => {
            let (before, begun) = (line.turns(), Instant::now());
            $work.await.expect($what);
            let (crossed, took) = (line.turns() - before, begun.elapsed());
            assert!(
                crossed <= $most,
                "{} crosses the line {crossed} times",
                $what
            );
            assert!(took < Duration::from_secs(5), "{} took {took:?}", $what);
        };
    }
    crosses!(1, "a page", slow.query(&all, page));
    crosses!(1, "a filtered page", slow.query(&of_type, page));
    crosses!(1, "a count", slow.count(&of_type));
    crosses!(
        1,
        "a list of aggregates",
        slow.aggregates(None, None, Order::OldestFirst, 100, None)
    );
    crosses!(
        1,
        "a list of then",
        slow.aggregates(None, None, Order::OldestFirst, 100, Some(now))
    );
    crosses!(
        1,
        "the version of then",
        slow.version_at(&hindsight_testkit::given::aggregate(1), now)
    );
    crosses!(2, "a histogram", slow.histogram(&all, from, now, 200));
    crosses!(
        2,
        "a filtered histogram",
        slow.histogram(&of_type, from, now, 200)
    );
    // Look up, begin under the lock, insert, commit; the connection is made before.
    appended(&slow, append(100, [to(1, ExpectedVersion::Any, 1)])).await;
    crosses!(
        4,
        "an append",
        slow.append(append(101, [to(1, ExpectedVersion::Any, 1)]))
    );
    // A retry is answered without the lock: the command, then its events.
    let again = append(101, [to(1, ExpectedVersion::Any, 1)]);
    crosses!(2, "a retry", slow.append(again.clone()));
    let outcome = slow.append(again).await.expect("recognised");
    assert_eq!(outcome.status, AppendStatus::AlreadyProcessed);
}
