//! What programs do while nobody is there: measure, patch, scan.

use hindsight_domain::{CorrelationId, EventId};

use super::cost::{drifted, recorded};
use super::run;
use crate::demo::calendar::day_text;
use crate::demo::object::Object;
use crate::demo::people::{
    FINANCE_SYNC, PATCH_RUNNER, POLICY_ENGINE, QUALITY_PROBE, SCANNER_HOOK, USAGE_COLLECTOR, Who,
};
use crate::demo::scene::{Fact, Order, Scene};
use crate::demo::world::{ItemId, Kind};

/// A run that is to touch things of a kind, all in one command.
struct Run {
    job: &'static str,
    command: &'static str,
    who: Who,
    kind: Kind,
}

/// Counts what applications were used for.
pub fn measure_usage(scene: &mut Scene<'_>) {
    let run = Run {
        job: "usage-import",
        command: "ImportUsage",
        who: USAGE_COLLECTOR,
        kind: Kind::Application,
    };
    run_over(scene, &run, |scene, application| {
        let usage = Object::spaced()
            .number("activeUsers", scene.draw.between(3, 9_000))
            // Past 2^53 the counter of a busy message bus no longer fits a double.
            .number(
                "messages",
                9_007_199_254_740_000u64 + u64::from(scene.draw.below(2_000_000)),
            )
            .hundredths("errorRate", u64::from(scene.draw.below(40)) * 5);
        scene.fact(
            application,
            "UsageMeasured",
            Object::spaced().object("usage", usage),
        )
    });
}

/// Measures how good data is.
pub fn measure_quality(scene: &mut Scene<'_>) {
    let run = Run {
        job: "quality-import",
        command: "ImportQuality",
        who: QUALITY_PROBE,
        kind: Kind::DataEntity,
    };
    run_over(scene, &run, |scene, entity| {
        let quality = Object::new()
            .number(
                "completeness",
                format!("0.{:02}0", scene.draw.between(70, 99)),
            )
            .hundredths("duplicates", u64::from(scene.draw.below(60)) * 10)
            .text("measuredOn", &day_text(scene.now));
        scene.fact(
            entity,
            "QualityMeasured",
            Object::new().object("quality", quality),
        )
    });
}

/// Brings costs from the ledger.
pub fn sync_costs(scene: &mut Scene<'_>) {
    let run = Run {
        job: "ledger-import",
        command: "ImportCosts",
        who: FINANCE_SYNC,
        kind: Kind::Application,
    };
    run_over(scene, &run, |scene, application| {
        let cents = drifted(scene, scene.world.item(application).cost_cents);
        recorded(scene, application, cents)
    });
}

fn run_over(
    scene: &mut Scene<'_>,
    what: &Run,
    mut measure: impl FnMut(&mut Scene<'_>, ItemId) -> Fact,
) {
    let items = scene
        .world
        .pick_several(what.kind, scene.run_size, scene.draw);
    let Some(first) = items.first().copied() else {
        return;
    };
    let operation = scene.operation();
    let facts: Vec<Fact> = items
        .iter()
        .map(|item| {
            let metadata = run(scene, what.job);
            measure(scene, *item).because(metadata)
        })
        .collect();
    let words = Object::spaced()
        .text("job", what.job)
        .number("rows", items.len());
    scene.record(
        Order::new(what.command, first, what.who, words).within(&operation),
        facts,
    );
}

/// Patches servers one after the other; each is started again because it was patched.
pub fn patch(scene: &mut Scene<'_>) {
    let servers = scene
        .world
        .pick_several(Kind::Server, scene.run_size.div_ceil(2), scene.draw);
    let operation = scene.operation();
    let level = format!(
        "{}-r{}",
        &day_text(scene.now)[..7],
        scene.draw.between(1, 4)
    );
    let mut wait = 0;
    for server in servers {
        wait += scene.seconds(20, 240);
        let (operation, level) = (operation.clone(), level.clone());
        scene.after(wait, move |scene| {
            patch_one(scene, server, &operation, &level)
        });
    }
}

fn patch_one(scene: &mut Scene<'_>, server: ItemId, operation: &CorrelationId, level: &str) {
    let metadata = run(scene, "patch-night");
    let data = Object::new().text("patchLevel", level);
    let patched = scene
        .fact(server, "ServerPatched", data)
        .because(metadata.clone());
    let restarted = Object::new().text("lastRestart", &scene.now.to_string());
    let restarted = scene
        .fact(server, "ServerRestarted", restarted)
        .because(metadata);
    let restarted = restarted.caused_by(&patched.id);
    let words = Object::new().text("patchLevel", level);
    let order = Order::new("PatchServer", server, PATCH_RUNNER, words).within(operation);
    scene.record(order, vec![patched, restarted]);
}

/// A scanner tells of weaknesses of a server; what runs there is a greater risk from then on.
pub fn scan(scene: &mut Scene<'_>) {
    let Some(server) = scene.world.pick(Kind::Server, scene.draw) else {
        return;
    };
    let (critical, high) = (scene.draw.below(3), scene.draw.below(9));
    let found = Object::new()
        .number("critical", critical)
        .number("high", high)
        .text("scannedOn", &day_text(scene.now));
    let data = Object::new().object("vulnerabilities", found);
    let metadata = run(scene, "vulnerability-scan");
    let scanned = scene
        .fact(server, "VulnerabilitiesFound", data)
        .because(metadata);
    let cause = scanned.id.clone();
    let words = Object::new()
        .number("critical", critical)
        .number("high", high);
    let operation = scene.operation();
    let order = Order::new("ReportVulnerabilities", server, SCANNER_HOOK, words);
    scene.record(order.within(&operation), vec![scanned]);
    if critical > 0 {
        let wait = scene.seconds(2, 40);
        scene.after(wait, move |scene| {
            raise_risks(scene, server, &cause, &operation)
        });
    }
}

fn raise_risks(scene: &mut Scene<'_>, server: ItemId, found: &EventId, operation: &CorrelationId) {
    // Looked for among a few, as a policy engine with a cache would: not all that run there are known at once.
    let known = scene.world.pick_several(Kind::Application, 12, scene.draw);
    let runs_there = |item: &ItemId| scene.world.item(*item).links.contains(&server);
    let mut applications: Vec<ItemId> = known.iter().copied().filter(runs_there).collect();
    if applications.is_empty() {
        applications.extend(known.first());
    }
    for application in applications {
        let metadata = run(scene, "policy-engine");
        let score = u64::from(scene.draw.between(35, 49)) * 10;
        let raised = super::review::risk(scene, application, score).because(metadata);
        let words = Object::new()
            .text("causedBy", found.as_str())
            .hundredths("score", score);
        let order = Order::new("AssessRisk", application, POLICY_ENGINE, words).within(operation);
        scene.record(order, vec![raised.caused_by(found)]);
    }
}
