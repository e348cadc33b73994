//! What if an event had not happened: the state without it, told apart from what really was.

use crate::aggregate::{of_a_long_history, open_aggregate_of};
use crate::place::Place;
use crate::role::Role;
use crate::views::{json_of, open, see_in, within};

#[test]
fn a_history_without_an_event_is_hypothetical_and_escape_leads_back() {
    let place = Place::demo();
    let (event, last) = of_a_long_history(&place);
    let id = event.text("aggregate_id");
    let app = open(&place);
    open_aggregate_of(&app, &event);
    app.press("ArrowLeft");
    app.press("ArrowLeft");
    let out = last - 2;
    see_in(&app, "State", &format!("State at version {out}"));
    app.click(Role::Button, "What if…");
    let items = app.names(Role::MenuItem);
    let asked = format!("What if version {out} had not happened?");
    let item = items.iter().find(|name| name.starts_with(&asked));
    app.click(Role::MenuItem, item.expect("the menu offers it"));
    see_in(&app, "State", &format!("Supposed state at version {last}"));
    see_in(&app, "What if", "HYPOTHETICAL");
    see_in(&app, "What if", "As if 1 event had not happened.");
    app.screen("aggregate-what-if");
    // At the version that is left out stands what stood before it.
    app.press("ArrowLeft");
    app.press("ArrowLeft");
    see_in(&app, "State", &format!("Supposed state at version {out}"));
    app.click(Role::Radio, "Text");
    app.press("Tab");
    let before = place.cli("state", &[id, "--version", &(out - 1).to_string()]);
    assert_eq!(json_of(&within(&app, "State", "pre")), json_of(&before));
    app.press("Escape");
    see_in(&app, "State", &format!("State at version {out}"));
    app.miss("HYPOTHETICAL");
    let real = place.cli("state", &[id, "--version", &out.to_string()]);
    assert_eq!(json_of(&within(&app, "State", "pre")), json_of(&real));
    app.press("Escape");
    app.see(&format!("The latest state: version {last}."));
}
