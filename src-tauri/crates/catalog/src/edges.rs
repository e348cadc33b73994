//! Equal stretches of time.

use std::ops::Range;

use hindsight_domain::Instant;

use crate::segment::Segment;

/// Where equal stretches of time begin and end, in whole microseconds.
#[derive(Debug, Clone)]
pub struct Edges {
    edges: Vec<i64>,
    per_micro: f64,
}

impl Edges {
    /// The edges of so many stretches between two instants: the nth begins `n / buckets` of the way, rounded down.
    pub fn new(from: Instant, until: Instant, buckets: u32) -> Self {
        let (from, until) = (from.micros(), until.micros());
        let width = i128::from(until) - i128::from(from);
        let buckets = buckets.max(1);
        let edge = |nth: u32| {
            let offset = width * i128::from(nth) / i128::from(buckets);
            // Within the width, which fits, as both its ends do.
            from + i64::try_from(offset).unwrap_or_default()
        };
        Self {
            edges: (0..=buckets).map(edge).collect(),
            per_micro: f64::from(buckets) / (width.max(1) as f64),
        }
    }

    /// How many stretches there are.
    pub fn buckets(&self) -> usize {
        self.edges.len() - 1
    }

    /// Where the first begins.
    pub fn from(&self) -> i64 {
        self.edges[0]
    }

    /// Where the last ends.
    pub fn until(&self) -> i64 {
        self.edges[self.buckets()]
    }

    /// Hands out the rows of a segment bucket by bucket; rows outside all of them are left out.
    pub fn split(
        &self,
        segment: &Segment,
        rows: &Range<usize>,
        mut hand: impl FnMut(usize, Range<usize>),
    ) {
        if !segment.in_order {
            for row in rows.clone() {
                if let Some(bucket) = self.bucket(segment.times.get(row)) {
                    hand(bucket, row..row + 1);
                }
            }
            return;
        }
        let times = &segment.times;
        let mut row = rows.start;
        while row < rows.end {
            let Some(bucket) = self.bucket(times.get(row)) else {
                row += 1;
                continue;
            };
            let end = times.first_at(row, rows.end, self.edges[bucket + 1]);
            hand(bucket, row..end);
            row = end;
        }
    }

    /// The stretch that a time falls into.
    fn bucket(&self, micros: i64) -> Option<usize> {
        if micros < self.from() || self.until() <= micros {
            return None;
        }
        let guess = (micros - self.from()) as f64 * self.per_micro;
        let mut bucket = (guess as usize).min(self.buckets() - 1);
        while micros < self.edges[bucket] {
            bucket -= 1;
        }
        while self.edges[bucket + 1] <= micros {
            bucket += 1;
        }
        Some(bucket)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_time_falls_into_the_stretch_that_it_stands_in() {
        let at = |micros| Instant::from_micros(micros).unwrap();
        let edges = Edges::new(at(100), at(110), 3);
        assert_eq!(edges.edges, [100, 103, 106, 110]);
        let found: Vec<_> = (99..=110).map(|micros| edges.bucket(micros)).collect();
        let expected = [0, 0, 0, 1, 1, 1, 2, 2, 2, 2].map(Some);
        assert_eq!(found[1..11], expected);
        assert_eq!((found[0], found[11]), (None, None));
    }

    #[test]
    fn stretches_of_no_length_hold_nothing() {
        let at = |micros| Instant::from_micros(micros).unwrap();
        let edges = Edges::new(at(5), at(7), 4);
        assert_eq!(edges.edges, [5, 5, 6, 6, 7]);
        assert_eq!(
            [5, 6].map(|micros| edges.bucket(micros)),
            [Some(1), Some(3)]
        );
    }
}
