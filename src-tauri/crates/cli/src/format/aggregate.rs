//! Aggregates as rows.

use hindsight_service::wire::{AggregateSummaryDto, DeletedDto};
use serde::Serialize;
use serde_json::value::RawValue;

use super::event::short_time;
use super::jsonl::number;
use super::{Column, Row};

#[derive(Serialize)]
struct Line<'a> {
    aggregate_id: &'a str,
    aggregate_type: &'a str,
    last_version: u32,
    first_position: Box<RawValue>,
    first_at: Option<&'a str>,
    last_position: Box<RawValue>,
    last_at: Option<&'a str>,
    last_event_type: &'a str,
    deleted: Option<bool>,
}

impl Row for AggregateSummaryDto {
    const COLUMNS: &'static [Column] = &[
        // Never cut: it is what `hindsight state` asks for.
        Column::whole("AGGREGATE"),
        Column::text("TYPE", 8),
        Column::number("EVENTS"),
        Column::text("LAST CHANGE (UTC)", 19).optional(),
        Column::text("LAST EVENT", 10).optional(),
        Column::whole("DELETED").optional(),
    ];

    const FIELDS: &'static [&'static str] = &[
        "aggregate_id",
        "aggregate_type",
        "last_version",
        "first_position",
        "first_at",
        "last_position",
        "last_at",
        "last_event_type",
        "deleted",
    ];

    fn cells(&self) -> Vec<String> {
        vec![
            self.aggregate_id.clone(),
            self.aggregate_type.clone(),
            self.last_version.to_string(),
            self.last_at.as_deref().map(short_time).unwrap_or_default(),
            self.last_event_type.clone(),
            match self.deleted {
                Some(DeletedDto::Yes) => "yes",
                Some(DeletedDto::No) => "no",
                Some(DeletedDto::Unknown) => "unknown",
                Some(DeletedDto::Pending) | None => "",
            }
            .to_owned(),
        ]
    }

    fn records(&self) -> Vec<Vec<String>> {
        vec![vec![
            self.aggregate_id.clone(),
            self.aggregate_type.clone(),
            self.last_version.to_string(),
            self.first_position.clone(),
            self.first_at.clone().unwrap_or_default(),
            self.last_position.clone(),
            self.last_at.clone().unwrap_or_default(),
            self.last_event_type.clone(),
            is_deleted(self).map_or(String::new(), |is| is.to_string()),
        ]]
    }

    fn json(&self) -> serde_json::Result<String> {
        serde_json::to_string(&Line {
            aggregate_id: &self.aggregate_id,
            aggregate_type: &self.aggregate_type,
            last_version: self.last_version,
            first_position: number(&self.first_position)?,
            first_at: self.first_at.as_deref(),
            last_position: number(&self.last_position)?,
            last_at: self.last_at.as_deref(),
            last_event_type: &self.last_event_type,
            deleted: is_deleted(self),
        })
    }
}

fn is_deleted(aggregate: &AggregateSummaryDto) -> Option<bool> {
    match aggregate.deleted? {
        DeletedDto::Yes => Some(true),
        DeletedDto::No => Some(false),
        DeletedDto::Unknown | DeletedDto::Pending => None,
    }
}
