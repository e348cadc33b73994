//! Queries: any combination of filters, held against the plain model.

use hindsight_domain::{
    Actor, ActorType, AggregateType, Event, EventFilter, EventType, Instant, Order, Page, Position,
    Source, Version,
};
use hindsight_store::{Append, EventStore, ExpectedVersion};

use crate::given::{aggregate, append, causation, command_id, correlation, to};
use crate::harness::Harness;
use crate::look::all_matching;
use crate::model::Model;

/// Fills a store, and a model beside it, with events that differ in every column that can be asked for.
pub async fn filled<H: Harness>(h: &H) -> (H::Store, Model) {
    let store = h.create().await;
    let mut model = Model::default();
    for n in 0..40 {
        h.clock().step(if n % 4 == 0 { 0 } else { 500_000 });
        let request = varied(n);
        let outcome = store.append(request.clone()).await.expect("recorded");
        let should = model.append(&request, h.clock().shows(), &outcome.events);
        assert_eq!(Ok(outcome), should);
    }
    (store, model)
}

/// Each column goes through its values at a pace of its own, so that all pairs of values occur.
fn varied(n: u32) -> Append {
    let streams = [
        to(n % 5, ExpectedVersion::Any, 1 + n as usize % 2),
        to(5 + n % 2, ExpectedVersion::Any, 1),
    ];
    let mut request = append(n, streams);
    let pick = |pace: u32, of: usize| (n / pace) as usize % of;
    request.command.actor = Actor::new(["ada", "Ada", "bob"][pick(1, 3)]);
    request.command.actor_type = ActorType::ALL[pick(2, ActorType::ALL.len())];
    request.command.source = Source::ALL[pick(3, Source::ALL.len())];
    request.command.correlation_id = (!n.is_multiple_of(3)).then(|| correlation(n / 4 % 4));
    for stream in &mut request.streams {
        let server = stream.aggregate_id.as_str().ends_with(['1', '3']);
        stream.aggregate_type = AggregateType::new(if server { "Server" } else { "Application" });
        for (event, nth) in stream.events.iter_mut().zip(n..) {
            event.event_type = EventType::new(["Created", "Renamed", "Retired"][nth as usize % 3]);
            event.causation_id = nth.is_multiple_of(4).then(|| causation(n % 3));
        }
    }
    request
}

type Part = (&'static str, EventFilter);

/// One filter for each part and each of a few values, among them values that no event has.
fn parts(events: &[Event]) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut part = |name, set: &dyn Fn(&mut EventFilter)| {
        let mut filter = EventFilter::default();
        set(&mut filter);
        parts.push((name, filter));
    };
    for n in [0, 3, 6, 99] {
        part("aggregate", &|f| f.aggregate_id = Some(aggregate(n)));
        part("correlation", &|f| f.correlation_id = Some(correlation(n)));
    }
    for n in [1, 2, 99] {
        part("cause", &|f| f.causation_id = Some(causation(n)));
        part("cause", &|f| f.causation_id = Some(command_id(n).into()));
    }
    for text in ["Server", "server", ""] {
        part("aggregate type", &|f| {
            f.aggregate_type = Some(AggregateType::new(text))
        });
    }
    for text in ["Renamed", "renamed", "%"] {
        part("event type", &|f| f.event_type = Some(EventType::new(text)));
    }
    for text in ["ada", "Ada", "ADA"] {
        part("actor", &|f| f.actor = Some(Actor::new(text)));
    }
    for word in ActorType::ALL {
        part("actor type", &|f| f.actor_type = Some(*word));
    }
    for word in Source::ALL {
        part("source", &|f| f.source = Some(*word));
    }
    for instant in instants(events) {
        part("from", &|f| f.from = Some(instant));
        part("until", &|f| f.until = Some(instant));
    }
    for position in [
        i64::MIN,
        0,
        1,
        17,
        events.len() as i64,
        events.len() as i64 + 1,
        i64::MAX,
    ] {
        part("from position", &|f| {
            f.from_position = Some(Position(position))
        });
        part("to position", &|f| f.to_position = Some(Position(position)));
    }
    parts
}

/// Instants at, just before and just after events, and at both ends of time.
fn instants(events: &[Event]) -> Vec<Instant> {
    let middle = events[events.len() / 2]
        .timestamp
        .value
        .map_or(0, Instant::micros);
    let first = events[0].timestamp.value.map_or(0, Instant::micros);
    let near = [first, middle - 1, middle, middle + 1]
        .into_iter()
        .filter_map(Instant::from_micros);
    let ends = ["0000-01-01T00:00:00.000000Z", "9999-12-31T23:59:59.999999Z"];
    near.chain(ends.into_iter().filter_map(Instant::parse))
        .collect()
}

/// Both parts at once; the second counts where both set the same.
fn both(one: &EventFilter, other: &EventFilter) -> EventFilter {
    let (one, other) = (one.clone(), other.clone());
    EventFilter {
        aggregate_id: other.aggregate_id.or(one.aggregate_id),
        aggregate_type: other.aggregate_type.or(one.aggregate_type),
        event_type: other.event_type.or(one.event_type),
        actor: other.actor.or(one.actor),
        actor_type: other.actor_type.or(one.actor_type),
        source: other.source.or(one.source),
        correlation_id: other.correlation_id.or(one.correlation_id),
        causation_id: other.causation_id.or(one.causation_id),
        from: other.from.or(one.from),
        until: other.until.or(one.until),
        from_position: other.from_position.or(one.from_position),
        to_position: other.to_position.or(one.to_position),
    }
}

