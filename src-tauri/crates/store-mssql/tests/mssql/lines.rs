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
#[tokio::test]
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
                store = MssqlStore::open_writable_with_clock(&over, place.clock().reading())
                    .await
                    .ok();
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
    eprintln!(
        "the line broke {} times, and the caller was told {told} times",
        line.breaks()
    );
}

/// Reading over a line that breaks is tried again, and what comes is whole.
#[tokio::test]
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
#[tokio::test]
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
    let slow =
        MssqlStore::open_writable_with_clock(&line.over(place.config()), place.clock().reading())
            .await
            .expect("opened");
    let one_way_and_back = Duration::from_millis(60);
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
    let mut ways = Vec::new();
    macro_rules! timed {
        ($what:literal, $ways:literal, $work:expr) => {
            let begun = Instant::now();
            $work.await.expect($what);
            ways.push(($what, $ways, begun.elapsed()));
        };
    }
    timed!("a page", 1, slow.query(&all, page));
    timed!("a filtered page", 1, slow.query(&of_type, page));
    timed!("a count", 1, slow.count(&of_type));
    timed!(
        "a list of aggregates",
        1,
        slow.aggregates(None, None, Order::OldestFirst, 100, None)
    );
    timed!(
        "a list of aggregates of then",
        1,
        slow.aggregates(None, None, Order::OldestFirst, 100, Some(now))
    );
    timed!(
        "the version of then",
        1,
        slow.version_at(&hindsight_testkit::given::aggregate(1), now)
    );
    timed!("a histogram", 2, slow.histogram(&all, from, now, 200));
    timed!(
        "a filtered histogram",
        2,
        slow.histogram(&of_type, from, now, 200)
    );
    for (what, crossings, took) in &ways {
        let most = one_way_and_back * *crossings + Duration::from_millis(150);
        assert!(
            *took < most,
            "{what} took {took:?}, where {crossings} crossings may take {most:?}"
        );
    }
    // Look up, begin, insert, commit; the connection is made first.
    appended(&slow, append(100, [to(1, ExpectedVersion::Any, 1)])).await;
    let begun = Instant::now();
    appended(&slow, append(101, [to(1, ExpectedVersion::Any, 1)])).await;
    assert!(
        begun.elapsed() < one_way_and_back * 4 + Duration::from_millis(150),
        "{:?}",
        begun.elapsed()
    );
    // A retry is answered without the lock.
    let begun = Instant::now();
    let again = slow
        .append(append(101, [to(1, ExpectedVersion::Any, 1)]))
        .await
        .expect("recognised");
    assert_eq!(again.status, AppendStatus::AlreadyProcessed);
    assert!(
        begun.elapsed() < one_way_and_back * 2 + Duration::from_millis(150),
        "{:?}",
        begun.elapsed()
    );
}
