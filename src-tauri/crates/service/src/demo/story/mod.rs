//! What happens at the company: each story begins with a command and may go on for days.

mod classification;
mod correction;
mod cost;
mod landscape;
mod lifecycle;
mod links;
mod migration;
mod night;
mod ownership;
mod review;
mod revision;

pub use landscape::{import, introduce};

use super::calendar::{Period, day_text, period};
use super::object::Object;
use super::scene::Scene;

/// A story's first moment.
type Story = fn(&mut Scene<'_>);

/// What people do, and how often.
const BY_DAY: &[(u32, Story)] = &[
    (11, classification::request),
    (9, classification::set_directly),
    (1, classification::set_again),
    (11, cost::record),
    (8, lifecycle::advance),
    (9, ownership::hand_over),
    (4, ownership::describe),
    (2, ownership::rename),
    (10, revision::revise),
    (7, review::assess_risk),
    (7, review::assess_maturity),
    (11, links::deploy),
    (4, links::find_copy),
    (4, links::support_capability),
    (6, cost::set_retention),
    (6, correction::correct),
];

/// What programs do, and how often.
const BY_NIGHT: &[(u32, Story)] = &[
    (30, night::measure_usage),
    (26, night::measure_quality),
    (18, night::patch),
    (12, night::scan),
    (8, review::fall_due),
    (6, night::sync_costs),
];

/// Begins a story that fits the hour.
pub fn begin(scene: &mut Scene<'_>) {
    let story = match period(scene.now) {
        Period::Office => scene.draw.weighted(BY_DAY),
        Period::Night => scene.draw.weighted(BY_NIGHT),
        Period::Migration => migration::move_servers,
    };
    story(scene);
}

/// Metadata with somebody's reason.
fn justified(scene: &mut Scene<'_>, reasons: &[&str]) -> Object {
    let reason: &&str = scene.draw.pick(reasons);
    Object::new().text("justification", reason)
}

/// A payload with what stood there before the change.
fn previously(now: Object, before: impl FnOnce(Object) -> Object) -> Object {
    now.object("previous", before(Object::new()))
}

/// Metadata of a program's run.
fn run(scene: &Scene<'_>, job: &str) -> Object {
    Object::spaced()
        .text("job", job)
        .text("run", &day_text(scene.now))
}
