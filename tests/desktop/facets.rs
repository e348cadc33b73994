//! The counts beside the event grid are those of the command line, and choosing a word filters by it.

use std::collections::BTreeMap;

use serde_json::json;

use crate::page::Page;
use crate::place::{Event, Place, grouped};
use crate::role::Role;
use crate::views::open;

/// What the lines of one field are called.
const LINES: &str = "
    const list = document.querySelector(`[role=listbox][aria-label='${arguments[0]}']`);
    return list && [...list.querySelectorAll('[role=option]')].map(line => line.ariaLabel);";

/// A line for each word of a column of these events, as the window tells them.
fn counted(events: &[Event], column: &str) -> Vec<String> {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for event in events {
        *counts.entry(event.text(column)).or_default() += 1;
    }
    let line = |(word, count): (&str, u64)| match count {
        1 => format!("{word} 1 event"),
        _ => format!("{word} {} events", grouped(count)),
    };
    counts.into_iter().map(line).collect()
}

#[track_caller]
fn see_counts(app: &Page, field: &str, expected: &[String]) {
    app.until(&format!("{expected:?} under {field}"), || {
        let lines = app.script_on(LINES, &[json!(field)])?;
        let mut lines: Vec<String> = serde_json::from_value(lines).ok()?;
        lines.sort();
        (lines == expected).then_some(())
    });
}

#[test]
fn counts_beside_the_grid_are_those_of_the_command_line_and_filter() {
    let place = Place::demo();
    let app = open(&place);
    let all = place.events(&[]);
    let imported = place.events(&["--source", "import"]);
    let import = format!("import {} events", grouped(imported.len() as u64));
    let mut sources = counted(&all, "source");
    sources.sort();
    see_counts(&app, "Source", &sources);
    app.click(Role::Option, &import);
    app.see(&format!(
        "{} of 2,000 events",
        grouped(imported.len() as u64)
    ));
    // Actor types are counted under the filter now, sources without their own part of it.
    see_counts(&app, "Actor type", &counted(&imported, "actor_type"));
    see_counts(&app, "Source", &sources);
    app.screen("facets");
    app.click(Role::Option, &import);
    app.miss("of 2,000 events");
    see_counts(&app, "Actor type", &counted(&all, "actor_type"));
}
