//! Payloads whose shape differs from the rest of their type and version.

use std::collections::HashMap;

use super::finding::{About, FindingKind, Findings, LINKS_MAX, Occurrence};
use super::shape::{Shape, print};
use crate::event::Event;
use crate::ids::{EventType, Position};
use crate::instant::Instant;

/// How many events of a type and version there must be before one can differ from the rest.
const EVENTS_MIN: u64 = 10;
/// How many shapes are kept in all.
const SHAPES_MAX: usize = 5_000;

/// How often each shape was seen.
#[derive(Default)]
pub(super) struct Shapes {
    of: HashMap<(EventType, u32), HashMap<u64, Seen>>,
    kept: usize,
    /// Events whose shape there was no room for, by type and version.
    others: HashMap<(EventType, u32), u64>,
}

struct Seen {
    shape: Shape,
    /// How many events have it, those included that are only there to compare with.
    all: u64,
    /// How many of those that are looked at.
    count: u64,
    since: Option<Instant>,
    positions: Vec<Position>,
}

impl Shapes {
    /// Looks at an event; one that is there only to compare with is never told of.
    pub fn event(&mut self, event: &Event, is_looked_at: bool) {
        let key = (event.event_type.clone(), event.event_version);
        let print = print(&event.data);
        let known = self
            .of
            .get_mut(&key)
            .and_then(|shapes| shapes.get_mut(&print));
        if let Some(seen) = known {
            seen.add(event, is_looked_at);
            return;
        }
        if self.kept == SHAPES_MAX {
            if self.of.contains_key(&key) {
                *self.others.entry(key).or_default() += 1;
            }
            return;
        }
        self.kept += 1;
        let mut seen = Seen {
            shape: Shape::of(&event.data),
            all: 0,
            count: 0,
            since: None,
            positions: Vec::new(),
        };
        seen.add(event, is_looked_at);
        self.of.entry(key).or_default().insert(print, seen);
    }

    /// Tells the shapes that differ from the rest: where nine events in ten have one shape, all others do.
    pub fn finish(self, findings: &mut Findings) {
        let mut types: Vec<_> = self.of.into_iter().collect();
        types.sort_by(|(one, _), (other, _)| one.cmp(other));
        for (of, shapes) in types {
            let others = self.others.get(&of).copied().unwrap_or_default();
            tell(of, shapes, others, findings);
        }
    }
}

fn tell(
    (name, version): (EventType, u32),
    shapes: HashMap<u64, Seen>,
    others: u64,
    findings: &mut Findings,
) {
    let all = others + shapes.values().map(|seen| seen.all).sum::<u64>();
    let usual = shapes.values().max_by_key(|seen| seen.all);
    let Some(usual) = usual.filter(|usual| all >= EVENTS_MIN && usual.all * 10 >= all * 9) else {
        return;
    };
    findings.leave_out(FindingKind::OddShape, others);
    let mut odd: Vec<&Seen> = shapes
        .values()
        .filter(|seen| seen.count > 0 && !std::ptr::eq(*seen, usual))
        .collect();
    odd.sort_by_key(|seen| seen.positions.first().copied());
    for seen in odd {
        let occurrence = Occurrence {
            at: seen.since,
            count: seen.count,
            positions: &seen.positions,
            command: None,
        };
        let about = About {
            event_type: Some((name.clone(), Some(version))),
            detail: Some(seen.shape.difference(&usual.shape)),
            ..About::default()
        };
        findings.add_one(FindingKind::OddShape, occurrence, about);
    }
}

impl Seen {
    fn add(&mut self, event: &Event, is_looked_at: bool) {
        self.all += 1;
        if !is_looked_at {
            return;
        }
        self.count += 1;
        self.since = self.since.or(event.timestamp.value);
        if self.positions.len() < LINKS_MAX {
            self.positions.push(event.position);
        }
    }
}
