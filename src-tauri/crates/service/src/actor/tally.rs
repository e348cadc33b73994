//! How often each name occurs.

use std::collections::HashMap;

use crate::wire::TypeCountDto;

/// How many names are kept apart; a column with more holds something else than names.
const NAMES_MAX: usize = 10_000;
/// How many names are told.
const NAMES_TOLD: usize = 500;

/// How often each name occurs.
#[derive(Default)]
pub struct Tally(HashMap<String, u32>);

impl Tally {
    /// Counts a name.
    pub fn add(&mut self, name: &str) {
        if let Some(count) = self.0.get_mut(name) {
            *count = count.saturating_add(1);
        } else if self.0.len() < NAMES_MAX {
            self.0.insert(name.to_owned(), 1);
        }
    }

    /// The names, the most frequent first and those of one count in order.
    pub fn told(self) -> Vec<TypeCountDto> {
        let told = |(name, count)| TypeCountDto { name, count };
        let mut names: Vec<TypeCountDto> = self.0.into_iter().map(told).collect();
        names.sort_by(|one, other| {
            let by_count = other.count.cmp(&one.count);
            by_count.then_with(|| one.name.cmp(&other.name))
        });
        names.truncate(NAMES_TOLD);
        names
    }
}
