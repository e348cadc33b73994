//! What two values share in memory, and what it costs to keep one beside the other.

use std::sync::Arc;

use super::tree::{Entries, Json};

/// About how many bytes a leaf, an array, an object and an entry of either take besides their text.
const LEAF_BYTES: usize = 32;
const ARRAY_BYTES: usize = 56;
const OBJECT_BYTES: usize = 120;
const ITEM_BYTES: usize = 24;
const ENTRY_BYTES: usize = 72;

impl Json {
    /// About how many bytes of memory it takes to keep this beside another value: what both share costs nothing.
    pub fn bytes_beside(&self, other: Option<&Self>) -> usize {
        if other.is_some_and(|other| self.is_same(other)) {
            return 0;
        }
        match self {
            Self::Leaf(text) => LEAF_BYTES + text.len(),
            Self::Array(items) => {
                let others = match other {
                    Some(Self::Array(others)) => others.as_slice(),
                    _ => &[],
                };
                let item = |(at, item): (usize, &Self)| item.bytes_beside(others.get(at));
                ARRAY_BYTES
                    + items.len() * ITEM_BYTES
                    + items.iter().enumerate().map(item).sum::<usize>()
            }
            Self::Object(entries) => {
                let others = match other {
                    Some(Self::Object(others)) => Some(others),
                    _ => None,
                };
                let entry = |(key, value): (&Arc<str>, &Self)| match others
                    .and_then(|others| others.get(key))
                {
                    Some(other) => value.bytes_beside(Some(other)),
                    None => key.len() + value.bytes_beside(None),
                };
                OBJECT_BYTES
                    + entries.len() * ENTRY_BYTES
                    + entries.iter().map(entry).sum::<usize>()
            }
        }
    }

    /// The same value, in memory sharing with another every part in which both are equal to the letter.
    #[must_use]
    pub fn sharing(self, other: &Self) -> Self {
        if self.is_same(other) {
            return self;
        }
        match (self, other) {
            (Self::Leaf(own), Self::Leaf(other)) if own == *other => Self::Leaf(other.clone()),
            (Self::Array(own), Self::Array(other)) => Self::Array(share_items(&own, other)),
            (Self::Object(own), Self::Object(other)) => Self::Object(share_entries(&own, other)),
            (own, _) => own,
        }
    }
}

fn share_items(own: &[Json], other: &Arc<Vec<Json>>) -> Arc<Vec<Json>> {
    let items = own
        .iter()
        .enumerate()
        .map(|(at, item)| match other.get(at) {
            Some(other) => item.clone().sharing(other),
            None => item.clone(),
        });
    let items: Vec<Json> = items.collect();
    let pairs = || items.iter().zip(other.iter());
    match items.len() == other.len() && pairs().all(|(own, other)| own.is_same(other)) {
        true => other.clone(),
        false => Arc::new(items),
    }
}

fn share_entries(own: &Entries, other: &Arc<Entries>) -> Arc<Entries> {
    let entries = own
        .iter()
        .map(|(key, value)| match other.get_key_value(key) {
            Some((key, other)) => (key.clone(), value.clone().sharing(other)),
            None => (key.clone(), value.clone()),
        });
    let entries: Entries = entries.collect();
    let mut pairs = entries.iter().zip(other.iter());
    // In another order they are printed otherwise.
    match entries.len() == other.len()
        && pairs.all(|(own, other)| own.0 == other.0 && own.1.is_same(other.1))
    {
        true => other.clone(),
        false => Arc::new(entries),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tree::tests::{tree, trees};
    use proptest::prelude::*;

    #[test]
    fn what_is_shared_costs_nothing() {
        let before = tree(r#"{"a":[1,2,{"b":"c"}],"d":"e"}"#);
        assert_eq!(before.bytes_beside(Some(&before.clone())), 0);
        let after = tree(r#"{"a":[1,2,{"b":"c"}],"d":"f"}"#);
        // Nothing is one in memory, but for the three keys' text, which is counted once.
        let apart = after.bytes_beside(None);
        assert_eq!(after.bytes_beside(Some(&before)), apart - 3);
        let shared = after.clone().sharing(&before);
        assert!((1..apart / 2).contains(&shared.bytes_beside(Some(&before))));
        assert!(tree(&before.to_string()).sharing(&before).is_same(&before));
    }

    proptest! {
        #[test]
        fn sharing_changes_no_letter(own in trees(), other in trees()) {
            let shared = own.clone().sharing(&other);
            prop_assert_eq!(shared.to_string(), own.to_string());
            prop_assert!(shared.bytes_beside(Some(&other)) <= own.bytes_beside(None));
            let copy = tree(&own.to_string());
            prop_assert!(own.clone().sharing(&copy).bytes_beside(Some(&copy)) == 0 || own.to_string() != copy.to_string());
        }
    }
}
