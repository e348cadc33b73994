//! Names that a server's own comparison takes for one.

use hindsight_domain::{Actor, EventFilter, EventType, Order};
use hindsight_store::{EventStore, ExpectedVersion};
use hindsight_testkit::Harness;
use hindsight_testkit::given::{append, event, to};
use hindsight_testkit::look::{all_matching, appended};

use crate::place::Place;

/// Case, accents, widths and blanks at the end tell names apart, in what is found and in what is counted.
#[tokio::test]
#[cfg_attr(
    not(a_server_is_there),
    ignore = "HINDSIGHT_TEST_MSSQL names no server"
)]
async fn names_that_look_alike_are_several() {
    let place = Place::new().await;
    let store = place.create().await;
    let names = [
        "ada",
        "Ada",
        "ADA",
        "ada ",
        "ada  ",
        "àda",
        "a\u{300}da",
        "ａda",
        "ada\t",
        "ada\u{200b}",
    ];
    for (n, name) in (1..).zip(names) {
        let mut request = append(n, [to(n, ExpectedVersion::Any, 1)]);
        request.command.actor = Actor::new(name);
        request.streams[0].events = vec![event(name)];
        appended(&store, request).await;
    }
    for name in names {
        for filter in [
            EventFilter {
                actor: Some(Actor::new(name)),
                ..Default::default()
            },
            EventFilter {
                event_type: Some(EventType::new(name)),
                ..Default::default()
            },
        ] {
            let found = all_matching(&store, &filter, Order::OldestFirst, 10).await;
            let actors: Vec<&str> = found.iter().map(|event| event.actor.as_str()).collect();
            assert_eq!(actors, [name], "{filter:?}");
            assert_eq!(
                store.count(&filter).await.expect("counted"),
                1,
                "{filter:?}"
            );
        }
    }
    let types = store.event_types().await.expect("read");
    assert!(types.iter().all(|one| one.count == 1), "{types:?}");
    assert_eq!(types.len(), names.len());
}
