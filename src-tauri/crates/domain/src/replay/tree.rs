//! A JSON tree whose leaves keep their own spelling, so that a folded state never rounds a number.

use std::fmt::{self, Write as _};
use std::sync::Arc;

use indexmap::IndexMap;

use super::parse::parse_valid;
use crate::json::{NotJson, RawJson};

/// The entries of an object, in the order in which their keys first came.
pub type Entries = IndexMap<Arc<str>, Json>;

/// A JSON value. Of a doubled key the last value counts. Two objects with the same entries in another order are equal.
///
/// Parts are shared: a copy costs nothing, and changing one copy copies what stands on the way to the change.
/// So many states of one history are kept in little more room than one of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Json {
    /// `null`, `true`, `false`, a number or a string, spelled as in its source.
    Leaf(Arc<str>),
    /// Values in order.
    Array(Arc<Vec<Json>>),
    /// Values by key; keys are decoded, so that `"a"` and `"\u0061"` are one.
    Object(Arc<Entries>),
}

impl Json {
    /// `{}`.
    pub fn empty_object() -> Self {
        Self::Object(Arc::new(Entries::new()))
    }

    /// Reads valid JSON into a tree.
    ///
    /// # Errors
    /// [`NotJson`] for a key with half a surrogate pair, which JSON's grammar allows and no text can hold.
    pub fn parse(raw: &RawJson) -> Result<Self, NotJson> {
        parse_valid(raw.as_str())
    }

    /// A text as a JSON string.
    pub fn string(text: &str) -> Self {
        Self::Leaf(quoted(text).into())
    }

    /// Whether it is `null`.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Leaf(text) if &**text == "null")
    }

    /// The tree as text for people: two spaces a level, leaves as they were spelled.
    pub fn pretty(&self) -> String {
        let mut out = String::new();
        write_pretty(self, 0, &mut out);
        out
    }

    /// Whether both are one value in memory, and so equal without a look inside.
    pub fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Leaf(a), Self::Leaf(b)) => Arc::ptr_eq(a, b),
            (Self::Array(a), Self::Array(b)) => Arc::ptr_eq(a, b),
            (Self::Object(a), Self::Object(b)) => Arc::ptr_eq(a, b),
            _ => false,
        }
    }
}

impl fmt::Display for Json {
    /// The tree as JSON without white space.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Leaf(text) => f.write_str(text),
            Self::Array(items) => {
                f.write_char('[')?;
                for (index, item) in items.iter().enumerate() {
                    write!(f, "{}{item}", if index == 0 { "" } else { "," })?;
                }
                f.write_char(']')
            }
            Self::Object(entries) => {
                f.write_char('{')?;
                for (index, (key, value)) in entries.iter().enumerate() {
                    let comma = if index == 0 { "" } else { "," };
                    write!(f, "{comma}{}:{value}", quoted(key))?;
                }
                f.write_char('}')
            }
        }
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn write_pretty(value: &Json, level: usize, out: &mut String) {
    let line = |out: &mut String, level: usize| {
        out.push('\n');
        out.extend(std::iter::repeat_n("  ", level));
    };
    match value {
        Json::Array(items) if !items.is_empty() => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                out.push_str(if index == 0 { "" } else { "," });
                line(out, level + 1);
                write_pretty(item, level + 1, out);
            }
            line(out, level);
            out.push(']');
        }
        Json::Object(entries) if !entries.is_empty() => {
            out.push('{');
            for (index, (key, item)) in entries.iter().enumerate() {
                out.push_str(if index == 0 { "" } else { "," });
                line(out, level + 1);
                out.push_str(&quoted(key));
                out.push_str(": ");
                write_pretty(item, level + 1, out);
            }
            line(out, level);
            out.push('}');
        }
        short => out.push_str(&short.to_string()),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use proptest::prelude::*;

    pub(crate) fn tree(text: &str) -> Json {
        Json::parse(&RawJson::parse(text).unwrap()).unwrap()
    }

    /// Small trees from few keys and leaves, so that two of them have much in common; some arrays hold elements
    /// with an `id`.
    pub(crate) fn trees() -> impl Strategy<Value = Json> {
        let leaf = prop::sample::select(vec!["null", "true", "1", "1.0", "-7", "\"x\"", "\"y\""]);
        let key = || prop::sample::select(vec!["a", "b", "c/d", "e~f", "id"]);
        leaf.prop_map(|text| Json::Leaf(text.into()))
            .prop_recursive(4, 40, 6, move |inner| {
                let element = (0..6u8, inner.clone()).prop_map(|(id, value)| {
                    let id = Json::Leaf(id.to_string().into());
                    object([("id".to_owned(), id), ("value".to_owned(), value)])
                });
                prop_oneof![
                    prop::collection::vec((key(), inner.clone()), 0..5).prop_map(|entries| object(
                        entries.into_iter().map(|(k, v)| (k.to_owned(), v))
                    )),
                    prop::collection::vec(inner, 0..5).prop_map(|items| Json::Array(items.into())),
                    prop::collection::vec(element, 0..6)
                        .prop_map(|items| Json::Array(items.into())),
                ]
            })
    }

    fn object(entries: impl IntoIterator<Item = (String, Json)>) -> Json {
        let entries = entries.into_iter().map(|(key, value)| (key.into(), value));
        Json::Object(Arc::new(entries.collect()))
    }

    #[test]
    fn leaves_keep_their_spelling() {
        let text = r#" { "n" : 1.10, "big": 9007199254740993, "e": 1E5, "s": "\u0041", "l": [ true , null ] } "#;
        assert_eq!(
            tree(text).to_string(),
            r#"{"n":1.10,"big":9007199254740993,"e":1E5,"s":"\u0041","l":[true,null]}"#
        );
    }

    #[test]
    fn of_a_doubled_key_the_last_value_counts() {
        assert_eq!(
            tree(r#"{"a":1,"b":2,"a":3}"#).to_string(),
            r#"{"a":3,"b":2}"#
        );
    }

    #[test]
    fn pretty_is_readable_and_short_where_empty() {
        assert_eq!(
            tree(r#"{"a":[1,{"b":[]}],"c":{}}"#).pretty(),
            "{\n  \"a\": [\n    1,\n    {\n      \"b\": []\n    }\n  ],\n  \"c\": {}\n}"
        );
    }

    #[test]
    fn the_deepest_legal_nesting_is_read_on_an_ordinary_stack() {
        let text = "[".repeat(1_000) + &"]".repeat(1_000);
        let read = move || tree(&text).to_string().len();
        let length = std::thread::Builder::new()
            .stack_size(2 << 20)
            .spawn(read)
            .unwrap()
            .join()
            .unwrap();
        assert_eq!(length, 2_000);
    }
}
