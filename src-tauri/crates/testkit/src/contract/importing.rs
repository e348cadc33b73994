//! Taking over another store's rows: exactly as they are, under all of the database's rules, and again where it was
//! broken off.

use hindsight_domain::{
    Event, Instant, Payload, Position, ProcessedCommand, Snapshot, SnapshotId, StoreId, Version,
};
use hindsight_store::{
    AppendStatus, EventStore, ExpectedVersion, Identity, Importing, Remark, Rows, StoreError,
    StoreKind,
};
use uuid::Uuid;

use crate::clock::ManualClock;
use crate::given::{aggregate, append, causation, correlation, event_id, json, to};
use crate::harness::ImportHarness;
use crate::look::{appended, contents};
use crate::model::Model;

/// How many commands the other store has.
const COMMANDS: u32 = 40;

fn instant() -> Instant {
    ManualClock::default().shows()
}

fn identity(n: u128) -> Identity {
    Identity {
        store_id: StoreId::from(Uuid::from_u128((0x7000_8000 << 48) | n)),
        created_at: instant(),
    }
}

/// Another store: some hundred events of five aggregates, none plain.
fn other() -> Model {
    let clock = ManualClock::default();
    let mut model = Model::default();
    for n in 1..=COMMANDS {
        clock.step(i64::from(n % 3) * 7);
        let mut request = append(
            n,
            [
                to(n % 5, ExpectedVersion::Any, 2),
                to(n % 4, ExpectedVersion::Any, 1),
            ],
        );
        request.command.data = json("{ \"n\" : 1.10,\n\t\"n\": 9007199254740993 }");
        request.command.correlation_id = (n % 2 == 0).then(|| correlation(n % 6));
        for (at, event) in request
            .streams
            .iter_mut()
            .flat_map(|one| &mut one.events)
            .enumerate()
        {
            event.event_id = Some(event_id(n * 10 + at as u32));
            event.event_version = 1 + n % 3;
            event.data = json("{\"text\": \"\u{202e}\u{1f4c8} \\u0000\",  \"a\":1, \"a\":2}");
            event.metadata = json(" {\"corrects\": null}\r\n");
            event.causation_id = (n % 4 == 0).then(|| causation(n));
        }
        model
            .append(&request, clock.shows(), &[])
            .expect("recorded");
    }
    model
        .append(&append(COMMANDS + 1, []), clock.shows(), &[])
        .expect("recorded");
    model
}

fn commands(model: &Model) -> Vec<ProcessedCommand> {
    model.all_commands().collect()
}

fn stored(n: u32, version: u32, state: &str) -> Snapshot {
    Snapshot {
        snapshot_id: SnapshotId::from(Uuid::from_u128((u128::from(n) << 64) | u128::from(version))),
        aggregate_id: aggregate(n),
        aggregate_type: other().events[0].aggregate_type.clone(),
        version: Version(version),
        snapshot_version: 3,
        timestamp: Some(instant()),
        state: Payload::Json(json(state)),
    }
}

/// What is unusual about the store itself, whoever looks.
fn unusual(mut remarks: Vec<Remark>) -> Vec<Remark> {
    remarks.retain(|remark| *remark != Remark::LoginCanWrite);
    remarks
}

async fn take(into: &impl Importing, rows: Rows) {
    into.import(rows).await.expect("taken over");
}

/// Takes over the whole of the other store.
async fn taken<H: ImportHarness>(h: &H, model: &Model) -> H::Store {
    let into = h.import(identity(1)).await.expect("begun");
    take(&into, Rows::Events(model.events.clone())).await;
    take(&into, Rows::Commands(commands(model))).await;
    Box::new(into).finish().await.expect("finished");
    h.open_writable().await
}

