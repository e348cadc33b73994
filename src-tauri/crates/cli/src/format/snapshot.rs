//! Stored states as rows.

use hindsight_service::wire::{SnapshotCheckDto, SnapshotDto, SnapshotVerdictDto};
use serde::Serialize;

use super::event::short_time;
use super::{Column, Row};

#[derive(Serialize)]
struct Listed<'a> {
    aggregate_id: &'a str,
    aggregate_type: &'a str,
    aggregate_version: u32,
    snapshot_version: u32,
    snapshot_timestamp: Option<&'a str>,
    bytes: usize,
    fits: bool,
}

impl Row for SnapshotDto {
    const COLUMNS: &'static [Column] = &[
        Column::whole("AGGREGATE"),
        Column::text("TYPE", 8),
        Column::number("V"),
        Column::number("PROJECTION"),
        Column::whole("FITS"),
        Column::number("BYTES").optional(),
        Column::text("STORED (UTC)", 19).optional(),
    ];

    const FIELDS: &'static [&'static str] = &[
        "aggregate_id",
        "aggregate_type",
        "aggregate_version",
        "snapshot_version",
        "snapshot_timestamp",
        "bytes",
        "fits",
    ];

    fn cells(&self) -> Vec<String> {
        vec![
            self.aggregate_id.clone(),
            self.aggregate_type.clone(),
            self.mark.version.to_string(),
            self.mark.snapshot_version.to_string(),
            if self.mark.fits { "yes" } else { "no" }.to_owned(),
            self.bytes.to_string(),
            self.mark
                .taken_at
                .as_deref()
                .map(short_time)
                .unwrap_or_default(),
        ]
    }

    fn records(&self) -> Vec<Vec<String>> {
        vec![vec![
            self.aggregate_id.clone(),
            self.aggregate_type.clone(),
            self.mark.version.to_string(),
            self.mark.snapshot_version.to_string(),
            self.mark.taken_at.clone().unwrap_or_default(),
            self.bytes.to_string(),
            self.mark.fits.to_string(),
        ]]
    }

    fn json(&self) -> serde_json::Result<String> {
        serde_json::to_string(&Listed {
            aggregate_id: &self.aggregate_id,
            aggregate_type: &self.aggregate_type,
            aggregate_version: self.mark.version,
            snapshot_version: self.mark.snapshot_version,
            snapshot_timestamp: self.mark.taken_at.as_deref(),
            bytes: self.bytes,
            fits: self.mark.fits,
        })
    }
}

#[derive(Serialize)]
struct Checked<'a> {
    aggregate_id: &'a str,
    aggregate_type: &'a str,
    aggregate_version: u32,
    snapshot_version: u32,
    verdict: &'static str,
    paths: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<&'a str>,
}

impl Row for SnapshotCheckDto {
    const COLUMNS: &'static [Column] = &[
        Column::whole("VERDICT"),
        Column::whole("AGGREGATE"),
        Column::text("TYPE", 8),
        Column::number("V"),
        Column::text("WHERE OR WHY", 20),
    ];

    const FIELDS: &'static [&'static str] = &[
        "aggregate_id",
        "aggregate_type",
        "aggregate_version",
        "snapshot_version",
        "verdict",
        "paths",
        "why",
    ];

    fn cells(&self) -> Vec<String> {
        vec![
            verdict(self).to_owned(),
            self.aggregate_id.clone(),
            self.aggregate_type.clone(),
            self.version.to_string(),
            why(self).map_or_else(|| paths(self).join(" "), str::to_owned),
        ]
    }

    fn records(&self) -> Vec<Vec<String>> {
        vec![vec![
            self.aggregate_id.clone(),
            self.aggregate_type.clone(),
            self.version.to_string(),
            self.snapshot_version.to_string(),
            verdict(self).to_owned(),
            paths(self).join(" "),
            why(self).unwrap_or_default().to_owned(),
        ]]
    }

    fn json(&self) -> serde_json::Result<String> {
        serde_json::to_string(&Checked {
            aggregate_id: &self.aggregate_id,
            aggregate_type: &self.aggregate_type,
            aggregate_version: self.version,
            snapshot_version: self.snapshot_version,
            verdict: verdict(self),
            paths: paths(self),
            why: why(self),
        })
    }
}

fn verdict(check: &SnapshotCheckDto) -> &'static str {
    match check.verdict {
        SnapshotVerdictDto::Same => "same",
        SnapshotVerdictDto::Differs { .. } => "differs",
        SnapshotVerdictDto::PassedOver { .. } => "passed over",
    }
}

fn paths(check: &SnapshotCheckDto) -> Vec<&str> {
    match &check.verdict {
        SnapshotVerdictDto::Differs { changes } => {
            let path = |path| if str::is_empty(path) { "(all)" } else { path };
            changes
                .iter()
                .map(|change| path(change.path.as_str()))
                .collect()
        }
        _ => Vec::new(),
    }
}

fn why(check: &SnapshotCheckDto) -> Option<&str> {
    match &check.verdict {
        SnapshotVerdictDto::PassedOver { why } => Some(why),
        _ => None,
    }
}
