//! What applications cost and how long data is kept: single values, typed in by people or brought from a ledger.

use hindsight_domain::Instant;

use super::{justified, previously};
use crate::demo::calendar::since_june;
use crate::demo::object::Object;
use crate::demo::people::{ANALYSTS, STEWARDS};
use crate::demo::scene::{Fact, Order, Scene};
use crate::demo::words::ASSESSMENT_REASONS;
use crate::demo::world::{Correctable, ItemId, Kind, Mistake};

/// Adds a yearly cost, in the form of its time: a bare number until June, then an amount with its currency.
pub fn with_cost(data: Object, cents: u64, at: Instant) -> Object {
    match since_june(at) {
        true => data.object(
            "annualCost",
            Object::new()
                .hundredths("amount", cents)
                .text("currency", "EUR"),
        ),
        false => data.hundredths("annualCost", cents),
    }
}

/// An analyst records what an application costs.
pub fn record(scene: &mut Scene<'_>) {
    let Some(application) = scene.world.pick(Kind::Application, scene.draw) else {
        return;
    };
    let metadata = justified(scene, ASSESSMENT_REASONS);
    let cents = drifted(scene, scene.world.item(application).cost_cents);
    let recorded = recorded(scene, application, cents).because(metadata);
    let who = scene.draw.pick(ANALYSTS).acts(scene.draw);
    let words = Object::new().hundredths("annualCost", cents);
    scene.record(
        Order::new("RecordAnnualCost", application, who, words),
        vec![recorded],
    );
}

/// The event that an application costs so much from now on.
pub fn recorded(scene: &mut Scene<'_>, application: ItemId, cents: u64) -> Fact {
    let old = std::mem::replace(&mut scene.world.item_mut(application).cost_cents, cents);
    let now = scene.now;
    let data = with_cost(Object::new(), cents, now);
    let data = previously(data, |before| with_cost(before, old, now));
    let form = if since_june(now) { 2 } else { 1 };
    let fact = scene
        .fact(application, "AnnualCostRecorded", data)
        .in_form(form);
    scene.world.item_mut(application).correctable = Some(Correctable {
        event: fact.id.clone(),
        what: Mistake::Cost,
    });
    fact
}

/// A cost that went up or down by some percent; always with a cent's worth of a trailing zero now and then.
pub fn drifted(scene: &mut Scene<'_>, cents: u64) -> u64 {
    let percent = u64::from(scene.draw.between(88, 118));
    (cents * percent / 1_000 * 10).max(100_000)
}

/// A steward says how long data is kept.
pub fn set_retention(scene: &mut Scene<'_>) {
    let Some(entity) = scene.world.pick(Kind::DataEntity, scene.draw) else {
        return;
    };
    let old = scene.world.item(entity).retention_months;
    let months = 12 * (1 + (old / 12 + scene.draw.below(9)) % 10);
    let metadata = justified(scene, ASSESSMENT_REASONS);
    scene.world.item_mut(entity).retention_months = months;
    let data = Object::new().number("retentionMonths", months);
    let data = previously(data, |before| before.number("retentionMonths", old));
    let set = scene
        .fact(entity, "RetentionPeriodSet", data)
        .because(metadata);
    scene.world.item_mut(entity).correctable = Some(Correctable {
        event: set.id.clone(),
        what: Mistake::Retention,
    });
    let who = scene.draw.pick(STEWARDS).acts(scene.draw);
    let words = Object::new().number("retentionMonths", months);
    scene.record(
        Order::new("SetRetentionPeriod", entity, who, words),
        vec![set],
    );
}
