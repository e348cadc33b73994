//! Every view in both themes: nothing that the page's own policy forbids, no error that nobody caught, and no fault
//! that axe finds against WCAG 2.2 A and AA.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::aggregate::{of_a_long_history, open_aggregate_of};
use crate::app::{App, Look, Opening};
use crate::page::Page;
use crate::place::Place;
use crate::role::Role;
use crate::views::{jump_to, rows, see_in};

/// Notes what goes wrong from now on. Answers whether this is early enough: before the interface has drawn anything.
const LISTEN: &str = "
    if (window.leaving) return null;
    window.wrongs = [];
    const note = (kind, what) => window.wrongs.push(`${kind}: ${what}`);
    addEventListener('error', event => note('error', event.message), true);
    addEventListener('unhandledrejection', event => note('rejection', event.reason));
    addEventListener('securitypolicyviolation', event =>
        note('policy', `${event.effectiveDirective} ${event.blockedURI} ${event.sample}`), true);
    const told = console.error;
    console.error = (...words) => { note('console', words.join(' ')); told(...words); };
    return !document.querySelector('#root')?.firstChild;";

/// Loads the page anew until the listeners are there before the interface is.
#[track_caller]
fn listen_from_the_start(app: &Page) {
    app.until("listeners from the start", || {
        app.script_on("window.leaving = true; location.reload()", &[])?;
        let early = app.until("a fresh page", || app.script_on(LISTEN, &[])?.as_bool());
        early.then_some(())
    });
}

#[track_caller]
fn nothing_went_wrong(app: &Page) {
    assert_eq!(app.script("return window.wrongs"), json!([]));
}

/// Brings axe into the page, past its policy, as the driver may.
#[track_caller]
fn bring_axe(app: &Page) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/node_modules/axe-core/axe.min.js");
    let axe = fs::read_to_string(&path)
        .unwrap_or_else(|_| panic!("{} is missing; run: cargo xtask test", path.display()));
    if app.script("return typeof window.axe") == json!("undefined") {
        app.script(&axe);
    }
}

/// What axe finds on the page as it is.
#[track_caller]
fn is_accessible(app: &Page, view: &str) {
    bring_axe(app);
    app.script(AXE);
    let found = app.until("axe's findings", || {
        let found = app.script_on("return window.findings", &[])?;
        (!found.is_null()).then_some(found)
    });
    assert_eq!(found, Value::Array(vec![]), "{view}");
}

const AXE: &str = "
    window.findings = null;
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];
    axe.run(document, { runOnly: tags, resultTypes: ['violations'] }).then(
        ({ violations }) => { window.findings = violations.flatMap(({ id, help, nodes }) => nodes.map(node =>
            `${id}: ${help}: ${node.html.slice(0, 160)} ${node.any.map(check => check.message).join(' ')}`)); },
        failure => { window.findings = [`axe failed: ${failure}`]; });";

/// Goes through all views, and looks at each.
fn tour(place: &Place, look: Look) {
    let (event, last) = of_a_long_history(place);
    let app = Opening::with([place.store()]).look(look).open();
    app.see("READ-ONLY");
    listen_from_the_start(&app);
    let checked = |view: &str| is_accessible(&app, &format!("{view}, {look:?}"));
    rows(&app, "Events");
    checked("Explore");
    jump_to(&app, &event);
    checked("Explore with an event");
    app.click(
        Role::Link,
        &format!("Filter by {}", event.text("event_type")),
    );
    app.see("of 2,000 events");
    checked("Explore with a filter");
    app.click(Role::Link, "Aggregates");
    rows(&app, "Aggregates");
    checked("Aggregates");
    open_aggregate_of(&app, &event);
    checked("an aggregate");
    app.press("ArrowLeft");
    see_in(&app, "State", &format!("State at version {}", last - 1));
    checked("an aggregate at a past version");
    app.click(Role::Link, "trace it");
    rows(&app, "Causes and effects");
    checked("Trace");
    about_and_append(&app, &checked);
    nothing_went_wrong(&app);
}

fn about_and_append(app: &App, checked: &impl Fn(&str)) {
    app.click(Role::Button, "Store acme-ea.db");
    app.click(Role::MenuItem, "About this store");
    app.see("Nothing is unusual about this store.");
    checked("About this store");
    app.click(Role::Button, "Done");
    app.miss("Nothing is unusual about this store.");
    app.click(Role::Button, "Store acme-ea.db");
    app.click(Role::MenuItem, "Open for writing…");
    app.see("Open for writing?");
    checked("the question before writing");
    app.click(Role::Button, "Open for writing");
    app.click(Role::Link, "Append");
    app.see("Nothing sent yet");
    checked("Append");
}

#[test]
fn every_view_is_sound_in_light() {
    tour(&Place::demo(), Look::Light);
}

#[test]
fn every_view_is_sound_in_dark() {
    tour(&Place::demo(), Look::Dark);
}

#[test]
fn the_welcome_screen_is_sound_in_both() {
    for look in [Look::Light, Look::Dark] {
        let app = Opening::with::<&str>([]).look(look).open();
        app.see("Open a store");
        listen_from_the_start(&app);
        app.see("Open a store");
        is_accessible(&app, &format!("Welcome, {look:?}"));
        nothing_went_wrong(&app);
    }
}

#[test]
fn what_goes_wrong_would_be_noticed() {
    let app = Opening::with::<&str>([]).open();
    app.see("Open a store");
    listen_from_the_start(&app);
    app.see("Open a store");
    app.script(
        "const image = document.body.appendChild(new Image()); image.src = 'https://example.invalid/spy.png';
         document.body.appendChild(document.createElement('script')).textContent = 'window.ran = 1';
         setTimeout(() => { throw new Error('nobody caught this') });
         document.body.appendChild(document.createElement('button'));",
    );
    for wrong in ["img-src", "script-src", "nobody caught this"] {
        app.until(wrong, || {
            let wrongs = app.script("return window.wrongs").to_string();
            wrongs.contains(wrong).then_some(())
        });
    }
    assert_eq!(app.script("return window.ran ?? null"), json!(null));
    bring_axe(&app);
    app.script(AXE);
    app.until("the nameless button among axe's findings", || {
        let found = app.script("return window.findings").to_string();
        found.contains("button-name").then_some(())
    });
}
