//! The grids over many rows: any place by the scrollbar, a selection that another filter leaves alone, aggregates in any
//! order.

use std::collections::BTreeMap;

use serde_json::json;

use crate::page::Page;
use crate::place::{Event, Place, grouped};
use crate::role::Role;
use crate::views::{jump_to, open, rows};

/// Where the scrollbar says that one is.
const WHERE: &str = "return document.querySelector('[role=scrollbar]')?.ariaValueText ?? null;";
/// How far down the window the selected row of the grid of events begins, in pixels; nothing while rows are on their way.
const SELECTED_AT: &str = "
    const grid = document.querySelector(`[role=grid][aria-label='Events']`);
    if (!grid || grid.ariaBusy === 'true') return null;
    const row = grid.querySelector('[role=row][aria-selected=true]');
    return row && [Math.round(row.getBoundingClientRect().top), row.innerText.trim().split(/\\s/)[0]];";

/// A place in the middle of the ninth row of events, and the row's position.
const ROW_TO_POINT_AT: &str = "
    const row = document.querySelectorAll(`[role=grid][aria-label='Events'] [role=row][aria-selected]`)[8];
    const box = row.getBoundingClientRect();
    const position = row.innerText.trim().split(/\\s/)[0];
    return [Math.round(box.left + box.width / 2), Math.round(box.top + box.height / 2), position];";
/// The position of the event whose row is at a place in the window; nothing while rows are on their way.
const ROW_AT: &str = "
    const row = document.elementFromPoint(arguments[0], arguments[1])?.closest('[role=row]');
    const isBusy = row?.closest('[role=grid]')?.ariaBusy !== 'false';
    return isBusy ? null : row.innerText.trim().split(/\\s/)[0];";

/// The number of the first row in sight as the scrollbar tells it, once the rows in sight are those of the list from there
/// on, and it is a wanted one.
#[track_caller]
fn see_rows_where_it_says(app: &Page, events: &[Event], wanted: impl Fn(usize) -> bool) -> usize {
    let end = format!(" of {}", grouped(events.len() as u64));
    app.until(&format!("the rows that the scrollbar tells{end}"), || {
        let said = app.script_on(WHERE, &[])?;
        let row = said.as_str()?.strip_prefix("Row ")?.strip_suffix(&end)?;
        let row: usize = row.replace(',', "").parse().ok()?;
        let seen = rows(app, "Events").into_iter().map(|row| row[0].clone());
        // What is seen of a row at the upper edge counts as in sight, but is not the first that is whole.
        let first = events
            .iter()
            .map(Event::position)
            .position(|position| Some(position) == seen.clone().next())?;
        let is_there = events[first..]
            .iter()
            .map(Event::position)
            .zip(seen)
            .all(|(one, other)| one == other);
        (is_there && (row == first + 1 || row == first + 2) && wanted(row)).then_some(row)
    })
}

#[test]
fn the_scrollbar_leads_to_a_rank_under_any_filter() {
    let place = Place::demo();
    let app = open(&place);
    let imported = place.events(&["--source", "import", "--newest"]);
    app.click(
        Role::Option,
        &format!("import {} events", grouped(imported.len() as u64)),
    );
    app.see(&format!(
        "{} of 2,000 events",
        grouped(imported.len() as u64)
    ));
    // A press beside the thumb brings it there; then it is taken on.
    let middle = imported.len() / 2;
    app.drag_down(Role::Scrollbar, "Place in the list", 100);
    let down = see_rows_where_it_says(&app, &imported, |row| row > middle + 20);
    app.screen("grid-scrolled");
    app.drag_down(Role::Scrollbar, "Place in the list", -100);
    let up = see_rows_where_it_says(&app, &imported, |row| row < middle);
    assert!(
        down < imported.len() && up > 1,
        "{down} and {up} of {}",
        imported.len()
    );
}

