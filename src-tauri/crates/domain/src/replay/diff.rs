//! What is different between two states.

use std::sync::Arc;

use super::delta::{ArrayDelta, Delta, Field};
use super::pairing::{Pairing, pair};
use super::tree::{Entries, Json};

impl Delta {
    /// What is different between two states: objects by key, arrays by their elements' `id` or by place, anything
    /// else whole. A number is different when its spelling is: evidence shows `1.10` and `1.1` apart. The order of
    /// an object's keys is no difference.
    ///
    /// Parts that both share in memory are not looked into.
    pub fn between(old: &Json, new: &Json) -> Self {
        if old.is_same(new) {
            return Self::Same;
        }
        match (old, new) {
            (Json::Object(old), Json::Object(new)) => objects(old, new),
            (Json::Array(old), Json::Array(new)) => arrays(old, new),
            (old, new) if old == new => Self::Same,
            (old, new) => Self::Replaced {
                old: old.clone(),
                new: new.clone(),
            },
        }
    }
}

fn objects(old: &Entries, new: &Entries) -> Delta {
    let mut fields: Vec<(Arc<str>, Field)> = Vec::new();
    for (key, before) in old {
        let field = match new.get(key) {
            None => Field::Removed(before.clone()),
            Some(after) => match Delta::between(before, after) {
                Delta::Same => continue,
                inside => Field::Inside(inside),
            },
        };
        fields.push((key.clone(), field));
    }
    for (key, after) in new {
        if !old.contains_key(key) {
            fields.push((key.clone(), Field::Added(after.clone())));
        }
    }
    Delta::of_fields(fields)
}

fn arrays(old: &[Json], new: &[Json]) -> Delta {
    let Pairing { old_of, moved } = pair(old, new);
    let mut kept = vec![false; old.len()];
    let mut delta = ArrayDelta {
        moved,
        ..ArrayDelta::default()
    };
    for (to, from) in old_of.into_iter().enumerate() {
        match from {
            None => delta.added.push((to, new[to].clone())),
            Some(from) => {
                kept[from] = true;
                match Delta::between(&old[from], &new[to]) {
                    Delta::Same => {}
                    inside => delta.inside.push((to, inside)),
                }
            }
        }
    }
    let gone = kept.iter().enumerate().filter(|(_, kept)| !**kept);
    delta.removed = gone.map(|(at, _)| (at, old[at].clone())).collect();
    delta.into()
}

#[cfg(test)]
mod tests {
    use super::super::delta::ChangeKind;
    use super::super::tree::tests::{tree, trees};
    use super::*;
    use proptest::prelude::*;

    fn told(old: &str, new: &str) -> Vec<String> {
        let delta = Delta::between(&tree(old), &tree(new));
        delta
            .changes()
            .into_iter()
            .map(|change| match change.kind {
                ChangeKind::Added(new) => format!("+{} {new}", change.path),
                ChangeKind::Removed(old) => format!("-{} {old}", change.path),
                ChangeKind::Changed { old, new } => format!("~{} {old} {new}", change.path),
                ChangeKind::Moved { from } => format!("^{} {from}", change.path),
            })
            .collect()
    }

    #[test]
    fn each_difference_is_told_at_its_own_path() {
        assert_eq!(
            told(
                r#"{"a":1,"b":{"c":[1,2,3],"x/y":0}}"#,
                r#"{"b":{"c":[1,5],"x/y":1},"d":null}"#
            ),
            [
                "-/a 1",
                "~/b/c/1 2 5",
                "-/b/c/2 3",
                "~/b/x~1y 0 1",
                "+/d null"
            ]
        );
    }

    #[test]
    fn equal_states_have_none_and_spelling_counts() {
        assert!(told(r#"{"a":[1,{"b":2}]}"#, r#"{"a":[1,{"b":2}]}"#).is_empty());
        assert!(told(r#"{"a":1,"b":2}"#, r#"{"b":2,"a":1}"#).is_empty());
        assert_eq!(told("1.10", "1.1"), ["~ 1.10 1.1"]);
        assert_eq!(told(r#"{"a":{}}"#, r#"{"a":[]}"#), ["~/a {} []"]);
    }

    #[test]
    fn elements_are_matched_by_their_id() {
        assert_eq!(
            told(
                r#"[{"id":1,"n":"a"},{"id":2,"n":"b"},{"id":3,"n":"c"}]"#,
                r#"[{"id":3,"n":"C"},{"id":1,"n":"a"},{"id":4,"n":"d"}]"#
            ),
            [
                r#"~/0/n "c" "C""#,
                r#"-/1 {"id":2,"n":"b"}"#,
                "^/0 2",
                r#"+/2 {"id":4,"n":"d"}"#
            ]
        );
    }

    proptest! {
        /// The law: what is different, applied to the old, gives the new.
        #[test]
        fn the_old_with_its_differences_is_the_new(old in trees(), new in trees()) {
            let delta = Delta::between(&old, &new);
            prop_assert_eq!(delta.is_same(), old == new);
            prop_assert_eq!(&delta.applied(&old), &new);
            prop_assert_eq!(delta.changes().is_empty(), old == new);
        }

        /// Every path that is told leads to the values that are told.
        #[test]
        fn paths_lead_to_what_is_told(old in trees(), new in trees()) {
            for change in Delta::between(&old, &new).changes() {
                match change.kind {
                    ChangeKind::Added(value) => prop_assert_eq!(new.at(&change.path), Some(&value)),
                    ChangeKind::Changed { old, new: value } => {
                        prop_assert_ne!(&old, &value);
                        prop_assert_eq!(new.at(&change.path), Some(&value));
                    }
                    ChangeKind::Removed(_) => {}
                    ChangeKind::Moved { .. } => prop_assert!(new.at(&change.path).is_some()),
                }
            }
        }
    }
}
