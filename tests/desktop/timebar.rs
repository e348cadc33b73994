//! The time bar: dragging chooses a range, the wheel and the keys zoom, and what the bars say is what the command line says.

use serde_json::{Value, json};

use crate::page::Page;
use crate::place::{Place, grouped};
use crate::role::Role;
use crate::views::{open, rows};

/// The bars, as those who cannot see them know them.
const BARS: &str = "Range of time. Arrow keys walk, Shift stretches, Enter filters, Delete shows all. Plus and minus zoom, T is a table.";
/// How far is dragged, in pixels.
const RIGHT_PX: i64 = 200;
const YEAR_MS: f64 = 365.0 * 24.0 * 3600.0 * 1000.0;

/// A value in the link, if it is there.
fn linked(app: &Page, name: &str) -> Option<String> {
    let script = "return new URLSearchParams(location.hash.split('?')[1] ?? '').get(arguments[0])";
    let found = app.script_on(script, &[json!(name)])?;
    found.as_str().map(str::to_owned)
}

/// The same, once it is there.
#[track_caller]
fn in_link(app: &Page, name: &str) -> String {
    app.until(&format!("{name} in the link"), || linked(app, name))
}

/// How much of time the link says is seen, in milliseconds; all of it is a year.
fn seen_ms(app: &Page) -> f64 {
    let script = "
        const [from, until] = (arguments[0] ?? '').split('/').map(Date.parse);
        return until - from;";
    let zoom = linked(app, "zoom");
    let width = app.script_on(script, &[json!(zoom)]);
    width.as_ref().and_then(Value::as_f64).unwrap_or(YEAR_MS)
}

#[track_caller]
fn focus_bars(app: &Page) {
    app.until("the bars", || {
        let script = "const bars = document.querySelector('[aria-label^=\"Range of time\"]');
            bars?.focus(); return document.activeElement === bars ? true : null";
        app.script_on(script, &[])?.as_bool()
    });
}

/// Turns the wheel over the bars, a third from their left, so many notches towards the person.
fn turn_wheel(app: &Page, notches: i64) {
    let script = "
        const bars = document.querySelector('[aria-label^=\"Range of time\"]');
        const box = bars.getBoundingClientRect();
        for (let notch = 0; notch < Math.abs(arguments[0]); notch += 1)
            bars.dispatchEvent(new WheelEvent('wheel', { bubbles: true, cancelable: true,
                clientX: box.left + box.width / 3, clientY: box.top + 10, deltaY: 100 * Math.sign(arguments[0]) }));
        return true;";
    let turned = app.script_on(script, &[json!(notches)]);
    assert_eq!(turned, Some(json!(true)), "the bars are there");
}

#[test]
fn dragging_over_the_bars_shows_what_happened_then() {
    let place = Place::demo();
    let app = open(&place);
    app.see("2,000 events");
    app.drag(Role::Slider, BARS, RIGHT_PX);
    let (from, until) = (in_link(&app, "from"), in_link(&app, "until"));
    assert!(from < until, "{from} {until}");
    let inside = place.events(&["--from", &from, "--to", &until]);
    assert!(
        inside.len() > 50 && inside.len() < 1_500,
        "{}",
        inside.len()
    );
    app.see(&format!("{} of 2,000 events", grouped(inside.len() as u64)));
    let last = inside.last().expect("something happened").position();
    app.until("the last event of the range on top", || {
        (rows(&app, "Events")[0][0] == last).then_some(())
    });
    app.screen("timebar-brush");
    app.press("Alt+ArrowLeft");
    app.miss("of 2,000 events");
    assert_eq!(linked(&app, "from"), None);
}

#[test]
fn the_wheel_and_the_keys_zoom_to_a_minute_and_back() {
    let place = Place::demo();
    let app = open(&place);
    app.see("2,000 events");
    turn_wheel(&app, -4);
    app.see("Whole history");
    app.until("a third of the year or so", || {
        (seen_ms(&app) < YEAR_MS * 0.4).then_some(())
    });
    app.screen("timebar-zoomed");
    focus_bars(&app);
    for _ in 0..30 {
        app.press("=");
    }
    app.until("a minute", || (seen_ms(&app) == 60_000.0).then_some(()));
    app.see("200 milliseconds a bar");
    app.screen("timebar-minute");
    app.press("ArrowLeft");
    app.press("Enter");
    let (from, until) = (in_link(&app, "from"), in_link(&app, "until"));
    assert!(from < until && from[..16] == until[..16], "{from} {until}");
    focus_bars(&app);
    app.press("Delete");
    app.see("2,000 events");
    turn_wheel(&app, 60);
    app.miss("Whole history");
    app.until("a link to all of it", || {
        linked(&app, "zoom").is_none().then_some(())
    });
    app.press("Alt+ArrowLeft");
    app.see("Whole history");
    app.click(Role::Button, "Whole history");
    app.miss("Whole history");
}

