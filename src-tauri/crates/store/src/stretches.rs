//! Equal stretches of time, as a histogram counts in them.

use hindsight_domain::Instant;

/// Where equal stretches of time begin, and which one an instant falls into.
#[derive(Debug, Clone, Copy)]
pub struct Stretches {
    from: i64,
    width: i64,
    buckets: u32,
}

impl Stretches {
    /// So many stretches between two instants.
    pub fn new(from: Instant, until: Instant, buckets: u32) -> Self {
        Self {
            from: from.micros(),
            width: until.micros() - from.micros(),
            buckets,
        }
    }

    /// How many there are.
    pub fn count(&self) -> u32 {
        self.buckets
    }

    /// Where a stretch begins, in microseconds; whole, so that every instant falls into exactly one.
    pub fn start(&self, bucket: u32) -> i64 {
        let offset = i128::from(self.width) * i128::from(bucket) / i128::from(self.buckets.max(1));
        self.from + i64::try_from(offset).unwrap_or(self.width)
    }

    /// The stretch that an instant falls into.
    pub fn bucket(&self, micros: i64) -> usize {
        let guess = i128::from(micros - self.from) * i128::from(self.buckets)
            / i128::from(self.width.max(1));
        let mut bucket = u32::try_from(guess)
            .unwrap_or_default()
            .min(self.buckets.saturating_sub(1));
        while bucket > 0 && micros < self.start(bucket) {
            bucket -= 1;
        }
        while bucket + 1 < self.buckets && micros >= self.start(bucket + 1) {
            bucket += 1;
        }
        bucket as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_instant_falls_into_the_stretch_that_it_stands_in() {
        let edges = Stretches {
            from: 100,
            width: 10,
            buckets: 3,
        };
        assert_eq!(
            [0, 1, 2, 3].map(|bucket| edges.start(bucket)),
            [100, 103, 106, 110]
        );
        let found: Vec<usize> = (100..110).map(|micros| edges.bucket(micros)).collect();
        assert_eq!(found, [0, 0, 0, 1, 1, 1, 2, 2, 2, 2]);
    }
}
