//! JSON merge patch, RFC 7396: the fold that needs no description of the data.

use indexmap::IndexMap;

use super::tree::Json;

/// Applies a patch: an object's entries replace or join the target's, `null` removes, anything else replaces whole.
pub(super) fn merge_patch(target: Json, patch: Json) -> Json {
    let Json::Object(changes) = patch else {
        return patch;
    };
    let mut entries = match target {
        Json::Object(entries) => entries,
        _ => IndexMap::new(),
    };
    for (key, change) in changes {
        if change.is_null() {
            entries.shift_remove(&key);
            continue;
        }
        match entries.get_mut(&key) {
            Some(slot) => {
                let old = std::mem::replace(slot, Json::Array(Vec::new()));
                *slot = merge_patch(old, change);
            }
            None => {
                // Also a patch onto nothing sheds its nulls, so it is applied to an empty object.
                entries.insert(key, merge_patch(Json::empty_object(), change));
            }
        }
    }
    Json::Object(entries)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::RawJson;

    fn tree(text: &str) -> Json {
        Json::parse(&RawJson::parse(text).unwrap()).unwrap()
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
            let merged = merge_patch(tree(original), tree(patch));
            assert_eq!(merged.to_string(), result, "{original} with {patch}");
        }
    }
}
