//! Many at once, in one program and through several openings of one store.

use std::sync::Arc;

use hindsight_domain::Version;
use hindsight_store::{
    Append, AppendOutcome, AppendStatus, EventStore, ExpectedVersion, StoreError, StoreResult,
};
use tokio::task::JoinSet;

use super::positions::assert_gapless;
use crate::given::{aggregate, append, to};
use crate::harness::Harness;
use crate::look::{appended, contents};

use ExpectedVersion::{Any, Exact};

/// Several openings of one store.
async fn openings<H: Harness>(h: &H) -> Vec<Arc<H::Store>> {
    let mut stores = vec![Arc::new(h.create().await)];
    for _ in 1..4 {
        stores.push(Arc::new(h.open_writable().await));
    }
    stores
}

/// Sends all requests at once, taking turns among the openings.
async fn all_at_once<S: EventStore + 'static>(
    stores: &[Arc<S>],
    requests: Vec<Append>,
) -> Vec<(Append, StoreResult<AppendOutcome>)> {
    let mut running = JoinSet::new();
    for (nth, request) in requests.into_iter().enumerate() {
        let store = Arc::clone(&stores[nth % stores.len()]);
        running.spawn(async move { (request.clone(), store.append(request).await) });
    }
    running.join_all().await
}

/// Whoever expects nothing is recorded, each whole: no gap, no double, and a command's events side by side.
pub async fn nothing_is_lost_or_doubled(h: &impl Harness) {
    let stores = openings(h).await;
    let requests = (1..=48)
        .map(|n| append(n, [to(1, Any, 2), to(2 + n % 3, Any, 1)]))
        .collect();
    for (request, outcome) in all_at_once(&stores, requests).await {
        let events = outcome.expect("recorded").events;
        assert_eq!(events.len(), 3);
        let positions: Vec<i64> = events.iter().map(|event| event.position.0).collect();
        assert!(
            positions.windows(2).all(|pair| pair[0] + 1 == pair[1]),
            "{positions:?}"
        );
        let again = stores[0].append(request).await.expect("recognised");
        assert_eq!(again.events, events);
    }
    let events = contents(&*stores[0]).await.events;
    assert_eq!(events.len(), 3 * 48);
    assert_gapless(&events);
}

/// Of those who expect the same version one is recorded; the others are told the version that it left.
pub async fn of_equal_beliefs_one_holds(h: &impl Harness) {
    let stores = openings(h).await;
    appended(&*stores[0], append(1, [to(1, Any, 1)])).await;
    for round in 1..6 {
        let expected = Exact(Version(round));
        let requests = (0..8)
            .map(|n| append(100 * round + n, [to(1, expected, 1)]))
            .collect();
        let outcomes = all_at_once(&stores, requests).await;
        let (won, lost): (Vec<_>, Vec<_>) = outcomes.into_iter().partition(|(_, is)| is.is_ok());
        assert_eq!((won.len(), lost.len()), (1, 7));
        for (_, refusal) in lost {
            let Err(StoreError::VersionConflict { actual, .. }) = refusal else {
                panic!("{refusal:?}");
            };
            assert_eq!(actual, Some(Version(round + 1)));
        }
    }
    let history = stores[1].get_events(&aggregate(1)).await.expect("read");
    assert_eq!(history.len(), 6);
    assert_gapless(&history);
}

/// One command sent many times at once is processed once, and all are told the same outcome.
pub async fn retries_at_once_have_one_outcome(h: &impl Harness) {
    let stores = openings(h).await;
    let request = append(1, [to(1, Any, 2), to(2, Any, 1)]);
    let outcomes = all_at_once(&stores, vec![request; 24]).await;
    let outcomes: Vec<_> = outcomes
        .into_iter()
        .map(|(_, is)| is.expect("an outcome"))
        .collect();
    let first = outcomes
        .iter()
        .filter(|one| one.status == AppendStatus::Appended)
        .count();
    assert_eq!(first, 1);
    assert!(outcomes.iter().all(|one| one.events == outcomes[0].events));
    assert_eq!(contents(&*stores[0]).await.events.len(), 3);
    assert_eq!(contents(&*stores[0]).await.commands, Some(1));
}

/// A read while others write shows commands whole, however the pages fall.
pub async fn a_reader_never_sees_half_a_command(h: &impl Harness) {
    let stores = openings(h).await;
    let writer = Arc::clone(&stores[0]);
    let writing = tokio::spawn(async move {
        for n in 1..60 {
            appended(&*writer, append(n, [to(1, Any, 3), to(2, Any, 2)])).await;
        }
    });
    let mut seen = 0;
    while seen < 59 * 5 {
        let events = contents(&*stores[1]).await.events;
        assert!(events.len() >= seen, "nothing that was seen goes away");
        assert_eq!(events.len() % 5, 0, "a command is seen whole or not at all");
        assert_gapless(&events);
        seen = events.len();
        tokio::task::yield_now().await;
    }
    writing.await.expect("the writer ends well");
}
