//! Mistakes are not undone: a new event says what is right and points at the one that was wrong.

use super::cost::with_cost;
use super::{justified, previously};
use crate::demo::object::Object;
use crate::demo::people::{ANALYSTS, OFFICERS, STEWARDS, Who};
use crate::demo::scene::{Order, Scene};
use crate::demo::words::CORRECTIONS;
use crate::demo::world::{Correctable, ItemId, Kind, LEVELS, Mistake};

/// Somebody notices that an event was wrong.
pub fn correct(scene: &mut Scene<'_>) {
    // Not everything picked has an event to be corrected; a few tries find one in all but the youngest store.
    let found = (0..8).find_map(|_| {
        let kind = if scene.draw.percent(50) {
            Kind::Application
        } else {
            Kind::DataEntity
        };
        let item = scene.world.pick(kind, scene.draw)?;
        let wrong = scene.world.item_mut(item).correctable.take()?;
        Some((item, wrong))
    });
    let Some((item, Correctable { event, what })) = found else {
        return;
    };
    let metadata = justified(scene, CORRECTIONS).text("corrects", event.as_str());
    let (command, event_type, data, who) = righted(scene, item, what);
    let correction = scene.fact(item, event_type, data).because(metadata);
    let words = Object::new().text("corrects", event.as_str());
    scene.record(Order::new(command, item, who, words), vec![correction]);
}

type Righted = (&'static str, &'static str, Object, Who);

fn righted(scene: &mut Scene<'_>, item: ItemId, what: Mistake) -> Righted {
    match what {
        Mistake::Cost => {
            let wrong = scene.world.item(item).cost_cents;
            let right = if scene.draw.percent(40) {
                wrong / 10
            } else {
                wrong + 1_990
            };
            scene.world.item_mut(item).cost_cents = right;
            let data = with_cost(Object::new(), right, scene.now);
            let data = previously(data, |before| with_cost(before, wrong, scene.now));
            let who = scene.draw.pick(ANALYSTS).acts(scene.draw);
            ("CorrectAnnualCost", "AnnualCostCorrected", data, who)
        }
        Mistake::Level(right) => {
            let wrong = std::mem::replace(&mut scene.world.item_mut(item).level, right);
            let data = Object::new().text("classification", LEVELS[right]);
            let data = previously(data, |before| before.text("classification", LEVELS[wrong]));
            let who = scene.draw.pick(OFFICERS).acts(scene.draw);
            (
                "CorrectDataClassification",
                "DataClassificationCorrected",
                data,
                who,
            )
        }
        Mistake::Retention => {
            let wrong = scene.world.item(item).retention_months;
            let right = wrong + 6;
            scene.world.item_mut(item).retention_months = right;
            let data = Object::new().number("retentionMonths", right);
            let data = previously(data, |before| before.number("retentionMonths", wrong));
            let who = scene.draw.pick(STEWARDS).acts(scene.draw);
            (
                "CorrectRetentionPeriod",
                "RetentionPeriodCorrected",
                data,
                who,
            )
        }
    }
}
