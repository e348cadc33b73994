//! The text of a module.

use std::fmt;
use std::sync::Arc;

use sha2::{Digest, Sha256};

/// SHA-256 of a module's bytes: what tells one text of a projection from another, whatever version it claims.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ModuleHash([u8; 32]);

impl ModuleHash {
    /// Hashes a module.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }
}

impl fmt::Display for ModuleHash {
    /// 64 lower-case hexadecimal digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for ModuleHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ModuleHash({self})")
    }
}

/// A module's name and text, shared by all that fold with it.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    file: Arc<str>,
    text: Arc<str>,
    may_define_accessors: bool,
    stands_alone: bool,
}

impl Source {
    pub(crate) fn new(file: &str, text: &str) -> Self {
        Self {
            file: file.into(),
            text: text.into(),
            may_define_accessors: may_define_accessors(text),
            stands_alone: !["import", "async"].iter().any(|word| text.contains(word)),
        }
    }

    pub(crate) fn file(&self) -> &str {
        &self.file
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Whether two evaluations of the text in one engine know nothing of each other: everything that they share is
    /// frozen, unless one finds the other by its name or leaves promises behind. As below, a keyword may not be spelled
    /// with escapes.
    pub(crate) fn stands_alone(&self) -> bool {
        self.stands_alone
    }

    /// Whether a state may hold fields that are computed when they are read. Looking for them costs more than
    /// reading the state, and where this says no there are none.
    pub(crate) fn may_define_accessors(&self) -> bool {
        self.may_define_accessors
    }
}

/// The sandbox leaves no function that defines an accessor and no code made from text, so one can only come from the
/// words `get` and `set` themselves (a keyword may not be spelled with escapes), followed by something else than the
/// bracket of a call. A comment that says "get it" is enough for a yes; that is only slower.
fn may_define_accessors(text: &str) -> bool {
    let is_part_of_name = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '$');
    ["get", "set"].iter().any(|word| {
        text.match_indices(word).any(|(at, _)| {
            let before = text[..at].chars().next_back();
            let after = text[at + word.len()..].chars().next();
            !before.is_some_and(is_part_of_name)
                && !after.is_some_and(|letter| is_part_of_name(letter) || letter == '(')
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_the_one_of_the_standard() {
        assert_eq!(
            ModuleHash::of(b"abc").to_string(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }

    #[test]
    fn what_may_define_an_accessor_is_noticed() {
        for text in [
            "({ get x() {} })",
            "({ get\n[x]() {} })",
            "({ get/**/x() {} })",
            "({ set 'x'(v) {} })",
            "({ get\"x\"() {} })",
            "class A { static get x() {} }",
            "({ get\u{2003}x() {} })",
        ] {
            assert!(may_define_accessors(text), "{text}");
        }
        for text in [
            "map.get(key); map.set(key, 1)",
            "({ get(key) {} })",
            "target, budget, getter, forget, _get, $set, set1",
        ] {
            assert!(!may_define_accessors(text), "{text}");
        }
    }
}
