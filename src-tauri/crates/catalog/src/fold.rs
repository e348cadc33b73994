//! Texts without regard to case, in one way for the index and for whoever looks at the events themselves.

use std::borrow::Cow;
use std::ops::Range;

/// The text in lower case, letter by letter. What a language makes of neighbours is left out, so that a part of a text
/// folds as the whole does.
pub fn fold(text: &str) -> Cow<'_, str> {
    if text.is_ascii() && !text.contains('\0') {
        return match text.bytes().any(|byte| byte.is_ascii_uppercase()) {
            true => text.to_ascii_lowercase().into(),
            false => text.into(),
        };
    }
    text.chars().flat_map(fold_char).collect::<String>().into()
}

/// Finds a folded term in a text: where it stands in the text as it is.
pub fn find_folded(text: &str, term: &str) -> Option<Range<usize>> {
    let folded = fold(text);
    let begin = folded.find(term)?;
    let end = begin + term.len();
    if folded.len() == text.len() && text.is_ascii() {
        return Some(begin..end);
    }
    // Where folding changes lengths, the letters are counted off.
    let (mut at, mut range) = (0, None::<Range<usize>>);
    for (index, letter) in text.char_indices() {
        let width: usize = fold_char(letter).map(char::len_utf8).sum();
        if at < end && begin < at + width {
            let first = range.map_or(index, |range| range.start);
            range = Some(first..index + letter.len_utf8());
        }
        at += width;
    }
    range
}

fn fold_char(letter: char) -> impl Iterator<Item = char> {
    // The index's own tokenizer ends a text at NUL.
    let letter = if letter == '\0' { '\u{fffd}' } else { letter };
    letter.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn terms_are_found_whatever_their_case() {
        assert_eq!(find_folded("The Officer", "officer"), Some(4..11));
        assert_eq!(find_folded("ΟΔΟΣ 7", &fold("οδοσ")), Some(0..8));
        assert_eq!(find_folded("aİb", "b"), Some(3..4));
        assert_eq!(find_folded("a\0b", &fold("\0B")), Some(1..3));
        assert_eq!(find_folded("abc", "x"), None);
    }

    proptest! {
        #[test]
        fn every_part_of_a_text_is_found_in_it(text in "\\PC{0,12}", from in 0..12usize, length in 1..6usize) {
            let part: String = text.chars().skip(from).take(length).collect();
            prop_assume!(!part.is_empty());
            let found = find_folded(&text, &fold(&part));
            prop_assert!(found.is_some());
            let range = found.unwrap();
            prop_assert!(fold(&text[range]).contains(&*fold(&part)));
        }
    }
}
