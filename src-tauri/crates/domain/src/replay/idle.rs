//! Fields of a payload that changed nothing.

use std::collections::HashMap;

use super::delta::{Delta, Field};
use super::pointer::Pointer;
use super::tree::{Entries, Json};

/// The fields of an event's payload that changed nothing, each named by the highest path below which all is so:
/// where the event changed nothing at all, every field; otherwise those that say at their own path what the state
/// says there before and after the event. `null` says what a field that is not there says.
///
/// `after` is the state after the event, `delta` what the event changed. Nothing is guessed: a field that a
/// projection keeps at another path than its own is named only where nothing changed at all.
pub fn idle_fields(payload: &Json, after: &Json, delta: &Delta) -> Vec<Pointer> {
    let mut idle = Vec::new();
    let mut path = Pointer::root();
    match (payload, after) {
        (Json::Object(fields), _) if delta.is_same() => {
            for key in fields.keys() {
                path.within(key, |path| idle.push(path.clone()));
            }
        }
        (Json::Object(fields), Json::Object(after)) => {
            look_within(fields, after, delta, &mut path, &mut idle);
        }
        (payload, after) => {
            if look(payload, Some(after), delta, &mut path, &mut idle) {
                idle.push(path);
            }
        }
    }
    idle
}

/// Whether all of the payload at this path is idle. Where only parts are, they are listed.
fn look(
    payload: &Json,
    after: Option<&Json>,
    delta: &Delta,
    path: &mut Pointer,
    idle: &mut Vec<Pointer>,
) -> bool {
    match (payload, after) {
        (Json::Object(fields), Some(Json::Object(after))) => {
            let listed = idle.len();
            let all = look_within(fields, after, delta, path, idle);
            if all {
                idle.truncate(listed);
            }
            all
        }
        (payload, Some(after)) => delta.is_same() && payload == after,
        (payload, None) => delta.is_same() && payload.is_null(),
    }
}

/// Lists the idle ones of an object's fields, and tells whether all of it is idle.
fn look_within(
    fields: &Entries,
    after: &Entries,
    delta: &Delta,
    path: &mut Pointer,
    idle: &mut Vec<Pointer>,
) -> bool {
    let changed: HashMap<&str, &Field> = match delta {
        Delta::Same => HashMap::new(),
        Delta::Object(changed) => changed.iter().map(|(key, field)| (&**key, field)).collect(),
        Delta::Replaced { .. } | Delta::Array(_) => return false,
    };
    let mut all = true;
    for (key, value) in fields {
        path.within(key, |path| {
            let is_idle = match changed.get(&**key) {
                Some(Field::Inside(delta)) => look(value, after.get(key), delta, path, idle),
                Some(Field::Added(_) | Field::Removed(_)) => false,
                None => look(value, after.get(key), &Delta::Same, path, idle),
            };
            all &= is_idle;
            if is_idle {
                idle.push(path.clone());
            }
        });
    }
    all
}

#[cfg(test)]
mod tests {
    use super::super::merge::{Tell, merge_patch};
    use super::super::tree::tests::{tree, trees};
    use super::*;
    use proptest::prelude::*;

    fn idle(state: &str, payload: &str) -> Vec<String> {
        let (mut state, payload) = (tree(state), tree(payload));
        let delta = merge_patch(&mut state, payload.clone(), Tell::Changes);
        let idle = idle_fields(&payload, &state, &delta);
        idle.into_iter().map(Into::into).collect()
    }

    #[test]
    fn what_stood_already_is_named_at_its_highest_path() {
        let state = r#"{"a":1,"b":{"x":1,"y":2},"l":[1,2]}"#;
        assert_eq!(idle(state, r#"{"a":1,"b":{"x":1,"y":3}}"#), ["/a", "/b/x"]);
        assert_eq!(idle(state, r#"{"a":2,"b":{"x":1,"y":2}}"#), ["/b"]);
        assert_eq!(idle(state, r#"{"a":2,"l":[1,2],"n":null}"#), ["/l", "/n"]);
        assert_eq!(
            idle(state, r#"{"a":1.0,"l":[1]}"#),
            [""; 0],
            "spelling counts"
        );
        assert_eq!(idle(state, r#"{"a":null}"#), [""; 0]);
        assert_eq!(idle(state, r#"{"new":1,"b":{}}"#), ["/b"]);
    }

    #[test]
    fn an_event_that_changed_nothing_has_only_idle_fields() {
        assert_eq!(idle(r#"{"a":{"x":1}}"#, r#"{"a":{"x":1}}"#), ["/a"]);
        let (payload, state) = (tree(r#"{"renamed":"b","z":0}"#), tree(r#"{"name":"b"}"#));
        let idle = idle_fields(&payload, &state, &Delta::Same);
        assert_eq!(
            idle.iter().map(Pointer::as_str).collect::<Vec<_>>(),
            ["/renamed", "/z"]
        );
    }

    /// Without the field at this path.
    fn without(payload: &Json, path: &Pointer) -> Json {
        let mut value: serde_json::Value = serde_json::from_str(&payload.to_string()).unwrap();
        let (parent, _) = path.as_str().rsplit_once('/').unwrap();
        let key = path.steps().last().unwrap();
        let parent = value.pointer_mut(parent).unwrap().as_object_mut().unwrap();
        parent.remove(&*key).unwrap();
        tree(&value.to_string())
    }

    fn states() -> impl Strategy<Value = Json> {
        trees().prop_filter("an object", |tree| matches!(tree, Json::Object(_)))
    }

    proptest! {
        /// Under the merge fold the law is plain: without an idle field the event does the same.
        #[test]
        fn an_idle_field_can_be_left_out(before in states(), payload in states()) {
            let merged = |payload: Json| {
                let mut state = before.clone();
                let delta = merge_patch(&mut state, payload, Tell::Changes);
                (state, delta)
            };
            let (after, delta) = merged(payload.clone());
            for path in idle_fields(&payload, &after, &delta) {
                prop_assert_eq!(&merged(without(&payload, &path)).0, &after, "{}", path);
            }
        }

        /// And a field that is not idle does something: a leaf that could be left out was named.
        #[test]
        fn a_field_that_can_be_left_out_is_idle(before in states(), payload in states()) {
            let mut after = before.clone();
            let delta = merge_patch(&mut after, payload.clone(), Tell::Changes);
            let idle = idle_fields(&payload, &after, &delta);
            let Json::Object(fields) = &payload else { unreachable!() };
            for key in fields.keys() {
                let mut path = Pointer::root();
                path.push(key);
                let mut state = before.clone();
                merge_patch(&mut state, without(&payload, &path), Tell::Nothing);
                prop_assert!(state != after || idle.contains(&path), "{}", path);
            }
        }
    }
}
