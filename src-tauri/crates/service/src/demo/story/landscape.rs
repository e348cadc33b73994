//! How things come into the landscape, and how they hang together.

use super::cost::with_cost;
use super::links::{store, use_server};
use super::ownership::assign;
use super::{justified, run};
use crate::demo::calendar::{day_text, since_june};
use crate::demo::names::{PLACES, UNITS};
use crate::demo::object::Object;
use crate::demo::people::{ARCHITECTS, CMDB_IMPORT, PROVISIONING_HOOK, STEWARDS, Who};
use crate::demo::scene::{Fact, Order, Scene};
use crate::demo::words::{DESCRIPTIONS, STAGE_REASONS};
use crate::demo::world::{ItemId, Kind, LEVELS, LIVE, PLAN, STAGES};

/// The most things that one command of the first load brings in.
const LOAD_MAX: u32 = 25;

/// The first load: one command brings in several things of a kind.
pub fn import(scene: &mut Scene<'_>, kind: Kind, wanted: u32) {
    let items: Vec<ItemId> = (0..wanted.min(LOAD_MAX))
        .map(|_| add(scene, kind, LIVE))
        .collect();
    let operation = scene.operation();
    let mut facts = Vec::new();
    for (row, item) in (1..).zip(&items) {
        let metadata = run(scene, "landscape-load").number("row", row);
        facts.push(beginning(scene, *item).because(metadata));
    }
    let words = Object::spaced()
        .text("type", kind.name())
        .number("rows", items.len());
    let order = Order::new("ImportLandscape", items[0], CMDB_IMPORT, words);
    scene.record(order.within(&operation), facts);
}

/// Somebody brings in one new thing, and more is said of it soon after.
pub fn introduce(scene: &mut Scene<'_>, kind: Kind) {
    let stage = if kind == Kind::Application {
        PLAN
    } else {
        LIVE
    };
    let item = add(scene, kind, stage);
    let (command, who) = introduced_by(scene, kind);
    let operation = scene.operation();
    let metadata = match kind {
        Kind::Server => run(scene, "provisioning"),
        _ => justified(scene, STAGE_REASONS),
    };
    let begun = beginning(scene, item).because(metadata);
    let cause = begun.id.clone();
    let words = Object::new().text("name", &scene.world.item(item).name);
    scene.record(
        Order::new(command, item, who, words).within(&operation),
        vec![begun],
    );
    let wait = scene.seconds(60, 3 * 3_600);
    match kind {
        Kind::Server => scene.after(wait, move |scene| {
            use_server(scene, item, &cause, &operation)
        }),
        Kind::DataEntity => {
            scene.person_after(wait, move |scene| store(scene, item, Some(&operation)))
        }
        _ => scene.person_after(wait, move |scene| assign(scene, item, Some(&operation))),
    }
}

fn introduced_by(scene: &mut Scene<'_>, kind: Kind) -> (&'static str, Who) {
    match kind {
        Kind::Server => ("ProvisionServer", PROVISIONING_HOOK),
        Kind::DataEntity => (
            "DefineDataEntity",
            scene.draw.pick(STEWARDS).acts(scene.draw),
        ),
        Kind::BusinessCapability => (
            "DefineCapability",
            scene.draw.pick(ARCHITECTS).acts(scene.draw),
        ),
        _ => (
            "RegisterApplication",
            scene.draw.pick(ARCHITECTS).acts(scene.draw),
        ),
    }
}

fn add(scene: &mut Scene<'_>, kind: Kind, stage: usize) -> ItemId {
    let item = scene.world.add(kind, scene.now, scene.draw);
    scene.world.item_mut(item).stage = stage;
    item
}

/// The first event of a thing.
fn beginning(scene: &mut Scene<'_>, item: ItemId) -> Fact {
    match scene.world.item(item).kind {
        Kind::Server => server(scene, item),
        Kind::DataEntity => data_entity(scene, item),
        Kind::BusinessCapability => capability(scene, item),
        Kind::Application | Kind::ChangeRequest => application(scene, item),
    }
}

/// Two forms: until June the owner is a name and the cost a number, then both are objects.
fn application(scene: &mut Scene<'_>, item: ItemId) -> Fact {
    let unit = scene.draw.pick(UNITS);
    let description = scene.draw.pick(DESCRIPTIONS);
    let criticality = scene
        .draw
        .weighted(&[(2, "low"), (5, "medium"), (3, "high"), (1, "vital")]);
    let it = scene.world.item(item);
    let data = Object::new()
        .text("name", &it.name)
        .text("description", description)
        .text("businessUnit", unit)
        .text("criticality", criticality)
        .text("lifecycle", STAGES[it.stage])
        .text("classification", LEVELS[it.level]);
    let data = with_cost(data, it.cost_cents, scene.now);
    let (form, data) = match since_june(scene.now) {
        true => (2, data.object("owner", it.person.object())),
        false => (1, data.text("owner", it.person.name)),
    };
    let data = with_links(scene, item, data, "runsOn", Kind::Server);
    scene
        .fact(item, "ApplicationRegistered", data)
        .in_form(form)
}

/// Names up to two things that this one runs on or is stored in.
fn with_links(scene: &mut Scene<'_>, item: ItemId, data: Object, key: &str, kind: Kind) -> Object {
    let most = scene.draw.below(3);
    let links = scene.world.pick_several(kind, most, scene.draw);
    if links.is_empty() {
        return data;
    }
    let since = day_text(scene.now);
    let named = links.iter().fold(Object::new(), |named, link| {
        named.object(
            &scene.world.item(*link).name,
            Object::new().text("since", &since),
        )
    });
    scene.world.item_mut(item).links = links;
    data.object(key, named)
}

fn data_entity(scene: &mut Scene<'_>, item: ItemId) -> Fact {
    let records = match scene.draw.percent(2) {
        // More than a double can count: a reader that rounds gives itself away.
        true => 9_007_199_254_740_993,
        false => u64::from(scene.draw.between(1_000, 90_000_000)),
    };
    let personal = scene.draw.percent(40);
    let it = scene.world.item(item);
    let data = Object::new()
        .text("name", &it.name)
        .text("classification", LEVELS[it.level])
        .number("personalData", personal)
        .number("records", records)
        .number("retentionMonths", it.retention_months)
        .object("steward", it.person.object());
    let data = with_links(scene, item, data, "storedIn", Kind::Application);
    scene.fact(item, "DataEntityDefined", data)
}

fn server(scene: &mut Scene<'_>, item: ItemId) -> Fact {
    let cores = 1 << scene.draw.between(1, 6);
    let system = scene.draw.weighted(&[
        (5, "Debian 12"),
        (3, "RHEL 9.4"),
        (2, "Windows Server 2022"),
        (1, "AIX 7.3"),
    ]);
    let it = scene.world.item(item);
    let data = Object::spaced()
        .text("name", &it.name)
        .text("location", PLACES[it.place].1)
        .text("os", system)
        .number("cpuCores", cores)
        .number("memoryGiB", cores * 4)
        .text("lifecycle", STAGES[it.stage]);
    scene.fact(item, "ServerProvisioned", data)
}

fn capability(scene: &mut Scene<'_>, item: ItemId) -> Fact {
    let level = scene.draw.between(1, 3);
    let maturity = u64::from(scene.draw.between(10, 45)) * 10;
    let it = scene.world.item(item);
    let data = Object::new()
        .text("name", &it.name)
        .number("level", level)
        .hundredths("maturity", maturity)
        .object("owner", it.person.object());
    scene.fact(item, "CapabilityDefined", data)
}
