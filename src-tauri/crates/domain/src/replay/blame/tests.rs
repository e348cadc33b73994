//! Blame held against a plain look at every state of a history.

use super::super::plain::MergeFold;
use super::super::plain::tests::history;
use super::super::run::replay;
use super::super::tree::tests::{tree, trees};
use super::*;
use proptest::prelude::*;

/// Versions of the last setter and the one before; 0 where nobody is.
fn versions(setters: Setters) -> (u32, u32) {
    let version = |event: Option<EventRef>| event.map_or(0, |event| event.version.0);
    (version(setters.last), version(setters.before))
}

fn merged(payloads: &[&str]) -> (Blame, Json) {
    let events = history(payloads);
    let (blame, stopped) = blame(&MergeFold, &events).unwrap();
    assert_eq!(stopped, None);
    (blame, replay(&MergeFold, None, &events).unwrap().state)
}

fn told(payloads: &[&str]) -> Vec<String> {
    let (blame, state) = merged(payloads);
    let paths = blame.paths(&state).into_iter();
    let line = |BlamedPath { path, setters }| {
        let (last, before) = versions(setters);
        format!("{path} {last} {before}")
    };
    paths.map(line).collect()
}

#[test]
fn each_path_has_its_setter_and_the_one_before() {
    let told = told(&[
        r#"{"name":"a","at":{"x":1,"y":1}}"#,
        r#"{"name":"b","at":{"x":1}}"#,
        r#"{"at":{"x":2},"name":"b"}"#,
    ]);
    assert_eq!(
        told,
        [" 3 2", "/name 2 1", "/at 3 1", "/at/x 3 1", "/at/y 1 0"]
    );
}