async fn assert_found(
    store: &impl EventStore,
    model: &Model,
    filter: &EventFilter,
    what: &str,
) -> usize {
    let mut should: Vec<Event> = model.matching(filter).cloned().collect();
    assert_eq!(
        all_matching(store, filter, Order::OldestFirst, 1_000).await,
        should,
        "{what}"
    );
    assert_eq!(
        store.count(filter).await.expect("counted"),
        should.len() as u64,
        "{what}"
    );
    should.reverse();
    assert_eq!(
        all_matching(store, filter, Order::NewestFirst, 1_000).await,
        should,
        "{what}"
    );
    should.len()
}

/// Every part of the filter by itself finds what it says, in both orders, and is counted right.
pub async fn each_filter_finds_what_it_says(h: &impl Harness) {
    let (store, model) = filled(h).await;
    assert_found(&store, &model, &EventFilter::default(), "no filter").await;
    for (name, filter) in parts(&model.events) {
        assert_found(&store, &model, &filter, &format!("{name}: {filter:?}")).await;
    }
}

/// Any two parts together find what both say. That not all of them find nothing is held as well.
pub async fn any_two_filters_find_what_both_say(h: &impl Harness) {
    let (store, model) = filled(h).await;
    let parts = parts(&model.events);
    let mut found = std::collections::BTreeMap::new();
    for (index, (name, one)) in parts.iter().enumerate() {
        for (other_name, other) in parts[index + 1..].iter().filter(|(other, _)| other != name) {
            let filter = both(one, other);
            let count = assert_found(&store, &model, &filter, &format!("{filter:?}")).await;
            *found
                .entry((name.min(other_name), name.max(other_name)))
                .or_insert(0) += count;
        }
    }
    let never: Vec<_> = found.iter().filter(|(_, count)| **count == 0).collect();
    assert!(
        never.is_empty(),
        "the events do not put these to the test: {never:?}"
    );
}

/// A stretch of time holds its first instant and not its last; the short form is the same.
pub async fn a_stretch_of_time_is_half_open(h: &impl Harness) {
    let (store, model) = filled(h).await;
    let at = model.events[30].timestamp.value.expect("an instant");
    let after = Instant::from_micros(at.micros() + 1).expect("an instant");
    let page = Page::first(Order::OldestFirst, 1_000);
    let exactly = store
        .get_events_in_time_range(at, after, page)
        .await
        .expect("read")
        .events;
    let should: Vec<_> = model
        .events
        .iter()
        .filter(|event| event.timestamp.value == Some(at))
        .cloned()
        .collect();
    assert_eq!(exactly, should);
    assert!(!exactly.is_empty());
    for (from, until) in [(at, at), (after, at)] {
        let none = store
            .get_events_in_time_range(from, until, page)
            .await
            .expect("read");
        assert_eq!((none.events, none.next), (Vec::new(), None));
        let filter = EventFilter {
            from: Some(from),
            until: Some(until),
            ..Default::default()
        };
        assert_eq!(store.count(&filter).await.expect("counted"), 0);
    }
}

/// The short form for one type of event is the general query for it.
pub async fn events_of_a_type_are_found(h: &impl Harness) {
    let (store, model) = filled(h).await;
    let event_type = EventType::new("Renamed");
    let filter = EventFilter {
        event_type: Some(event_type.clone()),
        ..Default::default()
    };
    let page = Page::first(Order::NewestFirst, 7);
    let found = store
        .get_events_by_type(&event_type, page)
        .await
        .expect("read");
    assert_eq!(found, model.query(&filter, page));
    assert_eq!(found.events.len(), 7);
}

/// An aggregate's events after a version, in order, no more than asked for.
pub async fn events_since_a_version_are_found(h: &impl Harness) {
    let (store, model) = filled(h).await;
    let all: Vec<Event> = model.history(&aggregate(2)).cloned().collect();
    assert!(all.len() > 8);
    assert_eq!(store.get_events(&aggregate(2)).await.expect("read"), all);
    for after in [
        0,
        1,
        5,
        all.len() - 1,
        all.len(),
        all.len() + 1,
        u32::MAX as usize,
    ] {
        for limit in [1, 3, 1_000] {
            let should: Vec<Event> = all.iter().skip(after).take(limit).cloned().collect();
            let version = Version(after as u32);
            let found = store
                .get_events_since(&aggregate(2), version, limit as u32)
                .await;
            assert_eq!(
                found.expect("read"),
                should,
                "after {after}, at most {limit}"
            );
        }
    }
}

/// What no event has is found nowhere, and is no error.
pub async fn unknown_names_find_nothing(h: &impl Harness) {
    let (store, _) = filled(h).await;
    assert_eq!(store.get_events(&aggregate(99)).await.expect("read"), []);
    assert_eq!(
        store
            .get_events_since(&aggregate(99), Version(0), 10)
            .await
            .expect("read"),
        []
    );
    assert_eq!(store.aggregate(&aggregate(99)).await.expect("read"), None);
    let page = Page::first(Order::OldestFirst, 10);
    let none = store
        .get_events_by_type(&EventType::new("Unheard"), page)
        .await
        .expect("read");
    assert_eq!((none.events, none.next), (Vec::new(), None));
}
