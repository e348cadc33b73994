//! Which folds are in force.

use std::collections::{BTreeSet, HashMap};

use hindsight_catalog::Folds;

use crate::wire::{FoldedByDto, ProjectionsDto};

/// The fold of each type that has another than the merge patch, by the name under which the catalog knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InForce(Folds);

impl InForce {
    /// Those of these projections.
    pub fn of(projections: &ProjectionsDto) -> Self {
        let in_use = projections.items.iter().filter(|item| item.in_use);
        let named = |item: &crate::wire::ProjectionDto| {
            Some((item.aggregate_type.clone()?, name(&item.hash)))
        };
        Self(in_use.filter_map(named).collect::<HashMap<_, _>>())
    }

    /// The fold of a type; `None` is merge patch.
    pub fn fold_of(&self, aggregate_type: &str) -> Option<&str> {
        self.0.get(aggregate_type).map(String::as_str)
    }

    /// Whether this is what folds a type.
    pub fn is_by(&self, aggregate_type: &str, by: &FoldedByDto) -> bool {
        let name = match by {
            FoldedByDto::Merge { .. } => None,
            FoldedByDto::Projection { hash, .. } => Some(name(hash)),
        };
        self.fold_of(aggregate_type) == name.as_deref()
    }

    /// The types that have another fold now, with that fold.
    pub fn differing(&self, before: &Folds) -> Vec<(String, Option<String>)> {
        let types: BTreeSet<&String> = self.0.keys().chain(before.keys()).collect();
        let differing = types
            .into_iter()
            .filter(|of| self.0.get(*of) != before.get(*of));
        differing
            .map(|of| (of.clone(), self.0.get(of).cloned()))
            .collect()
    }
}

/// Another release may fold otherwise, or tell otherwise from a state whether something is gone.
fn name(hash: &str) -> String {
    format!("{} projection {hash}", env!("CARGO_PKG_VERSION"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folds(folds: &[(&str, &str)]) -> Folds {
        let owned = |(of, fold): &(&str, &str)| ((*of).to_owned(), (*fold).to_owned());
        folds.iter().map(owned).collect()
    }

    #[test]
    fn a_type_differs_where_its_fold_came_changed_or_went() {
        let before = folds(&[("Same", "1"), ("Changed", "1"), ("Gone", "1")]);
        let now = InForce(folds(&[("Same", "1"), ("Changed", "2"), ("New", "1")]));
        let some = |fold: &str| Some(fold.to_owned());
        assert_eq!(
            now.differing(&before),
            [
                ("Changed".to_owned(), some("2")),
                ("Gone".to_owned(), None),
                ("New".to_owned(), some("1"))
            ]
        );
        assert_eq!(now.differing(&now.0), []);
    }
}
