//! From one event to the next: positions without a gap, times that do not run backwards.

use super::finding::{About, FindingKind, Findings, Occurrence};
use crate::event::Event;
use crate::ids::Position;
use crate::instant::Instant;

/// The event before, as far as the next one is held against it.
#[derive(Default)]
pub(super) struct Steps {
    last: Option<Position>,
    latest: Option<(Instant, Position)>,
}

impl Steps {
    /// Where positions must begin, in a store that counts from 1.
    pub fn from_the_first(counts_from_one: bool) -> Self {
        Self {
            last: counts_from_one.then_some(Position(0)),
            latest: None,
        }
    }

    /// The position of the last event.
    pub fn last(&self) -> Option<Position> {
        self.last
    }

    pub fn step(&mut self, event: &Event, has_positions: bool, findings: &mut Findings) {
        if has_positions {
            self.position(event, findings);
        }
        self.last = Some(event.position);
        self.time(event, findings);
    }

    fn position(&self, event: &Event, findings: &mut Findings) {
        let Some(last) = self.last else { return };
        let missing = i128::from(event.position.0) - i128::from(last.0) - 1;
        if missing <= 0 {
            return;
        }
        let detail = numbers(i128::from(last.0) + 1, i128::from(event.position.0) - 1);
        let neighbours = [last, event.position];
        let occurrence = Occurrence {
            at: event.timestamp.value,
            count: u64::try_from(missing).unwrap_or(u64::MAX),
            // There is no event at position 0.
            positions: &neighbours[usize::from(last.0 == 0)..],
            command: None,
        };
        let about = About {
            detail: Some(detail),
            ..About::default()
        };
        findings.add_one(FindingKind::PositionGap, occurrence, about);
    }

    fn time(&mut self, event: &Event, findings: &mut Findings) {
        let Some(at) = event.timestamp.value else {
            return;
        };
        if let Some((latest, position)) = self.latest
            && at < latest
        {
            let occurrence = Occurrence {
                at: Some(at),
                count: 1,
                positions: &[position, event.position],
                command: None,
            };
            let about = About {
                detail: Some(format!("{at} comes after {latest}")),
                ..About::event(event)
            };
            findings.add_one(FindingKind::TimeBackwards, occurrence, about);
        }
        self.latest = Some((at, event.position));
    }
}

/// A stretch of numbers in words: `7` or `7–9`.
pub(super) fn numbers(first: impl Into<i128>, last: impl Into<i128>) -> String {
    let (first, last) = (first.into(), last.into());
    if first == last {
        first.to_string()
    } else {
        format!("{first}–{last}")
    }
}