/// Positions, names, versions, instants and bytes are what they were, and so is the store's name.
pub async fn rows_come_back_as_they_were(h: &impl ImportHarness) {
    let model = other();
    let into = h.import(identity(1)).await.expect("begun");
    for portion in model.events.chunks(37) {
        take(&into, Rows::Events(portion.to_vec())).await;
    }
    for portion in commands(&model).chunks(7) {
        take(&into, Rows::Commands(portion.to_vec())).await;
    }
    let snapshot = stored(1, 2, "{\"a\": 1.10}");
    take(&into, Rows::Snapshots(vec![snapshot.clone()])).await;
    for nothing in [
        Rows::Events(vec![]),
        Rows::Commands(vec![]),
        Rows::Snapshots(vec![]),
    ] {
        take(&into, nothing).await;
    }
    Box::new(into).finish().await.expect("finished");

    let store = h.open_read_only().await;
    let found = contents(&store).await;
    assert_eq!(found.events, model.events);
    assert_eq!(found.commands, Some(model.command_count()));
    for command in model.all_commands() {
        let found = store.check_command_processed(&command.command_id).await;
        assert_eq!(found.expect("read"), Some(command));
    }
    let found = store.get_snapshot(&aggregate(1), Version(9)).await;
    assert_eq!(found.expect("read"), Some(snapshot));
    let info = store.info().await.expect("read");
    let Identity {
        store_id,
        created_at,
    } = identity(1);
    assert_eq!(
        (info.store_id, info.created_at),
        (Some(store_id), Some(created_at))
    );
}

/// The hash came along: a retry at the new place is told the outcome that the old one told.
pub async fn a_command_that_was_taken_over_is_recognised(h: &impl ImportHarness) {
    let mut model = Model::default();
    let mut request = append(1, [to(1, ExpectedVersion::NoStream, 1)]);
    request.streams[0].events[0].event_id = Some(event_id(1));
    let first = model.append(&request, instant(), &[]).expect("recorded");
    let store = taken(h, &model).await;
    let again = store.append(request.clone()).await.expect("recognised");
    assert_eq!(again.status, AppendStatus::AlreadyProcessed);
    assert_eq!(again.events, first.events);
    request.command.data = json("{}");
    let reused = store.append(request).await.expect_err("another request");
    assert!(
        matches!(reused, StoreError::CommandReused { .. }),
        "{reused}"
    );
}

/// Every rule is in force, and the next command goes on where the last one ended.
pub async fn a_finished_import_is_a_store_like_any_other(h: &impl ImportHarness) {
    let model = other();
    let store = taken(h, &model).await;
    let info = store.info().await.expect("read");
    assert_eq!(info.kind, StoreKind::Own);
    assert_eq!(unusual(info.remarks), []);
    assert!(store.is_ruled());
    assert_eq!(store.check_integrity().await.expect("read"), None);
    let last = model.events.len() as i64;
    let next = appended(&store, append(900, [to(77, ExpectedVersion::NoStream, 1)])).await;
    assert_eq!(next[0].position, Position(last + 1));
}

/// What the database refuses is refused while rows are taken over as well, and nothing of its portion stays.
pub async fn a_row_that_breaks_a_rule_takes_its_portion_with_it(h: &impl ImportHarness) {
    let model = other();
    let into = h.import(identity(1)).await.expect("begun");
    let (good, rest) = model.events.split_at(60);
    take(&into, Rows::Events(good.to_vec())).await;
    let break_last = |spoil: &dyn Fn(&mut Event)| {
        let mut portion = rest[..20].to_vec();
        spoil(&mut portion[19]);
        Rows::Events(portion)
    };
    for rows in [
        break_last(&|event| event.position = event.position.next()),
        break_last(&|event| event.version = event.version.next()),
        break_last(&|event| event.event_id = good[3].event_id.clone()),
        break_last(&|event| event.timestamp = ManualClock::default().shows().into()),
        break_last(&|event| event.data = Payload::Broken("{".to_owned())),
        break_last(&|event| event.source.text = "fax".to_owned()),
    ] {
        into.import(rows).await.expect_err("against a rule");
        assert_eq!(contents_of(&into).await, good);
    }
    take(&into, Rows::Events(rest.to_vec())).await;
    take(&into, Rows::Commands(commands(&model))).await;
    let twice = into
        .import(Rows::Commands(commands(&model)[..1].to_vec()))
        .await;
    twice.expect_err("a command is recorded once");
    assert_eq!(contents_of(&into).await, model.events);
}

async fn contents_of(into: &impl Importing) -> Vec<Event> {
    let page = hindsight_domain::Page::first(hindsight_domain::Order::OldestFirst, 1_000);
    let found = into.store().query(&Default::default(), page).await;
    found.expect("read").events
}

