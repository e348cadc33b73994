//! What is different between states, and who set what, as rows.

use std::collections::HashMap;

use hindsight_service::leaves;
use hindsight_service::wire::{BlameDto, ChangeDto, ChangeKindDto, EventRowDto, StateDto};
use serde::Serialize;
use serde_json::value::RawValue;

use super::event::short_time;
use super::{Column, Row};
use crate::failure::Failure;

#[derive(Serialize)]
struct ChangeLine<'a> {
    path: &'a str,
    change: ChangeKindDto,
    #[serde(skip_serializing_if = "Option::is_none")]
    old: Option<Box<RawValue>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    new: Option<Box<RawValue>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    moved_from: Option<&'a str>,
}

impl Row for ChangeDto {
    const COLUMNS: &'static [Column] = &[
        Column::whole("CHANGE"),
        Column::text("PATH", 16),
        Column::text("BEFORE", 12),
        Column::text("AFTER", 12),
    ];

    const FIELDS: &'static [&'static str] = &["path", "change", "old", "new", "moved_from"];

    fn cells(&self) -> Vec<String> {
        let before = self.old.as_ref().or(self.from.as_ref());
        vec![
            self.kind.word().to_owned(),
            self.path.clone(),
            before.cloned().unwrap_or_default(),
            self.new.clone().unwrap_or_default(),
        ]
    }

    fn records(&self) -> Vec<Vec<String>> {
        vec![vec![
            self.path.clone(),
            self.kind.word().to_owned(),
            self.old.clone().unwrap_or_default(),
            self.new.clone().unwrap_or_default(),
            self.from.clone().unwrap_or_default(),
        ]]
    }

    fn json(&self) -> serde_json::Result<String> {
        serde_json::to_string(&ChangeLine {
            path: &self.path,
            change: self.kind,
            old: raw(self.old.as_ref())?,
            new: raw(self.new.as_ref())?,
            moved_from: self.from.as_deref(),
        })
    }
}

pub fn raw(text: Option<&String>) -> serde_json::Result<Option<Box<RawValue>>> {
    text.cloned().map(RawValue::from_string).transpose()
}

/// A path of a state with its value and the events that set it.
pub struct BlameRow {
    path: String,
    /// `None` where more paths stand below.
    value: Option<String>,
    last: Option<EventRowDto>,
    before: Option<EventRowDto>,
}

#[derive(Serialize)]
struct BlameLine<'a> {
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<Box<RawValue>>,
    set_by: Option<Setter<'a>>,
    before: Option<Setter<'a>>,
}

#[derive(Serialize)]
struct Setter<'a> {
    aggregate_version: u32,
    event_type: &'a str,
    event_timestamp: &'a str,
    actor: &'a str,
    event_id: &'a str,
}

impl BlameRow {
    /// Every path of a state.
    pub fn all(blame: &BlameDto, state: &StateDto) -> Result<Vec<Self>, Failure> {
        let values: HashMap<String, String> = leaves(state)?.into_iter().collect();
        let setter = |place: Option<u32>| blame.setters.get(place? as usize).cloned();
        let rows = blame.paths.iter().map(|path| Self {
            path: path.path.clone(),
            value: values.get(&path.path).cloned(),
            last: setter(path.last),
            before: setter(path.before),
        });
        Ok(rows.collect())
    }
}

impl Row for BlameRow {
    const COLUMNS: &'static [Column] = &[
        Column::text("PATH", 16),
        Column::text("VALUE", 12),
        Column::number("V"),
        Column::text("SET (UTC)", 19),
        Column::text("ACTOR", 10).optional(),
        Column::text("EVENT", 16).optional(),
        Column::number("BEFORE").optional(),
    ];

    const FIELDS: &'static [&'static str] = &[
        "path",
        "value",
        "aggregate_version",
        "event_timestamp",
        "actor",
        "event_type",
        "event_id",
        "before_version",
    ];

    fn cells(&self) -> Vec<String> {
        let last =
            |part: fn(&EventRowDto) -> String| self.last.as_ref().map(part).unwrap_or_default();
        vec![
            if self.path.is_empty() {
                "(all)".to_owned()
            } else {
                self.path.clone()
            },
            self.value.clone().unwrap_or_default(),
            last(|event| event.version.to_string()),
            last(|event| short_time(event.instant.as_deref().unwrap_or(&event.timestamp))),
            last(|event| event.actor.clone()),
            last(|event| event.event_type.clone()),
            self.before
                .as_ref()
                .map(|event| event.version.to_string())
                .unwrap_or_default(),
        ]
    }

    fn records(&self) -> Vec<Vec<String>> {
        let last =
            |part: fn(&EventRowDto) -> String| self.last.as_ref().map(part).unwrap_or_default();
        vec![vec![
            self.path.clone(),
            self.value.clone().unwrap_or_default(),
            last(|event| event.version.to_string()),
            last(|event| event.timestamp.clone()),
            last(|event| event.actor.clone()),
            last(|event| event.event_type.clone()),
            last(|event| event.event_id.clone()),
            self.before
                .as_ref()
                .map(|event| event.version.to_string())
                .unwrap_or_default(),
        ]]
    }

    fn json(&self) -> serde_json::Result<String> {
        serde_json::to_string(&BlameLine {
            path: &self.path,
            value: raw(self.value.as_ref())?,
            set_by: self.last.as_ref().map(setter),
            before: self.before.as_ref().map(setter),
        })
    }
}

fn setter(event: &EventRowDto) -> Setter<'_> {
    Setter {
        aggregate_version: event.version,
        event_type: &event.event_type,
        event_timestamp: &event.timestamp,
        actor: &event.actor,
        event_id: &event.event_id,
    }
}
