//! JSON merge patch, RFC 7396: the fold that needs no description of the data.

use std::sync::Arc;

use super::delta::{Delta, Field};
use super::tree::{Entries, Json};

/// Whether a patch is to say what it changed. Saying nothing saves comparing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tell {
    Changes,
    Nothing,
}

/// Applies a patch: an object's entries replace or join the target's, `null` removes, anything else replaces whole.
/// The work grows with the patch, not with the target.
pub(super) fn merge_patch(target: &mut Json, patch: Json, tell: Tell) -> Delta {
    match (&mut *target, patch) {
        (Json::Object(entries), Json::Object(changes)) => {
            merge_entries(Arc::make_mut(entries), changes, tell)
        }
        (_, Json::Object(changes)) => replace(target, shed_of_nulls(changes), tell),
        (_, other) => replace(target, other, tell),
    }
}

fn replace(target: &mut Json, new: Json, tell: Tell) -> Delta {
    let old = std::mem::replace(target, new);
    match tell {
        Tell::Changes => Delta::between(&old, target),
        Tell::Nothing => Delta::Same,
    }
}

fn merge_entries(entries: &mut Entries, changes: Arc<Entries>, tell: Tell) -> Delta {
    let mut fields: Vec<(Arc<str>, Field)> = Vec::new();
    for (key, change) in Arc::unwrap_or_clone(changes) {
        let field = if change.is_null() {
            entries.shift_remove(&key).map(Field::Removed)
        } else if let Some(slot) = entries.get_mut(&key) {
            let inside = merge_patch(slot, change, tell);
            (!inside.is_same()).then_some(Field::Inside(inside))
        } else {
            let new = match change {
                Json::Object(changes) => shed_of_nulls(changes),
                other => other,
            };
            entries.insert(key.clone(), new.clone());
            Some(Field::Added(new))
        };
        if tell == Tell::Changes {
            fields.extend(field.map(|field| (key, field)));
        }
    }
    Delta::of_fields(fields)
}

/// A patch onto nothing sheds its nulls too.
fn shed_of_nulls(changes: Arc<Entries>) -> Json {
    let mut entries = Entries::with_capacity(changes.len());
    merge_entries(&mut entries, changes, Tell::Nothing);
    Json::Object(Arc::new(entries))
}

#[cfg(test)]
mod tests {
    use super::super::tree::tests::{tree, trees};
    use super::*;
    use proptest::prelude::*;

    fn merged(original: &str, patch: &str) -> String {
        let mut state = tree(original);
        merge_patch(&mut state, tree(patch), Tell::Nothing);
        state.to_string()
    }

    /// Every case of RFC 7396, appendix A.
    #[test]
    fn the_cases_of_the_standard() {
        for (original, patch, result) in [
            (r#"{"a":"b"}"#, r#"{"a":"c"}"#, r#"{"a":"c"}"#),
            (r#"{"a":"b"}"#, r#"{"b":"c"}"#, r#"{"a":"b","b":"c"}"#),
            (r#"{"a":"b"}"#, r#"{"a":null}"#, r#"{}"#),
            (r#"{"a":"b","b":"c"}"#, r#"{"a":null}"#, r#"{"b":"c"}"#),
            (r#"{"a":["b"]}"#, r#"{"a":"c"}"#, r#"{"a":"c"}"#),
            (r#"{"a":"c"}"#, r#"{"a":["b"]}"#, r#"{"a":["b"]}"#),
            (
                r#"{"a":{"b":"c"}}"#,
                r#"{"a":{"b":"d","c":null}}"#,
                r#"{"a":{"b":"d"}}"#,
            ),
            (r#"{"a":[{"b":"c"}]}"#, r#"{"a":[1]}"#, r#"{"a":[1]}"#),
            (r#"["a","b"]"#, r#"["c","d"]"#, r#"["c","d"]"#),
            (r#"{"a":"b"}"#, r#"["c"]"#, r#"["c"]"#),
            (r#"{"a":"foo"}"#, "null", "null"),
            (r#"{"a":"foo"}"#, r#""bar""#, r#""bar""#),
            (r#"{"e":null}"#, r#"{"a":1}"#, r#"{"e":null,"a":1}"#),
            ("[1,2]", r#"{"a":"b","c":null}"#, r#"{"a":"b"}"#),
            ("{}", r#"{"a":{"bb":{"ccc":null}}}"#, r#"{"a":{"bb":{}}}"#),
        ] {
            assert_eq!(merged(original, patch), result, "{original} with {patch}");
        }
    }

    proptest! {
        /// What a patch tells is what a comparison of the states before and after finds.
        #[test]
        fn what_is_told_is_what_is_different(before in trees(), patch in trees()) {
            let mut after = before.clone();
            let told = merge_patch(&mut after, patch.clone(), Tell::Changes);
            let sorted = |delta: Delta| {
                let mut changes = delta.changes();
                changes.sort_by(|a, b| a.path.cmp(&b.path));
                changes
            };
            prop_assert_eq!(told.applied(&before), after.clone());
            prop_assert_eq!(sorted(told), sorted(Delta::between(&before, &after)));

            let mut quietly = before.clone();
            prop_assert!(merge_patch(&mut quietly, patch, Tell::Nothing).is_same());
            prop_assert_eq!(quietly, after);
        }
    }
}
