//! Projections as rows.

use hindsight_service::wire::ProjectionDto;
use serde::Serialize;

use super::{Column, Row};

/// How many digits of a hash people are shown.
const HASH_DIGITS: usize = 12;

#[derive(Serialize)]
struct Line<'a> {
    file: &'a str,
    aggregate_type: Option<&'a str>,
    version: Option<u32>,
    hash: &'a str,
    in_use: bool,
    problem: Option<&'a str>,
}

impl Row for ProjectionDto {
    const COLUMNS: &'static [Column] = &[
        Column::whole("FILE"),
        Column::text("TYPE", 8),
        Column::number("VERSION"),
        Column::text("SHA-256", HASH_DIGITS).optional(),
        Column::whole("IN USE"),
        Column::text("PROBLEM", 20),
    ];

    const FIELDS: &'static [&'static str] = &[
        "file",
        "aggregate_type",
        "version",
        "hash",
        "in_use",
        "problem",
    ];

    fn cells(&self) -> Vec<String> {
        vec![
            self.file.clone(),
            self.aggregate_type.clone().unwrap_or_default(),
            self.version
                .map(|version| version.to_string())
                .unwrap_or_default(),
            self.hash.chars().take(HASH_DIGITS).collect(),
            if self.in_use { "yes" } else { "no" }.to_owned(),
            self.problem.clone().unwrap_or_default(),
        ]
    }

    fn records(&self) -> Vec<Vec<String>> {
        vec![vec![
            self.file.clone(),
            self.aggregate_type.clone().unwrap_or_default(),
            self.version
                .map(|version| version.to_string())
                .unwrap_or_default(),
            self.hash.clone(),
            self.in_use.to_string(),
            self.problem.clone().unwrap_or_default(),
        ]]
    }

    fn json(&self) -> serde_json::Result<String> {
        serde_json::to_string(&Line {
            file: &self.file,
            aggregate_type: self.aggregate_type.as_deref(),
            version: self.version,
            hash: &self.hash,
            in_use: self.in_use,
            problem: self.problem.as_deref(),
        })
    }
}
