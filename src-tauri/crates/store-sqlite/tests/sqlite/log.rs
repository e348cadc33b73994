//! The write-ahead log is carried over into the file between commits, so that it stays short.

use std::fs::metadata;
use std::time::{Duration, Instant};

use hindsight_store::{EventStore, ExpectedVersion};
use hindsight_testkit::Harness;
use hindsight_testkit::given::{append, to};

use crate::place::Place;

#[tokio::test]
async fn the_log_is_carried_over_while_nobody_waits() {
    let place = Place::new();
    let store = place.create().await;
    let empty = metadata(place.path()).expect("a file").len();
    for batch in 0..4 {
        let requests =
            (1..=1_000).map(|n| append(batch * 1_000 + n, [to(n, ExpectedVersion::Any, 2)]));
        let outcomes = store
            .append_batch(requests.collect())
            .await
            .expect("judged");
        assert!(outcomes.iter().all(Result::is_ok));
    }
    // Nobody waits any more.
    let deadline = Instant::now() + Duration::from_secs(20);
    while metadata(place.path()).expect("a file").len() < empty + 2_000_000 {
        assert!(Instant::now() < deadline, "the file has not grown");
        std::thread::sleep(Duration::from_millis(10));
    }
    assert_eq!(store.info().await.expect("read").events, 8_000);
}
