//! JSON kept byte for byte, as it was given.

use std::fmt;

use serde::de::IgnoredAny;

/// The deepest nesting that a payload may have: SQLite's own limit, which its CHECK would refuse anyway.
pub const DEPTH_MAX: usize = 1_000;

/// Valid JSON text, never parsed and written again: `1.10` stays `1.10`, a doubled key stays doubled.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RawJson(String);

/// Why a text is not JSON.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotJson {
    /// The parser's own words, with line and column.
    #[error("it is not valid JSON: {0}")]
    Syntax(String),
    /// Nested deeper than [`DEPTH_MAX`].
    #[error("it is nested deeper than {DEPTH_MAX} levels")]
    TooDeep,
}

impl RawJson {
    /// Checks that the text is JSON and keeps it as it is.
    ///
    /// # Errors
    /// [`NotJson`], saying where.
    pub fn parse(text: impl Into<String>) -> Result<Self, NotJson> {
        let text = text.into();
        check(&text)?;
        Ok(Self(text))
    }

    /// `{}`: what stands where nothing was said.
    pub fn empty_object() -> Self {
        Self("{}".to_owned())
    }

    /// The text, byte for byte.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RawJson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<RawJson> for String {
    fn from(json: RawJson) -> String {
        json.0
    }
}

fn check(text: &str) -> Result<(), NotJson> {
    // So many brackets take so many bytes: a short text is not searched for them.
    if text.len() > DEPTH_MAX && depth(text) > DEPTH_MAX {
        return Err(NotJson::TooDeep);
    }
    serde_json::from_str::<IgnoredAny>(text)
        .map(|_| ())
        .map_err(|error| NotJson::Syntax(error.to_string()))
}

/// The deepest nesting of brackets outside strings; meaningful for valid JSON, harmless for any other text.
fn depth(text: &str) -> usize {
    let (mut now, mut most, mut in_string, mut escaped) = (0usize, 0usize, false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'{' | b'[' if !in_string => {
                now += 1;
                most = most.max(now);
            }
            b'}' | b']' if !in_string => now = now.saturating_sub(1),
            _ => {}
        }
    }
    most
}

/// A payload as a store holds it: JSON, or a text that should have been.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Payload {
    /// Valid JSON, byte for byte.
    Json(RawJson),
    /// Not JSON: shown as it stands, and marked.
    Broken(String),
}

impl Payload {
    /// Takes a stored text for what it is.
    pub fn from_stored(text: String) -> Self {
        match check(&text) {
            Ok(()) => Self::Json(RawJson(text)),
            Err(_) => Self::Broken(text),
        }
    }

    /// The text as it stands in the table.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Json(json) => json.as_str(),
            Self::Broken(text) => text,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn bytes_are_kept() {
        let text = "{ \"a\": 1.10, \"b\":9007199254740993,\t\"a\":2 }\n";
        assert_eq!(RawJson::parse(text).unwrap().as_str(), text);
    }

    #[test]
    fn nesting_has_a_limit() {
        let nested = |levels: usize| "[".repeat(levels) + &"]".repeat(levels);
        assert!(RawJson::parse(nested(DEPTH_MAX)).is_ok());
        assert_eq!(RawJson::parse(nested(DEPTH_MAX + 1)), Err(NotJson::TooDeep));
        assert!(RawJson::parse(format!("\"{}\"", "[".repeat(5_000))).is_ok());
        assert!(matches!(
            RawJson::parse("[".repeat(2_000_000)),
            Err(NotJson::TooDeep)
        ));
    }

    #[test]
    fn broken_text_is_kept_as_it_stands() {
        let payload = Payload::from_stored("{oops".into());
        assert_eq!(payload, Payload::Broken("{oops".into()));
        assert_eq!(payload.as_str(), "{oops");
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in ".*") {
            let _ = RawJson::parse(text);
        }
    }
}
