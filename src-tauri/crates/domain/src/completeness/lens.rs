//! The lens itself: it is shown everything once, asks for what it cannot see, and tells what it noticed.

use std::collections::{HashMap, HashSet};

use super::causes::Causes;
use super::finding::{About, FindingKind, Findings, Occurrence};
use super::shapes::Shapes;
use super::steps::Steps;
use super::types::{FirstSeen, Types};
use super::versions::Versions;
use crate::command::ProcessedCommand;
use crate::event::Event;
use crate::ids::{EventId, EventType, Position};
use crate::stretches::Stretches;

/// What a lens is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Every event of the store.
    Store,
    /// Every event of one aggregate.
    Aggregate,
    /// Every event of one operation, which has neither all positions nor all versions.
    Operation,
}

/// What the store itself can say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Knows {
    /// It keeps positions; else the order of its rows stands in, which may have gaps.
    pub positions: bool,
    /// It counts positions and versions from 1, and not as some other program likes.
    pub counts_from_one: bool,
    /// It keeps commands.
    pub commands: bool,
    /// It keeps which command recorded which events.
    pub recorded: bool,
}

/// What the store says to what was asked.
#[derive(Debug, Default)]
pub struct Answers {
    /// Those of the ids that name commands.
    pub commands: HashSet<String>,
    /// Those of the ids that name events, and where these stand.
    pub events: HashMap<EventId, Position>,
    /// The positions that commands say they recorded.
    pub recorded: Stretches,
}

/// Notices what is missing or odd.
pub struct Lens {
    scope: Scope,
    knows: Knows,
    steps: Steps,
    versions: Option<Versions>,
    causes: Causes,
    types: Types,
    shapes: Shapes,
    findings: Findings,
}

impl Lens {
    /// A lens that is going to be shown events of a scope. It watches the versions of one part of several of the
    /// aggregates; the other parts take a [`Versions`] each.
    pub fn new(scope: Scope, knows: Knows, parts: u64) -> Self {
        let whole = scope == Scope::Store && knows.counts_from_one;
        let has_versions = scope != Scope::Operation;
        Self {
            scope,
            knows,
            steps: Steps::from_the_first(whole),
            versions: has_versions.then(|| Versions::new(0, parts, knows.counts_from_one)),
            causes: Causes::default(),
            types: Types::default(),
            shapes: Shapes::default(),
            findings: Findings::default(),
        }
    }

    /// Shows the next event, in order of position.
    pub fn event(&mut self, event: &Event) {
        let has_positions = self.knows.positions && self.scope == Scope::Store;
        self.steps.step(event, has_positions, &mut self.findings);
        if let Some(versions) = &mut self.versions {
            versions.event(event, &mut self.findings);
        }
        self.causes.event(event);
        self.types.event(event);
        self.shapes.event(event, true);
    }

    /// Shows an event that does not belong to the scope, so that payloads can be held against the rest.
    pub fn compare_with(&mut self, event: &Event) {
        self.shapes.event(event, false);
    }

    /// How many events wait for an answer; to be kept low.
    pub fn waiting(&self) -> usize {
        self.causes.waiting()
    }

    /// Ids that must be looked up: are they commands, are they events, and where?
    pub fn asked(&self) -> Vec<String> {
        self.causes.asked()
    }

    /// Positions that must be looked up: which commands recorded what stands there?
    pub fn positions_asked(&self) -> Vec<Position> {
        self.causes.positions()
    }

    /// Takes the answer to what was asked.
    pub fn answer(&mut self, answers: &Answers) {
        self.causes.answer(answers, self.knows, &mut self.findings);
    }

    /// Shows a command, after all events. `is_named`: whether an event names it as its cause.
    pub fn command(&mut self, command: &ProcessedCommand, is_named: bool) {
        let id = command.command_id.as_str();
        let occurrence = Occurrence {
            at: command.processed_at,
            count: 1,
            positions: &[],
            command: Some(id),
        };
        let made = command.event_count.unwrap_or_default();
        let last = command
            .first_position
            .map(|first| first.0.saturating_add(i64::from(made)) - 1);
        let end = self.steps.last().map_or(0, |last| last.0);
        if self.knows.recorded && self.scope == Scope::Store && last.is_some_and(|last| last > end)
        {
            let about = About {
                subject: Some(command.command_type.to_string()),
                detail: last
                    .map(|last| format!("up to position {last}, and the store ends at {end}")),
                ..About::default()
            };
            self.findings
                .add_one(FindingKind::CommandEventsMissing, occurrence, about);
        } else if made == 0 && !is_named {
            let key = command.command_type.to_string();
            let kind = FindingKind::CommandWithoutEvent;
            self.findings.add(kind, key, occurrence, || About {
                subject: Some(command.command_type.to_string()),
                ..About::default()
            });
        }
    }

    /// The types of events that were seen.
    pub fn types(&self) -> Vec<EventType> {
        self.types.names()
    }

    /// Tells what was noticed. Where a part of the store was looked at, `elsewhere` says when the store began and when
    /// it saw each of [`types`](Self::types) first.
    pub fn finish(
        mut self,
        elsewhere: Option<(FirstSeen, &HashMap<EventType, FirstSeen>)>,
    ) -> Findings {
        if let Some(versions) = self.versions {
            versions.finish(&mut self.findings);
        }
        self.types.finish(elsewhere, &mut self.findings);
        self.shapes.finish(&mut self.findings);
        self.findings.sort();
        self.findings
    }
}
