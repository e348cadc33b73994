//! A stretch of the log as columns.

use std::ops::Range;

use crate::codes::Codes;
use crate::field::FIELDS;
use crate::times::Times;

/// How many events a full segment holds. Tests have small ones, so that a short history has many.
pub const SEGMENT_EVENTS: usize = if cfg!(test) { 64 } else { 65_536 };

/// Stands for a time that cannot be read. No instant is this early.
pub const UNKNOWN: i64 = i64::MIN;

/// A stretch of the log as columns, in order of position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// How many events.
    pub events: usize,
    positions: Positions,
    /// Microseconds since 1970, or [`UNKNOWN`].
    pub times: Times,
    /// The columns of [`FIELDS`].
    pub codes: [Codes; FIELDS],
    /// The earliest and the latest known time; none when no time is known.
    pub span: Option<(i64, i64)>,
    /// Whether every time is known and none is earlier than the one before.
    pub in_order: bool,
}

/// Where the events stand: mostly one behind the other.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Positions {
    From(i64),
    Each(Vec<i64>),
}

/// A segment that still grows.
#[derive(Debug, Default)]
pub struct Growing {
    /// Where each event stands.
    pub positions: Vec<i64>,
    /// Microseconds since 1970, or [`UNKNOWN`].
    pub times: Vec<i64>,
    /// The columns of [`FIELDS`].
    pub codes: [Vec<u32>; FIELDS],
}

impl Growing {
    /// How many events it holds.
    pub fn len(&self) -> usize {
        self.positions.len()
    }

    /// The segment as it stands.
    pub fn pack(&self) -> Segment {
        Segment::new(
            &self.positions,
            &self.times,
            std::array::from_fn(|field| Codes::pack(&self.codes[field])),
        )
    }
}

impl Segment {
    fn new(positions: &[i64], times: &[i64], codes: [Codes; FIELDS]) -> Self {
        let first = positions.first().copied().unwrap_or_default();
        let gapless = positions
            .iter()
            .zip(first..)
            .all(|(position, expected)| *position == expected);
        let known = || times.iter().copied().filter(|time| *time != UNKNOWN);
        Self {
            events: positions.len(),
            span: known().min().zip(known().max()),
            in_order: !times.contains(&UNKNOWN) && times.is_sorted(),
            positions: match gapless {
                true => Positions::From(first),
                false => Positions::Each(positions.to_vec()),
            },
            times: Times::pack(times),
            codes,
        }
    }

    /// Where an event stands.
    pub fn position(&self, row: usize) -> i64 {
        match &self.positions {
            Positions::From(first) => first.saturating_add(row as i64),
            Positions::Each(positions) => positions[row],
        }
    }

    /// Where the last event stands.
    pub fn last_position(&self) -> i64 {
        self.position(self.events.saturating_sub(1))
    }

    /// The first row at or behind a position.
    pub fn row_at(&self, position: i64) -> usize {
        match &self.positions {
            Positions::From(first) => usize::try_from(position.saturating_sub(*first).max(0))
                .unwrap_or(usize::MAX)
                .min(self.events),
            Positions::Each(positions) => positions.partition_point(|found| *found < position),
        }
    }

    /// The rows between two instants, where times are [`in_order`](Self::in_order).
    pub fn rows_between(&self, from: i64, until: i64) -> Range<usize> {
        let begin = self.times.first_at(0, self.events, from);
        let end = self.times.first_at(0, self.events, until);
        begin..end.max(begin)
    }

    /// How many bytes it takes in memory.
    pub fn bytes(&self) -> usize {
        let positions = match &self.positions {
            Positions::From(_) => 0,
            Positions::Each(positions) => positions.len() * 8,
        };
        positions + self.times.bytes() + self.codes.iter().map(Codes::bytes).sum::<usize>()
    }

    /// The columns as bytes: positions, times, then each of [`FIELDS`].
    pub fn to_bytes(&self) -> Vec<Vec<u8>> {
        let positions = match &self.positions {
            Positions::From(first) => first.to_le_bytes().to_vec(),
            Positions::Each(positions) => numbers_to_bytes(positions.iter().copied()),
        };
        let mut columns = vec![positions, numbers_to_bytes(self.times.iter())];
        columns.extend(self.codes.iter().map(Codes::to_bytes));
        columns
    }

    /// Reads what [`to_bytes`](Self::to_bytes) wrote; `None` when it is anything else.
    pub fn from_bytes(columns: &[Vec<u8>], events: usize) -> Option<Self> {
        let [positions, times, codes @ ..] = columns else {
            return None;
        };
        let mut positions = bytes_to_numbers(positions)?;
        if let [first] = positions[..] {
            positions = (first..first.checked_add(i64::try_from(events).ok()?)?).collect();
        }
        let times = bytes_to_numbers(times)?;
        let codes: Option<Vec<Codes>> = codes
            .iter()
            .map(|bytes| Codes::from_bytes(bytes, events))
            .collect();
        let whole = positions.len() == events && times.len() == events && positions.is_sorted();
        whole.then_some(Self::new(&positions, &times, codes?.try_into().ok()?))
    }
}

fn numbers_to_bytes(numbers: impl Iterator<Item = i64>) -> Vec<u8> {
    numbers.flat_map(i64::to_le_bytes).collect()
}

fn bytes_to_numbers(bytes: &[u8]) -> Option<Vec<i64>> {
    let (chunks, rest) = bytes.as_chunks();
    rest.is_empty().then(|| {
        chunks
            .iter()
            .map(|eight| i64::from_le_bytes(*eight))
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segment(positions: &[i64], times: &[i64]) -> Segment {
        let codes = std::array::from_fn(|field| {
            (0..positions.len())
                .map(|row| (row * field) as u32)
                .collect()
        });
        let (positions, times) = (positions.to_vec(), times.to_vec());
        Growing {
            positions,
            times,
            codes,
        }
        .pack()
    }

    #[test]
    fn a_segment_comes_back_from_its_bytes_and_from_no_others() {
        for positions in [&[5, 6, 7][..], &[5, 8, 9], &[-3, 0, 4]] {
            let made = segment(positions, &[10, UNKNOWN, 30]);
            let bytes = made.to_bytes();
            assert_eq!(Segment::from_bytes(&bytes, 3).as_ref(), Some(&made));
            assert_eq!(Segment::from_bytes(&bytes, 4), None);
            assert_eq!(Segment::from_bytes(&bytes[1..], 3), None);
        }
    }

    #[test]
    fn rows_are_found_by_position_and_by_time() {
        let made = segment(&[5, 8, 9], &[10, 20, 20]);
        assert_eq!(
            [4, 5, 6, 8, 9, 10].map(|position| made.row_at(position)),
            [0, 0, 1, 1, 2, 3]
        );
        assert_eq!(made.rows_between(11, 21), 1..3);
        assert_eq!((made.span, made.in_order), (Some((10, 20)), true));
        assert!(!segment(&[1, 2], &[20, 10]).in_order);
        let run = segment(&[5, 6], &[UNKNOWN, UNKNOWN]);
        assert_eq!(
            [i64::MIN, 5, 6, 7, i64::MAX].map(|position| run.row_at(position)),
            [0, 0, 1, 2, 2]
        );
        assert_eq!((run.span, run.in_order), (None, false));
    }
}
