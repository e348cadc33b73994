//! Columns that grow: events come in, segments are sealed.

use std::sync::Arc;

use hindsight_store::{EventHeads, HeadCell, HeadText};

use crate::aggregates::{Gathered, Seen};
use crate::columns::Columns;
use crate::field::{Coder, Dictionary, FIELDS, Field};
use crate::segment::{Growing, SEGMENT_EVENTS, Segment, UNKNOWN};
use crate::witness::{Sum, Witness};

/// All that is known, and what has come since it was last kept.
#[derive(Debug)]
pub struct Growth {
    segment_events: usize,
    coders: [Coder; FIELDS],
    sealed: Vec<Arc<Segment>>,
    tail: Growing,
    /// Adds up the segment that grows, where nothing else says that what is known stands.
    witness: Option<Witness>,
    /// What the full ones came to.
    sums: Vec<Sum>,
    /// What the events since the last merge say of their aggregates.
    pub gathered: Gathered,
}

impl Default for Growth {
    fn default() -> Self {
        Self::of(Default::default())
    }
}

impl Growth {
    /// Goes on from what was kept.
    pub fn of(dictionaries: [Dictionary; FIELDS]) -> Self {
        Self {
            segment_events: SEGMENT_EVENTS,
            coders: dictionaries.map(Coder::of),
            sealed: Vec::new(),
            tail: Growing::default(),
            witness: None,
            sums: Vec::new(),
            gathered: Gathered::default(),
        }
    }

    /// Whether events are added up as they come, so that they can be held against the store again.
    pub fn witnessing(mut self, is_wanted: bool) -> Self {
        self.witness = is_wanted.then(Witness::default);
        self
    }

    /// Begins from nothing with segments of another size, at most the usual one.
    #[cfg(test)]
    pub fn with_segments_of(segment_events: usize) -> Self {
        Self {
            segment_events,
            ..Self::default()
        }
    }

    /// Takes over a segment that was kept; tells whether all is there that is wanted of it.
    pub fn resume(&mut self, segment: Arc<Segment>, sum: Option<Sum>) -> bool {
        let is_whole = self.witness.is_none() || sum.is_some();
        self.sealed.push(segment);
        self.sums.extend(sum.filter(|_| self.witness.is_some()));
        is_whole
    }

    /// What the events of a full segment came to; of the one that grows, so far, behind the last of these. `None` where
    /// they are not added up.
    pub fn sum(&self, number: usize) -> Option<Sum> {
        let grows = || self.witness.as_ref().map(Witness::sum);
        self.sums.get(number).copied().or_else(grows)
    }

    /// How many events a segment holds, that which grows among them; `None` behind that.
    pub fn events_of(&self, number: usize) -> Option<usize> {
        match self.sealed.get(number) {
            Some(segment) => Some(segment.events),
            None => (number == self.sealed.len()).then_some(self.tail.len()),
        }
    }

    /// The segments that are full.
    pub fn sealed(&self) -> &[Arc<Segment>] {
        &self.sealed
    }

    /// The words of each field.
    pub fn dictionaries(&self) -> [Arc<Dictionary>; FIELDS] {
        std::array::from_fn(|field| Arc::clone(&self.coders[field].dictionary))
    }

    /// Where the last event stands.
    pub fn last_position(&self) -> Option<i64> {
        let sealed = || self.sealed.last().map(|segment| segment.last_position());
        self.tail.positions.last().copied().or_else(sealed)
    }

    /// Takes in events that stand behind all others.
    pub fn take(&mut self, heads: &EventHeads) {
        let codes: [Vec<u32>; FIELDS] = std::array::from_fn(|field| {
            let coder = &mut self.coders[field];
            heads
                .texts(Field::ALL[field].head())
                .map(|cell| coder.code(cell))
                .collect()
        });
        self.gather(heads, &codes);
        let mut begin = 0;
        while begin < heads.len() {
            let end = heads
                .len()
                .min(begin + self.segment_events - self.tail.len());
            let rows = begin..end;
            self.tail.positions.extend(
                heads.positions[rows.clone()]
                    .iter()
                    .map(|position| position.0),
            );
            let times = heads.instants[rows.clone()].iter();
            self.tail
                .times
                .extend(times.map(|at| at.map_or(UNKNOWN, |at| at.micros())));
            for (column, codes) in self.tail.codes.iter_mut().zip(&codes) {
                column.extend_from_slice(&codes[rows.clone()]);
            }
            if let Some(witness) = &mut self.witness {
                witness.heads(heads, rows);
            }
            if self.tail.len() == self.segment_events {
                self.sealed
                    .push(std::mem::take(&mut self.tail).pack().into());
                let witness = self.witness.as_mut().map(std::mem::take);
                self.sums.extend(witness.map(|witness| witness.sum()));
            }
            begin = end;
        }
    }

    fn gather(&mut self, heads: &EventHeads, codes: &[Vec<u32>; FIELDS]) {
        for (row, cell) in heads.texts(HeadText::AggregateId).enumerate() {
            // What has no name, or one that is too long, cannot be listed.
            let HeadCell::Text(aggregate_id) = cell else {
                continue;
            };
            let seen = Seen {
                version: heads.versions[row].0,
                position: heads.positions[row].0,
                at: heads.instants[row].map(|at| at.micros()),
                aggregate_type: codes[Field::AggregateType as usize][row],
                event_type: codes[Field::EventType as usize][row],
            };
            self.gathered.note(aggregate_id, seen);
        }
    }

    /// Everything as it stands.
    pub fn columns(&self) -> Columns {
        let mut segments = self.sealed.clone();
        if self.tail.len() > 0 {
            segments.push(self.tail.pack().into());
        }
        Columns {
            segments,
            dictionaries: self.dictionaries(),
        }
    }
}
