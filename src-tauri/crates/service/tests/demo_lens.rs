//! Operations, checks and actors over a demo store, which has all that a clean store has.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::HashMap;

use hindsight_service as service;
use hindsight_service::demo::{DemoOptions, create_demo};
use hindsight_service::wire::*;
use hindsight_service::{ErrorCode, Session, Target};

struct Demo {
    session: Session,
    // Holds the folder until the test is over.
    _folder: tempfile::TempDir,
}

async fn demo(events: u32) -> Demo {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("demo.db");
    let target = Target::parse(path.to_str().unwrap()).unwrap();
    let options = DemoOptions {
        events,
        ..DemoOptions::default()
    };
    let session = create_demo(target, options, &|_| {}).await.unwrap();
    Demo {
        session,
        _folder: folder,
    }
}

async fn rows(demo: &Demo, filter: FilterDto) -> Vec<EventRowDto> {
    let mut rows = Vec::new();
    let mut page = PageDto {
        after: None,
        order: OrderDto::OldestFirst,
        limit: 1_000,
    };
    loop {
        let found = service::catalog::query_events(&demo.session, &filter, &page)
            .await
            .unwrap();
        rows.extend(found.rows);
        match found.next {
            Some(next) => page.after = Some(next),
            None => return rows,
        }
    }
}

async fn largest_operation(demo: &Demo) -> (String, usize) {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for row in rows(demo, FilterDto::default()).await {
        *counts
            .entry(row.correlation_id.unwrap_or_default())
            .or_default() += 1;
    }
    counts.remove("");
    counts
        .into_iter()
        .max_by_key(|(id, count)| (*count, id.clone()))
        .unwrap()
}

#[tokio::test]
async fn an_operation_of_the_demo_is_whole() {
    let demo = demo(6_000).await;
    let (id, events) = largest_operation(&demo).await;
    let trace = service::trace(demo.session.store(), &id, &|_| {})
        .await
        .unwrap();
    assert_eq!(
        (trace.facts.events, trace.facts.total),
        (events as u32, events as u32)
    );
    assert_eq!((trace.facts.missing, trace.facts.cycles), (0, 0));
    let told: Vec<String> = trace
        .nodes
        .iter()
        .filter(|node| node.kind == TraceNodeKindDto::Event && !node.outside)
        .filter_map(|node| node.position.clone())
        .collect();
    assert_eq!(told.len(), events, "each event once");
    for (at, node) in trace.nodes.iter().enumerate() {
        let Some(parent) = node.parent else { continue };
        let above = &trace.nodes[parent as usize];
        assert!((parent as usize) < at && at < (parent + above.size) as usize);
    }
    // Every event of the demo was recorded by a command, and every command is there.
    let commands = trace
        .nodes
        .iter()
        .filter(|node| node.kind == TraceNodeKindDto::Command);
    assert_eq!(commands.count() as u32, trace.facts.commands);
    assert!(trace.facts.commands > 1);
    let changed: u32 = trace.aggregates.iter().map(|one| one.events).sum();
    assert_eq!(changed as usize, events);
    for one in &trace.aggregates {
        assert_eq!(one.after - one.before, one.events + one.others);
    }
    let same = service::compare_traces(demo.session.store(), &id, &id, &|_| {})
        .await
        .unwrap();
    assert_eq!(
        (same.both as usize, same.only_left, same.only_right),
        (trace.nodes.len(), 0, 0)
    );
    let none = service::trace(demo.session.store(), "nowhere", &|_| {})
        .await
        .unwrap_err();
    assert_eq!(none.code, ErrorCode::NotFound);
}

#[tokio::test]
async fn a_demo_store_has_no_fault() {
    let demo = demo(6_000).await;
    let report = service::check(demo.session.store(), &CheckScopeDto::Store, &|_| {})
        .await
        .unwrap();
    let faults: Vec<&FindingDto> = report
        .findings
        .iter()
        .filter(|finding| finding.severity == SeverityDto::Fault)
        .collect();
    assert!(faults.is_empty(), "{faults:#?}");
    assert_eq!(report.events, "6000");
    let found = |kind| {
        report
            .kinds
            .iter()
            .find(|one| one.kind == kind)
            .unwrap()
            .findings
    };
    assert!(found(FindingKindDto::Correction) > 0);
    assert!(found(FindingKindDto::NewEventType) > 0);
    assert!(report.kinds.iter().all(|kind| kind.skipped.is_none()));

    // A correction leads from the event that corrects to the one that was wrong.
    let correction = report
        .findings
        .iter()
        .find(|one| one.kind == FindingKindDto::Correction)
        .unwrap();
    let store = demo.session.store();
    let right = service::event_detail(store, &correction.positions[0])
        .await
        .unwrap();
    let wrong = service::event_detail(store, &correction.positions[1])
        .await
        .unwrap();
    let metadata = right.metadata.unwrap().text;
    assert!(
        metadata.contains(&format!("\"corrects\":\"{}\"", wrong.row.event_id)),
        "{metadata}"
    );
}