#[test]
fn a_field_that_came_back_keeps_its_story() {
    assert_eq!(
        told(&[r#"{"a":1}"#, r#"{"a":null}"#, r#"{"a":1}"#]),
        [" 3 2", "/a 3 2"]
    );
    assert_eq!(
        told(&[r#"{"a":{"b":1}}"#, r#"{"a":null}"#, r#"{"a":{"b":1}}"#]),
        [" 3 2", "/a 3 2", "/a/b 3 0"],
        "what stood in it began anew"
    );
}

#[test]
fn an_element_keeps_its_story_where_it_moves() {
    let told = told(&[
        r#"{"l":[{"id":1,"n":"a"},{"id":2,"n":"b"}]}"#,
        r#"{"l":[{"id":1,"n":"a"},{"id":2,"n":"B"}]}"#,
        r#"{"l":[{"id":9,"n":"z"},{"id":2,"n":"B"}]}"#,
    ]);
    assert_eq!(
        told,
        [
            " 3 2",
            "/l 3 2",
            "/l/0 3 0",
            "/l/0/id 3 0",
            "/l/0/n 3 0",
            "/l/1 2 1",
            "/l/1/id 1 0",
            "/l/1/n 2 1"
        ]
    );
}

#[test]
fn one_path_can_be_asked_for() {
    let (blame, _) = merged(&[r#"{"a":[1]}"#, r#"{"a":[1,2]}"#]);
    let at = |path: &str| blame.at(&path.parse().unwrap()).map(versions);
    assert_eq!(at("/a/0"), Some((1, 0)));
    assert_eq!(at("/a"), Some((2, 1)));
    assert_eq!(at("/a/2"), None);
    assert_eq!(at("/a/0/x"), None);
}

#[test]
fn what_stood_before_the_first_event_was_set_by_nobody() {
    let state = tree(r#"{"a":[1]}"#);
    let paths = Blame::begin(&state).paths(&state);
    assert_eq!(paths.len(), 3);
    assert!(paths.iter().all(|path| path.setters == Setters::default()));
}

#[test]
fn blame_stops_where_folding_does() {
    let events = history([r#"{"a":1}"#, "{oops", r#"{"a":3}"#]);
    let (blame, stopped) = blame(&MergeFold, &events).unwrap();
    assert_eq!(stopped.unwrap().version(), Version(2));
    assert_eq!(blame.at(&"/a".parse().unwrap()).map(versions), Some((1, 0)));
}

/// Every version at which a path of the last state was set, newest first, told from the states alone.
///
/// `places` leads from the state's root: the keys, and the indexes in the last state.
fn story(states: &[Json], path: &[String]) -> Vec<usize> {
    let mut versions = Vec::new();
    let mut steps = path.to_vec();
    for version in (1..states.len()).rev() {
        let (old, new) = (&states[version - 1], &states[version]);
        let before = earlier(old, new, &steps);
        let (then, now) = (
            before.as_ref().and_then(|steps| stands(old, steps)),
            stands(new, &steps),
        );
        if then != now {
            versions.push(version);
        }
        match before {
            Some(before) => steps = before,
            None => break,
        }
    }
    versions
}

fn stands<'s>(state: &'s Json, steps: &[String]) -> Option<&'s Json> {
    let mut pointer = Pointer::root();
    steps.iter().for_each(|step| pointer.push(step));
    state.at(&pointer)
}

/// Where what stands at a place of the new state stood in the old one; `None` where it began with the new one.
fn earlier(old: &Json, new: &Json, steps: &[String]) -> Option<Vec<String>> {
    let Some((step, rest)) = steps.split_first() else {
        return Some(Vec::new());
    };
    let (step, below) = match (old, new) {
        (Json::Object(old), Json::Object(new)) => {
            (step.clone(), old.get(&**step).zip(new.get(&**step)))
        }
        (Json::Array(old), Json::Array(new)) => {
            let to = index(step)?;
            let from = place_before(old, new, to)?;
            (from.to_string(), Some((&old[from], &new[to])))
        }
        _ => return None,
    };
    let rest = match below {
        Some((old, new)) => earlier(old, new, rest)?,
        // The field was not there, or is not there now: its own story goes on, that of its parts does not.
        None if rest.is_empty() => Vec::new(),
        None => return None,
    };
    Some([vec![step], rest].concat())
}

fn place_before(old: &[Json], new: &[Json], to: usize) -> Option<usize> {
    let ids = |items: &[Json]| -> Option<Vec<String>> {
        let id = |item: &Json| Some(item.at(&"/id".parse().unwrap())?.to_string());
        let plain = |id: &String| {
            !matches!(id.as_str(), "null" | "true" | "false") && !id.starts_with(['[', '{'])
        };
        let ids: Vec<String> = items.iter().map(id).collect::<Option<_>>()?;
        let unique = (0..ids.len()).all(|at| !ids[..at].contains(&ids[at]));
        (unique && ids.iter().all(plain)).then_some(ids)
    };
    match (ids(old), ids(new)) {
        (Some(old), Some(new)) => old.iter().position(|id| *id == new[to]),
        _ => (to < old.len()).then_some(to),
    }
}

proptest! {
    #[test]
    fn every_path_agrees_with_a_look_at_all_states(states in prop::collection::vec(trees(), 1..7)) {
        let mut blame = Blame::begin(&states[0]);
        for (version, pair) in states.windows(2).enumerate() {
            let version = u32::try_from(version).unwrap() + 1;
            let event = EventRef { version: Version(version), position: Position(version.into()) };
            blame.take(event, &Delta::between(&pair[0], &pair[1]));
        }
        let last = states.last().unwrap();
        let paths = blame.paths(last);
        prop_assert_eq!(paths.len(), count(last));
        for BlamedPath { path, setters } in paths {
            let steps: Vec<String> = path.steps().map(Into::into).collect();
            let story = story(&states, &steps);
            let version = |at: usize| story.get(at).map_or(0, |version| *version as u32);
            prop_assert_eq!(versions(setters), (version(0), version(1)), "{} of {}", path, last);
        }
    }

    /// Told event by event along a history of patches, or from the states that they lead to: the same.
    #[test]
    fn the_merge_fold_tells_what_the_states_tell(patches in prop::collection::vec(trees(), 0..7)) {
        let events = history(&patches);
        let (told, stopped) = blame(&MergeFold, &events).unwrap();
        prop_assert_eq!(stopped, None);
        let state_at = |count: usize| replay(&MergeFold, None, &events[..count]).unwrap().state;
        let mut naive = Blame::begin(&state_at(0));
        for (at, event) in events.iter().enumerate() {
            naive.take(event.into(), &Delta::between(&state_at(at), &state_at(at + 1)));
        }
        prop_assert_eq!(told, naive);
    }
}

fn count(state: &Json) -> usize {
    1 + match state {
        Json::Leaf(_) => 0,
        Json::Array(items) => items.iter().map(count).sum(),
        Json::Object(entries) => entries.values().map(count).sum(),
    }
}
