//! Every screen, in both sizes and both themes: nothing scrolls sideways that should not. Here pictures are taken.

use std::fs;

use serde_json::json;

use crate::aggregate::{of_a_long_history, open_aggregate_of};
use crate::app::{App, Look, Opening};
use crate::append::{aim_at, compose, open_for_writing};
use crate::display::Size;
use crate::explore::of_an_operation;
use crate::page::Page;
use crate::place::Place;
use crate::role::Role;
use crate::views::{jump_to, rows, see_in};

/// What scrolls sideways, but for grids and payloads, which may.
const SIDEWAYS: &str = "
    const may = '[role=grid], [role=tree], pre, textarea, input';
    return [...document.querySelectorAll('body *')].filter(e => e.scrollWidth > e.clientWidth + 1
        && ['auto', 'scroll'].includes(getComputedStyle(e).overflowX)
        && !e.matches(may) && !e.querySelector('[role=grid], [role=treegrid]')).map(e => e.outerHTML.slice(0, 120));";

/// One kind of window, and the pictures of it.
struct Looked<'a> {
    place: &'a Place,
    size: Size,
    look: Look,
}

impl Looked<'_> {
    fn open(&self) -> App {
        let opening = Opening::with([self.place.store()]);
        opening.size(self.size).look(self.look).open()
    }

    #[track_caller]
    fn at(&self, app: &App, name: &str) {
        let found = app.script(SIDEWAYS);
        app.screen(&format!("{name}-{:?}-{}", self.look, self.size.width));
        assert_eq!(found, json!([]), "{name}, {:?}, {:?}", self.look, self.size);
    }
}

fn explore(looked: &Looked) {
    let (event, _) = of_an_operation(looked.place);
    let app = looked.open();
    rows(&app, "Events");
    looked.at(&app, "explore");
    jump_to(&app, &event);
    let filter = format!("Filter by {}", event.text("correlation_id"));
    app.click(Role::Link, &filter);
    app.see("of 2,000 events");
    looked.at(&app, "explore-filter-detail");
    app.click(Role::Link, "trace it");
    rows(&app, "Causes and effects");
    looked.at(&app, "trace");
    app.click(Role::Radio, "State before and after");
    see_in(&app, "Selected", "Folded by");
    looked.at(&app, "trace-change");
    app.click(Role::Radio, "Compare with another");
    app.see("Lay another operation beside this one");
    looked.at(&app, "trace-compare");
    app.press("Control+3");
    app.see("Latest operations");
    looked.at(&app, "trace-start");
    app.click(Role::Link, "Check");
    app.see("Looked at 2,000 events");
    looked.at(&app, "check");
    brush(&app);
    looked.at(&app, "time-bar");
    about(looked, &app);
}

fn brush(app: &Page) {
    app.press("Control+1");
    rows(app, "Events");
    app.script("document.querySelector('[role=slider]').focus()");
    for _ in 0..30 {
        app.press("ArrowRight");
    }
    for _ in 0..40 {
        app.press("Shift+ArrowRight");
    }
    app.press("Enter");
    app.see("of 2,000 events");
}

fn about(looked: &Looked, app: &App) {
    app.click(Role::Button, "Store acme-ea.db");
    app.click(Role::MenuItem, "About this store");
    app.see("Nothing is unusual about this store.");
    looked.at(app, "about");
}

fn aggregates(looked: &Looked) {
    let (event, last) = of_a_long_history(looked.place);
    let app = looked.open();
    app.click(Role::Link, "Aggregates");
    rows(&app, "Aggregates");
    looked.at(&app, "aggregates");
    open_aggregate_of(&app, &event);
    for back in 1..=3 {
        app.press("ArrowLeft");
        see_in(&app, "State", &format!("State at version {}", last - back));
    }
    rows(&app, "Events of this aggregate");
    looked.at(&app, "aggregate-past");
    why(looked, &app);
}

fn why(looked: &Looked, app: &App) {
    app.see("Set earlier");
    // A field that the event changed has a life to tell.
    app.script(
        "[...document.querySelectorAll('[role=tree][aria-label=State] [role=treeitem]')] \
         .find((item) => /was/.test(item.textContent)).focus()",
    );
    app.press("l");
    see_in(app, "Moments", "The life of");
    see_in(app, "Moments", "time");
    app.until("the field in sight beside its life", || {
        let is_seen = "const field = document.activeElement.getBoundingClientRect();
            const around = document.activeElement.closest('[role=tree]').parentElement.parentElement.getBoundingClientRect();
            return field.top >= around.top && field.bottom <= around.bottom";
        app.script(is_seen).as_bool().filter(|seen| *seen)
    });
    looked.at(app, "aggregate-life");
    app.click(Role::Button, "Close");
    app.script("document.querySelector('[role=grid]').focus()");
    app.press("w");
    see_in(app, "What if", "HYPOTHETICAL");
    looked.at(app, "aggregate-what-if");
    app.click(Role::Link, "Projections");
    app.see("In use");
    looked.at(app, "projections");
}

fn moments(looked: &Looked) {
    let app = looked.open();
    rows(&app, "Events");
    app.click(Role::Button, "As of…");
    app.fill(Role::TextBox, "As of, UTC", "2025-06-30");
    app.press("Enter");
    app.see("of 2,000 events by then");
    looked.at(&app, "as-of");
    app.click(Role::Link, "Aggregates");
    rows(&app, "Aggregates");
    looked.at(&app, "aggregates-as-of");
    app.press("Escape");
    app.click(Role::Link, "Compare");
    rows(&app, "Aggregates that differ");
    app.script(
        "document.querySelector('[role=grid] [role=row][aria-selected] [role=gridcell]').click()",
    );
    app.click(Role::Link, "Side by side");
    see_in(&app, "States side by side", "difference");
    looked.at(&app, "compare-side-by-side");
    app.press("Alt+ArrowLeft");
    rows(&app, "Aggregates that differ");
    looked.at(&app, "compare");
}

fn append(looked: &Looked) {
    let (event, _) = of_a_long_history(looked.place);
    let app = looked.open();
    open_for_writing(&app);
    aim_at(&app, &event);
    compose(&app, "{\"retentionMonths\": 36}");
    app.fill(Role::TextBox, "Version", "3");
    app.click(Role::Button, "Send");
    see_in(&app, "Outcome", "Version conflict");
    looked.at(&app, "append-conflict");
}

fn without_a_store(looked: &Looked) {
    let app = Opening::with::<&str>([])
        .size(looked.size)
        .look(looked.look)
        .open();
    app.see("Open a store");
    looked.at(&app, "welcome");
    drop(app);
    let place = Place::empty();
    fs::write(place.store(), "not a database ".repeat(99)).expect("a file can be written");
    let looked = Looked {
        place: &place,
        ..*looked
    };
    let app = looked.open();
    app.see("The store could not be opened");
    looked.at(&app, "error");
}

fn everywhere(look: Look) {
    let place = Place::demo();
    for size in [Size::SMALL, Size::LARGE] {
        let looked = Looked {
            place: &place,
            size,
            look,
        };
        explore(&looked);
        aggregates(&looked);
        moments(&looked);
        append(&looked);
        without_a_store(&looked);
    }
}

#[test]
fn every_screen_fits_in_light() {
    everywhere(Look::Light);
}

#[test]
fn every_screen_fits_in_dark() {
    everywhere(Look::Dark);
}
