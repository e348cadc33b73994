//! What was noticed, as it is told.

use hindsight_domain::completeness::{Finding, FindingKind, Knows, Scope, Severity};

use super::look::Looked;
use super::{Asked, words};
use crate::wire::{
    CheckKindDto, CheckReportDto, CheckScopeDto, FindingDto, FindingKindDto, SeverityDto,
};

/// Tells what was noticed.
pub fn told(scope: &CheckScopeDto, asked: &Asked, looked: Looked) -> CheckReportDto {
    let findings: Vec<FindingDto> = looked
        .findings
        .listed
        .iter()
        .map(|finding| told_one(finding, asked.knows))
        .collect();
    let count = |severity| {
        let of = findings
            .iter()
            .filter(|finding| finding.severity == severity);
        number(of.count())
    };
    let kinds = FindingKind::ALL.into_iter().map(|kind| {
        let listed = looked.findings.listed.iter().filter(|one| one.kind == kind);
        let more = looked.findings.unlisted.get(&kind).copied();
        CheckKindDto {
            kind: kind.into(),
            severity: severity(kind, asked.knows),
            findings: number(listed.count()),
            more: more.unwrap_or_default().to_string(),
            skipped: skipped(kind, asked).map(str::to_owned),
        }
    });
    CheckReportDto {
        scope: scope.clone(),
        events: looked.events.to_string(),
        commands: looked.commands.to_string(),
        faults: count(SeverityDto::Fault),
        notices: count(SeverityDto::Notice),
        kinds: kinds.collect(),
        findings,
    }
}

fn told_one(finding: &Finding, knows: Knows) -> FindingDto {
    let about = &finding.about;
    let aggregate = about.aggregate.as_ref();
    let event_type = about.event_type.as_ref();
    FindingDto {
        kind: finding.kind.into(),
        severity: severity(finding.kind, knows),
        text: words::text(finding, knows),
        subject: about.subject.clone(),
        aggregate_id: aggregate.map(|(id, _)| id.to_string()),
        aggregate_type: aggregate.map(|(_, of_type)| of_type.to_string()),
        event_type: event_type.map(|(name, _)| name.to_string()),
        event_version: event_type.and_then(|(_, version)| *version),
        since: finding.since.map(|at| at.to_string()),
        count: finding.count.to_string(),
        positions: finding.positions.iter().map(ToString::to_string).collect(),
        commands: finding.commands.clone(),
    }
}

/// Why a kind was not looked for.
fn skipped(kind: FindingKind, asked: &Asked) -> Option<&'static str> {
    let is_store = asked.scope == Scope::Store;
    let is_operation = asked.scope == Scope::Operation;
    match kind {
        FindingKind::PositionGap if !is_store => Some("positions are the whole store's"),
        FindingKind::PositionGap if !asked.knows.positions => {
            Some("this store keeps no positions; the order of its rows stands in for them")
        }
        FindingKind::VersionGap | FindingKind::VersionOrder if is_operation => {
            Some("an operation has only some of an aggregate's versions")
        }
        FindingKind::CauseMissing
        | FindingKind::CommandWithoutEvent
        | FindingKind::EventWithoutCommand
        | FindingKind::CommandEventsMissing
            if !asked.knows.commands =>
        {
            Some("this store keeps no commands")
        }
        FindingKind::CommandEventsMissing if !asked.knows.recorded => {
            Some("this store does not keep which command recorded which events")
        }
        FindingKind::CommandEventsMissing if !is_store => {
            Some("it is found by looking through the whole store")
        }
        FindingKind::CommandWithoutEvent if is_operation => {
            Some("a command does not say which operation it belongs to")
        }
        _ => None,
    }
}

fn severity(kind: FindingKind, knows: Knows) -> SeverityDto {
    match kind.severity(knows.recorded) {
        Severity::Fault => SeverityDto::Fault,
        Severity::Notice => SeverityDto::Notice,
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

impl From<FindingKind> for FindingKindDto {
    fn from(kind: FindingKind) -> Self {
        match kind {
            FindingKind::VersionGap => Self::VersionGap,
            FindingKind::VersionOrder => Self::VersionOrder,
            FindingKind::PositionGap => Self::PositionGap,
            FindingKind::TimeBackwards => Self::TimeBackwards,
            FindingKind::CauseMissing => Self::CauseMissing,
            FindingKind::CauseNotEarlier => Self::CauseNotEarlier,
            FindingKind::CommandEventsMissing => Self::CommandEventsMissing,
            FindingKind::EventWithoutCommand => Self::EventWithoutCommand,
            FindingKind::CorrectionMissing => Self::CorrectionMissing,
            FindingKind::CommandWithoutEvent => Self::CommandWithoutEvent,
            FindingKind::NewEventType => Self::NewEventType,
            FindingKind::OddShape => Self::OddShape,
            FindingKind::Correction => Self::Correction,
        }
    }
}
