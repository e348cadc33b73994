//! What was noticed, gathered within bounds.

use std::collections::HashMap;

use crate::event::Event;
use crate::ids::{AggregateId, AggregateType, EventType, Position};
use crate::instant::Instant;

/// How many findings of one kind are kept.
pub const FINDINGS_MAX: usize = 1_000;
/// How many events, or commands, a finding names.
pub const LINKS_MAX: usize = 20;

/// Whether something is wrong, or only worth knowing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something is wrong or missing.
    Fault,
    /// Worth knowing.
    Notice,
}

/// The kinds of things that are noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FindingKind {
    /// Versions of an aggregate are missing.
    VersionGap,
    /// A version of an aggregate comes twice, or after a later one.
    VersionOrder,
    /// Positions of the store are missing.
    PositionGap,
    /// An event was recorded earlier than the one before it.
    TimeBackwards,
    /// A cause is named that is neither a command nor an event.
    CauseMissing,
    /// An event names itself, or a later event, as its cause.
    CauseNotEarlier,
    /// A command says that it recorded events that are not there.
    CommandEventsMissing,
    /// An event that no command recorded.
    EventWithoutCommand,
    /// A correction of something that is not there, or that came later.
    CorrectionMissing,
    /// A command that made no event.
    CommandWithoutEvent,
    /// A type of event that had never been seen before that day.
    NewEventType,
    /// A payload of another shape than the rest of its type and version.
    OddShape,
    /// An event that corrects an earlier one.
    Correction,
}

impl FindingKind {
    /// Every kind, the graver ones first.
    pub const ALL: [Self; 13] = [
        Self::VersionGap,
        Self::VersionOrder,
        Self::PositionGap,
        Self::TimeBackwards,
        Self::CauseMissing,
        Self::CauseNotEarlier,
        Self::CommandEventsMissing,
        Self::EventWithoutCommand,
        Self::CorrectionMissing,
        Self::CommandWithoutEvent,
        Self::NewEventType,
        Self::OddShape,
        Self::Correction,
    ];

    /// How grave it is, in a store that keeps which command recorded what. Where a store does not, an event without a
    /// command is only worth knowing.
    pub fn severity(self, store_knows_commands: bool) -> Severity {
        match self {
            Self::EventWithoutCommand if !store_knows_commands => Severity::Notice,
            Self::CommandWithoutEvent | Self::NewEventType | Self::OddShape | Self::Correction => {
                Severity::Notice
            }
            _ => Severity::Fault,
        }
    }
}

/// What a finding is about, as far as it can be named.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct About {
    /// The id of a cause or a command, or the name of a type of commands.
    pub subject: Option<String>,
    /// The aggregate.
    pub aggregate: Option<(AggregateId, AggregateType)>,
    /// The type of events, and the form of its payload where that matters.
    pub event_type: Option<(EventType, Option<u32>)>,
    /// What exactly: missing numbers, instants, the difference of a shape.
    pub detail: Option<String>,
}

impl About {
    /// About an event's aggregate and type.
    pub(super) fn event(event: &Event) -> Self {
        Self {
            aggregate: Some((event.aggregate_id.clone(), event.aggregate_type.clone())),
            event_type: Some((event.event_type.clone(), None)),
            ..Self::default()
        }
    }
}

/// One thing that was noticed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What kind of thing.
    pub kind: FindingKind,
    /// What it is about.
    pub about: About,
    /// When it occurred first, where that can be read.
    pub since: Option<Instant>,
    /// How often, or how many numbers are missing.
    pub count: u64,
    /// The first events that it concerns.
    pub positions: Vec<Position>,
    /// The ids of the first commands that it concerns.
    pub commands: Vec<String>,
}

/// One occurrence of something.
#[derive(Default)]
pub(super) struct Occurrence<'a> {
    pub at: Option<Instant>,
    pub count: u64,
    pub positions: &'a [Position],
    pub command: Option<&'a str>,
}

/// What was noticed so far.
#[derive(Debug, Default)]
pub struct Findings {
    /// The findings, in the order in which they occurred first.
    pub listed: Vec<Finding>,
    /// How many occurrences belong to no finding that is listed, by kind.
    pub unlisted: HashMap<FindingKind, u64>,
    index: HashMap<(FindingKind, String), usize>,
    count: HashMap<FindingKind, usize>,
}

impl Findings {
    /// Adds an occurrence to the finding of its key, or begins one.
    pub(super) fn add(
        &mut self,
        kind: FindingKind,
        key: String,
        occurrence: Occurrence<'_>,
        about: impl FnOnce() -> About,
    ) {
        let key = (kind, key);
        let index = match self.index.get(&key) {
            Some(index) => *index,
            None => {
                let listed = self.count.entry(kind).or_default();
                if *listed == FINDINGS_MAX {
                    *self.unlisted.entry(kind).or_default() += 1;
                    return;
                }
                *listed += 1;
                self.listed.push(Finding {
                    kind,
                    about: about(),
                    since: None,
                    count: 0,
                    positions: Vec::new(),
                    commands: Vec::new(),
                });
                self.index.insert(key, self.listed.len() - 1);
                self.listed.len() - 1
            }
        };
        self.listed[index].add(&occurrence);
    }

    /// Adds an occurrence that is a finding of its own.
    pub(super) fn add_one(&mut self, kind: FindingKind, occurrence: Occurrence<'_>, about: About) {
        let key = self.listed.len().to_string();
        self.add(kind, key, occurrence, || about);
    }

    /// Counts occurrences that there is no room to tell.
    pub(super) fn leave_out(&mut self, kind: FindingKind, count: u64) {
        *self.unlisted.entry(kind).or_default() += count;
    }

    /// Puts the graver kinds first; within a kind nothing is moved.
    pub fn sort(&mut self) {
        self.listed.sort_by_key(|finding| finding.kind);
        self.unlisted.retain(|_, count| *count > 0);
        self.index.clear();
    }
}

impl Finding {
    fn add(&mut self, occurrence: &Occurrence<'_>) {
        self.count = self.count.saturating_add(occurrence.count);
        self.since = match (self.since, occurrence.at) {
            (Some(since), Some(at)) => Some(since.min(at)),
            (since, at) => since.or(at),
        };
        let room = LINKS_MAX.saturating_sub(self.positions.len());
        self.positions
            .extend(occurrence.positions.iter().take(room));
        if self.commands.len() < LINKS_MAX {
            self.commands.extend(occurrence.command.map(str::to_owned));
        }
    }
}
