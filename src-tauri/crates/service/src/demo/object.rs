//! JSON objects written by hand, so that each number keeps the spelling that it is given.

use std::fmt::{Display, Write};

use hindsight_domain::RawJson;

/// A JSON object while it is written.
#[derive(Clone)]
pub struct Object {
    text: String,
    /// What stands behind colons and commas: programs differ in this, and a store keeps the difference.
    gap: &'static str,
}

impl Object {
    /// An object without white space.
    pub fn new() -> Self {
        Self::with_gap("")
    }

    /// An object with a blank behind each colon and comma.
    pub fn spaced() -> Self {
        Self::with_gap(" ")
    }

    fn with_gap(gap: &'static str) -> Self {
        // Room for most payloads: a demo of a million events writes several millions of these.
        let mut text = String::with_capacity(240);
        text.push('{');
        Self { text, gap }
    }

    /// Adds a text.
    pub fn text(self, key: &str, value: &str) -> Self {
        let quoted = serde_json::Value::from(value);
        self.entry(key, &quoted)
    }

    /// Adds a number or another word of JSON, spelled as it is displayed.
    pub fn number(self, key: &str, value: impl Display) -> Self {
        self.entry(key, &value)
    }

    /// Adds a number with so many hundredths, spelled with both digits: 310 is 3.10.
    pub fn hundredths(self, key: &str, value: u64) -> Self {
        let spelled = format!("{}.{:02}", value / 100, value % 100);
        self.entry(key, &spelled)
    }

    /// Adds an object.
    pub fn object(self, key: &str, value: Object) -> Self {
        let inner = value.close();
        self.entry(key, &inner)
    }

    /// Adds a null, which takes the key out of a folded state.
    pub fn null(self, key: &str) -> Self {
        self.entry(key, &"null")
    }

    /// The object as JSON.
    pub fn json(self) -> RawJson {
        RawJson::parse(self.close()).expect("every entry was written as JSON")
    }

    fn entry(mut self, key: &str, value: &dyn Display) -> Self {
        if self.text.len() > 1 {
            self.text.push(',');
            self.text.push_str(self.gap);
        }
        let (key, gap) = (serde_json::Value::from(key), self.gap);
        // A text takes whatever is written to it.
        let _ = write!(self.text, "{key}:{gap}{value}");
        self
    }

    fn close(mut self) -> String {
        self.text.push('}');
        self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_is_kept() {
        let object = Object::new()
            .text("a\"b", "Zoë \u{1f}")
            .hundredths("n", 110)
            .object(
                "o",
                Object::spaced()
                    .number("big", 9_007_199_254_740_993u64)
                    .null("x"),
            );
        assert_eq!(
            object.json().as_str(),
            r#"{"a\"b":"Zoë \u001f","n":1.10,"o":{"big": 9007199254740993, "x": null}}"#
        );
    }
}
