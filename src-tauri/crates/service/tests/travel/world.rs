//! The world between two instants, held against folding everything at both.

use std::collections::BTreeMap;
use std::sync::Mutex;

use hindsight_service as service;
use hindsight_service::wire::{
    AtDto, CompareScopeDto, CompareSummaryDto, ComparedDto, ComparedKind, ExportFormat,
};

use super::given::{AUTO, Place, correlation, id, numbers};

/// Goes away by returning null, comes back with the next event, and passes over what says nothing.
const DEVICE: &str = r#"export default {
  aggregateType: "Device",
  version: 1,
  init: () => ({}),
  when: {
    Changed: (state, event) => event.data.gone ? null : event.data.note ? state : { n: event.data.n },
  },
};"#;

/// Forty aggregates of two types, changed, removed and brought back at random, and instants in between.
async fn place() -> (Place, Vec<String>) {
    let mut place = Place::new().await;
    place.projection("device.js", DEVICE);
    let mut instants = Vec::new();
    for (n, turn) in numbers(400).zip(0..) {
        let of = n % 40;
        let payload = match (of % 2, (n >> 8) % 6) {
            (0, 0) => "null".to_owned(),
            (1, 0) => r#"{"gone":true}"#.to_owned(),
            (_, 1) => r#"{"note":"said"}"#.to_owned(),
            _ => format!(r#"{{"n":{}}}"#, (n >> 12) % 3),
        };
        let of_type = if of % 2 == 0 { "Server" } else { "Device" };
        place.append(of, of_type, &[payload]).await;
        if turn % 57 == 0 {
            instants.push(place.now().await);
        }
    }
    (place, instants)
}

/// Every aggregate's version and state at an instant, each folded by itself.
async fn folded(place: &Place, instant: &str) -> BTreeMap<String, (u32, String)> {
    let mut states = BTreeMap::new();
    for n in 0..40 {
        let at = AtDto::Instant {
            instant: instant.into(),
        };
        let Ok(state) =
            service::state_at(&place.session, id(n).as_str(), &at, &AUTO, &|_| {}).await
        else {
            continue;
        };
        states.insert(id(n).to_string(), (state.version, state.state));
    }
    states
}

async fn compared(
    place: &Place,
    scope: &CompareScopeDto,
    from: &str,
    to: &str,
) -> (CompareSummaryDto, Vec<ComparedDto>) {
    let rows: Mutex<Vec<ComparedDto>> = Mutex::default();
    let tell = |step: service::wire::CompareStepDto| {
        assert!(step.done <= step.total);
        rows.lock().unwrap().extend(step.rows);
    };
    let summary = service::compare_world(&place.session, scope, from, to, &tell)
        .await
        .unwrap();
    (summary, rows.into_inner().unwrap())
}

/// What became of an aggregate, by its versions and states alone.
fn naive(
    was: Option<&(u32, String)>,
    is: Option<&(u32, String)>,
    is_folded: bool,
) -> Option<ComparedKind> {
    let there = |one: Option<&(u32, String)>| {
        one.is_some_and(|(version, state)| *version > 0 && state != "null")
    };
    let version = |one: Option<&(u32, String)>| one.map_or(0, |(version, _)| *version);
    if version(was) == version(is) {
        return None;
    }
    match (there(was), there(is)) {
        (false, false) => None,
        (false, true) => Some(ComparedKind::Created),
        (true, false) => Some(ComparedKind::Deleted),
        (true, true) if is_folded && was.map(|one| &one.1) == is.map(|one| &one.1) => None,
        (true, true) => Some(ComparedKind::Changed),
    }
}

#[tokio::test]
async fn every_kind_is_what_folding_at_both_instants_gives() {
    let (place, instants) = place().await;
    let mut seen = BTreeMap::new();
    for (at, from) in instants.iter().enumerate() {
        for to in &instants[at..] {
            let (was, is) = (folded(&place, from).await, folded(&place, to).await);
            let (summary, rows) = compared(&place, &CompareScopeDto::All, from, to).await;
            let kinds: BTreeMap<&String, ComparedKind> = rows
                .iter()
                .map(|row| (&row.aggregate_id, row.kind))
                .collect();
            assert_eq!(kinds.len(), rows.len(), "each aggregate once");
            for n in 0..40 {
                let id = id(n).to_string();
                let should = naive(was.get(&id), is.get(&id), n % 2 == 1);
                assert_eq!(kinds.get(&id).copied(), should, "{id} from {from} to {to}");
            }
            for row in &rows {
                let version = |of: &BTreeMap<String, (u32, String)>| {
                    of.get(&row.aggregate_id).map_or(0, |one| one.0)
                };
                assert_eq!(
                    (row.from_version, row.to_version),
                    (version(&was), version(&is))
                );
                assert_eq!(row.events, row.to_version - row.from_version);
                assert_eq!(row.last_event.version, row.to_version);
                *seen.entry(row.kind.word()).or_insert(0) += 1;
            }
            let count = |kind| rows.iter().filter(|row| row.kind == kind).count() as u32;
            assert_eq!(summary.created, count(ComparedKind::Created));
            assert_eq!(summary.changed, count(ComparedKind::Changed));
            assert_eq!(summary.deleted, count(ComparedKind::Deleted));
        }
    }
    assert_eq!(seen.len(), 3, "the history has every kind: {seen:?}");
}

#[tokio::test]
async fn a_scope_keeps_the_rest_out() {
    let (place, instants) = place().await;
    let (from, to) = (&instants[1], &instants[5]);
    let device = CompareScopeDto::Type {
        aggregate_type: "Device".into(),
    };
    let (summary, rows) = compared(&place, &device, from, to).await;
    assert!(rows.iter().all(|row| row.aggregate_type == "Device") && !rows.is_empty());
    assert!(summary.unchanged_known);
    let (all, everything) = compared(&place, &CompareScopeDto::All, from, to).await;
    assert!(!all.unchanged_known);
    let operation = CompareScopeDto::Correlation {
        correlation_id: correlation(1).to_string(),
    };
    let (_, touched) = compared(&place, &operation, from, to).await;
    assert!(!touched.is_empty() && touched.len() < everything.len());
    for row in &touched {
        let whole = everything
            .iter()
            .find(|one| one.aggregate_id == row.aggregate_id)
            .unwrap();
        assert_eq!(
            (row.kind, row.from_version, row.to_version),
            (whole.kind, whole.from_version, whole.to_version)
        );
        assert!(row.events <= whole.events);
        assert_eq!(
            row.last_event.correlation_id.as_deref(),
            Some(correlation(1).as_str())
        );
    }
}

#[tokio::test]
async fn an_exported_comparison_is_whole_and_spells_as_the_events_did() {
    let mut place = Place::new().await;
    place
        .append(1, "Server", &[r#"{"cost":1.10,"name":"=1+1"}"#])
        .await;
    let from = place.now().await;
    place
        .append(1, "Server", &[r#"{"cost":9007199254740993,"name":null}"#])
        .await;
    place.append(2, "Server", &[r#"{"name":"b"}"#]).await;
    let to = place.now().await;
    let export = async |format, name: &str| {
        let path = place.path(name);
        service::export_comparison(
            &place.session,
            &CompareScopeDto::All,
            (&from, &to),
            format,
            &path,
            &|_| {},
        )
        .await
        .unwrap();
        std::fs::read_to_string(path).unwrap()
    };
    let json = export(ExportFormat::Json, "out.json").await;
    assert!(
        json.contains(r#""old":1.10,"new":9007199254740993"#),
        "{json}"
    );
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(value["aggregates"].as_array().unwrap().len(), 2);
    assert_eq!(value["summary"]["created"], 1);
    let csv = export(ExportFormat::Csv, "out.csv").await;
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines.len(), 4, "{csv}");
    assert!(lines[0].starts_with("aggregate_id,aggregate_type,kind,"));
    assert!(csv.contains(r#",/name,removed,"""=1+1""","#), "{csv}");
    assert_eq!(
        std::fs::read_dir(place.path(""))
            .unwrap()
            .filter(|entry| {
                entry
                    .as_ref()
                    .unwrap()
                    .file_name()
                    .to_string_lossy()
                    .starts_with(".tmp")
            })
            .count(),
        0
    );
}

#[tokio::test]
async fn instants_the_wrong_way_round_are_refused() {
    let place = Place::new().await;
    let asked = service::compare_world(
        &place.session,
        &CompareScopeDto::All,
        "2026-03-31",
        "2026-03-30",
        &|_| {},
    );
    let error = asked.await.unwrap_err();
    assert!(error.message.contains("is after"), "{error}");
    let (summary, rows) = compared(&place, &CompareScopeDto::All, "2026-03-31", "2026-03-31").await;
    assert_eq!((summary.events.as_str(), rows.len()), ("0", 0));
}
