//! Histograms: every event in exactly one stretch of time.

use hindsight_domain::{EventFilter, EventType, Instant, Position};
use hindsight_store::{EventStore, ExpectedVersion};

use super::queries::filled;
use crate::given::{append, to};
use crate::harness::Harness;
use crate::look::appended;

fn micros_after(instant: Instant, micros: i64) -> Instant {
    Instant::from_micros(instant.micros() + micros).expect("within the years")
}

/// An event on an edge falls into the stretch that begins there; the last edge is left out.
pub async fn an_edge_belongs_to_the_stretch_behind_it(h: &impl Harness) {
    let store = h.create().await;
    let from = h.clock().shows();
    for (n, step) in (1..).zip([0, 9, 1, 0, 10, 9, 1]) {
        h.clock().step(step);
        appended(&store, append(n, [to(1, ExpectedVersion::Any, 1)])).await;
    }
    // At 0, 9, 10, 10, 20, 29 and 30 microseconds.
    let all = EventFilter::default();
    let counts = |until: i64, buckets: u32| {
        let (store, all) = (&store, &all);
        async move {
            let until = micros_after(from, until);
            let found = store
                .histogram(all, from, until, buckets)
                .await
                .expect("counted");
            assert_eq!((found.from, found.until), (from, until));
            found.counts
        }
    };
    assert_eq!(counts(30, 3).await, [2, 2, 2]);
    assert_eq!(counts(31, 1).await, [7]);
    assert_eq!(counts(40, 4).await, [2, 2, 2, 1]);
    // Thirds of ten begin at 0, 3 and 6.
    assert_eq!(counts(10, 3).await, [1, 0, 1]);
    // More stretches than microseconds: some are empty, none counts twice.
    assert_eq!(counts(2, 5).await.iter().sum::<u64>(), 1);
}

/// Whatever the filter and the number of stretches, each holds what the model says, and together they hold all.
pub async fn stretches_add_up_to_the_count(h: &impl Harness) {
    let (store, model) = filled(h).await;
    let first = model.events[0].timestamp.value.expect("an instant");
    let all = EventFilter::default();
    let one_type = EventFilter {
        event_type: Some(EventType::new("Renamed")),
        ..all.clone()
    };
    let positions = EventFilter {
        from_position: Some(Position(10)),
        to_position: Some(Position(60)),
        ..all.clone()
    };
    let times = EventFilter {
        from: Some(micros_after(first, 3_000_000)),
        until: Some(micros_after(first, 9_500_001)),
        ..all.clone()
    };
    for filter in [all, one_type, positions, times] {
        let count = store.count(&filter).await.expect("counted");
        for (before, after) in [
            (0, 60_000_000),
            (-7, 20_000_001),
            (-1_000_000_000, 1_000_000_000),
        ] {
            let (from, until) = (micros_after(first, before), micros_after(first, after));
            for buckets in [1, 2, 7, 100] {
                let found = store
                    .histogram(&filter, from, until, buckets)
                    .await
                    .expect("counted");
                let should = model.histogram(&filter, from, until, buckets);
                assert_eq!(found.counts, should, "{buckets} stretches, {filter:?}");
                assert_eq!(found.counts.iter().sum::<u64>(), count);
            }
        }
    }
}

/// Stretches that cover a part of the events count that part alone.
pub async fn events_outside_are_left_out(h: &impl Harness) {
    let (store, model) = filled(h).await;
    let first = model.events[0].timestamp.value.expect("an instant");
    let (from, until) = (
        micros_after(first, 4_000_000),
        micros_after(first, 8_000_000),
    );
    let filter = EventFilter::default();
    let found = store
        .histogram(&filter, from, until, 8)
        .await
        .expect("counted");
    assert_eq!(found.counts, model.histogram(&filter, from, until, 8));
    let within = EventFilter {
        from: Some(from),
        until: Some(until),
        ..filter
    };
    assert_eq!(
        found.counts.iter().sum::<u64>(),
        store.count(&within).await.expect("counted")
    );
}
