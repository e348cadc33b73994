//! Callers that go away: writing is all done or not at all, and the command id settles which.

use std::time::Duration;

use hindsight_domain::{EventFilter, Order, Page};
use hindsight_store::{AppendStatus, EventStore, ExpectedVersion};

use super::positions::assert_gapless;
use crate::given::{append, command_id, to};
use crate::harness::Harness;
use crate::look::contents;

/// Appends that are given up at every moment leave the whole command or none of it, and the store in order.
pub async fn an_append_that_is_given_up_is_whole_or_nothing(h: &impl Harness) {
    let store = h.create().await;
    let mut given_up = 0;
    for n in 1..60 {
        let request = append(
            n,
            [
                to(1, ExpectedVersion::Any, 20),
                to(2 + n % 3, ExpectedVersion::Any, 5),
            ],
        );
        let patience = Duration::from_micros(u64::from(n) * 40);
        let answered = tokio::time::timeout(patience, store.append(request.clone())).await;
        given_up += usize::from(answered.is_err());

        let settled = store
            .append(request)
            .await
            .expect("the same command again settles it");
        assert_eq!(settled.events.len(), 25);
        if let Ok(outcome) = answered {
            assert_eq!(settled.status, AppendStatus::AlreadyProcessed);
            assert_eq!(settled.events, outcome.expect("recorded").events);
        }
        let command = store
            .check_command_processed(&command_id(n))
            .await
            .expect("read");
        assert_eq!(command.and_then(|command| command.event_count), Some(25));
    }
    assert!(given_up > 0, "no append was given up: this shows nothing");
    let events = contents(&store).await.events;
    assert_eq!(events.len(), 59 * 25);
    assert_gapless(&events);
}

/// Reads that are given up leave a store that answers the next one.
pub async fn a_read_that_is_given_up_leaves_the_store_well(h: &impl Harness) {
    let store = h.create().await;
    let outcome = store
        .append(append(1, [to(1, ExpectedVersion::Any, 900)]))
        .await;
    outcome.expect("recorded");
    let page = Page::first(Order::NewestFirst, 1_000);
    let filter = EventFilter::default();
    let mut given_up = 0;
    for micros in 0..40 {
        let patience = Duration::from_micros(micros * 20);
        given_up += usize::from(
            tokio::time::timeout(patience, store.query(&filter, page))
                .await
                .is_err(),
        );
        let found = store.query(&filter, page).await.expect("read");
        assert_eq!(found.events.len(), 900);
    }
    assert!(given_up > 0, "no read was given up: this shows nothing");
}
