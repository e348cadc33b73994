//! A filter in the numbers of the columns, and which rows of a segment it selects.

use std::ops::Range;
use std::sync::Arc;

use crate::codes::sum;
use crate::field::{FIELDS, Field};
use crate::segment::{SEGMENT_EVENTS, Segment, UNKNOWN};

/// A filter in the numbers of the columns.
#[derive(Debug, Clone)]
pub struct Asked {
    pub(crate) wants: [Want; FIELDS],
    pub(crate) from: Option<i64>,
    pub(crate) until: Option<i64>,
    pub(crate) low: i64,
    pub(crate) high: i64,
    pub(crate) only: Option<Arc<[i64]>>,
}

/// What a filter wants of one field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Want {
    /// Whatever stands there.
    Any,
    /// This number.
    Code(u32),
    /// A word that no event has.
    Nothing,
}

/// Marks for the rows of one segment, kept from segment to segment.
#[derive(Debug)]
pub struct Mask(Vec<u8>);

impl Default for Mask {
    fn default() -> Self {
        Self(vec![0; SEGMENT_EVENTS])
    }
}

/// The rows of a segment that a filter selects: those of a stretch whose mark is 1.
#[derive(Debug)]
pub struct Selected<'m> {
    /// The stretch.
    pub rows: Range<usize>,
    /// A mark for each row of the stretch.
    pub mask: &'m [u8],
}

impl Selected<'_> {
    /// How many are selected.
    pub fn count(&self) -> u64 {
        sum(self.mask)
    }

    /// The rows that are selected.
    pub fn marked(&self) -> impl DoubleEndedIterator<Item = usize> {
        let rows = self.rows.clone().zip(self.mask);
        rows.filter(|(_, bit)| **bit == 1).map(|(row, _)| row)
    }

    /// The marks of a part of the stretch.
    pub fn part(&self, rows: &Range<usize>) -> &[u8] {
        &self.mask[rows.start - self.rows.start..rows.end - self.rows.start]
    }
}

impl Asked {
    /// The same without what is wanted of a field.
    #[must_use]
    pub fn without(mut self, field: Field) -> Self {
        self.wants[field as usize] = Want::Any;
        self
    }

    /// The same within a stretch of time.
    #[must_use]
    pub fn within(mut self, from: i64, until: i64) -> Self {
        self.from = Some(self.from.map_or(from, |other| other.max(from)));
        self.until = Some(self.until.map_or(until, |other| other.min(until)));
        self
    }

    /// The same in front of a position.
    #[must_use]
    pub fn before(mut self, position: i64) -> Self {
        match position.checked_sub(1) {
            Some(last) => self.high = self.high.min(last),
            None => (self.low, self.high) = (0, -1),
        }
        self
    }

    /// The same at or behind a position.
    #[must_use]
    pub fn at_or_behind(mut self, position: i64) -> Self {
        self.low = self.low.max(position);
        self
    }

    /// The rows of a segment that are selected; `None` where it is seen without looking at them that there is none.
    pub fn select<'m>(&self, segment: &Segment, mask: &'m mut Mask) -> Option<Selected<'m>> {
        let rows = self.stretch(segment)?;
        let mask = &mut mask.0[..rows.len()];
        match &self.only {
            None => mask.fill(1),
            Some(only) => mark_only(only, segment, &rows, mask),
        }
        for (want, codes) in self.wants.iter().zip(&segment.codes) {
            match want {
                Want::Any => {}
                Want::Code(code) => codes.keep_equal(*code, rows.start, mask),
                Want::Nothing => return None,
            }
        }
        if !segment.in_order && (self.from.is_some() || self.until.is_some()) {
            let (from, until) = (
                self.from.unwrap_or(UNKNOWN + 1),
                self.until.unwrap_or(i64::MAX),
            );
            for (bit, row) in mask.iter_mut().zip(rows.clone()) {
                let time = segment.times.get(row);
                *bit &= u8::from(from <= time && time < until && time != UNKNOWN);
            }
        }
        Some(Selected { rows, mask })
    }

    /// The stretch of rows outside which nothing is selected.
    fn stretch(&self, segment: &Segment) -> Option<Range<usize>> {
        let mut rows = segment.row_at(self.low)..match self.high.checked_add(1) {
            Some(behind) => segment.row_at(behind),
            None => segment.events,
        };
        if self.from.is_some() || self.until.is_some() {
            let (first, last) = segment.span?;
            let (from, until) = (self.from.unwrap_or(first), self.until.unwrap_or(i64::MAX));
            if last < from || until <= first {
                return None;
            }
            if segment.in_order {
                let between = segment.rows_between(from, until);
                rows = rows.start.max(between.start)..rows.end.min(between.end);
            }
        }
        (rows.start < rows.end).then_some(rows)
    }
}

fn mark_only(only: &[i64], segment: &Segment, rows: &Range<usize>, mask: &mut [u8]) {
    mask.fill(0);
    let first = only.partition_point(|position| *position < segment.position(rows.start));
    let last = segment.position(rows.end - 1);
    for position in only[first..]
        .iter()
        .take_while(|position| **position <= last)
    {
        let row = segment.row_at(*position);
        if segment.position(row) == *position {
            mask[row - rows.start] = 1;
        }
    }
}
