//! Rows that go over in bulk: a server that takes a load takes it whole, and one that does not is given the same rows by
//! INSERTs.

use hindsight_domain::{Actor, AggregateType, Event, EventFilter, EventType, Order, Page, Payload};
use hindsight_store::{AppendStatus, EventStore, ExpectedVersion, Identity, Importing, Rows};
use hindsight_store_mssql::{Filling, MssqlStore};
use hindsight_testkit::given::{append, causation, correlation, event_id, json, to};
use hindsight_testkit::look::contents;
use hindsight_testkit::model::Model;
use hindsight_testkit::{Harness, ImportHarness, ManualClock};
use uuid::Uuid;

use crate::line::{Line, Nature};
use crate::place::Place;

/// What the store goes by that is taken over.
pub fn identity() -> Identity {
    Identity {
        store_id: Uuid::from_u128(0x7000_8000 << 48).into(),
        created_at: ManualClock::default().shows(),
    }
}

/// So many events of another store, of five aggregates.
pub fn events(count: u32) -> Vec<Event> {
    let mut model = Model::default();
    for n in 1..=count {
        let mut request = append(n, [to(n % 5, ExpectedVersion::Any, 1)]);
        request.command.correlation_id = (n % 2 == 0).then(|| correlation(n % 6));
        let event = &mut request.streams[0].events[0];
        event.event_id = Some(event_id(n));
        event.causation_id = (n % 3 == 0).then(|| causation(n));
        let outcome = model.append(&request, ManualClock::default().shows(), &[]);
        assert_eq!(outcome.expect("recorded").status, AppendStatus::Appended);
    }
    model.events
}

/// A text of so many letters, as JSON.
fn text(letters: usize) -> Payload {
    Payload::Json(json(&format!("\"{}\"", "x".repeat(letters))))
}

/// A load ends anywhere in a packet, also where its last token lies in two: some servers go on before they have read the
/// second. Whether this one does or not, every portion is there, once and whole.
#[tokio::test]
#[cfg_attr(
    not(a_server_is_there),
    ignore = "HINDSIGHT_TEST_MSSQL names no server"
)]
async fn a_load_may_end_anywhere_in_a_packet() {
    // A packet has 4,096 bytes, a letter two of them, and the last token thirteen: no place is stepped over.
    const STEP: usize = 5;
    let mut events = events(430);
    for (event, nth) in events.iter_mut().zip(0..) {
        // All of them alike, but for the text.
        (event.correlation_id, event.causation_id) = (None, None);
        event.data = text(nth * STEP);
    }
    let place = Place::new().await;
    let into = place.import(identity()).await.expect("begun");
    for event in &events {
        let rows = Rows::Events(vec![event.clone()]);
        into.import(rows).await.expect("taken over");
    }
    assert_eq!(contents(&place.open_read_only().await).await.events, events);
    let (taken, refused) = into.loads();
    assert_eq!(
        taken + refused,
        events.len() as u64,
        "a load is tried each time"
    );
    assert!(taken > 400, "{taken} loads were taken, {refused} refused");
}

/// What a load carries in a form of its own comes back to the letter: no text at all, no value, letters beyond the first
/// 65,536, blanks at the end, and the longest text that the driver loads. One letter more goes another way.
#[tokio::test]
#[cfg_attr(
    not(a_server_is_there),
    ignore = "HINDSIGHT_TEST_MSSQL names no server"
)]
async fn whatever_a_cell_holds_is_loaded_as_it_is() {
    let mut events = events(40);
    for (event, odd) in events.iter_mut().zip([
        "",
        " ",
        "a ",
        "'",
        "\u{1f4c8}",
        "e\u{301}",
        "\r\n",
        "\u{feff}",
    ]) {
        event.actor = Actor::new(odd);
        event.event_type = EventType::new(odd);
        event.aggregate_type = AggregateType::new(odd);
        event.data = Payload::Json(json(&format!(" [\"\u{1f4c8}é{}\"] ", odd.trim())));
    }
    events[20].data = text(32_767 - 2);
    events[30].data = text(32_768 - 2);
    let place = Place::new().await;
    let into = place.import(identity()).await.expect("begun");
    for (portion, should) in [(&events[..30], 1), (&events[30..], 1)] {
        let rows = Rows::Events(portion.to_vec());
        into.import(rows).await.expect("taken over");
        assert_eq!(into.loads(), (should, 0));
    }
    assert_eq!(contents(&place.open_read_only().await).await.events, events);
}

/// A line that breaks in the middle of a load, or behind it, leaves all of a portion or nothing.
// The line carries on while the test ends, so that the server learns that nobody is there any more.
#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(
    not(a_server_is_there),
    ignore = "HINDSIGHT_TEST_MSSQL names no server"
)]
async fn a_line_that_breaks_while_rows_are_loaded_loses_nothing() {
    const PORTION: usize = 20;
    let events = events(500);
    let place = Place::new().await;
    drop(place.import(identity()).await.expect("begun"));
    let sound = place.open_read_only().await;
    let line = Line::to(place.config(), Nature::Breaking(15_000, 70_000)).await;
    let over = line.over(place.config());
    let (mut there, mut begun, mut loaded) = (0, None, 0);
    for _ in 0..400 {
        let Some(into) = begun.take() else {
            begun = Filling::begin_as(&over, identity()).await.ok();
            continue;
        };
        there = count(&sound).await;
        assert_eq!(there % PORTION, 0, "half a portion stands");
        let Some(portion) = events[there..].chunks(PORTION).next() else {
            break;
        };
        let before = into.loads();
        if into.import(Rows::Events(portion.to_vec())).await.is_ok() {
            loaded += into.loads().0 - before.0;
            begun = Some(into);
        }
    }
    assert_eq!(there, events.len());
    assert!(
        line.breaks() > 10,
        "the line broke {} times: this shows little",
        line.breaks()
    );
    assert!(loaded > 10, "{loaded} portions were loaded");
    assert_eq!(contents(&sound).await.events, events);
}

/// How many events there are, since the last one's position tells.
async fn count(store: &MssqlStore) -> usize {
    let newest = Page::first(Order::NewestFirst, 1);
    let found = store.query(&EventFilter::default(), newest).await;
    let last = found
        .expect("read")
        .events
        .first()
        .map_or(0, |event| event.position.0);
    usize::try_from(last).expect("a position counts from 1")
}
