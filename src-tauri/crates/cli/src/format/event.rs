//! Events as rows.

use hindsight_service::wire::{EventDetailDto, MarkDto, MarkKindDto};
use serde::Serialize;
use serde_json::value::RawValue;

use super::jsonl::{Embedded, number};
use super::{Column, Row};

/// Every column of the events table, as a line of JSON.
#[derive(Serialize)]
struct Line<'e> {
    event_id: &'e str,
    aggregate_id: &'e str,
    aggregate_type: &'e str,
    aggregate_version: u32,
    event_type: &'e str,
    event_version: u32,
    event_timestamp: &'e str,
    actor: &'e str,
    actor_type: &'e str,
    source: &'e str,
    causation_id: Option<&'e str>,
    correlation_id: Option<&'e str>,
    data: Option<Box<RawValue>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    data_raw: Option<&'e str>,
    metadata: Option<Box<RawValue>>,
    /// Set and null where the table holds NULL, which is not the payload `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    metadata_raw: Option<Option<&'e str>>,
    global_position: Box<RawValue>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    marks: Vec<MarkLine<'e>>,
}

#[derive(Serialize)]
struct MarkLine<'e> {
    column: &'e str,
    kind: &'static str,
    as_stored: &'e str,
}

impl Row for EventDetailDto {
    const COLUMNS: &'static [Column] = &[
        Column::number("POSITION"),
        Column::whole("!"),
        Column::text("TIME (UTC)", 19),
        Column::text("EVENT", 24),
        Column::text("AGGREGATE", 14),
        Column::number("V"),
        Column::text("ACTOR", 12).optional(),
        Column::text("DATA", 24).optional(),
    ];

    const FIELDS: &'static [&'static str] = &[
        "event_id",
        "aggregate_id",
        "aggregate_type",
        "aggregate_version",
        "event_type",
        "event_version",
        "event_timestamp",
        "actor",
        "actor_type",
        "source",
        "causation_id",
        "correlation_id",
        "data",
        "metadata",
        "global_position",
        "marks",
    ];

    fn cells(&self) -> Vec<String> {
        let row = &self.row;
        vec![
            row.position.clone(),
            if row.marked { "!" } else { "" }.to_owned(),
            row.instant
                .as_deref()
                .map_or_else(|| row.timestamp.clone(), short_time),
            row.event_type.clone(),
            format!("{} {}", row.aggregate_type, row.aggregate_id),
            row.version.to_string(),
            row.actor.clone(),
            self.data.text.clone(),
        ]
    }

    fn records(&self) -> Vec<Vec<String>> {
        let row = &self.row;
        vec![vec![
            row.event_id.clone(),
            row.aggregate_id.clone(),
            row.aggregate_type.clone(),
            row.version.to_string(),
            row.event_type.clone(),
            row.event_version.to_string(),
            row.timestamp.clone(),
            row.actor.clone(),
            row.actor_type.clone(),
            row.source.clone(),
            row.causation_id.clone().unwrap_or_default(),
            row.correlation_id.clone().unwrap_or_default(),
            self.data.text.clone(),
            self.metadata
                .as_ref()
                .map(|metadata| metadata.text.clone())
                .unwrap_or_default(),
            row.position.clone(),
            self.marks
                .iter()
                .map(mark_words)
                .collect::<Vec<_>>()
                .join("; "),
        ]]
    }

    fn json(&self) -> serde_json::Result<String> {
        let row = &self.row;
        let data = Embedded::new(&self.data);
        let (metadata, metadata_raw) = match self.metadata.as_ref().map(Embedded::new) {
            Some(Embedded { value, raw }) => (value, raw.map(Some)),
            None => (None, Some(None)),
        };
        serde_json::to_string(&Line {
            event_id: &row.event_id,
            aggregate_id: &row.aggregate_id,
            aggregate_type: &row.aggregate_type,
            aggregate_version: row.version,
            event_type: &row.event_type,
            event_version: row.event_version,
            event_timestamp: &row.timestamp,
            actor: &row.actor,
            actor_type: &row.actor_type,
            source: &row.source,
            causation_id: row.causation_id.as_deref(),
            correlation_id: row.correlation_id.as_deref(),
            data: data.value,
            data_raw: data.raw,
            metadata,
            metadata_raw,
            global_position: number(&row.position)?,
            marks: self.marks.iter().map(mark_line).collect(),
        })
    }
}

/// To the second, as people read it: `2026-01-06 10:00:00`.
pub fn short_time(instant: &str) -> String {
    instant.get(..19).unwrap_or(instant).replace('T', " ")
}

fn mark_line(mark: &MarkDto) -> MarkLine<'_> {
    MarkLine {
        column: &mark.column,
        kind: kind_word(mark.kind),
        as_stored: &mark.as_stored,
    }
}

fn mark_words(mark: &MarkDto) -> String {
    format!("{} {}", mark.column, kind_word(mark.kind))
}

fn kind_word(kind: MarkKindDto) -> &'static str {
    match kind {
        MarkKindDto::Spelling => "spelling",
        MarkKindDto::Unreadable => "unreadable",
        MarkKindDto::Missing => "missing",
    }
}
