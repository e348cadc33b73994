//! The one busy night: servers move to another place in waves, and what runs on them moves along.

use hindsight_domain::{CorrelationId, EventId};

use super::{previously, run};
use crate::demo::names::PLACES;
use crate::demo::object::Object;
use crate::demo::people::{ENGINEERS, MIGRATION_RUNNER, SMOKE_TEST_HOOK};
use crate::demo::scene::{Order, Scene};
use crate::demo::world::{ItemId, Kind};

/// Where everything moves to: Frankfurt.
const DESTINATION: usize = 1;

/// A wave: an engineer starts it, one command moves several servers at once.
pub fn move_servers(scene: &mut Scene<'_>) {
    let most = scene.run_size.clamp(4, 20);
    let servers = scene.world.pick_several(Kind::Server, most, scene.draw);
    let Some(first) = servers.first().copied() else {
        return;
    };
    let operation = scene.operation();
    let mut moved = Vec::new();
    let mut facts = Vec::new();
    for server in servers {
        let from = std::mem::replace(&mut scene.world.item_mut(server).place, DESTINATION);
        // A few were there already and move from one hall to another.
        let from = if from == DESTINATION {
            "Frankfurt (old hall)"
        } else {
            PLACES[from].1
        };
        let data = previously(
            Object::new().text("location", PLACES[DESTINATION].1),
            |before| before.text("location", from),
        );
        let metadata = run(scene, "data-centre-move").text("runbook", "RB-17 Umzug Halle 3");
        let fact = scene.fact(server, "ServerMigrated", data).because(metadata);
        moved.push((server, fact.id.clone(), from));
        facts.push(fact);
    }
    let words = Object::new()
        .text("to", PLACES[DESTINATION].1)
        .number("servers", moved.len());
    let who = scene.draw.pick(ENGINEERS).acts(scene.draw);
    scene.record(
        Order::new("MigrateServers", first, who, words).within(&operation),
        facts,
    );
    for (server, cause, from) in moved {
        let (wait, operation) = (scene.seconds(5, 300), operation.clone());
        match scene.draw.percent(6) {
            true => scene.after(wait, move |scene| {
                go_back(scene, server, &cause, &operation, from)
            }),
            false => scene.after(wait, move |scene| take_along(scene, &cause, &operation)),
        }
    }
}

/// An application is switched over because its server has moved, and tested because it was switched over.
fn take_along(scene: &mut Scene<'_>, moved: &EventId, operation: &CorrelationId) {
    let Some(application) = scene.world.pick(Kind::Application, scene.draw) else {
        return;
    };
    let hosting = Object::new()
        .text("location", PLACES[DESTINATION].1)
        .text("hall", "3");
    let data = Object::new().object("hosting", hosting);
    let metadata = run(scene, "data-centre-move");
    let rehosted = scene
        .fact(application, "ApplicationRehosted", data)
        .because(metadata);
    let rehosted = rehosted.caused_by(moved);
    let cause = rehosted.id.clone();
    let words = Object::new().text("causedBy", moved.as_str());
    let order = Order::new("RehostApplication", application, MIGRATION_RUNNER, words);
    scene.record(order.within(operation), vec![rehosted]);
    let (wait, operation) = (scene.seconds(10, 400), operation.clone());
    scene.after(wait, move |scene| {
        test(scene, application, &cause, &operation)
    });
}

fn test(scene: &mut Scene<'_>, application: ItemId, rehosted: &EventId, operation: &CorrelationId) {
    let passed = scene.draw.percent(95);
    let (event, result) = match passed {
        true => ("SmokeTestPassed", "passed"),
        false => ("SmokeTestFailed", "failed"),
    };
    let test = Object::spaced()
        .text("result", result)
        .hundredths("seconds", u64::from(scene.draw.between(110, 990)))
        .text("at", &scene.now.to_string());
    let metadata = run(scene, "smoke-test");
    let data = Object::spaced().object("smokeTest", test);
    let tested = scene
        .fact(application, event, data)
        .because(metadata)
        .caused_by(rehosted);
    let words = Object::new().text("result", result);
    let order = Order::new("ReportSmokeTest", application, SMOKE_TEST_HOOK, words);
    scene.record(order.within(operation), vec![tested]);
}

/// A move that fails is taken back: failure and return, one the cause of the other.
fn go_back(
    scene: &mut Scene<'_>,
    server: ItemId,
    moved: &EventId,
    operation: &CorrelationId,
    from: &'static str,
) {
    let metadata = run(scene, "data-centre-move");
    let data = Object::new().text("lastFailure", "Kein Link auf beiden Uplinks (±0 Pakete).");
    let failed = scene
        .fact(server, "ServerMigrationFailed", data)
        .because(metadata.clone());
    let failed = failed.caused_by(moved);
    let data = previously(Object::new().text("location", from), |before| {
        before.text("location", PLACES[DESTINATION].1)
    });
    let back = scene
        .fact(server, "ServerMigrationReverted", data)
        .because(metadata);
    let back = back.caused_by(&failed.id);
    let words = Object::new()
        .text("causedBy", moved.as_str())
        .text("to", from);
    let order = Order::new("RevertMigration", server, MIGRATION_RUNNER, words).within(operation);
    scene.record(order, vec![failed, back]);
}
