//! Two operations of the same kind beside each other: what both have, what one has and the other lacks.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;

use super::forest::Forest;
use crate::instant::Instant;

/// One of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// The one.
    Left,
    /// The other.
    Right,
}

/// One line of the two forests beside each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// The node of the left forest.
    pub left: Option<usize>,
    /// The node of the right forest.
    pub right: Option<usize>,
    /// How many lines stand above it in its tree.
    pub depth: u32,
}

/// Two forests beside each other.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Alignment {
    /// The lines, each followed by those of what hangs from it.
    pub pairs: Vec<Pair>,
    /// How many lines have both sides.
    pub both: usize,
    /// How many only the left one has.
    pub only_left: usize,
    /// How many only the right one has.
    pub only_right: usize,
}

/// Lays two forests beside each other, from the roots down. Below two nodes that belong together, children belong
/// together that are of one kind: first those of the same place, then in the order in which they come. The cost is
/// linear, so a child that moved is found by what it is and not by a search for the smallest difference.
pub fn align<K: Eq + Hash, P: Eq + Hash>(
    left: &Forest<'_>,
    right: &Forest<'_>,
    kind: impl Fn(Side, usize) -> K,
    place: impl Fn(Side, usize) -> P,
) -> Alignment {
    let mut alignment = Alignment::default();
    let matcher = Matcher { kind, place };
    let mut next = matcher.lines(left.roots().collect(), right.roots().collect(), 0);
    next.reverse();
    while let Some(pair) = next.pop() {
        alignment.add(pair);
        let below = |forest: &Forest<'_>, node: Option<usize>| -> Vec<usize> {
            node.map_or_else(Vec::new, |node| forest.children(node).collect())
        };
        let lines = matcher.lines(
            below(left, pair.left),
            below(right, pair.right),
            pair.depth + 1,
        );
        next.extend(lines.into_iter().rev());
    }
    alignment
}

impl Alignment {
    fn add(&mut self, pair: Pair) {
        match (pair.left, pair.right) {
            (Some(_), Some(_)) => self.both += 1,
            (Some(_), None) => self.only_left += 1,
            (None, _) => self.only_right += 1,
        }
        self.pairs.push(pair);
    }
}

struct Matcher<KindOf, PlaceOf> {
    kind: KindOf,
    place: PlaceOf,
}

impl<K: Eq + Hash, P: Eq + Hash, KindOf, PlaceOf> Matcher<KindOf, PlaceOf>
where
    KindOf: Fn(Side, usize) -> K,
    PlaceOf: Fn(Side, usize) -> P,
{
    /// The lines of two lists of siblings: the left one's order, the right one's own before what follows them there.
    fn lines(&self, lefts: Vec<usize>, rights: Vec<usize>, depth: u32) -> Vec<Pair> {
        let partners = self.partners(&lefts, &rights);
        let mut is_taken = vec![false; rights.len()];
        for partner in partners.iter().flatten() {
            is_taken[*partner] = true;
        }
        let mut lines = Vec::with_capacity(lefts.len().max(rights.len()));
        let line = |left, right| Pair { left, right, depth };
        let mut told = 0;
        for (left, partner) in lefts.into_iter().zip(partners) {
            for at in told..partner.unwrap_or(told) {
                if !is_taken[at] {
                    lines.push(line(None, Some(rights[at])));
                }
            }
            told = told.max(partner.unwrap_or(told));
            lines.push(line(Some(left), partner.map(|at| rights[at])));
        }
        for at in told..rights.len() {
            if !is_taken[at] {
                lines.push(line(None, Some(rights[at])));
            }
        }
        lines
    }

    /// For each left sibling the index of the right one that it belongs with.
    fn partners(&self, lefts: &[usize], rights: &[usize]) -> Vec<Option<usize>> {
        let exact = |side, node| ((self.kind)(side, node), (self.place)(side, node));
        let mut partners = vec![None; lefts.len()];
        pair_up(lefts, rights, &mut partners, exact);
        pair_up(lefts, rights, &mut partners, &self.kind);
        partners
    }
}

/// Gives each left sibling that has no partner the first free right one with the same key.
fn pair_up<Key: Eq + Hash>(
    lefts: &[usize],
    rights: &[usize],
    partners: &mut [Option<usize>],
    key: impl Fn(Side, usize) -> Key,
) {
    let mut is_taken = vec![false; rights.len()];
    for partner in partners.iter().flatten() {
        is_taken[*partner] = true;
    }
    let mut free: HashMap<Key, VecDeque<usize>> = HashMap::new();
    for (at, node) in rights.iter().enumerate() {
        if !is_taken[at] {
            free.entry(key(Side::Right, *node))
                .or_default()
                .push_back(at);
        }
    }
    for (partner, node) in partners.iter_mut().zip(lefts) {
        if partner.is_none() {
            let same = free.get_mut(&key(Side::Left, *node));
            *partner = same.and_then(VecDeque::pop_front);
        }
    }
}

/// How much later something came in the right operation than in the left one, each counted from its own beginning.
pub fn delay_micros(left: (Instant, Instant), right: (Instant, Instant)) -> i64 {
    let since = |(begin, at): (Instant, Instant)| at.micros().saturating_sub(begin.micros());
    since(right).saturating_sub(since(left))
}
