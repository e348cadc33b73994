//! The times of a segment in as few bytes as they allow.
//!
//! Times that stand near to each other are kept as how long after the earliest of them they are: an event takes four bytes
//! instead of eight. Where a quiet night or a time that cannot be read lies between them, those about it are kept whole.

/// How many times have one base.
const BLOCK: usize = 64;

/// Microseconds since 1970, or [`UNKNOWN`](crate::segment::UNKNOWN), of each row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Times {
    blocks: Vec<Block>,
    near: Vec<u32>,
    far: Vec<i64>,
    len: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Block {
    /// What those in `near` are counted from.
    base: i64,
    /// Where its first one stands, in `near` or in `far`.
    start: u32,
    is_near: bool,
}

impl Times {
    /// Packs times.
    pub fn pack(times: &[i64]) -> Self {
        let mut packed = Self {
            blocks: Vec::with_capacity(times.len().div_ceil(BLOCK)),
            near: Vec::new(),
            far: Vec::new(),
            len: times.len(),
        };
        for block in times.chunks(BLOCK) {
            packed.push(block);
        }
        packed.near.shrink_to_fit();
        packed.far.shrink_to_fit();
        packed
    }

    fn push(&mut self, times: &[i64]) {
        let base = times.iter().copied().min().unwrap_or_default();
        let near: Option<Vec<u32>> = times
            .iter()
            .map(|time| u32::try_from(time.checked_sub(base)?).ok())
            .collect();
        let start = if near.is_some() {
            self.near.len()
        } else {
            self.far.len()
        };
        self.blocks.push(Block {
            base,
            // A segment is far shorter than that.
            start: u32::try_from(start).unwrap_or(u32::MAX),
            is_near: near.is_some(),
        });
        match near {
            Some(near) => self.near.extend(near),
            None => self.far.extend(times),
        }
    }

    /// The time of a row, which must be there.
    #[inline]
    pub fn get(&self, row: usize) -> i64 {
        let block = self.blocks[row / BLOCK];
        let at = block.start as usize + row % BLOCK;
        if block.is_near {
            block.base + i64::from(self.near[at])
        } else {
            self.far[at]
        }
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = i64> + '_ {
        (0..self.len).map(|row| self.get(row))
    }

    /// The first row from one on, and before another, whose time is not before an instant, where no time is earlier than the
    /// one before; the end where there is none.
    pub fn first_at(&self, from: usize, until: usize, at: i64) -> usize {
        let (mut low, mut high) = (from, until);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.get(middle) < at {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    /// How many bytes they take in memory.
    pub fn bytes(&self) -> usize {
        self.blocks.len() * size_of::<Block>() + self.near.len() * 4 + self.far.len() * 8
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::segment::UNKNOWN;

    proptest! {
        #[test]
        fn times_come_back_as_they_were(
            times in prop::collection::vec(
                prop_oneof![
                    8 => 1_700_000_000_000_000_i64..1_700_000_900_000_000,
                    1 => any::<i64>(),
                    1 => Just(UNKNOWN),
                    1 => Just(i64::MAX),
                ],
                0..400,
            ),
        ) {
            let packed = Times::pack(&times);
            prop_assert_eq!(packed.iter().collect::<Vec<_>>(), times);
        }

        #[test]
        fn rows_are_found_as_in_a_plain_list(
            mut times in prop::collection::vec(0_i64..10_000_000_000, 1..300),
            at in -5_i64..10_000_000_005,
            ends in (0_usize..300, 0_usize..300),
        ) {
            times.sort_unstable();
            let until = ends.1.min(times.len());
            let from = ends.0.min(until);
            let found = Times::pack(&times).first_at(from, until, at);
            prop_assert_eq!(found, from + times[from..until].partition_point(|time| *time < at));
        }
    }

    #[test]
    fn near_times_take_half_the_room_and_a_quiet_night_costs_one_block() {
        let times: Vec<i64> = (0..65_536).map(|row| row * 1_000_000).collect();
        let near = Times::pack(&times).bytes();
        assert!(near * 100 < times.len() * 8 * 54, "{near}");
        let night = |row: i64| {
            if row < 30_000 {
                row
            } else {
                row + 30_000_000_000
            }
        };
        let times: Vec<i64> = (0..65_536).map(night).collect();
        assert_eq!(Times::pack(&times).bytes() - near, BLOCK * 4);
    }
}