/// An import that was broken off is begun again with the same name and has what it had.
pub async fn a_begun_import_goes_on(h: &impl ImportHarness) {
    let model = other();
    let (first, rest) = model.events.split_at(50);
    let into = h.import(identity(1)).await.expect("begun");
    take(&into, Rows::Events(first.to_vec())).await;
    drop(into);
    let into = h.import(identity(1)).await.expect("gone on with");
    assert_eq!(contents_of(&into).await, first);
    take(&into, Rows::Events(rest.to_vec())).await;
    take(&into, Rows::Commands(commands(&model))).await;
    Box::new(into).finish().await.expect("finished");
    let into = h
        .import(identity(1))
        .await
        .expect("also when it was finished");
    Box::new(into).finish().await.expect("finished again");
    let store = h.open_read_only().await;
    assert_eq!(contents(&store).await.events, model.events);
    assert_eq!(unusual(store.info().await.expect("read").remarks), []);
}

/// A store of another name is left as it is.
pub async fn another_store_is_not_gone_on_with(h: &impl ImportHarness) {
    let store = h.create().await;
    let before = contents(&store).await;
    match h.import(identity(2)).await {
        Ok(_) => panic!("it is another store"),
        Err(error) => assert!(matches!(error, StoreError::AlreadyExists(_)), "{error}"),
    }
    assert_eq!(contents(&store).await, before);
}

/// A text of any length comes back to the byte, alone and among others: of one letter, of as many as some servers keep
/// in a row, and of more than some drivers take at once.
pub async fn texts_of_any_length_come_back(h: &impl ImportHarness) {
    let mut events = other().events;
    let lengths = [0, 1, 3_999, 4_000, 4_001, 21_000, 32_768, 70_000, 300_000];
    for (event, length) in events.iter_mut().zip(lengths) {
        let text: String = "x\u{1f4c8}é".chars().cycle().take(length).collect();
        event.data = Payload::Json(json(&format!("{{ \"t\":\"{text}\\u0000\\ud800\"}}")));
    }
    let into = h.import(identity(1)).await.expect("begun");
    // The short ones, then one that is long among short ones.
    for portion in [&events[..6], &events[6..60], &events[60..]] {
        take(&into, Rows::Events(portion.to_vec())).await;
    }
    Box::new(into).finish().await.expect("finished");
    assert_eq!(contents(&h.open_read_only().await).await.events, events);
}

/// Until it was held against its source a copy says of itself that it is not finished, to whoever opens it.
pub async fn an_unfinished_copy_says_so(h: &impl ImportHarness) {
    let model = other();
    let into = h.import(identity(1)).await.expect("begun");
    into.mark_unfinished(90).await.expect("marked");
    take(&into, Rows::Events(model.events[..50].to_vec())).await;
    drop(into);
    let store = h.open_read_only().await;
    let told = Remark::UnfinishedCopy { events: 50, of: 90 };
    let said = store.info().await.expect("read").remarks;
    assert!(said.contains(&told), "{said:?}");
    let into = h.import(identity(1)).await.expect("gone on with");
    into.mark_unfinished(120).await.expect("marked again");
    take(&into, Rows::Events(model.events[50..].to_vec())).await;
    Box::new(into).finish().await.expect("finished");
    // It is all here, and not compared.
    let all = model.events.len() as u64;
    let store = h.open_read_only().await;
    let told = Remark::UnfinishedCopy {
        events: all,
        of: 120,
    };
    assert_eq!(unusual(store.info().await.expect("read").remarks), [told]);
    assert!(store.is_ruled(), "its rules hold all the same");
    drop(store);
    let into = h.import(identity(1)).await.expect("gone on with");
    into.mark_whole().await.expect("whole");
    into.mark_whole().await.expect("whole already");
    drop(into);
    let store = h.open_read_only().await;
    assert_eq!(unusual(store.info().await.expect("read").remarks), []);
}

/// Snapshots may come twice: the newer one stands.
pub async fn snapshots_that_are_there_are_replaced(h: &impl ImportHarness) {
    let into = h.import(identity(1)).await.expect("begun");
    take(&into, Rows::Events(other().events)).await;
    let newer = Snapshot {
        snapshot_id: SnapshotId::from(Uuid::from_u128(77)),
        ..stored(1, 2, "[2]")
    };
    let other = stored(2, 1, "[1]");
    take(
        &into,
        Rows::Snapshots(vec![stored(1, 2, "[1]"), other.clone()]),
    )
    .await;
    take(&into, Rows::Snapshots(vec![newer.clone()])).await;
    for (n, should) in [(1, newer), (2, other)] {
        let found = into.store().get_snapshot(&aggregate(n), Version(9)).await;
        assert_eq!(found.expect("read"), Some(should));
    }
}
