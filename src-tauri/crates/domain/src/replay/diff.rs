//! What is different between two states.

use super::tree::Json;

/// One path at which two states differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Where, as a JSON Pointer (RFC 6901); the empty text is the whole state.
    pub path: String,
    /// What happened there.
    pub kind: ChangeKind,
}

/// What happened at a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChangeKind {
    /// Nothing stood there before.
    Added(Json),
    /// Nothing stands there any more.
    Removed(Json),
    /// Something else stands there.
    Changed {
        /// What stood there.
        old: Json,
        /// What stands there now.
        new: Json,
    },
}

/// Lists the paths at which two states differ: objects by key, arrays by place, anything else whole.
/// A number is different when its spelling is: evidence shows `1.10` and `1.1` apart.
pub fn diff(old: &Json, new: &Json) -> Vec<Change> {
    let mut changes = Vec::new();
    walk(&mut String::new(), Some(old), Some(new), &mut changes);
    changes
}

fn walk(path: &mut String, old: Option<&Json>, new: Option<&Json>, changes: &mut Vec<Change>) {
    let kind = match (old, new) {
        (Some(old), Some(new)) if old == new => return,
        (Some(Json::Object(before)), Some(Json::Object(after))) => {
            for (key, value) in before {
                step(path, key, Some(value), after.get(key), changes);
            }
            for (key, value) in after.iter().filter(|(key, _)| !before.contains_key(*key)) {
                step(path, key, None, Some(value), changes);
            }
            return;
        }
        (Some(Json::Array(before)), Some(Json::Array(after))) => {
            for index in 0..before.len().max(after.len()) {
                step(
                    path,
                    &index.to_string(),
                    before.get(index),
                    after.get(index),
                    changes,
                );
            }
            return;
        }
        (Some(old), Some(new)) => ChangeKind::Changed {
            old: old.clone(),
            new: new.clone(),
        },
        (Some(old), None) => ChangeKind::Removed(old.clone()),
        (None, Some(new)) => ChangeKind::Added(new.clone()),
        (None, None) => return,
    };
    changes.push(Change {
        path: path.clone(),
        kind,
    });
}

fn step(
    path: &mut String,
    key: &str,
    old: Option<&Json>,
    new: Option<&Json>,
    changes: &mut Vec<Change>,
) {
    let length = path.len();
    path.push('/');
    path.push_str(&key.replace('~', "~0").replace('/', "~1"));
    walk(path, old, new, changes);
    path.truncate(length);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::RawJson;

    fn tree(text: &str) -> Json {
        Json::parse(&RawJson::parse(text).unwrap()).unwrap()
    }

    fn told(old: &str, new: &str) -> Vec<String> {
        diff(&tree(old), &tree(new))
            .into_iter()
            .map(|Change { path, kind }| match kind {
                ChangeKind::Added(new) => format!("+{path} {new}"),
                ChangeKind::Removed(old) => format!("-{path} {old}"),
                ChangeKind::Changed { old, new } => format!("~{path} {old} {new}"),
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
        assert_eq!(told("1.10", "1.1"), ["~ 1.10 1.1"]);
        assert_eq!(told(r#"{"a":{}}"#, r#"{"a":[]}"#), ["~/a {} []"]);
    }
}
