//! Stretches of positions, such as commands say they recorded.

use crate::command::ProcessedCommand;
use crate::ids::Position;

/// A set of positions, kept as the stretches that it consists of.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stretches {
    /// The first of each stretch and the first behind it; in order, and apart.
    apart: Vec<(i64, i64)>,
}

impl Stretches {
    /// The positions that these commands say they recorded.
    pub fn recorded_by<'c>(commands: impl IntoIterator<Item = &'c ProcessedCommand>) -> Self {
        let stretch = |command: &ProcessedCommand| {
            let first = command.first_position?.0;
            let count = i64::from(command.event_count?);
            Some((first, first.saturating_add(count)))
        };
        commands.into_iter().filter_map(stretch).collect()
    }

    /// Whether a position lies within one of them.
    pub fn contains(&self, position: Position) -> bool {
        let after = self
            .apart
            .partition_point(|(first, _)| *first <= position.0);
        let nearest = after.checked_sub(1).map(|at| self.apart[at]);
        nearest.is_some_and(|(_, end)| position.0 < end)
    }
}

impl FromIterator<(i64, i64)> for Stretches {
    /// From the first of each and the first behind it, in any order; they may overlap.
    fn from_iter<I: IntoIterator<Item = (i64, i64)>>(stretches: I) -> Self {
        let mut all: Vec<(i64, i64)> = stretches.into_iter().collect();
        all.sort_unstable();
        let mut apart: Vec<(i64, i64)> = Vec::new();
        for (first, end) in all {
            match apart.last_mut() {
                Some((_, last)) if first <= *last => *last = end.max(*last),
                _ => apart.push((first, end)),
            }
        }
        Self { apart }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_position_is_in_where_any_stretch_has_it(
            stretches in prop::collection::vec((-5..40i64, 0..9i64), 0..12),
        ) {
            let all: Vec<(i64, i64)> = stretches.iter().map(|(first, count)| (*first, first + count)).collect();
            let set: Stretches = all.iter().copied().collect();
            for position in -9..60 {
                let should = all.iter().any(|(first, end)| (*first..*end).contains(&position));
                prop_assert_eq!(set.contains(Position(position)), should, "{}", position);
            }
        }
    }
}
