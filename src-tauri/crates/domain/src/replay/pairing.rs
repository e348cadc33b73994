//! Which element of an old array is which of a new one.

use std::collections::HashMap;

use super::tree::Json;

/// The key by which elements of an array are known, where each has one.
const ID: &str = "id";

/// How the elements of two arrays belong together.
pub(super) struct Pairing {
    /// For each place in the new array the place in the old one; `None` where the element is new.
    pub(super) old_of: Vec<Option<usize>>,
    /// Old and new place of elements that changed their order among those that stayed: as few as possible.
    pub(super) moved: Vec<(usize, usize)>,
}

/// Matches elements by their `id` where every element of both arrays is an object with one, a text or a number, and
/// none occurs twice within an array; otherwise by place.
pub(super) fn pair(old: &[Json], new: &[Json]) -> Pairing {
    let by_place = || Pairing {
        old_of: (0..new.len())
            .map(|at| (at < old.len()).then_some(at))
            .collect(),
        moved: Vec::new(),
    };
    // Where one array goes on as the other began, matching by id and by place come to the same.
    if old.iter().zip(new).all(|(old, new)| alike(old, new)) {
        return by_place();
    }
    by_id(old, new).unwrap_or_else(by_place)
}

fn alike(old: &Json, new: &Json) -> bool {
    old.is_same(new) || (id(old).is_some() && id(old) == id(new))
}

fn by_id(old: &[Json], new: &[Json]) -> Option<Pairing> {
    let old_places = places(old)?;
    let new_places = places(new)?;
    let old_of: Vec<Option<usize>> = new
        .iter()
        .map(|element| old_places.get(id(element)?).copied())
        .collect();
    debug_assert_eq!(new_places.len(), new.len());
    let stayed: Vec<(usize, usize)> = old_of
        .iter()
        .enumerate()
        .filter_map(|(to, from)| Some(((*from)?, to)))
        .collect();
    Some(Pairing {
        moved: out_of_order(&stayed),
        old_of,
    })
}

/// Each id's place; `None` where an element has none or two have the same.
fn places(elements: &[Json]) -> Option<HashMap<&str, usize>> {
    let mut places = HashMap::with_capacity(elements.len());
    for (at, element) in elements.iter().enumerate() {
        if places.insert(id(element)?, at).is_some() {
            return None;
        }
    }
    Some(places)
}

/// The spelling of an element's `id`, where it is a text or a number.
fn id(element: &Json) -> Option<&str> {
    let Json::Object(entries) = element else {
        return None;
    };
    match entries.get(ID)? {
        Json::Leaf(text) if !matches!(&**text, "null" | "true" | "false") => Some(text),
        _ => None,
    }
}

/// Those of the pairs, in order of their new places, whose old places are not in the longest run that rises.
fn out_of_order(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // For each length of a rising run, the pair that ends it lowest; and for each pair the one before it in its run.
    let mut ends: Vec<usize> = Vec::new();
    let mut previous: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (at, (from, _)) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| pairs[*end].0 < *from);
        previous.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut in_order = vec![false; pairs.len()];
    let mut next = ends.last().copied();
    while let Some(at) = next {
        in_order[at] = true;
        next = previous[at];
    }
    let moved = pairs.iter().zip(in_order).filter(|(_, kept)| !kept);
    moved.map(|(pair, _)| *pair).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tree::tests::tree;
    use super::*;

    fn paired(old: &str, new: &str) -> (Vec<Option<usize>>, Vec<(usize, usize)>) {
        let elements = |text: &str| match tree(text) {
            Json::Array(items) => items,
            other => panic!("{other} is no array"),
        };
        let Pairing { old_of, moved } = pair(&elements(old), &elements(new));
        (old_of, moved)
    }

    #[test]
    fn an_id_is_a_text_or_a_number_that_each_has_and_none_shares() {
        let (a, b, c) = (r#"{"id":1}"#, r#"{"id":"1"}"#, r#"{"id":null}"#);
        let swapped = |x: &str, y: &str| paired(&format!("[{x},{y}]"), &format!("[{y},{x}]")).0;
        assert_eq!(swapped(a, b), [Some(1), Some(0)]);
        assert_eq!(swapped(a, c), [Some(0), Some(1)], "by place");
        assert_eq!(swapped(a, "7"), [Some(0), Some(1)], "by place");
        let doubled = paired(&format!("[{a},{b}]"), &format!("[{b},{a},{a}]")).0;
        assert_eq!(doubled, [Some(0), Some(1), None], "by place");
    }

    #[test]
    fn as_few_as_possible_are_moved() {
        let list = |ids: &[u32]| {
            let items: Vec<String> = ids.iter().map(|id| format!(r#"{{"id":{id}}}"#)).collect();
            format!("[{}]", items.join(","))
        };
        let moved = |old: &[u32], new: &[u32]| paired(&list(old), &list(new)).1;
        assert_eq!(moved(&[1, 2, 3, 4], &[4, 1, 2, 3]), [(3, 0)]);
        assert_eq!(moved(&[1, 2, 3, 4], &[2, 3, 4, 1]), [(0, 3)]);
        assert_eq!(moved(&[1, 2, 3], &[9, 1, 3]), []);
        assert_eq!(moved(&[1, 2, 3], &[3, 2, 1]).len(), 2);
    }
}
