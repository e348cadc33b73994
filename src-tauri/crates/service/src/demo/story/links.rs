//! How things hang together: what runs where, what is stored where, what supports what.

use hindsight_domain::{CorrelationId, EventId};

use super::ownership::assign;
use crate::demo::calendar::day_text;
use crate::demo::object::Object;
use crate::demo::people::{ARCHITECTS, DEPLOY_HOOK, STEWARDS};
use crate::demo::scene::{Fact, HOUR, Order, Scene};
use crate::demo::world::{ItemId, Kind};

/// A new server is there to run something: the deployment is caused by the server's coming.
pub fn use_server(
    scene: &mut Scene<'_>,
    server: ItemId,
    provisioned: &EventId,
    operation: &CorrelationId,
) {
    let Some(application) = scene.world.pick(Kind::Application, scene.draw) else {
        return;
    };
    let (deployed, words) = deployed(scene, application, server);
    let order = Order::new("DeployApplication", application, DEPLOY_HOOK, words);
    scene.record(
        order.within(operation),
        vec![deployed.caused_by(provisioned)],
    );
}

/// An application comes to run on one more server, or on the same one in a new release.
pub fn deploy(scene: &mut Scene<'_>) {
    let application = scene.world.pick(Kind::Application, scene.draw);
    let server = scene.world.pick(Kind::Server, scene.draw);
    let (Some(application), Some(server)) = (application, server) else {
        return;
    };
    let operation = scene.operation();
    let (deployed, words) = deployed(scene, application, server);
    let order = Order::new("DeployApplication", application, DEPLOY_HOOK, words);
    scene.record(order.within(&operation), vec![deployed]);
}

/// The event, and the words of the command that asks for it.
fn deployed(scene: &mut Scene<'_>, application: ItemId, server: ItemId) -> (Fact, Object) {
    let (major, minor) = (scene.draw.between(1, 9), scene.draw.below(20));
    let release = format!("{major}.{minor}.{}", scene.draw.below(9));
    let name = scene.world.item(server).name.clone();
    let place = Object::new()
        .text("since", &day_text(scene.now))
        .text("release", &release);
    let data = Object::new().object("runsOn", Object::new().object(&name, place));
    let pipeline = format!("deploy-{}", scene.draw.between(1_000, 9_999));
    let metadata = Object::new().text("pipeline", &pipeline);
    let fact = scene.fact(application, "ApplicationDeployed", data);
    scene.world.item_mut(application).link(server);
    let words = Object::new()
        .text("server", &name)
        .text("release", &release);
    (fact.because(metadata), words)
}

/// A data entity comes to be stored in an application.
pub fn store(scene: &mut Scene<'_>, entity: ItemId, operation: Option<&CorrelationId>) {
    let Some(application) = scene.world.pick(Kind::Application, scene.draw) else {
        return;
    };
    let role = scene.draw.weighted(&[(1, "master"), (3, "copy")]);
    let name = scene.world.item(application).name.clone();
    let place = Object::new()
        .text("role", role)
        .text("since", &day_text(scene.now));
    let data = Object::new().object("storedIn", Object::new().object(&name, place));
    let stored = scene.fact(entity, "StoredInApplication", data);
    scene.world.item_mut(entity).link(application);
    let who = scene.draw.pick(STEWARDS).acts(scene.draw);
    let words = Object::new().text("application", &name).text("role", role);
    let order = Order::new("StoreInApplication", entity, who, words);
    scene.record(order.within(operation), vec![stored]);
    if let Some(operation) = operation.cloned() {
        let wait = scene.seconds(60, 900) + i64::from(scene.draw.below(3)) * HOUR;
        scene.person_after(wait, move |scene| assign(scene, entity, Some(&operation)));
    }
}

/// Somebody finds that a data entity is stored in one more application.
pub fn find_copy(scene: &mut Scene<'_>) {
    if let Some(entity) = scene.world.pick(Kind::DataEntity, scene.draw) {
        store(scene, entity, None);
    }
}

/// An application is said to support a capability.
pub fn support_capability(scene: &mut Scene<'_>) {
    let application = scene.world.pick(Kind::Application, scene.draw);
    let capability = scene.world.pick(Kind::BusinessCapability, scene.draw);
    let (Some(application), Some(capability)) = (application, capability) else {
        return;
    };
    let extent = scene.draw.weighted(&[(2, "full"), (3, "partial")]);
    let name = scene.world.item(capability).name.clone();
    let data = Object::new().object("supports", Object::new().text(&name, extent));
    let supported = scene.fact(application, "CapabilitySupported", data);
    let who = scene.draw.pick(ARCHITECTS).acts(scene.draw);
    let words = Object::new()
        .text("capability", &name)
        .text("extent", extent);
    let order = Order::new("SupportCapability", application, who, words);
    scene.record(order, vec![supported]);
}
