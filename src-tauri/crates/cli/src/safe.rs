//! Text from a store is hostile: what could drive a terminal or reorder a line is shown as an escape.

use std::borrow::Cow;

/// Whether a character does something instead of showing something: controls, directions of writing, zero widths,
/// line separators, tags.
fn acts(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{feff}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}')
}

/// The text with such characters as visible escapes, such as `\u{202e}`.
pub fn visible(text: &str) -> Cow<'_, str> {
    escaped(text, acts, |c, out| out.extend(c.escape_default()))
}

/// JSON on one line or several with such characters as JSON escapes: the same value, and harmless to a terminal.
/// White space between tokens stays as it is; inside of strings JSON has no bare controls up to U+001F anyway.
pub fn json(text: &str) -> Cow<'_, str> {
    let unsafe_in_json = |c: char| acts(c) && !matches!(c, '\t' | '\n' | '\r');
    escaped(text, unsafe_in_json, |c, out| {
        for unit in c.encode_utf16(&mut [0; 2]) {
            out.push_str(&format!("\\u{unit:04x}"));
        }
    })
}

fn escaped(
    text: &str,
    hostile: impl Fn(char) -> bool,
    escape: impl Fn(char, &mut String),
) -> Cow<'_, str> {
    if !text.contains(&hostile) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match hostile(c) {
            true => escape(c, &mut out),
            false => out.push(c),
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_is_shown() {
        assert_eq!(visible("a\u{1b}[31mb"), "a\\u{1b}[31mb");
        assert_eq!(visible("x\n\ty\r"), "x\\n\\ty\\r");
        assert_eq!(
            visible("abc\u{202e}fed\u{200b}"),
            "abc\\u{202e}fed\\u{200b}"
        );
        assert_eq!(visible("\u{9b}2J\u{7f}"), "\\u{9b}2J\\u{7f}");
    }

    #[test]
    fn what_shows_is_left() {
        let text = "Zoë Ängström 山田 花子 e\u{301} ±0.01 €";
        assert!(matches!(visible(text), Cow::Borrowed(same) if same == text));
    }

    #[test]
    fn escaped_json_means_the_same() {
        let text = "{\"a\":\t\"x\u{9b}y\u{202e}\u{e0041}\"}\n";
        let escaped = json(text);
        assert_eq!(escaped, "{\"a\":\t\"x\\u009by\\u202e\\udb40\\udc41\"}\n");
        let before: serde_json::Value = serde_json::from_str(text).unwrap();
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(&escaped).unwrap(),
            before
        );
    }
}
