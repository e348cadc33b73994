//! Valid JSON text into a tree, in one pass. A general parser would decode the leaves, and a fold must not.

use std::sync::Arc;

use super::tree::{Entries, Json};
use crate::json::NotJson;

/// Reads text that is known to be JSON and no deeper than `DEPTH_MAX`. Of any other text the answer means
/// nothing, yet there is one.
pub(super) fn parse_valid(text: &str) -> Result<Json, NotJson> {
    Reader { text, at: 0 }.value()
}

struct Reader<'t> {
    text: &'t str,
    /// The byte to be read next; always at the border of a character, since only ASCII is stepped over singly.
    at: usize,
}

impl<'t> Reader<'t> {
    fn value(&mut self) -> Result<Json, NotJson> {
        match self.next_visible() {
            Some(b'{') => self.object(),
            Some(b'[') => self.array(),
            Some(b'"') => Ok(Json::Leaf(self.string().into())),
            _ => Ok(Json::Leaf(self.word().into())),
        }
    }

    fn object(&mut self) -> Result<Json, NotJson> {
        let mut entries = Entries::new();
        self.at += 1;
        while self.next_visible() == Some(b'"') {
            let key = decoded(self.string())?;
            if self.next_visible() == Some(b':') {
                self.at += 1;
            }
            let value = self.value()?;
            entries.insert(key, value);
            self.step_over_comma();
        }
        self.step_over(b'}');
        Ok(Json::Object(Arc::new(entries)))
    }

    fn array(&mut self) -> Result<Json, NotJson> {
        let mut items = Vec::new();
        self.at += 1;
        while self.next_visible().is_some_and(|byte| byte != b']') {
            items.push(self.value()?);
            self.step_over_comma();
        }
        self.step_over(b']');
        Ok(Json::Array(Arc::new(items)))
    }

    /// A string with its quotes, as it is spelled.
    fn string(&mut self) -> &'t str {
        let rest = &self.text.as_bytes()[self.at + 1..];
        let mut escaped = false;
        let end = rest.iter().position(|byte| match byte {
            b'"' if !escaped => true,
            b'\\' => {
                escaped = !escaped;
                false
            }
            _ => {
                escaped = false;
                false
            }
        });
        self.take(end.map_or(rest.len() + 1, |end| end + 2))
    }

    /// A number, `true`, `false` or `null`.
    fn word(&mut self) -> &'t str {
        let rest = &self.text.as_bytes()[self.at..];
        let ends = |byte: &u8| matches!(byte, b',' | b']' | b'}' | b' ' | b'\t' | b'\n' | b'\r');
        let length = rest.iter().position(ends).unwrap_or(rest.len());
        // At least one byte, so that text which is not JSON is left behind as well.
        self.take(length.max(1))
    }

    fn take(&mut self, length: usize) -> &'t str {
        let from = self.at;
        self.at = (from + length).min(self.text.len());
        self.text.get(from..self.at).unwrap_or_default()
    }

    /// Steps over white space and tells what comes then.
    fn next_visible(&mut self) -> Option<u8> {
        let rest = self.text.as_bytes().get(self.at..)?;
        let blank = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
        self.at += rest.iter().position(|byte| !blank(byte))?;
        Some(self.text.as_bytes()[self.at])
    }

    fn step_over_comma(&mut self) {
        if self.next_visible() == Some(b',') {
            self.at += 1;
        }
    }

    fn step_over(&mut self, byte: u8) {
        if self.next_visible() == Some(byte) {
            self.at += 1;
        }
    }
}

/// A key without its quotes and escapes.
fn decoded(spelled: &str) -> Result<Arc<str>, NotJson> {
    if spelled.contains('\\') {
        let key: String =
            serde_json::from_str(spelled).map_err(|error| NotJson::Syntax(error.to_string()))?;
        return Ok(key.into());
    }
    Ok(spelled.trim_matches('"').into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn white_space_and_escapes_are_stepped_over() {
        let text = "\n{ \"a\\\"\\\\\" : [ ] ,\t\"b\":\r[1 , {} ,\"x\\\\\" ] } ";
        assert_eq!(
            parse_valid(text).unwrap().to_string(),
            r#"{"a\"\\":[],"b":[1,{},"x\\"]}"#
        );
    }

    #[test]
    fn half_a_surrogate_pair_is_a_value_and_no_key() {
        assert_eq!(
            parse_valid(r#""\ud800""#).unwrap().to_string(),
            r#""\ud800""#
        );
        assert!(parse_valid(r#"{"\ud800":1}"#).is_err());
    }

    proptest! {
        /// The tree's own text says to a general parser what the source said.
        #[test]
        fn nothing_is_lost(value in any_json(), pretty: bool) {
            let text = if pretty { format!("{value:#}") } else { value.to_string() };
            let again = parse_valid(&text).unwrap().to_string();
            prop_assert_eq!(serde_json::from_str::<serde_json::Value>(&again).unwrap(), value);
        }

        #[test]
        fn no_text_makes_it_panic(text in "[\\[\\]{}\",:\\\\ u0-9aé]{0,40}") {
            let _ = parse_valid(&text);
        }
    }

    fn any_json() -> impl Strategy<Value = serde_json::Value> {
        let leaf = prop_oneof![
            Just(serde_json::Value::Null),
            any::<bool>().prop_map(Into::into),
            any::<i64>().prop_map(Into::into),
            ".{0,8}".prop_map(Into::into),
        ];
        leaf.prop_recursive(4, 30, 5, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..5).prop_map(Into::into),
                prop::collection::vec((".{0,4}", inner), 0..5).prop_map(|entries| entries
                    .into_iter()
                    .collect::<serde_json::Map<_, _>>()
                    .into()),
            ]
        })
    }
}
