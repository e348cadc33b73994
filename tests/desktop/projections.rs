//! Projections: the window folds by the modules beside the store, follows their changes, and says what is wrong.

use std::fs;
use std::path::PathBuf;

use crate::aggregate::{of_a_long_history, open_aggregate_of};
use crate::place::Place;
use crate::role::Role;
use crate::views::{json_of, open, see_in, within};

/// A module that counts the events of a type.
fn counting(aggregate_type: &str, key: &str) -> String {
    format!(
        "export default {{ aggregateType: \"{aggregate_type}\", version: 7, \
         init: () => ({{ {key}: 0 }}), when: {{ $any: (state) => ({{ {key}: state.{key} + 1 }}) }} }};"
    )
}

/// A folder of projections beside the store, with nothing in it but what a test writes.
fn folder(place: &Place) -> PathBuf {
    let folder = place.store().with_file_name("projections");
    if folder.exists() {
        fs::remove_dir_all(&folder).expect("the demo's projections can be removed");
    }
    fs::create_dir(&folder).expect("a folder can be made");
    folder
}

#[test]
fn a_module_folds_its_type_and_a_change_of_its_file_is_followed() {
    let place = Place::demo();
    let (event, last) = of_a_long_history(&place);
    let module = folder(&place).join("counting.js");
    let aggregate_type = event.text("aggregate_type");
    fs::write(&module, counting(aggregate_type, "seen")).expect("a module can be written");
    let app = open(&place);
    open_aggregate_of(&app, &event);
    see_in(&app, "State", "Fold: projection counting.js, version 7");
    app.click(Role::Radio, "Text");
    let shown = json_of(&within(&app, "State", "pre"));
    assert_eq!(shown["seen"], last);
    fs::write(&module, counting(aggregate_type, "counted")).expect("a module can be written");
    see_in(&app, "State", &format!("\"counted\": {last}"));
    fs::write(&module, "export default { when: ").expect("a module can be written");
    see_in(&app, "State", "cannot be used");
    see_in(&app, "State", "Merge patch stands in");
    app.screen("aggregate-fold-problem");
    app.click(Role::Link, "See projections");
    app.see("counting.js");
    app.see("Not used");
    app.screen("projections-problem");
}

#[test]
fn a_projection_is_begun_from_what_the_store_has() {
    let place = Place::demo();
    let (event, _) = of_a_long_history(&place);
    let folder = folder(&place);
    let aggregate_type = event.text("aggregate_type");
    let app = open(&place);
    app.click(Role::Link, "Projections");
    app.see("This folder has no projections");
    app.click(Role::Button, "New projection");
    let items = app.names(Role::MenuItem);
    let item = items.iter().find(|name| name.starts_with(aggregate_type));
    app.click(Role::MenuItem, item.expect("the menu offers the type"));
    app.see("was written");
    app.see("In use");
    let written = fs::read_dir(&folder).expect("the folder can be listed");
    let names: Vec<String> = written
        .map(|entry| entry.expect("the folder can be listed").file_name())
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    assert_eq!(names.len(), 1, "{names:?}");
    app.see(&names[0]);
    let text = fs::read_to_string(folder.join(&names[0])).expect("the module can be read");
    assert!(text.contains(event.text("event_type")), "{text}");
    app.screen("projections");
}
