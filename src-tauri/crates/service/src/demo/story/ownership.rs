//! Who answers for a thing, and how people describe it.

use hindsight_domain::CorrelationId;

use super::{justified, previously};
use crate::demo::object::Object;
use crate::demo::people::ARCHITECTS;
use crate::demo::scene::{Fact, Order, Scene};
use crate::demo::words::{DESCRIPTIONS, HANDOVERS, STAGE_REASONS};
use crate::demo::world::{ItemId, Kind, responsible};

/// What stands behind the name of a next generation. No first name ends so.
const NEXT: &str = " Next";

/// Something changes hands.
pub fn hand_over(scene: &mut Scene<'_>) {
    let kind = scene.draw.weighted(&[
        (5, Kind::Application),
        (3, Kind::DataEntity),
        (1, Kind::BusinessCapability),
    ]);
    if let Some(item) = scene.world.pick(kind, scene.draw) {
        assign(scene, item, None);
    }
}

/// Somebody comes to answer for a thing: its owner, or the steward of data.
pub fn assign(scene: &mut Scene<'_>, item: ItemId, operation: Option<&CorrelationId>) {
    let (kind, old) = (scene.world.item(item).kind, scene.world.item(item).person);
    let others: Vec<_> = responsible(kind)
        .iter()
        .filter(|person| *person != old)
        .collect();
    let new = *scene.draw.pick(&others);
    scene.world.item_mut(item).person = new;
    let (command, event, role) = match kind {
        Kind::DataEntity => ("AssignSteward", "StewardAssigned", "steward"),
        _ => ("AssignOwner", "OwnerAssigned", "owner"),
    };
    let data = previously(Object::new().object(role, new.object()), |before| {
        before.object(role, old.object())
    });
    let metadata = justified(scene, HANDOVERS);
    let assigned = scene.fact(item, event, data).because(metadata);
    let who = scene.draw.pick(ARCHITECTS).acts(scene.draw);
    let words = Object::new().text(role, new.actor);
    scene.record(
        Order::new(command, item, who, words).within(operation),
        vec![assigned],
    );
}

/// Somebody describes an application anew.
pub fn describe(scene: &mut Scene<'_>) {
    let Some(item) = scene.world.pick(Kind::Application, scene.draw) else {
        return;
    };
    let described = description(scene, item);
    let who = scene.draw.pick(ARCHITECTS).acts(scene.draw);
    let order = Order::new("Describe", item, who, Object::new());
    scene.record(order, vec![described]);
}

/// An architect gives an application the name of its next generation, once in its life.
pub fn rename(scene: &mut Scene<'_>) {
    let Some(item) = scene.world.pick(Kind::Application, scene.draw) else {
        return;
    };
    let old = scene.world.item(item).name.clone();
    if old.ends_with(NEXT) {
        return describe(scene);
    }
    let new = format!("{old}{NEXT}");
    let data = previously(Object::new().text("name", &new), |before| {
        before.text("name", &old)
    });
    let metadata = justified(scene, STAGE_REASONS);
    let renamed = scene
        .fact(item, "ApplicationRenamed", data)
        .because(metadata);
    let words = Object::new().text("name", &new);
    scene.world.item_mut(item).name = new;
    let who = scene.draw.pick(ARCHITECTS).acts(scene.draw);
    scene.record(
        Order::new("RenameApplication", item, who, words),
        vec![renamed],
    );
}

/// The event that an application is described anew.
pub fn description(scene: &mut Scene<'_>, application: ItemId) -> Fact {
    let text = scene.draw.pick(DESCRIPTIONS);
    let data = Object::new().text("description", text);
    scene.fact(application, "DescriptionChanged", data)
}
