//! As of: the playhead leads every view to one instant, and Escape back to now.

use serde_json::json;

use crate::aggregate::of_a_long_history;
use crate::page::Page;
use crate::place::{Event, Place};
use crate::role::Role;
use crate::views::{json_of, open, rows, see_in, within};

/// How far to the left the playhead is dragged, in pixels.
const LEFT_PX: i64 = -420;

/// The instant in the link, once there is one.
#[track_caller]
fn instant(app: &Page) -> String {
    app.until("an instant in the link", || {
        let script = "return new URLSearchParams(location.hash.split('?')[1] ?? '').get('asOf')";
        app.script(script).as_str().map(str::to_owned)
    })
}

/// The events that had happened by an instant.
fn by<'e>(events: &'e [Event], instant: &str) -> Vec<&'e Event> {
    let happened = |event: &&Event| event.text("event_timestamp") <= instant;
    events.iter().filter(happened).collect()
}

#[test]
fn dragging_the_playhead_shows_in_every_view_what_stood_then() {
    let place = Place::demo();
    let events = place.events(&[]);
    let app = open(&place);
    app.see("2,000 events");
    app.drag(
        Role::Slider,
        "Playhead: the instant that all views show",
        LEFT_PX,
    );
    let instant = instant(&app);
    let by_then = by(&events, &instant);
    assert!(by_then.len() > 100 && by_then.len() < 1_900, "{instant}");
    let grouped = crate::place::grouped(by_then.len() as u64);
    app.see(&format!("{grouped} of 2,000 events by then"));
    let last = by_then.last().expect("something had happened").position();
    app.until("the last event of then on top", || {
        (rows(&app, "Events")[0][0] == last).then_some(())
    });
    see_in(&app, "As of", &instant[..10]);
    app.screen("asof-explore");
    app.press("Control+2");
    rows(&app, "Aggregates");
    let begun = by_then
        .iter()
        .rev()
        .find(|event| event.number("aggregate_version") == 1)
        .expect("an aggregate had begun");
    app.until("the aggregate that began last by then on top", || {
        (rows(&app, "Aggregates")[0][0].contains(begun.text("aggregate_id"))).then_some(())
    });
    app.screen("asof-aggregates");
    app.press("Escape");
    app.miss("Return to now");
    app.until("a link to now", || {
        let link = app.script_on("return location.hash", &[])?;
        (!link.as_str()?.contains("asOf")).then_some(())
    });
    app.press("Alt+ArrowLeft");
    app.see("Return to now");
    app.press("Control+1");
    app.see(&format!("{grouped} of 2,000 events by then"));
}

#[test]
fn an_aggregate_has_only_the_versions_of_then_and_the_state_the_command_line_prints() {
    let place = Place::demo();
    let (event, last) = of_a_long_history(&place);
    let id = event.text("aggregate_id");
    let history = place.events(&["--aggregate", id]);
    let then = history[3].text("event_timestamp");
    let app = open(&place);
    app.script(&format!(
        "location.hash = '#/aggregates/{id}?asOf={then}&show=text'"
    ));
    app.see(&format!("version 4 of {last} stood"));
    see_in(&app, "State", "State at version 4");
    assert_eq!(
        json_of(&within(&app, "State", "pre")),
        json_of(&place.cli("state", &[id, "--at", then]))
    );
    app.see("Version 4 of 4");
    app.press("ArrowLeft");
    see_in(&app, "State", "State at version 3");
    app.screen("asof-aggregate");
    app.press("Escape");
    see_in(&app, "State", "State at version 4");
    app.press("Escape");
    app.see(&format!("The latest state: version {last}."));
}

#[test]
fn the_keys_step_the_playhead_and_its_buttons_go_event_by_event() {
    let place = Place::demo();
    let events = place.events(&["--newest", "--limit", "20"]);
    let app = open(&place);
    app.see("2,000 events");
    app.click(Role::Button, "Event before");
    let earlier = instant(&app);
    let newest = events[0].text("event_timestamp");
    let before = events
        .iter()
        .map(|event| event.text("event_timestamp"))
        .find(|at| *at < newest)
        .expect("not all events are of one instant");
    assert_eq!(earlier, before);
    app.script("document.querySelector('[aria-label^=Playhead][role=slider]').focus()");
    app.press("Home");
    app.see("Nothing had happened yet");
    app.press("End");
    app.miss("Return to now");
    app.until("a link without an instant", || {
        (app.script("return location.hash") == json!("#/explore")).then_some(())
    });
}
