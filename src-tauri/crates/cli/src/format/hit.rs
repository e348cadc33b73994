//! Hits of a search, and words with their counts, as rows.

use hindsight_service::wire::{HitDto, HitFieldDto};
use serde::Serialize;
use serde_json::value::RawValue;

use super::event::short_time;
use super::jsonl::number;
use super::{Column, Row};

#[derive(Serialize)]
struct HitLine<'h> {
    global_position: Box<RawValue>,
    event_id: &'h str,
    aggregate_id: &'h str,
    event_type: &'h str,
    event_timestamp: &'h str,
    actor: &'h str,
    field: &'static str,
    before: &'h str,
    r#match: &'h str,
    after: &'h str,
}

fn field(field: HitFieldDto) -> &'static str {
    match field {
        HitFieldDto::Data => "data",
        HitFieldDto::Metadata => "metadata",
        HitFieldDto::Actor => "actor",
        HitFieldDto::EventType => "event_type",
    }
}

impl Row for HitDto {
    const COLUMNS: &'static [Column] = &[
        Column::number("POSITION"),
        Column::text("TIME (UTC)", 19),
        Column::text("TYPE", 12),
        Column::text("ACTOR", 8).optional(),
        Column::text("WHERE", 8).optional(),
        Column::text("FOUND", 30),
    ];

    const FIELDS: &'static [&'static str] = &[
        "global_position",
        "event_id",
        "aggregate_id",
        "event_type",
        "event_timestamp",
        "actor",
        "field",
        "before",
        "match",
        "after",
    ];

    fn cells(&self) -> Vec<String> {
        // A little of what stands before, so that the hit itself is seen where the line is cut.
        let before: Vec<char> = self.before.chars().collect();
        let before: String = before[before.len().saturating_sub(12)..].iter().collect();
        vec![
            self.row.position.clone(),
            short_time(self.row.instant.as_deref().unwrap_or(&self.row.timestamp)),
            self.row.event_type.clone(),
            self.row.actor.clone(),
            field(self.field).to_owned(),
            format!("{before}{}{}", self.r#match, self.after),
        ]
    }

    fn records(&self) -> Vec<Vec<String>> {
        vec![vec![
            self.row.position.clone(),
            self.row.event_id.clone(),
            self.row.aggregate_id.clone(),
            self.row.event_type.clone(),
            self.row.timestamp.clone(),
            self.row.actor.clone(),
            field(self.field).to_owned(),
            self.before.clone(),
            self.r#match.clone(),
            self.after.clone(),
        ]]
    }

    fn json(&self) -> serde_json::Result<String> {
        serde_json::to_string(&HitLine {
            global_position: number(&self.row.position)?,
            event_id: &self.row.event_id,
            aggregate_id: &self.row.aggregate_id,
            event_type: &self.row.event_type,
            event_timestamp: &self.row.timestamp,
            actor: &self.row.actor,
            field: field(self.field),
            before: &self.before,
            r#match: &self.r#match,
            after: &self.after,
        })
    }
}

/// A word of a field and how many events have it.
pub struct FacetRow {
    /// The field, under the name of its column.
    pub field: &'static str,
    /// The word; `None` where nothing stands.
    pub value: Option<String>,
    /// How many events, decimal.
    pub count: String,
}

#[derive(Serialize)]
struct FacetLine<'f> {
    field: &'static str,
    value: Option<&'f str>,
    count: Box<RawValue>,
}

impl Row for FacetRow {
    const COLUMNS: &'static [Column] = &[
        Column::whole("FIELD"),
        Column::number("EVENTS"),
        Column::text("VALUE", 20),
    ];

    const FIELDS: &'static [&'static str] = &["field", "value", "count"];

    fn cells(&self) -> Vec<String> {
        vec![
            self.field.to_owned(),
            self.count.clone(),
            self.value.clone().unwrap_or_else(|| "\u{2013}".to_owned()),
        ]
    }

    fn records(&self) -> Vec<Vec<String>> {
        vec![vec![
            self.field.to_owned(),
            self.value.clone().unwrap_or_default(),
            self.count.clone(),
        ]]
    }

    fn json(&self) -> serde_json::Result<String> {
        serde_json::to_string(&FacetLine {
            field: self.field,
            value: self.value.as_deref(),
            count: number(&self.count)?,
        })
    }
}
