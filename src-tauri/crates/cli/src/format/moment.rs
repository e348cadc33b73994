//! Moments, and what became of aggregates, as rows.

use hindsight_service::wire::MomentDto;
use hindsight_service::{COMPARED_CSV_FIELDS, WithChanges};
use serde::Serialize;
use serde_json::value::RawValue;

use super::change::raw;
use super::event::short_time;
use super::jsonl::number;
use super::{Column, Row};

#[derive(Serialize)]
struct Line<'a> {
    aggregate_id: &'a str,
    aggregate_type: &'a str,
    aggregate_version: u32,
    event_type: &'a str,
    event_timestamp: &'a str,
    actor: &'a str,
    event_id: &'a str,
    global_position: Box<RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    old: Option<Box<RawValue>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    new: Option<Box<RawValue>>,
}

impl Row for MomentDto {
    const COLUMNS: &'static [Column] = &[
        Column::text("TIME (UTC)", 19),
        Column::text("AGGREGATE", 14),
        Column::number("V"),
        Column::text("EVENT", 16),
        Column::text("ACTOR", 10).optional(),
        Column::text("BEFORE", 8).optional(),
        Column::text("AFTER", 8).optional(),
    ];

    const FIELDS: &'static [&'static str] = &[
        "aggregate_id",
        "aggregate_type",
        "aggregate_version",
        "event_type",
        "event_timestamp",
        "actor",
        "event_id",
        "global_position",
        "old",
        "new",
    ];

    fn cells(&self) -> Vec<String> {
        let event = &self.event;
        vec![
            short_time(event.instant.as_deref().unwrap_or(&event.timestamp)),
            event.aggregate_id.clone(),
            event.version.to_string(),
            event.event_type.clone(),
            event.actor.clone(),
            self.old.clone().unwrap_or_default(),
            self.new.clone().unwrap_or_default(),
        ]
    }

    fn records(&self) -> Vec<Vec<String>> {
        let event = &self.event;
        vec![vec![
            event.aggregate_id.clone(),
            event.aggregate_type.clone(),
            event.version.to_string(),
            event.event_type.clone(),
            event.timestamp.clone(),
            event.actor.clone(),
            event.event_id.clone(),
            event.position.clone(),
            self.old.clone().unwrap_or_default(),
            self.new.clone().unwrap_or_default(),
        ]]
    }

    fn json(&self) -> serde_json::Result<String> {
        let event = &self.event;
        serde_json::to_string(&Line {
            aggregate_id: &event.aggregate_id,
            aggregate_type: &event.aggregate_type,
            aggregate_version: event.version,
            event_type: &event.event_type,
            event_timestamp: &event.timestamp,
            actor: &event.actor,
            event_id: &event.event_id,
            global_position: number(&event.position)?,
            old: raw(self.old.as_ref())?,
            new: raw(self.new.as_ref())?,
        })
    }
}

impl Row for WithChanges {
    const COLUMNS: &'static [Column] = &[
        Column::whole("KIND"),
        Column::whole("AGGREGATE"),
        Column::text("TYPE", 8),
        Column::number("FROM"),
        Column::number("TO"),
        Column::text("LAST CHANGE (UTC)", 19).optional(),
        Column::text("LAST EVENT", 10).optional(),
        Column::text("ACTOR", 10).optional(),
    ];

    const FIELDS: &'static [&'static str] = COMPARED_CSV_FIELDS;

    fn cells(&self) -> Vec<String> {
        let (row, last) = (&self.row, &self.row.last_event);
        vec![
            row.kind.word().to_owned(),
            row.aggregate_id.clone(),
            row.aggregate_type.clone(),
            row.from_version.to_string(),
            row.to_version.to_string(),
            short_time(last.instant.as_deref().unwrap_or(&last.timestamp)),
            last.event_type.clone(),
            last.actor.clone(),
        ]
    }

    fn records(&self) -> Vec<Vec<String>> {
        self.csv()
    }

    fn json(&self) -> serde_json::Result<String> {
        WithChanges::json(self)
    }
}
