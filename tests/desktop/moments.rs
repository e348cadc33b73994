//! When something became true of a path: what is found is what a naive look at every version finds.

use serde_json::Value;

use crate::aggregate::{of_a_long_history, open_aggregate_of};
use crate::page::Page;
use crate::place::Place;
use crate::role::Role;
use crate::views::{json_of, open, see_in};

/// Chooses what the path shall do.
#[track_caller]
fn choose(page: &Page, test: &str) {
    let names = page.names(Role::Button);
    let select = names.iter().find(|name| name.contains("What it does"));
    page.click(Role::Button, select.expect("there is a choice of tests"));
    page.click(Role::Option, test);
}

#[test]
fn a_value_is_found_where_it_first_stood_and_leads_there() {
    let place = Place::demo();
    let (event, last) = of_a_long_history(&place);
    let id = event.text("aggregate_id");
    let state = |version: u64| {
        let version = version.to_string();
        json_of(&place.cli("state", &[id, "--version", &version]))
    };
    let states: Vec<Value> = (0..=last).map(state).collect();
    let texts = states[states.len() - 1].as_object();
    let (key, value) = texts
        .expect("a state is an object")
        .iter()
        .find(|(key, value)| value.is_string() && !key.contains(['/', '~']))
        .expect("a state has a text");
    let became: Vec<usize> = (1..states.len())
        .filter(|&at| states[at].get(key) == Some(value) && states[at - 1].get(key) != Some(value))
        .collect();
    let app = open(&place);
    open_aggregate_of(&app, &event);
    app.click(Role::Button, "When…");
    app.fill(Role::TextBox, "When path", &format!("/{key}"));
    choose(&app, "becomes");
    app.fill(Role::TextBox, "Value, as JSON", &value.to_string());
    app.click(Role::Button, "Find");
    see_in(
        &app,
        "Moments",
        &match became.len() {
            1 => "1 time.".to_owned(),
            many => format!("{many} times."),
        },
    );
    app.screen("aggregate-when");
    let first = format!("v{}", became[0]);
    let links = app.names(Role::Link);
    let way = links.iter().find(|name| name.starts_with(&first));
    app.click(Role::Link, way.expect("the first moment is a link"));
    see_in(&app, "State", &format!("State at version {}", became[0]));
}

#[test]
fn a_path_that_is_none_is_told_how_to_write_it() {
    let place = Place::demo();
    let (event, _) = of_a_long_history(&place);
    let app = open(&place);
    open_aggregate_of(&app, &event);
    app.click(Role::Button, "When…");
    app.fill(Role::TextBox, "When path", "cost.yearly");
    app.press("Enter");
    see_in(&app, "Moments", "A path begins with a slash: /cost/yearly");
    app.fill(Role::TextBox, "When path", "/there/is/no/such");
    app.press("Enter");
    see_in(&app, "Moments", "Never.");
}
