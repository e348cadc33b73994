//! Who set what: the tree of a state tells the events that a naive look at every version finds.

use serde_json::{Value, json};

use crate::aggregate::{of_a_long_history, open_aggregate_of};
use crate::page::Page;
use crate::place::{Event, Place};
use crate::views::{json_of, open, see_in};

/// The states of an aggregate, by version, the empty one before the first event included.
fn states(place: &Place, id: &str, last: u64) -> Vec<Value> {
    let at = |version: u64| json_of(&place.cli("state", &[id, "--version", &version.to_string()]));
    (0..=last).map(at).collect()
}

/// The versions that changed what stands under a key.
fn settings(states: &[Value], key: &str) -> Vec<usize> {
    (1..states.len())
        .filter(|&version| states[version].get(key) != states[version - 1].get(key))
        .collect()
}

/// What a line of the tree says, for the eyes and for the ears.
fn line(page: &Page, path: &str) -> Option<String> {
    let script = "return document.querySelector(
        `[role=tree][aria-label=State] [data-path='${arguments[0]}']`)?.textContent ?? null";
    Some(page.script_on(script, &[json!(path)])?.as_str()?.to_owned())
}

/// Puts the focus on a line of the tree.
#[track_caller]
fn stand_on(page: &Page, path: &str) {
    let script = "const line = document.querySelector(
        `[role=tree][aria-label=State] [data-path='${arguments[0]}']`); line?.focus(); return line !== null";
    page.until(&format!("a line for {path}"), || {
        (page.script_on(script, &[json!(path)])? == json!(true)).then_some(())
    });
}

/// The keys of a state that need no spelling of their own in a path.
fn plain_keys(state: &Value) -> Vec<String> {
    let fields = state.as_object().expect("a state is an object");
    let plain = |key: &&String| !key.contains(['/', '~', '\'']);
    fields.keys().filter(plain).cloned().collect()
}

#[test]
fn every_field_tells_who_set_it_last_and_when() {
    let place = Place::demo();
    let (event, last) = of_a_long_history(&place);
    let id = event.text("aggregate_id");
    let history = place.events(&["--aggregate", id]);
    let states = states(&place, id, last);
    let app = open(&place);
    open_aggregate_of(&app, &event);
    app.see("Set earlier");
    let keys = plain_keys(&states[states.len() - 1]);
    assert!(keys.len() > 2, "{keys:?}");
    for key in keys {
        let version = *settings(&states, &key).last().expect("an event set it");
        let setter: &Event = &history[version - 1];
        let date = &setter.text("event_timestamp")[..10];
        let actor = setter.text("actor");
        app.until(&format!("who set {key}"), || {
            let told = line(&app, &format!("/{key}"))?;
            let whole = format!("Set in version {version} by {actor}, {date}");
            (told.starts_with(date) && told.contains(&whole)).then_some(())
        });
    }
    app.screen("aggregate-blame");
}

#[test]
fn the_life_of_a_field_is_walked_with_the_keys_and_listed() {
    let place = Place::demo();
    let (event, last) = of_a_long_history(&place);
    let states = states(&place, event.text("aggregate_id"), last);
    let keys = plain_keys(&states[states.len() - 1]);
    let lives = keys.iter().map(|key| (key, settings(&states, key)));
    let (key, life) = lives
        .max_by_key(|(_, life)| life.len())
        .expect("a state has fields");
    assert!(life.len() > 2, "{key}: {life:?}");
    let app = open(&place);
    open_aggregate_of(&app, &event);
    app.see("Set earlier");
    stand_on(&app, &format!("/{key}"));
    for version in life.iter().rev().filter(|&&version| version as u64 != last) {
        app.press("p");
        see_in(&app, "State", &format!("State at version {version}"));
    }
    app.press("p");
    see_in(&app, "Field", &format!("Nothing set /{key} earlier."));
    app.press("n");
    see_in(&app, "State", &format!("State at version {}", life[1]));
    app.press("l");
    see_in(&app, "Moments", &format!("The life of /{key}"));
    see_in(&app, "Moments", &format!("{} times.", life.len()));
    app.screen("aggregate-life");
}

#[test]
fn a_field_leads_to_the_event_that_set_it_and_back_undoes_that() {
    let place = Place::demo();
    let (event, last) = of_a_long_history(&place);
    let id = event.text("aggregate_id");
    let history = place.events(&["--aggregate", id]);
    let states = states(&place, id, last);
    let keys = plain_keys(&states[states.len() - 1]);
    let set = |key: &String| settings(&states, key).last().copied();
    let (key, version) = keys
        .iter()
        .filter_map(|key| Some((key, set(key)?)))
        .min_by_key(|(_, version)| *version)
        .expect("an event set a field");
    assert!((version as u64) < last, "{key} was set by the last event");
    let app = open(&place);
    open_aggregate_of(&app, &event);
    app.see("Set earlier");
    stand_on(&app, &format!("/{key}"));
    app.press("Enter");
    see_in(&app, "State", &format!("State at version {version}"));
    let position = history[version - 1].position();
    see_in(&app, "The event", &format!("Event {position}"));
    app.press("Alt+ArrowLeft");
    see_in(&app, "State", &format!("State at version {last}"));
}
