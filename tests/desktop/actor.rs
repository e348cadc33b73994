//! An actor's page: what the command line counts is what the window shows.

use crate::explore::of_an_operation;
use crate::place::{Place, grouped};
use crate::views::{jump_to, open};

/// The sum of the table of hours.
const IN_TABLE: &str = "
    const cells = [...document.querySelectorAll('main table td[data-heat]')];
    return cells.length === 168 ? cells.reduce((sum, cell) => sum + Number(cell.textContent), 0) : null;";

#[test]
fn an_actor_is_reached_from_an_event_and_all_their_events_are_counted() {
    let place = Place::demo();
    let (event, _) = of_an_operation(&place);
    let actor = event.text("actor");
    let count = place.events(&["--actor", actor]).len() as u64;
    let app = open(&place);
    jump_to(&app, &event);
    app.script(
        "document.querySelector(\"section[aria-label='Event'] a[href*='/actor/']\").click()",
    );
    let sum = app.until("the hours of the week", || {
        app.script_on(IN_TABLE, &[])?.as_u64()
    });
    assert_eq!(sum, count);
    app.see(&grouped(count));
    app.see(actor);
    app.screen("actor");
}
