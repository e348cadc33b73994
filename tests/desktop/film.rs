//! Film: the versions of an aggregate play by themselves, and stop where they shall.

use crate::aggregate::{of_a_long_history, open_aggregate_of};
use crate::app::App;
use crate::place::Place;
use crate::role::Role;
use crate::views::{open, see_in};

/// An aggregate at its first version, to be played at full speed.
fn at_the_first(place: &Place) -> (App, u64) {
    let (event, last) = of_a_long_history(place);
    let app = open(place);
    open_aggregate_of(&app, &event);
    app.press("Home");
    see_in(&app, "State", "State at version 1");
    app.click(Role::Button, "How to play the versions");
    app.click(Role::Radio, "16×");
    (app, last)
}

#[test]
fn every_version_comes_by_until_the_last() {
    let place = Place::demo();
    let (app, last) = at_the_first(&place);
    app.screen("film-options");
    app.press("Escape");
    app.miss("Begin anew");
    app.click(Role::Button, "Play the versions");
    app.see(&format!("The latest state: version {last}."));
    see_in(&app, "State", &format!("State at version {last}"));
    app.until("the end of the film", || {
        app.names(Role::Button)
            .contains(&"Play the versions".to_owned())
            .then_some(())
    });
}

#[test]
fn it_stops_when_a_condition_becomes_true() {
    let place = Place::demo();
    let (app, last) = at_the_first(&place);
    // The whole state changes with the next event or one of those after it.
    app.click(Role::Button, "Set");
    app.see("Do not stop");
    app.press("Escape");
    app.miss("Do not stop");
    app.click(Role::Button, "Play the versions");
    app.see("Stopped at version");
    app.screen("film-stopped");
    app.miss(&format!("Version {last} of {last}"));
}
