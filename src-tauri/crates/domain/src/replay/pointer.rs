//! Places in a state: JSON Pointers (RFC 6901).

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use super::tree::Json;

/// A place in a state, such as `/items/0/name`; the empty text is the whole state.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Pointer(String);

/// A text that is no JSON Pointer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "a path must be empty or begin with a slash, as in /items/0/name, with ~1 for a slash and ~0 for a tilde \
     within a name, but it is {0:?}"
)]
pub struct NotAPointer(String);

impl Pointer {
    /// The whole state.
    pub fn root() -> Self {
        Self::default()
    }

    /// The pointer as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The keys and indexes on the way, from the root.
    pub fn steps(&self) -> impl Iterator<Item = Cow<'_, str>> {
        self.0
            .split('/')
            .skip(1)
            .map(|step| match step.contains('~') {
                true => step.replace("~1", "/").replace("~0", "~").into(),
                false => step.into(),
            })
    }

    /// Goes one step down for the time of a visit.
    pub(super) fn within(&mut self, step: &str, visit: impl FnOnce(&mut Self)) {
        let length = self.0.len();
        self.push(step);
        visit(self);
        self.0.truncate(length);
    }

    /// Adds a key or an index.
    pub fn push(&mut self, step: &str) {
        self.0.push('/');
        for letter in step.chars() {
            match letter {
                '~' => self.0.push_str("~0"),
                '/' => self.0.push_str("~1"),
                other => self.0.push(other),
            }
        }
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<Pointer> for String {
    fn from(pointer: Pointer) -> Self {
        pointer.0
    }
}

impl FromStr for Pointer {
    type Err = NotAPointer;

    fn from_str(text: &str) -> Result<Self, NotAPointer> {
        let begins = text.is_empty() || text.starts_with('/');
        let mut after_tilde = text.split('~').skip(1);
        match begins && after_tilde.all(|rest| rest.starts_with(['0', '1'])) {
            true => Ok(Self(text.to_owned())),
            false => Err(NotAPointer(text.to_owned())),
        }
    }
}

/// The place in an array that a step names: digits alone, without a leading zero.
pub fn index(step: &str) -> Option<usize> {
    let plain = step.bytes().all(|byte| byte.is_ascii_digit());
    let canonical = plain && (step == "0" || !step.starts_with('0'));
    canonical.then(|| step.parse().ok())?
}

impl Json {
    /// Every place below which no other stands, in order, with what stands there.
    pub fn leaves(&self) -> Vec<(Pointer, &Self)> {
        fn list<'j>(value: &'j Json, path: &mut Pointer, found: &mut Vec<(Pointer, &'j Json)>) {
            match value {
                Json::Object(entries) if !entries.is_empty() => {
                    for (key, value) in entries.iter() {
                        path.within(key, |path| list(value, path, found));
                    }
                }
                Json::Array(items) if !items.is_empty() => {
                    for (at, item) in items.iter().enumerate() {
                        path.within(&at.to_string(), |path| list(item, path, found));
                    }
                }
                leaf => found.push((path.clone(), leaf)),
            }
        }
        let mut found = Vec::new();
        list(self, &mut Pointer::root(), &mut found);
        found
    }

    /// What stands at a place; `None` where nothing does.
    pub fn at(&self, pointer: &Pointer) -> Option<&Self> {
        pointer.steps().try_fold(self, |value, step| match value {
            Self::Object(entries) => entries.get(&*step),
            Self::Array(items) => items.get(index(&step)?),
            Self::Leaf(_) => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::tree::tests::tree;
    use super::*;
    use proptest::prelude::*;

    /// The examples of RFC 6901, section 5, as far as they name one place.
    #[test]
    fn the_examples_of_the_standard() {
        let state = tree(
            r#"{"foo":["bar","baz"],"":0,"a/b":1,"c%d":2,"e^f":3,"g|h":4,"i\\j":5,"k\"l":6," ":7,"m~n":8}"#,
        );
        for (pointer, found) in [
            ("", state.to_string().as_str()),
            ("/foo", r#"["bar","baz"]"#),
            ("/foo/0", r#""bar""#),
            ("/", "0"),
            ("/a~1b", "1"),
            ("/c%d", "2"),
            ("/k\"l", "6"),
            ("/ ", "7"),
            ("/m~0n", "8"),
        ] {
            let at = state.at(&pointer.parse().unwrap());
            assert_eq!(
                at.map(ToString::to_string).as_deref(),
                Some(found),
                "{pointer}"
            );
        }
        for pointer in ["/foo/2", "/foo/-", "/foo/00", "/foo/+0", "/none", "/a~1b/x"] {
            assert_eq!(state.at(&pointer.parse().unwrap()), None, "{pointer}");
        }
    }

    #[test]
    fn what_is_no_pointer_is_refused() {
        for text in ["foo", "/a~", "/a~2b"] {
            assert!(text.parse::<Pointer>().is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn steps_come_back(steps in prop::collection::vec("[a~/01é]{0,4}", 0..4)) {
            let mut pointer = Pointer::root();
            steps.iter().for_each(|step| pointer.push(step));
            let back: Pointer = pointer.as_str().parse().unwrap();
            prop_assert_eq!(back.steps().collect::<Vec<_>>(), steps);
        }
    }
}
