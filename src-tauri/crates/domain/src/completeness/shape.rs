//! The shape of a payload: the keys at its top and what kind of value each has.

use std::borrow::Cow;
use std::hash::{DefaultHasher, Hash, Hasher};

use serde::de::{Deserializer as _, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::json::Payload;

/// How many keys a shape keeps to be told; of more, the rest counts only for whether two shapes are the same.
const KEYS_MAX: usize = 64;
/// How much of a key is kept.
const KEY_CHARS_MAX: usize = 100;

/// The kinds of JSON values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Kind {
    Null,
    Flag,
    Number,
    Text,
    List,
    Object,
    /// Not JSON at all.
    Broken,
}

impl Kind {
    fn of(spelled: &str) -> Self {
        match spelled.trim_start().as_bytes().first() {
            Some(b'n') => Self::Null,
            Some(b't' | b'f') => Self::Flag,
            Some(b'"') => Self::Text,
            Some(b'[') => Self::List,
            Some(b'{') => Self::Object,
            _ => Self::Number,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Flag => "true or false",
            Self::Number => "a number",
            Self::Text => "a text",
            Self::List => "a list",
            Self::Object => "an object",
            Self::Broken => "no JSON",
        }
    }
}

/// A shape as it is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shape {
    whole: Kind,
    /// In order of the keys.
    keys: Vec<(Box<str>, Kind)>,
}

/// Tells two shapes apart without making either.
pub(super) fn print(payload: &Payload) -> u64 {
    // The order of keys does not matter, so their prints are added up.
    let mut sum = 0u64;
    let whole = each_key(payload, |key, kind| {
        sum = sum.wrapping_add(hash((key, kind)));
    });
    hash((whole, sum))
}

fn hash(of: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    of.hash(&mut hasher);
    hasher.finish()
}

impl Shape {
    pub fn of(payload: &Payload) -> Self {
        let mut keys: Vec<(Box<str>, Kind)> = Vec::new();
        let whole = each_key(payload, |key, kind| {
            if keys.len() < KEYS_MAX {
                let cut: String = key.chars().take(KEY_CHARS_MAX).collect();
                keys.push((cut.into(), kind));
            }
        });
        keys.sort();
        Self { whole, keys }
    }

    /// What this shape has that the usual one has not, and the other way round.
    pub fn difference(&self, usual: &Self) -> String {
        if self.whole != usual.whole {
            let (is, rest) = (self.whole.word(), usual.whole.word());
            return format!("{is} where the rest have {rest}");
        }
        let of = |shape: &Self, key: &str| {
            let found = shape.keys.binary_search_by(|(name, _)| (**name).cmp(key));
            found.ok().map(|at| shape.keys[at].1)
        };
        let mut parts = Vec::new();
        for (key, kind) in &self.keys {
            match of(usual, key) {
                None => parts.push(format!("with {key} ({})", kind.word())),
                Some(rest) if rest != *kind => {
                    parts.push(format!("{key} is {} and not {}", kind.word(), rest.word()));
                }
                Some(_) => {}
            }
        }
        let lacking = usual.keys.iter().filter(|(key, _)| of(self, key).is_none());
        parts.extend(lacking.map(|(key, _)| format!("without {key}")));
        if parts.is_empty() {
            parts.push("a key twice, or other keys among very many".to_owned());
        }
        parts.join("; ")
    }
}

/// Tells each key at the top with its value's kind, and gives the kind of the whole.
fn each_key(payload: &Payload, told: impl FnMut(&str, Kind)) -> Kind {
    let Payload::Json(json) = payload else {
        return Kind::Broken;
    };
    let whole = Kind::of(json.as_str());
    if whole == Kind::Object {
        let mut reader = serde_json::Deserializer::from_str(json.as_str());
        // A key that is no text, such as half a surrogate pair, ends the telling; what came before counts.
        let _ = reader.deserialize_map(Keys(told));
    }
    whole
}

struct Keys<Told>(Told);

impl<'de, Told: FnMut(&str, Kind)> Visitor<'de> for Keys<Told> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<Cow<'de, str>>()? {
            let value: &RawValue = map.next_value()?;
            (self.0)(&key, Kind::of(value.get()));
        }
        Ok(())
    }
}