#[test]
fn the_bars_are_split_by_actor_and_the_legend_counts_all_of_them() {
    let place = Place::demo();
    let events = place.events(&[]);
    let app = open(&place);
    app.click(Role::Button, "Split bars");
    app.click(Role::MenuItem, "actor");
    let counts = app.until("the legend", || {
        let names = app.names(Role::Button);
        let counts: Vec<(String, u64)> = names
            .iter()
            .filter_map(|name| {
                let (who, count) = name
                    .strip_suffix(" events: show alone")?
                    .rsplit_once(", ")?;
                Some((who.to_owned(), count.replace(',', "").parse().ok()?))
            })
            .collect();
        (counts.len() == 6).then_some(counts)
    });
    assert_eq!(counts.iter().map(|(_, count)| count).sum::<u64>(), 2_000);
    for (who, count) in &counts[..5] {
        let theirs = events.iter().filter(|event| event.text("actor") == who);
        assert_eq!(theirs.count() as u64, *count, "{who}");
    }
    app.screen("timebar-stack");
    assert_eq!(in_link(&app, "stack"), "actor");
}

#[test]
fn the_bars_are_a_table_too_in_which_enter_shows_a_line() {
    let place = Place::demo();
    let app = open(&place);
    app.see("2,000 events");
    focus_bars(&app);
    app.press("t");
    let lines = rows(&app, "Bars");
    app.screen("timebar-table");
    let nth = lines
        .iter()
        .position(|line| line[1] != "0")
        .expect("something happened at first");
    app.script("document.querySelector('[role=grid][aria-label=Bars]').focus()");
    for _ in 0..nth {
        app.press("ArrowDown");
    }
    app.press("Enter");
    let (from, until) = (in_link(&app, "from"), in_link(&app, "until"));
    assert_eq!(
        lines[nth][0].replace(" UTC", "").replace(' ', "T"),
        from[..16]
    );
    let inside = place.events(&["--from", &from, "--to", &until]).len();
    assert_eq!(lines[nth][1], grouped(inside as u64));
    app.see(&format!("{inside} of 2,000 events"));
}

#[test]
fn what_is_recorded_meanwhile_is_counted_and_comes_in_when_asked() {
    let place = Place::demo();
    let app = open(&place);
    app.see("2,000 events");
    app.until("a catalog that knows every event", || {
        let names = app.names(Role::Button);
        names
            .contains(&"Catalog: knows every event".to_owned())
            .then_some(())
    });
    place.append(
        r#"{"command_type":"SetOwner","aggregate_id":"0b6f1f0e-3c64-4f6f-9d38-0a4b4a1c9f11","aggregate_type":"Server","actor":"officer-1","actor_type":"user","source":"ui","expected_version":"any","events":[{"event_type":"OwnerAssigned","data":{}},{"event_type":"OwnerAssigned","data":{}}]}"#,
    );
    app.see("2 new events");
    app.screen("timebar-new-events");
    assert_eq!(
        rows(&app, "Events")[0][0],
        "2,000",
        "no view changes by itself"
    );
    app.click(Role::Button, "2 new events");
    app.see("2,002 events");
    app.until("the newest on top", || {
        (rows(&app, "Events")[0][0] == "2,002").then_some(())
    });
    app.miss("new events");
}

#[test]
fn the_catalog_is_made_anew_where_it_is_told_of() {
    let place = Place::demo();
    let app = open(&place);
    app.click(Role::Button, "Catalog: knows every event");
    app.see("Knows all 2,000 events");
    app.click(Role::Button, "Make the catalog anew");
    app.see("The catalog was begun anew: it was asked for.");
    app.see("Knows all 2,000 events");
    app.screen("catalog-panel");
}
