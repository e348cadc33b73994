//! Assessments by people, and reviews that the system's own clockwork asks for.

use hindsight_domain::{CorrelationId, EventId};

use super::{justified, run};
use crate::demo::calendar::{day_text, later};
use crate::demo::object::Object;
use crate::demo::people::{ANALYSTS, OFFICERS, SCHEDULER, Who};
use crate::demo::scene::{Fact, HOUR, Order, Scene};
use crate::demo::words::ASSESSMENT_REASONS;
use crate::demo::world::{ItemId, Kind};

/// An analyst assesses the risk of an application.
pub fn assess_risk(scene: &mut Scene<'_>) {
    let Some(application) = scene.world.pick(Kind::Application, scene.draw) else {
        return;
    };
    let metadata = justified(scene, ASSESSMENT_REASONS);
    let score = u64::from(scene.draw.between(10, 49)) * 10;
    let assessed = risk(scene, application, score).because(metadata);
    let who = scene.draw.pick(ANALYSTS).acts(scene.draw);
    let words = Object::new().hundredths("score", score);
    scene.record(
        Order::new("AssessRisk", application, who, words),
        vec![assessed],
    );
}

/// The event that an application bears so much risk, from 1.00 to 4.99.
pub fn risk(scene: &mut Scene<'_>, application: ItemId, score: u64) -> Fact {
    let level = match score {
        0..=199 => "low",
        200..=349 => "medium",
        _ => "high",
    };
    let risk = Object::new()
        .hundredths("score", score)
        .text("level", level)
        .text("assessedOn", &day_text(scene.now));
    scene.fact(
        application,
        "RiskAssessed",
        Object::new().object("risk", risk),
    )
}

/// An analyst assesses how well the company does something.
pub fn assess_maturity(scene: &mut Scene<'_>) {
    let Some(capability) = scene.world.pick(Kind::BusinessCapability, scene.draw) else {
        return;
    };
    let metadata = justified(scene, ASSESSMENT_REASONS);
    let maturity = u64::from(scene.draw.between(10, 50)) * 10;
    let data = Object::new()
        .hundredths("maturity", maturity)
        .text("assessedOn", &day_text(scene.now));
    let assessed = scene
        .fact(capability, "CapabilityMaturityAssessed", data)
        .because(metadata);
    let who = scene.draw.pick(ANALYSTS).acts(scene.draw);
    let words = Object::new().hundredths("maturity", maturity);
    scene.record(
        Order::new("AssessMaturity", capability, who, words),
        vec![assessed],
    );
}

/// The clockwork finds reviews due; people do them when they are at work again.
pub fn fall_due(scene: &mut Scene<'_>) {
    let most = (scene.run_size / 2).clamp(1, 8);
    let entities = scene.world.pick_several(Kind::DataEntity, most, scene.draw);
    let operation = scene.operation();
    for entity in entities {
        let data = Object::new().text("reviewStatus", "due");
        let metadata = run(scene, "review-clock");
        let due = scene.fact(entity, "ReviewDue", data).because(metadata);
        let cause = due.id.clone();
        let words = Object::new().text("on", &day_text(scene.now));
        let order = Order::new("CheckReviews", entity, SCHEDULER, words).within(&operation);
        scene.record(order, vec![due]);
        let (wait, operation) = (
            i64::from(scene.draw.between(4, 60)) * HOUR,
            operation.clone(),
        );
        scene.person_after(wait, move |scene| {
            complete(scene, entity, &cause, &operation)
        });
    }
}

fn complete(scene: &mut Scene<'_>, entity: ItemId, due: &EventId, operation: &CorrelationId) {
    let officer = scene.draw.pick(OFFICERS);
    let next = later(
        scene.now,
        i64::from(scene.draw.between(60, 200)) * 24 * HOUR,
    );
    let data = Object::new()
        .text("reviewStatus", "done")
        .text("nextReview", &day_text(next))
        .object("reviewedBy", officer.object());
    let metadata = justified(scene, ASSESSMENT_REASONS);
    let completed = scene
        .fact(entity, "ReviewCompleted", data)
        .because(metadata)
        .caused_by(due);
    let who: Who = officer.acts(scene.draw);
    let words = Object::new().text("causedBy", due.as_str());
    let order = Order::new("CompleteReview", entity, who, words).within(operation);
    scene.record(order, vec![completed]);
}
