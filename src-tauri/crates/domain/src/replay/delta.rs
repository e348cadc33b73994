//! The differences between two states, as a tree of what changed and as a list of paths.

use std::sync::Arc;

use super::pointer::Pointer;
use super::tree::Json;

/// What is different at one place of a state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delta {
    /// Nothing.
    Same,
    /// Another value stands here, not to be compared part by part.
    Replaced {
        /// What stood here.
        old: Json,
        /// What stands here now.
        new: Json,
    },
    /// An object stays, with these fields changed.
    Object(Vec<(Arc<str>, Field)>),
    /// An array stays, with these elements changed.
    Array(ArrayDelta),
}

/// What is different about a field of an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Field {
    /// It was not there before.
    Added(Json),
    /// It is not there any more.
    Removed(Json),
    /// It is another, or in it something is.
    Inside(Delta),
}

/// What is different about the elements of an array. Each list is in rising order of its first number.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ArrayDelta {
    /// Elements that are gone, with their old places.
    pub removed: Vec<(usize, Json)>,
    /// Elements that are new, with their new places.
    pub added: Vec<(usize, Json)>,
    /// Old and new place of elements that left the order of the others; in rising order of the new place.
    pub moved: Vec<(usize, usize)>,
    /// What changed within elements that stayed, by their new places.
    pub inside: Vec<(usize, Delta)>,
}

/// One path at which two states differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Where. Each step is a place in the new state, but the last step of an element that was removed from an
    /// array, which is its place in the old one.
    pub path: Pointer,
    /// What happened there.
    pub kind: ChangeKind,
}

/// What happened at a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChangeKind {
    /// Nothing stood there before.
    Added(Json),
    /// Nothing stands there any more.
    Removed(Json),
    /// Something else stands there.
    Changed {
        /// What stood there.
        old: Json,
        /// What stands there now.
        new: Json,
    },
    /// An element of an array stands at another place among those that stayed.
    Moved {
        /// Its place in the old array.
        from: usize,
    },
}

impl Delta {
    /// Whether nothing is different.
    pub fn is_same(&self) -> bool {
        matches!(self, Self::Same)
    }

    /// The paths at which something is different, parts before the elements that came and went around them.
    pub fn changes(&self) -> Vec<Change> {
        let mut changes = Vec::new();
        self.tell(&mut Pointer::root(), &mut changes);
        changes
    }

    pub(super) fn of_fields(fields: Vec<(Arc<str>, Field)>) -> Self {
        match fields.is_empty() {
            true => Self::Same,
            false => Self::Object(fields),
        }
    }

    fn tell(&self, path: &mut Pointer, changes: &mut Vec<Change>) {
        match self {
            Self::Same => {}
            Self::Replaced { old, new } => {
                let (old, new) = (old.clone(), new.clone());
                changes.push(path.with(ChangeKind::Changed { old, new }));
            }
            Self::Object(fields) => {
                for (key, field) in fields {
                    path.within(key, |path| field.tell(path, changes));
                }
            }
            Self::Array(elements) => elements.tell(path, changes),
        }
    }
}

impl Field {
    fn tell(&self, path: &mut Pointer, changes: &mut Vec<Change>) {
        match self {
            Self::Added(new) => changes.push(path.with(ChangeKind::Added(new.clone()))),
            Self::Removed(old) => changes.push(path.with(ChangeKind::Removed(old.clone()))),
            Self::Inside(delta) => delta.tell(path, changes),
        }
    }
}

impl ArrayDelta {
    fn tell(&self, path: &mut Pointer, changes: &mut Vec<Change>) {
        for (at, delta) in &self.inside {
            path.within(&at.to_string(), |path| delta.tell(path, changes));
        }
        let mut tell = |at: usize, kind: ChangeKind| {
            path.within(&at.to_string(), |path| changes.push(path.with(kind)));
        };
        for (at, old) in &self.removed {
            tell(*at, ChangeKind::Removed(old.clone()));
        }
        for (from, to) in &self.moved {
            tell(*to, ChangeKind::Moved { from: *from });
        }
        for (at, new) in &self.added {
            tell(*at, ChangeKind::Added(new.clone()));
        }
    }

    /// Does to a row of things what happened to the elements, changes within them aside.
    pub(super) fn rearrange<T>(&self, row: &mut Vec<T>, mut made: impl FnMut(&Json) -> T) {
        let only_more = self.removed.is_empty() && self.moved.is_empty();
        if only_more && self.added.first().is_none_or(|(at, _)| *at >= row.len()) {
            row.extend(self.added.iter().map(|(_, new)| made(new)));
            return;
        }
        let mut left: Vec<Option<T>> = std::mem::take(row).into_iter().map(Some).collect();
        let mut take = |at: usize| left.get_mut(at).and_then(Option::take);
        let moving = self
            .moved
            .iter()
            .filter_map(|(from, to)| Some((*to, take(*from)?)));
        let mut arriving: Vec<(usize, T)> = moving.collect();
        self.removed.iter().for_each(|(at, _)| drop(take(*at)));
        arriving.extend(self.added.iter().map(|(at, new)| (*at, made(new))));
        arriving.sort_by_key(|(at, _)| *at);
        let mut staying = left.into_iter().flatten();
        for (at, thing) in arriving {
            let before = at.saturating_sub(row.len());
            row.extend(staying.by_ref().take(before));
            row.push(thing);
        }
        row.extend(staying);
    }
}

impl From<ArrayDelta> for Delta {
    fn from(delta: ArrayDelta) -> Self {
        match delta == ArrayDelta::default() {
            true => Self::Same,
            false => Self::Array(delta),
        }
    }
}

impl Pointer {
    fn with(&self, kind: ChangeKind) -> Change {
        Change {
            path: self.clone(),
            kind,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::replay::tree::Entries;

    impl Delta {
        /// The old state with the differences done to it: what makes the law of differences checkable.
        pub(in crate::replay) fn applied(&self, old: &Json) -> Json {
            match (self, old) {
                (Self::Same, old) => old.clone(),
                (Self::Replaced { old: told, new }, old) => {
                    assert_eq!(told, old);
                    new.clone()
                }
                (Self::Object(fields), Json::Object(old)) => with_fields(old, fields),
                (Self::Array(elements), Json::Array(old)) => with_elements(old, elements),
                (delta, old) => panic!("{delta:?} cannot be of {old}"),
            }
        }
    }

    fn with_fields(old: &Entries, fields: &[(Arc<str>, Field)]) -> Json {
        let mut new = old.clone();
        for (key, field) in fields {
            match field {
                Field::Added(value) => assert!(new.insert(key.clone(), value.clone()).is_none()),
                Field::Removed(value) => assert_eq!(new.shift_remove(key).as_ref(), Some(value)),
                Field::Inside(delta) => new[key] = delta.applied(&old[key]),
            }
        }
        Json::Object(Arc::new(new))
    }

    fn with_elements(old: &[Json], elements: &ArrayDelta) -> Json {
        for (at, value) in &elements.removed {
            assert_eq!(&old[*at], value);
        }
        let mut new = old.to_vec();
        elements.rearrange(&mut new, Clone::clone);
        for (at, delta) in &elements.inside {
            new[*at] = delta.applied(&new[*at]);
        }
        Json::Array(Arc::new(new))
    }
}
