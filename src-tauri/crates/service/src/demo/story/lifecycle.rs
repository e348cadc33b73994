//! Applications are planned, built, used, phased out and gone; what is gone runs nowhere any more.

use hindsight_domain::{CorrelationId, EventId};

use super::{justified, previously, run};
use crate::demo::object::Object;
use crate::demo::people::{ARCHITECTS, POLICY_ENGINE};
use crate::demo::scene::{Order, Scene};
use crate::demo::words::STAGE_REASONS;
use crate::demo::world::{ItemId, Kind, LIVE, RETIRED, STAGES};

/// An architect takes an application to its next stage.
pub fn advance(scene: &mut Scene<'_>) {
    let Some(application) = scene.world.pick(Kind::Application, scene.draw) else {
        return;
    };
    let stage = scene.world.item(application).stage;
    // Most of a life is spent in use.
    if stage == LIVE && !scene.draw.percent(15) {
        return super::ownership::describe(scene);
    }
    let next = (stage + 1).min(RETIRED);
    scene.world.item_mut(application).stage = next;
    let metadata = justified(scene, STAGE_REASONS);
    let data = previously(Object::new().text("lifecycle", STAGES[next]), |before| {
        before.text("lifecycle", STAGES[stage])
    });
    let changed = scene
        .fact(application, "LifecycleChanged", data)
        .because(metadata);
    let cause = changed.id.clone();
    let who = scene.draw.pick(ARCHITECTS).acts(scene.draw);
    let words = Object::new().text("lifecycle", STAGES[next]);
    let operation = scene.operation();
    let order = Order::new("ChangeLifecycle", application, who, words).within(&operation);
    scene.record(order, vec![changed]);
    if next == RETIRED {
        let wait = scene.seconds(5, 60);
        scene.after(wait, move |scene| {
            clear_away(scene, application, &cause, &operation)
        });
    }
}

/// What is gone is taken from its servers: the folded state loses the entries.
fn clear_away(
    scene: &mut Scene<'_>,
    application: ItemId,
    retired: &EventId,
    operation: &CorrelationId,
) {
    let servers = std::mem::take(&mut scene.world.item_mut(application).links);
    let mut facts = Vec::new();
    for server in servers {
        let name = &scene.world.item(server).name;
        let data = Object::new().object("runsOn", Object::new().null(name));
        let metadata = run(scene, "policy-engine");
        let removed = scene
            .fact(application, "ApplicationUndeployed", data)
            .because(metadata);
        facts.push(removed.caused_by(retired));
    }
    if facts.is_empty() {
        return;
    }
    let words = Object::new().text("causedBy", retired.as_str());
    let order = Order::new("UndeployApplication", application, POLICY_ENGINE, words);
    scene.record(order.within(operation), facts);
}
