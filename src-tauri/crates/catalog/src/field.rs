//! The columns that hold words, and the dictionaries of their words.

use std::collections::HashMap;
use std::sync::Arc;

use hindsight_store::{HeadCell, HeadText};

/// How many fields there are.
pub const FIELDS: usize = 5;

/// How many words of a field are told apart; a hostile store could hold a new one in each event.
const WORDS_MAX: usize = 1 << 20;
/// How many bytes the words of a field have at most.
const WORD_BYTES_MAX: usize = 32 << 20;

/// A column that holds one of a number of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// What kind of fact.
    EventType,
    /// What kind of thing the aggregate is.
    AggregateType,
    /// Who acted.
    Actor,
    /// As what they acted.
    ActorType,
    /// Through which door.
    Source,
}

impl Field {
    /// Every field, in the order of their numbers.
    pub const ALL: [Self; FIELDS] = [
        Self::EventType,
        Self::AggregateType,
        Self::Actor,
        Self::ActorType,
        Self::Source,
    ];

    pub(crate) fn head(self) -> HeadText {
        match self {
            Self::EventType => HeadText::EventType,
            Self::AggregateType => HeadText::AggregateType,
            Self::Actor => HeadText::Actor,
            Self::ActorType => HeadText::ActorType,
            Self::Source => HeadText::Source,
        }
    }
}

/// Stands where there is no word.
pub const MISSING: u32 = 0;
/// Stands for words that are not told apart: too long, or too many.
pub const OTHER: u32 = 1;
const FIRST_WORD: u32 = 2;

/// The words of a field, each under a number that it keeps.
#[derive(Debug, Clone, Default)]
pub struct Dictionary {
    words: Vec<Arc<str>>,
    codes: HashMap<Arc<str>, u32>,
    bytes: usize,
    /// Whether there are words that are not told apart.
    pub has_other: bool,
}

impl Dictionary {
    /// How many numbers are in use or reserved.
    pub fn codes(&self) -> usize {
        self.words.len() + FIRST_WORD as usize
    }

    /// The word of a number.
    pub fn word(&self, code: u32) -> Option<&str> {
        let index = code.checked_sub(FIRST_WORD)?;
        self.words.get(index as usize).map(|word| &**word)
    }

    /// The number of a word that is known.
    pub fn find(&self, word: &str) -> Option<u32> {
        self.codes.get(word).copied()
    }

    /// The words from a number on, with their numbers.
    pub fn since(&self, codes: usize) -> impl Iterator<Item = (u32, &str)> {
        let known = codes.saturating_sub(FIRST_WORD as usize);
        let numbered = (FIRST_WORD..).zip(&self.words).skip(known);
        numbered.map(|(code, word)| (code, &**word))
    }

    /// Adds a word; `None` where there are too many.
    pub fn add(&mut self, word: &str) -> Option<u32> {
        if self.words.len() >= WORDS_MAX || self.bytes + word.len() > WORD_BYTES_MAX {
            return None;
        }
        let code = u32::try_from(self.codes()).ok()?;
        self.bytes += word.len();
        let word: Arc<str> = word.into();
        self.words.push(Arc::clone(&word));
        self.codes.insert(word, code);
        Some(code)
    }
}

/// Gives numbers to the words of one field.
#[derive(Debug, Default)]
pub struct Coder {
    /// The words so far; shared with those who read, and copied only when it grows under them.
    pub dictionary: Arc<Dictionary>,
    last: Option<(Box<str>, u32)>,
}

impl Coder {
    /// Goes on from words that are known.
    pub fn of(dictionary: Dictionary) -> Self {
        Self {
            dictionary: Arc::new(dictionary),
            last: None,
        }
    }

    /// The number of what stands in a cell.
    pub fn code(&mut self, cell: HeadCell<'_>) -> u32 {
        let word = match cell {
            HeadCell::Missing => return MISSING,
            HeadCell::TooLong => return self.other(),
            HeadCell::Text(word) => word,
        };
        if let Some((last, code)) = &self.last
            && **last == *word
        {
            return *code;
        }
        let known = self.dictionary.find(word);
        let Some(code) = known.or_else(|| Arc::make_mut(&mut self.dictionary).add(word)) else {
            return self.other();
        };
        self.last = Some((word.into(), code));
        code
    }

    fn other(&mut self) -> u32 {
        if !self.dictionary.has_other {
            Arc::make_mut(&mut self.dictionary).has_other = true;
        }
        OTHER
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_keeps_its_number_and_a_reader_keeps_its_words() {
        let mut coder = Coder::default();
        let codes = ["ada", "bob", "ada", ""].map(|word| coder.code(HeadCell::Text(word)));
        assert_eq!(codes, [2, 3, 2, 4]);
        let seen = Arc::clone(&coder.dictionary);
        assert_eq!(coder.code(HeadCell::Missing), MISSING);
        assert_eq!(coder.code(HeadCell::TooLong), OTHER);
        assert_eq!(coder.code(HeadCell::Text("eve")), 5);
        assert_eq!(
            (seen.codes(), seen.find("eve"), seen.has_other),
            (5, None, false)
        );
        let grown: Vec<_> = coder.dictionary.since(seen.codes()).collect();
        assert_eq!(grown, [(5, "eve")]);
        assert!(coder.dictionary.has_other);
    }
}
