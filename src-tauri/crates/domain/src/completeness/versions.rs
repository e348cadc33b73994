//! Versions of aggregates: from the first on without a gap.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::finding::{About, FindingKind, Findings, LINKS_MAX, Occurrence};
use super::steps::numbers;
use crate::event::{Column, Event, MarkKind};
use crate::ids::{AggregateId, AggregateType, Position};
use crate::instant::Instant;

/// Watches the versions of a part of all aggregates. What it keeps grows with the aggregates that it watches, so a
/// store with many is looked through once for each part.
pub struct Versions {
    part: u64,
    parts: u64,
    counts_from_one: bool,
    latest: HashMap<AggregateId, u32>,
    faulty: HashMap<AggregateId, Faulty>,
}

/// An aggregate of which something is missing, or was for a while.
struct Faulty {
    of_type: AggregateType,
    missing: Vec<(u32, u32)>,
    /// The events behind the gaps.
    behind: Vec<Position>,
    since: Option<Instant>,
    /// Gaps that there was no room for.
    others: u64,
}

/// How many gaps of one aggregate are kept.
const GAPS_MAX: usize = 100;
/// How many aggregates with gaps are kept.
const FAULTY_MAX: usize = 10_000;

impl Versions {
    /// Watches the aggregates of one part of several. Stores of other programs may count from 0.
    pub fn new(part: u64, parts: u64, counts_from_one: bool) -> Self {
        Self {
            part,
            parts: parts.max(1),
            counts_from_one,
            latest: HashMap::new(),
            faulty: HashMap::new(),
        }
    }

    /// Looks at the next event.
    pub fn event(&mut self, event: &Event, findings: &mut Findings) {
        if !self.is_mine(&event.aggregate_id) || !has_version(event) {
            return;
        }
        let version = event.version.0;
        let last = self.latest.get(&event.aggregate_id).copied();
        if last.is_some_and(|last| version <= last) {
            self.out_of_order(event, findings);
            return;
        }
        let next = match last {
            Some(last) => last.saturating_add(1),
            None if version == 0 && !self.counts_from_one => 0,
            None => 1,
        };
        if version > next {
            self.gap(event, next, findings);
        }
        self.latest.insert(event.aggregate_id.clone(), version);
    }

    /// Tells what was missing to the end.
    pub fn finish(self, findings: &mut Findings) {
        let mut faulty: Vec<(AggregateId, Faulty)> = self.faulty.into_iter().collect();
        faulty.sort_by_key(|(_, faulty)| faulty.behind.first().copied());
        for (id, faulty) in faulty {
            faulty.tell(id, findings);
        }
    }

    fn is_mine(&self, id: &AggregateId) -> bool {
        if self.parts == 1 {
            return true;
        }
        let mut hasher = DefaultHasher::new();
        id.hash(&mut hasher);
        hasher.finish() % self.parts == self.part
    }

    fn gap(&mut self, event: &Event, first: u32, findings: &mut Findings) {
        let room = self.faulty.len() < FAULTY_MAX;
        if !room && !self.faulty.contains_key(&event.aggregate_id) {
            findings.leave_out(FindingKind::VersionGap, 1);
            return;
        }
        let faulty = self
            .faulty
            .entry(event.aggregate_id.clone())
            .or_insert_with(|| Faulty {
                of_type: event.aggregate_type.clone(),
                missing: Vec::new(),
                behind: Vec::new(),
                since: event.timestamp.value,
                others: 0,
            });
        if faulty.missing.len() == GAPS_MAX {
            faulty.others += 1;
            return;
        }
        faulty.missing.push((first, event.version.0 - 1));
        faulty.behind.push(event.position);
    }

    /// A version that was passed by already: it is there after all, but not where it should be.
    fn out_of_order(&mut self, event: &Event, findings: &mut Findings) {
        let version = event.version.0;
        let faulty = self.faulty.get_mut(&event.aggregate_id);
        let was_missing = faulty.is_some_and(|faulty| faulty.fill(version));
        let how = if was_missing { "late" } else { "again" };
        let key = format!("{how} {}", event.aggregate_id);
        let occurrence = Occurrence {
            at: event.timestamp.value,
            count: 1,
            positions: &[event.position],
            command: None,
        };
        findings.add(FindingKind::VersionOrder, key, occurrence, || About {
            event_type: None,
            detail: Some(format!("{version} comes {how}")),
            ..About::event(event)
        });
    }
}

impl Faulty {
    /// Takes a version out of what is missing. Whether it was missing.
    fn fill(&mut self, version: u32) -> bool {
        let within = |(first, last): &(u32, u32)| (*first..=*last).contains(&version);
        let Some(at) = self.missing.iter().position(within) else {
            return false;
        };
        let (first, last) = self.missing[at];
        let behind = self.behind[at];
        let rest = [
            (first, version.wrapping_sub(1)),
            (version.wrapping_add(1), last),
        ];
        let rest: Vec<(u32, u32)> = rest
            .into_iter()
            .zip([version > first, version < last])
            .filter_map(|(gap, is_left)| is_left.then_some(gap))
            .collect();
        self.behind.splice(at..=at, vec![behind; rest.len()]);
        self.missing.splice(at..=at, rest);
        true
    }

    fn tell(self, id: AggregateId, findings: &mut Findings) {
        findings.leave_out(FindingKind::VersionGap, self.others);
        if self.missing.is_empty() {
            return;
        }
        let count = self
            .missing
            .iter()
            .map(|(first, last)| u64::from(last - first) + 1);
        let occurrence = Occurrence {
            at: self.since,
            count: count.sum(),
            positions: &self.behind,
            command: None,
        };
        let mut gaps: Vec<String> = self
            .missing
            .iter()
            .take(LINKS_MAX)
            .map(|(first, last)| numbers(*first, *last))
            .collect();
        if self.missing.len() > LINKS_MAX {
            gaps.push("…".to_owned());
        }
        let about = About {
            aggregate: Some((id, self.of_type)),
            detail: Some(gaps.join(", ")),
            ..About::default()
        };
        findings.add_one(FindingKind::VersionGap, occurrence, about);
    }
}

/// Whether the version could be read at all.
fn has_version(event: &Event) -> bool {
    let mut marks = event.marks.iter();
    !marks.any(|mark| mark.column == Column::AggregateVersion && mark.kind != MarkKind::Spelling)
}
