//! The search box: what it finds in the text of events is what their payloads hold.

use std::collections::BTreeMap;

use crate::page::Page;
use crate::place::{Event, Place};
use crate::role::Role;
use crate::views::{open, see_column};

/// A word that stands in the text of some events, and not of many.
const WORD: &str = "audit";

/// Types into the search box and presses Enter.
#[track_caller]
fn search(app: &Page, text: &str) {
    app.press("Control+k");
    app.write(text);
    app.press("Enter");
}

#[test]
fn words_are_found_in_the_text_of_events_within_a_filter() {
    let place = Place::demo();
    let events = place.events(&["--newest"]);
    let hits: Vec<&Event> = events.iter().filter(|event| event.holds(WORD)).collect();
    let mut by_actor: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for hit in &hits {
        let theirs = by_actor.entry(hit.text("actor")).or_default();
        theirs.push(hit.position());
    }
    let (actor, theirs) = by_actor
        .iter()
        .find(|(_, theirs)| (2..=9).contains(&theirs.len()))
        .expect("somebody has a few events that hold the word");
    let app = open(&place);
    search(&app, WORD);
    app.see(&format!("{} hits", hits.len()));
    app.screen("search");
    search(&app, &format!("actor:{actor} {WORD}"));
    app.see(&format!("{} hits", theirs.len()));
    see_column(&app, "Hits", 0, theirs);
    app.click(Role::Button, &format!("Remove filter: Text {WORD}"));
    app.see("of 2,000 events");
    search(&app, "colour:red");
    app.see("There is no filter colour:");
}
