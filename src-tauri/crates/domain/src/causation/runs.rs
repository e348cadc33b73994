//! Siblings that are alike, one after the other: a hundred rows of an import are one line with a count.

use std::collections::HashMap;
use std::hash::Hash;

use super::forest::Forest;

/// Two or more siblings that are alike, and all that hangs from them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// The first of them, which can stand for all.
    pub first: usize,
    /// How many siblings.
    pub count: usize,
    /// The first node after them and all that hangs from them.
    pub end: usize,
}

/// Finds the runs of a forest, in order of their first nodes. Siblings are alike when their labels are the same and
/// what hangs from them is alike as well, however often it is repeated: one that went otherwise ends the run and shows.
pub fn runs<L: Eq + Hash>(forest: &Forest<'_>, label: impl Fn(usize) -> L) -> Vec<Run> {
    let likeness = likeness(forest, label);
    let mut runs = Vec::new();
    collect(forest.roots(), forest, &likeness, &mut runs);
    for node in 0..forest.nodes.len() {
        collect(forest.children(node), forest, &likeness, &mut runs);
    }
    runs.sort_unstable_by_key(|run: &Run| run.first);
    runs
}

/// A number for each node; two nodes have the same one where they are alike.
fn likeness<L: Eq + Hash>(forest: &Forest<'_>, label: impl Fn(usize) -> L) -> Vec<usize> {
    let mut known: HashMap<(L, Vec<usize>), usize> = HashMap::new();
    let mut likeness = vec![0; forest.nodes.len()];
    for node in (0..forest.nodes.len()).rev() {
        let mut below: Vec<usize> = forest.children(node).map(|child| likeness[child]).collect();
        below.dedup();
        let next = known.len();
        likeness[node] = *known.entry((label(node), below)).or_insert(next);
    }
    likeness
}

fn collect(
    siblings: impl Iterator<Item = usize>,
    forest: &Forest<'_>,
    likeness: &[usize],
    runs: &mut Vec<Run>,
) {
    let mut open: Option<Run> = None;
    for node in siblings {
        let end = node + forest.nodes[node].size;
        match &mut open {
            Some(run) if likeness[run.first] == likeness[node] => {
                run.count += 1;
                run.end = end;
            }
            _ => {
                let ended = open.replace(Run {
                    first: node,
                    count: 1,
                    end,
                });
                runs.extend(ended.filter(|run| run.count > 1));
            }
        }
    }
    runs.extend(open.filter(|run| run.count > 1));
}
