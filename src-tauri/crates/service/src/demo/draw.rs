//! Chance that falls the same way every time, for the same seed, on every machine.

use hindsight_domain::Instant;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use uuid::{Builder, Uuid};

/// A source of chance. Only the cipher's own words are used, and made into choices here, so that a newer version
/// of a library of distributions cannot change what a seed means.
pub struct Draw(ChaCha8Rng);

impl Draw {
    /// The source that belongs to a seed.
    pub fn new(seed: u64) -> Self {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&seed.to_le_bytes());
        Self(ChaCha8Rng::from_seed(key))
    }

    /// A number from 0 until `end`, which is left out; 0 where `end` is 0.
    pub fn below(&mut self, end: u32) -> u32 {
        let wide = u64::from(self.0.next_u32()) * u64::from(end);
        (wide >> 32) as u32
    }

    /// A number between two, both included.
    pub fn between(&mut self, least: u32, most: u32) -> u32 {
        least + self.below(most - least + 1)
    }

    /// True in so many of a hundred cases.
    pub fn percent(&mut self, of_hundred: u32) -> bool {
        self.below(100) < of_hundred
    }

    /// One of several, which must not be none.
    pub fn pick<'t, T>(&mut self, of: &'t [T]) -> &'t T {
        &of[self.below(of.len() as u32) as usize]
    }

    /// One of several, each as often as its weight says. There must be at least one, and a weight above 0.
    pub fn weighted<T: Copy>(&mut self, of: &[(u32, T)]) -> T {
        let mut left = self.below(of.iter().map(|(weight, _)| weight).sum());
        for (weight, choice) in of {
            if left < *weight {
                return *choice;
            }
            left -= weight;
        }
        of[0].1
    }

    /// A version 7 UUID that holds the instant.
    pub fn uuid(&mut self, at: Instant) -> Uuid {
        let mut chance = [0; 10];
        self.0.fill_bytes(&mut chance);
        let millis = u64::try_from(at.micros() / 1_000).unwrap_or_default();
        Builder::from_unix_timestamp_millis(millis, &chance).into_uuid()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_means_the_same_numbers_for_ever() {
        let mut draw = Draw::new(42);
        let drawn: Vec<u32> = (0..6).map(|_| draw.below(1_000)).collect();
        assert_eq!(drawn, [99, 348, 88, 285, 394, 493]);
    }

    #[test]
    fn an_id_holds_its_instant() {
        let at = Instant::parse("2025-03-04T05:06:07.089Z").unwrap();
        let id = Draw::new(1).uuid(at).to_string();
        assert_eq!(
            &id[..15],
            "01955f8c-0671-7",
            "the first 48 bits count milliseconds"
        );
    }

    #[test]
    fn choices_stay_within_bounds_and_reach_them() {
        let mut draw = Draw::new(7);
        let drawn: Vec<u32> = (0..500).map(|_| draw.between(3, 5)).collect();
        assert_eq!(drawn.iter().min(), Some(&3));
        assert_eq!(drawn.iter().max(), Some(&5));
        assert!((0..100).all(|_| draw.weighted(&[(0, 'a'), (3, 'b')]) == 'b'));
    }
}
