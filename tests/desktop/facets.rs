//! The counts beside the event grid are those of the command line, and choosing a word filters by it.

use std::collections::BTreeMap;

use crate::place::{Event, Place};
use crate::role::Role;
use crate::views::open;

/// How many of these events have each word of a column.
fn counted<'e>(events: &'e [Event], column: &str) -> BTreeMap<&'e str, usize> {
    let mut counts = BTreeMap::new();
    for event in events {
        *counts.entry(event.text(column)).or_default() += 1;
    }
    counts
}

#[test]
fn counts_beside_the_grid_are_those_of_the_command_line_and_filter() {
    let place = Place::demo();
    let app = open(&place);
    let all = place.events(&[]);
    let line = |word: &str, count: usize| match count {
        1 => format!("{word}, 1 event"),
        _ => format!("{word}, {} events", with_commas(count)),
    };
    for (source, count) in counted(&all, "source") {
        let line = line(source, count);
        app.until(&line, || app.shown(Role::Option, &line));
    }
    app.click(
        Role::Option,
        &line("import", counted(&all, "source")["import"]),
    );
    let imported = place.events(&["--source", "import"]);
    app.see(&format!("{} of 2,000 events", with_commas(imported.len())));
    // Actor types are counted under the filter now, sources without their own part of it.
    for (actor_type, count) in counted(&imported, "actor_type") {
        let line = line(actor_type, count);
        app.until(&line, || app.shown(Role::Option, &line));
    }
    for (source, count) in counted(&all, "source") {
        let line = line(source, count);
        app.until(&line, || app.shown(Role::Option, &line));
    }
    app.screen("facets");
    app.click(Role::Option, &line("import", imported.len()));
    app.miss("of 2,000 events");
}

fn with_commas(count: usize) -> String {
    match count {
        0..1000 => count.to_string(),
        _ => format!("{},{:03}", count / 1000, count % 1000),
    }
}
