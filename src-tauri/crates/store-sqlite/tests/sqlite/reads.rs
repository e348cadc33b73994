//! Every read that a store offers, one after the other.

use hindsight_domain::{
    ActorType, AggregateId, CausationId, CommandId, CorrelationId, Event, EventFilter, EventType,
    Instant, Order, Page, Position, Source, Version,
};
use hindsight_store::{EventPage, EventStore, StoreError, StoreResult};

/// Runs every read. What it finds is counted, so that a caller can tell a look from a glance.
///
/// # Errors
/// The first read that fails.
pub async fn everything(store: &impl EventStore) -> StoreResult<usize> {
    store.info().await?;
    store.check_integrity().await?;
    let mut found = 0;
    for order in [Order::OldestFirst, Order::NewestFirst] {
        let page = Page::first(order, 1_000);
        for filter in filters() {
            let EventPage { events, next } = store.query(&filter, page).await?;
            found += events.len();
            if let Some(next) = next {
                store.query(&filter, page.after(next)).await?;
            }
            store.count(&filter).await?;
            let (from, until) = (at("2020-01-01"), at("2030-01-01"));
            store.histogram(&filter, from, until, 10).await?;
        }
        let aggregates = store
            .aggregates(None, None, order, 1_000, None)
            .await?
            .aggregates;
        for one in aggregates {
            store
                .aggregates(Some(&one.aggregate_type), None, order, 3, None)
                .await?;
            about(store, &one.aggregate_id).await?;
        }
    }
    let events = store
        .query(&EventFilter::default(), Page::first(Order::OldestFirst, 50))
        .await?;
    many(store, &events.events).await?;
    for event in events.events {
        store.get_event(event.position).await?;
        store.find_event(event.event_id.as_str()).await?;
        store
            .get_events_by_type(&event.event_type, Page::first(Order::OldestFirst, 3))
            .await?;
        if let Some(cause) = event.causation_id {
            store
                .check_command_processed(&CommandId::new(cause.as_str()))
                .await?;
        }
    }
    store.check_command_processed(&CommandId::new("")).await?;
    store.aggregate_types(None).await?;
    store.event_types().await?;
    Ok(found)
}

async fn many(store: &impl EventStore, events: &[Event]) -> StoreResult<()> {
    let ids: Vec<_> = events.iter().map(|event| event.event_id.clone()).collect();
    let positions: Vec<_> = events.iter().map(|event| event.position).collect();
    let causes: Vec<_> = events
        .iter()
        .filter_map(|event| event.causation_id.clone())
        .collect();
    let commands: Vec<_> = causes
        .iter()
        .map(|id| CommandId::new(id.as_str()))
        .collect();
    store.find_events(&ids).await?;
    store.find_commands(&commands).await?;
    store.named_causes(&causes).await?;
    store.commands_recording(&positions).await?;
    let page = store.commands(None, None, 3).await?;
    store.commands(None, page.next.as_ref(), 3).await?;
    Ok(())
}

async fn about(store: &impl EventStore, id: &AggregateId) -> StoreResult<()> {
    store.aggregate(id).await?;
    store.get_events_since(id, Version(0), 1_000).await?;
    store.get_events(id).await?;
    store.get_snapshot(id, Version(u32::MAX)).await?;
    Ok(())
}

/// One filter for each of its parts, and one with all of them.
fn filters() -> Vec<EventFilter> {
    let all = EventFilter {
        aggregate_id: Some(AggregateId::new("0000a66a-0000-7000-8000-000000000001")),
        aggregate_type: Some(hindsight_domain::AggregateType::new("Application")),
        event_type: Some(EventType::new("Renamed")),
        actor: Some(hindsight_domain::Actor::new("ada")),
        actor_type: Some(ActorType::User),
        source: Some(Source::Api),
        correlation_id: Some(CorrelationId::new("")),
        causation_id: Some(CausationId::new("x")),
        from: Some(at("2020-01-01")),
        until: Some(at("2030-01-01")),
        from_position: Some(Position(0)),
        to_position: Some(Position(i64::MAX)),
    };
    let none = EventFilter::default();
    vec![
        none.clone(),
        EventFilter {
            aggregate_id: all.aggregate_id.clone(),
            ..none.clone()
        },
        EventFilter {
            aggregate_type: all.aggregate_type.clone(),
            ..none.clone()
        },
        EventFilter {
            event_type: all.event_type.clone(),
            ..none.clone()
        },
        EventFilter {
            actor: all.actor.clone(),
            ..none.clone()
        },
        EventFilter {
            actor_type: all.actor_type,
            ..none.clone()
        },
        EventFilter {
            source: all.source,
            ..none.clone()
        },
        EventFilter {
            correlation_id: all.correlation_id.clone(),
            ..none.clone()
        },
        EventFilter {
            causation_id: all.causation_id.clone(),
            ..none.clone()
        },
        EventFilter {
            from: all.from,
            until: all.until,
            ..none.clone()
        },
        EventFilter {
            from_position: all.from_position,
            to_position: all.to_position,
            ..none
        },
        all,
    ]
}

/// An instant from its text.
pub fn at(text: &str) -> Instant {
    Instant::parse(text).expect("an instant")
}

/// Holds that a failure was told by the store and is not the end of one of its threads.
pub fn assert_told(error: &StoreError) {
    let words = error.to_string();
    assert!(
        !words.contains("thread") && !words.contains("without an answer"),
        "{words}"
    );
}
