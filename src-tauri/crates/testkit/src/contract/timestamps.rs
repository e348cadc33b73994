//! Timestamps: made by the store, to the microsecond, never running backwards.

use hindsight_domain::Instant;
use hindsight_store::{EventStore, ExpectedVersion};

use crate::given::{append, command_id, to};
use crate::harness::Harness;
use crate::look::{appended, contents};

/// The instant is the store's clock's, one for all events of a command and for the command itself.
pub async fn the_store_gives_the_time(h: &impl Harness) {
    let store = h.create().await;
    for n in 1..4 {
        h.clock().step(1_234_567);
        let recorded = appended(&store, append(n, [to(1, ExpectedVersion::Any, 2)])).await;
        let now = h.clock().shows();
        assert!(recorded.iter().all(|event| event.timestamp == now));
        let command = store
            .check_command_processed(&command_id(n))
            .await
            .expect("read");
        assert_eq!(command.and_then(|command| command.processed_at), Some(now));
    }
}

/// The text in which an instant stands is of fixed width, so that its order is the order of time.
pub async fn instants_are_spelled_in_fixed_width(h: &impl Harness) {
    let store = h.create().await;
    for (n, micros) in [(1, 0), (2, 1), (3, 999_999), (4, 40_000_000_000)] {
        h.clock().step(micros);
        appended(&store, append(n, [to(1, ExpectedVersion::Any, 1)])).await;
    }
    let events = contents(&store).await.events;
    let texts: Vec<&str> = events
        .iter()
        .map(|event| event.timestamp.text.as_str())
        .collect();
    assert!(texts.iter().all(|text| text.len() == 27), "{texts:?}");
    assert!(texts.is_sorted(), "{texts:?}");
    assert_eq!(
        texts[..2],
        ["2026-01-06T10:00:00.000000Z", "2026-01-06T10:00:00.000001Z"]
    );
}

/// While the clock is behind the last event, new events carry the last one's instant; then the clock's again.
pub async fn time_never_runs_backwards(h: &impl Harness) {
    let store = h.create().await;
    let first = h.clock().shows();
    let mut instants: Vec<Instant> = Vec::new();
    for (n, step) in (1..).zip([0, -3_600_000_000, 1_000_000, 3_599_000_001, -1]) {
        h.clock().step(step);
        let recorded = appended(&store, append(n, [to(n, ExpectedVersion::Any, 1)])).await;
        instants.push(recorded[0].timestamp);
    }
    let later = Instant::from_micros(first.micros() + 1).expect("within the years");
    assert_eq!(instants, [first, first, first, later, later]);
}

/// Nor does it within one batch, or after the store was opened again.
pub async fn time_never_runs_backwards_after_reopening(h: &impl Harness) {
    let store = h.create().await;
    let first = appended(&store, append(1, [to(1, ExpectedVersion::Any, 1)])).await[0].timestamp;
    drop(store);
    h.clock().step(-86_400_000_000);
    let store = h.open_writable().await;
    let requests = (2..5)
        .map(|n| append(n, [to(1, ExpectedVersion::Any, 1)]))
        .collect();
    for outcome in store.append_batch(requests).await.expect("judged") {
        assert_eq!(outcome.expect("recorded").events[0].timestamp, first);
    }
}

/// A clock at the edge of the years that can be spelled is spelled, and does not break the store.
pub async fn the_edges_of_time_are_recorded(h: &impl Harness) {
    let store = h.create().await;
    let edges = [
        h.first_instant(),
        "1969-12-31T23:59:59.999999Z",
        "9999-12-31T23:59:59.999999Z",
    ];
    for (n, edge) in (1..).zip(edges) {
        h.clock().set(Instant::parse(edge).expect("an instant"));
        let recorded = appended(&store, append(n, [to(1, ExpectedVersion::Any, 1)])).await;
        assert_eq!(recorded[0].timestamp.to_string(), edge);
    }
    let events = contents(&store).await.events;
    assert!(
        events
            .iter()
            .map(|event| event.timestamp.text.as_str())
            .eq(edges)
    );
}
