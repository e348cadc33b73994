//! Payloads on one line of JSON, byte for byte.

use hindsight_service::wire::PayloadDto;
use serde_json::value::RawValue;

/// A payload as two fields of an object: the value, and the exact text where the value's own bytes are not it.
pub struct Embedded<'p> {
    /// The payload as it stands, line breaks between its tokens as blanks; `None` (null) where it is not JSON.
    pub value: Option<Box<RawValue>>,
    /// The exact text, where a reader of `value` would not find it there.
    pub raw: Option<&'p str>,
}

impl<'p> Embedded<'p> {
    /// Embeds a payload.
    pub fn new(payload: &'p PayloadDto) -> Self {
        let text = payload.text.as_str();
        let value = payload.is_json.then(|| on_one_line(text)).flatten();
        let exact = value.as_ref().is_some_and(|value| value.get() == text);
        Self {
            value,
            raw: (!exact).then_some(text),
        }
    }
}

/// Bare line breaks stand only between the tokens of JSON, where a blank means the same.
fn on_one_line(text: &str) -> Option<Box<RawValue>> {
    RawValue::from_string(text.replace(['\n', '\r'], " ")).ok()
}

/// A decimal number of the wire as a number of JSON.
pub fn number(decimal: &str) -> serde_json::Result<Box<RawValue>> {
    RawValue::from_string(decimal.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn embedded(text: &str, is_json: bool) -> (Option<String>, Option<String>) {
        let payload = PayloadDto {
            text: text.to_owned(),
            is_json,
        };
        let Embedded { value, raw } = Embedded::new(&payload);
        (
            value.map(|value| value.get().to_owned()),
            raw.map(str::to_owned),
        )
    }

    fn some(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    #[test]
    fn one_line_of_json_is_kept_byte_for_byte() {
        for text in [
            r#"{"a": 1.10,"b":9007199254740993, "a":2}"#,
            "null",
            "\"x\u{2028}\"",
        ] {
            assert_eq!(embedded(text, true), (some(text), None));
        }
    }

    #[test]
    fn what_one_line_cannot_hold_stands_beside_it() {
        let text = "{\n  \"a\": \"x\\ny\"\r\n}";
        assert_eq!(
            embedded(text, true),
            (some("{   \"a\": \"x\\ny\"  }"), some(text))
        );
        assert_eq!(embedded(" {} ", true), (some("{}"), some(" {} ")));
        assert_eq!(embedded("{oops", false), (None, some("{oops")));
        assert_eq!(embedded("", false), (None, some("")));
    }
}
