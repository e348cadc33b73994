//! Findings as rows.

use hindsight_service::wire::{FindingDto, FindingKindDto, SeverityDto};
use serde::Serialize;
use serde_json::value::RawValue;

use super::event::short_time;
use super::jsonl::number;
use super::{Column, Row};

#[derive(Serialize)]
struct Line<'f> {
    severity: &'static str,
    kind: &'static str,
    text: &'f str,
    subject: Option<&'f str>,
    aggregate_id: Option<&'f str>,
    aggregate_type: Option<&'f str>,
    event_type: Option<&'f str>,
    event_version: Option<u32>,
    since: Option<&'f str>,
    count: Box<RawValue>,
    positions: Vec<Box<RawValue>>,
    commands: &'f [String],
}

impl Row for FindingDto {
    const COLUMNS: &'static [Column] = &[
        Column::whole("SEVERITY"),
        Column::whole("KIND"),
        Column::number("COUNT"),
        Column::text("SINCE (UTC)", 19),
        Column::text("EVENTS", 10),
        Column::text("WHAT", 40),
    ];

    const FIELDS: &'static [&'static str] = &[
        "severity",
        "kind",
        "text",
        "subject",
        "aggregate_id",
        "aggregate_type",
        "event_type",
        "event_version",
        "since",
        "count",
        "positions",
        "commands",
    ];

    fn cells(&self) -> Vec<String> {
        vec![
            severity_word(self.severity).to_owned(),
            kind_word(self.kind).to_owned(),
            self.count.clone(),
            self.since.as_deref().map(short_time).unwrap_or_default(),
            first_of(&self.positions),
            self.text.clone(),
        ]
    }

    fn records(&self) -> Vec<Vec<String>> {
        let told = |text: &Option<String>| text.clone().unwrap_or_default();
        vec![vec![
            severity_word(self.severity).to_owned(),
            kind_word(self.kind).to_owned(),
            self.text.clone(),
            told(&self.subject),
            told(&self.aggregate_id),
            told(&self.aggregate_type),
            told(&self.event_type),
            self.event_version
                .map_or_else(String::new, |version| version.to_string()),
            told(&self.since),
            self.count.clone(),
            self.positions.join(" "),
            self.commands.join(" "),
        ]]
    }

    fn json(&self) -> serde_json::Result<String> {
        serde_json::to_string(&Line {
            severity: severity_word(self.severity),
            kind: kind_word(self.kind),
            text: &self.text,
            subject: self.subject.as_deref(),
            aggregate_id: self.aggregate_id.as_deref(),
            aggregate_type: self.aggregate_type.as_deref(),
            event_type: self.event_type.as_deref(),
            event_version: self.event_version,
            since: self.since.as_deref(),
            count: number(&self.count)?,
            positions: self
                .positions
                .iter()
                .map(|position| number(position))
                .collect::<Result<_, _>>()?,
            commands: &self.commands,
        })
    }
}

/// How many events people are shown of each finding; lines for programs have more.
const POSITIONS_SHOWN: usize = 4;

fn first_of(positions: &[String]) -> String {
    let shown = positions.get(..POSITIONS_SHOWN);
    shown.map_or_else(
        || positions.join(" "),
        |first| match positions.len() {
            POSITIONS_SHOWN => first.join(" "),
            _ => format!("{} …", first.join(" ")),
        },
    )
}

fn severity_word(severity: SeverityDto) -> &'static str {
    match severity {
        SeverityDto::Fault => "fault",
        SeverityDto::Notice => "notice",
    }
}

/// What a kind of finding is called.
pub fn kind_word(kind: FindingKindDto) -> &'static str {
    match kind {
        FindingKindDto::VersionGap => "version_gap",
        FindingKindDto::VersionOrder => "version_order",
        FindingKindDto::PositionGap => "position_gap",
        FindingKindDto::TimeBackwards => "time_backwards",
        FindingKindDto::CauseMissing => "cause_missing",
        FindingKindDto::CauseNotEarlier => "cause_not_earlier",
        FindingKindDto::CommandEventsMissing => "command_events_missing",
        FindingKindDto::EventWithoutCommand => "event_without_command",
        FindingKindDto::CorrectionMissing => "correction_missing",
        FindingKindDto::CommandWithoutEvent => "command_without_event",
        FindingKindDto::NewEventType => "new_event_type",
        FindingKindDto::OddShape => "odd_shape",
        FindingKindDto::Correction => "correction",
    }
}
