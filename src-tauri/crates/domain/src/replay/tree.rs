//! A JSON tree whose leaves keep their own spelling, so that a folded state never rounds a number.

use std::fmt::{self, Write as _};

use indexmap::IndexMap;
use serde::Deserialize;
use serde::de::{MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::json::{NotJson, RawJson};

/// A JSON value. Object keys keep the order in which they first came; of a doubled key the last value counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Json {
    /// `null`, `true`, `false`, a number or a string, spelled as in its source.
    Leaf(Box<str>),
    /// Values in order.
    Array(Vec<Json>),
    /// Values by key; keys are decoded, so that `"a"` and `"\u0061"` are one.
    Object(IndexMap<String, Json>),
}

impl Json {
    /// `{}`.
    pub fn empty_object() -> Self {
        Self::Object(IndexMap::new())
    }

    /// Reads valid JSON into a tree.
    ///
    /// # Errors
    /// [`NotJson`] for a key with half a surrogate pair, which JSON's grammar allows and no text can hold.
    pub fn parse(raw: &RawJson) -> Result<Self, NotJson> {
        parse_text(raw.as_str().trim_ascii())
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
}

/// One level at a time: the parser has returned before a child is looked into, so depth costs little stack.
fn parse_text(text: &str) -> Result<Json, NotJson> {
    match text.as_bytes().first() {
        Some(b'{') => {
            let entries = split_object(text)?;
            let mut object = IndexMap::with_capacity(entries.len());
            for (key, value) in entries {
                object.insert(key, parse_text(value.get())?);
            }
            Ok(Json::Object(object))
        }
        Some(b'[') => {
            let items = split_array(text)?;
            let mut array = Vec::with_capacity(items.len());
            for item in items {
                array.push(parse_text(item.get())?);
            }
            Ok(Json::Array(array))
        }
        _ => Ok(Json::Leaf(text.into())),
    }
}

fn split_object(text: &str) -> Result<Vec<(String, &RawValue)>, NotJson> {
    let Entries(entries) =
        serde_json::from_str(text).map_err(|error| NotJson::Syntax(error.to_string()))?;
    Ok(entries)
}

fn split_array(text: &str) -> Result<Vec<&RawValue>, NotJson> {
    serde_json::from_str(text).map_err(|error| NotJson::Syntax(error.to_string()))
}

/// An object's entries in their order, doubled keys included.
struct Entries<'a>(Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Entries<'a> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct EntriesVisitor;

        impl<'de> Visitor<'de> for EntriesVisitor {
            type Value = Entries<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::with_capacity(map.size_hint().unwrap_or_default());
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }

        deserializer.deserialize_map(EntriesVisitor)
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

/// A text as a JSON string.
pub(super) fn quoted(text: &str) -> String {
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
mod tests {
    use super::*;

    fn tree(text: &str) -> Json {
        Json::parse(&RawJson::parse(text).unwrap()).unwrap()
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
