//! Types of events, and the day on which each was seen first.

use std::collections::HashMap;

use super::finding::{About, FindingKind, Findings, LINKS_MAX, Occurrence};
use crate::event::Event;
use crate::ids::{EventType, Position};
use crate::instant::Instant;

/// How many types are watched; a store with more uses the column for something else.
const TYPES_MAX: usize = 10_000;

const DAY_MICROS: i64 = 86_400_000_000;

/// When something was seen first in the whole store; `None` where that cannot be read.
pub type FirstSeen = Option<Instant>;

/// The first day of every type, as far as the events go that were looked at.
#[derive(Default)]
pub(super) struct Types {
    first_day: Option<i64>,
    seen: HashMap<EventType, Seen>,
    others: u64,
}

struct Seen {
    at: Instant,
    count: u64,
    positions: Vec<Position>,
}

impl Types {
    pub fn event(&mut self, event: &Event) {
        let Some(at) = event.timestamp.value else {
            return;
        };
        self.first_day.get_or_insert(day(at));
        let room = self.seen.len() < TYPES_MAX;
        let Some(seen) = self.seen.get_mut(&event.event_type) else {
            if !room {
                self.others += 1;
                return;
            }
            let seen = Seen {
                at,
                count: 1,
                positions: vec![event.position],
            };
            self.seen.insert(event.event_type.clone(), seen);
            return;
        };
        if day(seen.at) == day(at) {
            seen.count += 1;
            if seen.positions.len() < LINKS_MAX {
                seen.positions.push(event.position);
            }
        }
    }

    /// The types that were seen.
    pub fn names(&self) -> Vec<EventType> {
        let mut names: Vec<EventType> = self.seen.keys().cloned().collect();
        names.sort();
        names
    }

    /// Tells the types that were new on the day on which they were seen here first. On the first day of all, every type
    /// is new; nothing is told of it.
    ///
    /// `elsewhere` says when the store began and when it saw a type first, where only a part of it was looked at.
    pub fn finish(
        self,
        elsewhere: Option<(FirstSeen, &HashMap<EventType, FirstSeen>)>,
        findings: &mut Findings,
    ) {
        findings.leave_out(FindingKind::NewEventType, self.others);
        let first_day = elsewhere.map_or(self.first_day, |(begin, _)| begin.map(day));
        let mut seen: Vec<(EventType, Seen)> = self.seen.into_iter().collect();
        seen.sort_by_key(|(_, seen)| seen.positions.first().copied());
        for (name, seen) in seen {
            let first = elsewhere.map_or(Some(seen.at), |(_, firsts)| {
                firsts.get(&name).copied().flatten()
            });
            let is_new = first.map(day) == Some(day(seen.at)) && first_day != Some(day(seen.at));
            if is_new {
                let occurrence = Occurrence {
                    at: Some(seen.at),
                    count: seen.count,
                    positions: &seen.positions,
                    command: None,
                };
                let about = About {
                    event_type: Some((name, None)),
                    ..About::default()
                };
                findings.add_one(FindingKind::NewEventType, occurrence, about);
            }
        }
    }
}

fn day(at: Instant) -> i64 {
    at.micros().div_euclid(DAY_MICROS)
}