#[test]
fn the_selected_row_stays_where_it_is_when_the_filter_changes() {
    let place = Place::demo();
    let app = open(&place);
    let all = place.events(&[]);
    // A few rows below where a jump leads, a row of a type that many before and behind it have as well.
    let of_kind = |event: &Event, some: &[Event]| {
        let kind = event.text("event_type");
        some.iter()
            .filter(|other| other.text("event_type") == kind)
            .count()
    };
    let middle = all.len() / 2;
    let is_common =
        |at: usize| of_kind(&all[at], &all[..at]).min(of_kind(&all[at], &all[at..])) > 40;
    let steps = (3..=9)
        .find(|steps| is_common(middle - steps))
        .expect("common types are common");
    let (event, kind) = (&all[middle - steps], all[middle - steps].text("event_type"));
    jump_to(&app, &all[middle]);
    app.script("document.querySelector(`[role=grid][aria-label='Events']`).focus()");
    for _ in 0..steps {
        app.press("ArrowDown");
    }
    let selected = || {
        let place = app.script_on(SELECTED_AT, &[])?;
        place.is_array().then_some(place)
    };
    let before = app.until("the selected row", || {
        selected().filter(|selected| selected[1] == json!(event.position()))
    });
    app.click(Role::Button, "Filter");
    app.click(Role::MenuItem, "Event type");
    app.fill(Role::SearchBox, "Event type", kind);
    app.press("Enter");
    let fitting = of_kind(event, &all) as u64;
    app.see(&format!("{} of 2,000 events", grouped(fitting)));
    app.until("the selected row where it was", || {
        (selected()? == before).then_some(())
    });
    app.screen("grid-selected");
    app.click(Role::Button, &format!("Remove filter: Event type {kind}"));
    app.miss("of 2,000 events");
    app.until("the selected row where it was", || {
        (selected()? == before).then_some(())
    });
}

#[test]
fn the_row_under_the_pointer_stays_there_when_the_filter_changes() {
    let place = Place::demo();
    let app = open(&place);
    let imported = place.events(&["--source", "import", "--newest"]);
    let fitting = grouped(imported.len() as u64);
    app.click(Role::Option, &format!("import {fitting} events"));
    app.see(&format!("{fitting} of 2,000 events"));
    app.until("the rows that fit", || {
        let seen = rows(&app, "Events");
        (seen.len() > 9 && seen[8][0] == imported[8].position()).then_some(())
    });
    let row = app.script(ROW_TO_POINT_AT);
    let at = |index: usize| row[index].as_i64().expect("a place in the window");
    app.point_at(at(0), at(1));
    app.press("Alt+ArrowLeft");
    app.miss("of 2,000 events");
    app.until("the row under the pointer where it was", || {
        let under = app.script_on(ROW_AT, &[row[0].clone(), row[1].clone()])?;
        (under == row[2]).then_some(())
    });
}

#[test]
fn aggregates_are_sorted_and_narrowed_as_the_events_say() {
    let place = Place::demo();
    let app = open(&place);
    let events = place.events(&[]);
    let mut versions: BTreeMap<&str, u64> = BTreeMap::new();
    for event in &events {
        let version = event.number("aggregate_version");
        versions.insert(event.text("aggregate_id"), version);
    }
    let mut most: Vec<u64> = versions.values().copied().collect();
    most.sort_unstable_by_key(|version| std::cmp::Reverse(*version));
    app.click(Role::Link, "Aggregates");
    app.click(Role::Button, "Versions");
    let see_versions = |expected: &[u64]| {
        app.until(&format!("versions from {:?} on", &expected[..3]), || {
            let seen = rows(&app, "Aggregates")
                .into_iter()
                .map(|row| row[2].clone());
            let expected = expected.iter().map(|version| grouped(*version));
            seen.zip(expected)
                .all(|(seen, expected)| seen == expected)
                .then_some(())
        });
    };
    see_versions(&most);
    app.screen("directory");
    app.click(Role::Button, "Versions");
    most.reverse();
    see_versions(&most);
    let many: Vec<u64> = most
        .iter()
        .copied()
        .filter(|version| *version >= 5)
        .collect();
    app.click(Role::Button, "Filter");
    app.click(Role::MenuItem, "Versions");
    app.fill(Role::TextBox, "Versions: at least", "5");
    app.press("Enter");
    app.see(&format!(
        "{} of {} aggregates",
        grouped(many.len() as u64),
        grouped(most.len() as u64)
    ));
    see_versions(&many);
    app.screen("directory-filtered");
    let (rarest, _) = versions
        .iter()
        .find(|(_, count)| **count >= 5)
        .expect("some have many");
    app.click(Role::Button, "Filter");
    app.click(Role::MenuItem, "Id contains");
    app.fill(
        Role::TextBox,
        "Id contains",
        &rarest[rarest.len() - 12..].to_uppercase(),
    );
    app.press("Enter");
    app.until("that aggregate alone", || {
        let seen = rows(&app, "Aggregates");
        (seen.len() == 1 && seen[0][0] == **rarest).then_some(())
    });
}
