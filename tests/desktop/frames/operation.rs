//! Frames while one business operation of very many events is scrolled.

use std::fmt::Write;
use std::time::Instant;

use serde_json::json;

use super::motions::measured;
use super::processes::memory;
use super::{large, window, write};
use crate::place::{Place, grouped};
use crate::role::Role;

/// The operation that all events belong to.
const OPERATION: &str = "0b6f1f0e-3c64-4f6f-9d38-0a4b4a1c9f77";
const EVENTS_PER_COMMAND: usize = 100;
const MOTIONS: &[(&str, &str)] = &[
    (
        "rows before another colour",
        "rows.style.background = nth % 2 ? '#fefefe' : '';",
    ),
    (
        "scroll",
        "wheel(rows, { deltaY: nth % 240 < 200 ? 120 : -600 });",
    ),
];

#[test]
fn frames_come_while_an_operation_is_scrolled() {
    let events = if large().is_some() { 100_000 } else { 2_000 };
    let place = Place::empty();
    place.cli("demo", &["--events", "1000"]);
    place.append(&lines(events));
    let app = window(place.store());
    app.see("READ-ONLY");
    let begun = Instant::now();
    app.script_on(
        "location.hash = '#/trace/' + arguments[0]",
        &[json!(OPERATION)],
    );
    app.click(Role::Radio, "One by one");
    app.see(&grouped(events as u64));
    let shown_ms = begun.elapsed().as_millis();
    let motions = measured(&app, MOTIONS);
    app.screen("frames-operation");
    let figures = json!({ "events": events, "shown_ms": shown_ms, "motions": motions, "memory": memory(app.group()) });
    write("operation", &figures);
}

/// Commands of a hundred events each, one caused by the one before or by a far one.
fn lines(events: usize) -> String {
    let mut lines = String::new();
    for nth in 0..events / EVENTS_PER_COMMAND {
        let cause = if nth % 2 == 0 {
            nth.saturating_sub(1)
        } else {
            nth / 2
        };
        let cause = (nth > 0).then(|| command(cause));
        let event = json!({ "event_type": "OwnerAssigned", "data": { "owner": format!("team-{nth}") }, "causation_id": cause });
        let line = json!({
            "command_id": command(nth), "command_type": "SetOwner", "correlation_id": OPERATION,
            "aggregate_id": format!("0b6f1f0e-3c64-4f6f-9d38-{:012x}", nth % 40), "aggregate_type": "Server",
            "actor": "officer-1", "actor_type": "user", "source": "ui", "events": vec![event; EVENTS_PER_COMMAND],
        });
        writeln!(lines, "{line}").expect("a String takes everything");
    }
    lines
}

fn command(nth: usize) -> String {
    format!("0b6f1f0e-3c64-7f6f-9d39-{nth:012x}")
}
