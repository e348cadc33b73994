//! Somebody goes through all that is on record of an application: one command, several events.

use super::cost::{drifted, recorded};
use super::justified;
use super::ownership::description;
use super::review::risk;
use crate::demo::object::Object;
use crate::demo::people::ARCHITECTS;
use crate::demo::scene::{Order, Scene};
use crate::demo::words::ASSESSMENT_REASONS;
use crate::demo::world::Kind;

/// An architect revises an application.
pub fn revise(scene: &mut Scene<'_>) {
    let Some(application) = scene.world.pick(Kind::Application, scene.draw) else {
        return;
    };
    let metadata = justified(scene, ASSESSMENT_REASONS);
    let mut facts = vec![description(scene, application)];
    if scene.draw.percent(75) {
        let score = u64::from(scene.draw.between(10, 49)) * 10;
        facts.push(risk(scene, application, score));
    }
    if scene.draw.percent(75) {
        let cents = drifted(scene, scene.world.item(application).cost_cents);
        facts.push(recorded(scene, application, cents));
    }
    let facts: Vec<_> = facts
        .into_iter()
        .map(|fact| fact.because(metadata.clone()))
        .collect();
    let who = scene.draw.pick(ARCHITECTS).acts(scene.draw);
    let operation = scene.operation();
    let words = Object::new().number("changes", facts.len());
    let order = Order::new("ReviseApplication", application, who, words);
    scene.record(order.within(&operation), facts);
}