#[tokio::test]
async fn an_aggregate_and_an_operation_can_be_looked_through_alone() {
    let demo = demo(3_000).await;
    let store = demo.session.store();
    let whole = service::check(store, &CheckScopeDto::Store, &|_| {})
        .await
        .unwrap();
    let mut found = None;
    for new in whole
        .findings
        .iter()
        .filter(|one| one.kind == FindingKindDto::NewEventType)
    {
        let event = service::event_detail(store, &new.positions[0])
            .await
            .unwrap();
        found = found.or(Some(event.row).filter(|row| row.correlation_id.is_some()));
    }
    let event = found.expect("some new type comes within an operation");
    let alone = |scope| async move { service::check(store, &scope, &|_| {}).await.unwrap() };
    let aggregate = alone(CheckScopeDto::Aggregate {
        aggregate_id: event.aggregate_id.clone(),
    })
    .await;
    let tells = |report: &CheckReportDto| {
        let mut findings = report
            .findings
            .iter()
            .filter(|one| one.kind == FindingKindDto::NewEventType);
        findings.any(|one| one.event_type.as_deref() == Some(&event.event_type))
    };
    assert!(tells(&aggregate), "{aggregate:#?}");
    assert_eq!(aggregate.faults, 0, "{aggregate:#?}");
    let correlation_id = event.correlation_id.clone().unwrap();
    let operation = alone(CheckScopeDto::Correlation { correlation_id }).await;
    assert!(tells(&operation), "{operation:#?}");
    assert_eq!(operation.faults, 0, "{operation:#?}");
    let skipped = operation
        .kinds
        .iter()
        .filter(|kind| kind.skipped.is_some())
        .count();
    assert_eq!(skipped, 5);
}

#[tokio::test]
async fn an_actor_is_told_in_numbers_that_add_up() {
    let demo = demo(3_000).await;
    let all = rows(&demo, FilterDto::default()).await;
    let name = &all[all.len() / 2].actor;
    let events = all.iter().filter(|row| row.actor == *name).count() as u32;
    let told = service::actor(demo.session.store(), name, 60, None, &|_| {})
        .await
        .unwrap();
    assert_eq!(
        (told.events, told.untimed, told.without_command),
        (events, 0, 0)
    );
    assert_eq!(told.hours.iter().sum::<u32>(), events);
    assert_eq!(
        told.aggregates.iter().map(|one| one.events).sum::<u32>(),
        events
    );
    assert_eq!(
        told.commands.iter().map(|one| one.events).sum::<u32>(),
        events
    );
    for counts in [
        &told.sources,
        &told.actor_types,
        &told.event_types,
        &told.aggregate_types,
    ] {
        assert_eq!(counts.iter().map(|one| one.count).sum::<u32>(), events);
    }
    let until = all
        .iter()
        .filter(|row| row.actor == *name)
        .nth(events as usize / 2);
    let until = until.unwrap().instant.as_deref().unwrap();
    let by_then = |row: &&EventRowDto| row.actor == *name && row.instant.as_deref() <= Some(until);
    let then = service::actor(demo.session.store(), name, 60, Some(until), &|_| {})
        .await
        .unwrap();
    assert_eq!(then.events as usize, all.iter().filter(by_then).count());
    assert!(then.events < events);
    let none = service::actor(demo.session.store(), "nobody", 0, None, &|_| {})
        .await
        .unwrap_err();
    assert_eq!(none.code, ErrorCode::NotFound);
}

#[tokio::test]
async fn long_work_says_how_far_it_is_and_stops_when_nobody_waits() {
    let demo = demo(3_000).await;
    let store = demo.session.store();
    let told = std::sync::Mutex::new(Vec::new());
    let tell = |step: ProgressDto| told.lock().unwrap().push((step.done, step.total));
    service::check(store, &CheckScopeDto::Store, &tell)
        .await
        .unwrap();
    assert_eq!(
        *told.lock().unwrap(),
        [(1_000, 3_000), (2_000, 3_000), (3_000, 3_000)]
    );
    told.lock().unwrap().clear();
    let (id, events) = largest_operation(&demo).await;
    service::trace(store, &id, &tell).await.unwrap();
    assert_eq!(*told.lock().unwrap(), [(events as u32, events as u32)]);
    // Stopped at the first step: the job's name is all that it takes.
    told.lock().unwrap().clear();
    let jobs = service::Jobs::default();
    let stop = |step: ProgressDto| {
        tell(step);
        jobs.cancel("check");
    };
    let work = service::check(store, &CheckScopeDto::Store, &stop);
    let stopped = jobs.run("check", work).await.unwrap_err();
    assert_eq!(stopped.code, ErrorCode::Cancelled);
    assert_eq!(told.lock().unwrap().len(), 1);
}
