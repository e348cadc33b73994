//! What people do in the views again and again, by what they see there.

use serde_json::{Value, json};

use crate::app::{App, Opening};
use crate::page::Page;
use crate::place::{Event, Place};
use crate::role::Role;

/// Opens the store of a place, and waits for it.
pub fn open(place: &Place) -> App {
    let app = Opening::with([place.store()]).open();
    app.see("READ-ONLY");
    app
}

/// The rows that a grid shows, cell by cell, once it shows some.
#[track_caller]
pub fn rows(page: &Page, grid: &str) -> Vec<Vec<String>> {
    page.until(&format!("rows in the grid {grid:?}"), || {
        let found = page.script_on(ROWS, &[json!(grid)])?;
        let rows: Vec<Vec<String>> = serde_json::from_value(found).ok()?;
        (!rows.is_empty()).then_some(rows)
    })
}

const ROWS: &str = "
    const grid = document.querySelector(`:is([role=grid], [role=treegrid])[aria-label='${arguments[0]}']`);
    if (!grid || grid.ariaBusy === 'true') return null;
    const rows = [...grid.querySelectorAll('[role=row][aria-selected]')];
    return rows.map(row => [...row.querySelectorAll('[role=gridcell]')].map(cell => cell.innerText.trim()));";

/// One column of the rows of a grid, once it is as it should be.
#[track_caller]
pub fn see_column(page: &Page, grid: &str, column: usize, expected: &[String]) {
    page.until(&format!("{expected:?} in the grid {grid:?}"), || {
        let seen: Vec<String> = rows(page, grid)
            .iter()
            .map(|row| row[column].clone())
            .collect();
        (seen == expected).then_some(())
    });
}

/// Goes to an event by its position, through the field at the top, with the keys alone.
#[track_caller]
pub fn jump_to(page: &Page, event: &Event) {
    page.press("Control+k");
    page.write(&event.number("global_position").to_string());
    // Whole: while the position is being typed, the field offers the events of its first digits.
    let offered = format!("Event {}", event.position());
    page.until("the event among what the field offers", || {
        let names = page.names(Role::Option);
        names
            .iter()
            .any(|name| name.contains(&offered) && name.contains(event.text("event_type")))
            .then_some(())
    });
    page.press("ArrowDown");
    page.press("Enter");
    see_in(page, "Event", &format!("Event {}", event.position()));
    see_in(page, "Event", event.text("aggregate_id"));
}

/// Waits until a text is seen within a named part of the window.
#[track_caller]
pub fn see_in(page: &Page, region: &str, text: &str) {
    page.until(&format!("the text {text:?} in {region:?}"), || {
        page.shown(Role::Region, region)?
            .contains(text)
            .then_some(())
    });
}

/// What is within an element of a named part of the window, once it is there.
#[track_caller]
pub fn within(page: &Page, region: &str, selector: &str) -> String {
    let script = "
        const region = document.querySelector(`section[aria-label='${arguments[0]}']`);
        return region?.querySelector(arguments[1])?.textContent ?? null;";
    page.until(&format!("{selector:?} in {region:?}"), || {
        let found = page.script_on(script, &[json!(region), json!(selector)])?;
        found.as_str().map(str::to_owned)
    })
}

/// Reads text as JSON.
#[track_caller]
pub fn json_of(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error} in {text}"))
}
