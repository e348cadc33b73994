//! How closely data is kept: asked for, approved or turned down, carried out, and passed on to applications.

use hindsight_domain::{CorrelationId, EventId};

use super::{justified, previously, run};
use crate::demo::calendar::{day_text, later};
use crate::demo::object::Object;
use crate::demo::people::{OFFICERS, POLICY_ENGINE, STEWARDS};
use crate::demo::scene::{Fact, HOUR, Order, Scene};
use crate::demo::words::{APPROVALS, CLASSIFICATION_REASONS, REJECTIONS};
use crate::demo::world::{Correctable, ItemId, Kind, LEVELS, Mistake};

/// From this level on, access is reviewed.
const REVIEWED: usize = 2;

/// A wish for another classification, on its way.
#[derive(Clone)]
struct Wish {
    request: ItemId,
    subject: ItemId,
    level: usize,
    operation: CorrelationId,
}

/// A steward asks for another classification of a data entity; an officer decides hours or days later.
pub fn request(scene: &mut Scene<'_>) {
    let Some(subject) = scene.world.pick(Kind::DataEntity, scene.draw) else {
        return;
    };
    let steward = scene.draw.pick(STEWARDS);
    let wish = Wish {
        request: scene.world.add(Kind::ChangeRequest, scene.now, scene.draw),
        subject,
        level: other_level(scene, subject),
        operation: scene.operation(),
    };
    let data = request_words(scene, &wish).object("requestedBy", steward.object());
    let metadata = justified(scene, CLASSIFICATION_REASONS);
    let asked = scene
        .fact(wish.request, "ChangeRequested", data)
        .because(metadata);
    let who = steward.acts(scene.draw);
    let words = words(wish.level).text("subject", scene.world.item(subject).id.as_str());
    let order = Order::new("RequestChange", wish.request, who, words).within(&wish.operation);
    scene.record(order, vec![asked]);
    let wait = i64::from(scene.draw.between(2, 70)) * HOUR;
    scene.person_after(wait, move |scene| decide(scene, wish));
}

fn request_words(scene: &Scene<'_>, wish: &Wish) -> Object {
    let (request, subject) = (
        scene.world.item(wish.request),
        scene.world.item(wish.subject),
    );
    let about = Object::new()
        .text("id", subject.id.as_str())
        .text("type", subject.kind.name())
        .text("name", &subject.name);
    Object::new()
        .text("name", &request.name)
        .text(
            "title",
            &format!("Classify {} as {}", subject.name, LEVELS[wish.level]),
        )
        .object("subject", about)
        .object("wish", words(wish.level))
        .text("status", "requested")
}

fn decide(scene: &mut Scene<'_>, wish: Wish) {
    let officer = scene.draw.pick(OFFICERS);
    let approved = scene.draw.percent(84);
    let (command, event, status, reasons) = match approved {
        true => ("ApproveChange", "ChangeApproved", "approved", APPROVALS),
        false => ("RejectChange", "ChangeRejected", "rejected", REJECTIONS),
    };
    let data = Object::new()
        .text("status", status)
        .object("decidedBy", officer.object());
    let data = previously(data, |before| before.text("status", "requested"));
    let metadata = justified(scene, reasons);
    let decided = scene.fact(wish.request, event, data).because(metadata);
    let decision = decided.id.clone();
    let who = officer.acts(scene.draw);
    let words = Object::new().text("decision", status);
    let order = Order::new(command, wish.request, who, words).within(&wish.operation);
    scene.record(order, vec![decided]);
    if approved {
        let wait = scene.seconds(1, 5);
        scene.after(wait, move |scene| carry_out(scene, &wish, &decision));
    }
}

/// The policy engine reacts to the approval: an event causes a command, whose event names that event as its cause.
fn carry_out(scene: &mut Scene<'_>, wish: &Wish, approval: &EventId) {
    let metadata = run(scene, "policy-engine");
    let Some(mut facts) = change(scene, wish.subject, wish.level, Some(approval), &metadata) else {
        return;
    };
    let change = facts[0].id.clone();
    let done = previously(Object::new().text("status", "implemented"), |before| {
        before.text("status", "approved")
    });
    let done = scene
        .fact(wish.request, "ChangeImplemented", done)
        .because(metadata);
    facts.push(done.caused_by(&change));
    let words = words(wish.level).text("causedBy", approval.as_str());
    let order = Order::new("SetDataClassification", wish.subject, POLICY_ENGINE, words);
    scene.record(order.within(&wish.operation), facts);
    let keepers = scene.world.item(wish.subject).links.clone();
    for application in keepers.into_iter().take(4) {
        let (wish, change) = (wish.clone(), change.clone());
        let wait = scene.seconds(2, 90);
        scene.after(wait, move |scene| {
            pass_on(scene, application, &wish, &change)
        });
    }
}

/// An application is kept at least as closely as the data that it holds. Here the event names its command as its
/// cause, and the command's own words name the event that it reacts to.
fn pass_on(scene: &mut Scene<'_>, application: ItemId, wish: &Wish, change_of_data: &EventId) {
    let level = scene.world.item(application).level.max(wish.level);
    let metadata = run(scene, "policy-engine");
    if let Some(facts) = change(scene, application, level, None, &metadata) {
        let words = words(level).text("causedBy", change_of_data.as_str());
        let order = Order::new("SetDataClassification", application, POLICY_ENGINE, words);
        scene.record(order.within(&wish.operation), facts);
    }
}

/// An officer sets a classification without a request.
pub fn set_directly(scene: &mut Scene<'_>) {
    let kind = if scene.draw.percent(60) {
        Kind::DataEntity
    } else {
        Kind::Application
    };
    let Some(subject) = scene.world.pick(kind, scene.draw) else {
        return;
    };
    let level = other_level(scene, subject);
    let metadata = justified(scene, CLASSIFICATION_REASONS);
    let Some(facts) = change(scene, subject, level, None, &metadata) else {
        return;
    };
    let who = scene.draw.pick(OFFICERS).acts(scene.draw);
    let operation = scene.operation();
    let order = Order::new("SetDataClassification", subject, who, words(level));
    scene.record(order.within(&operation), facts);
}

/// Somebody asks for what is the case already: the command is on record, and nothing happens.
pub fn set_again(scene: &mut Scene<'_>) {
    let Some(subject) = scene.world.pick(Kind::DataEntity, scene.draw) else {
        return;
    };
    let level = scene.world.item(subject).level;
    let who = scene.draw.pick(OFFICERS).acts(scene.draw);
    let order = Order::new("SetDataClassification", subject, who, words(level));
    scene.record(order, Vec::new());
}

/// The change itself and, for what is kept closely, the review that it causes; none where the level stays.
fn change(
    scene: &mut Scene<'_>,
    subject: ItemId,
    level: usize,
    cause: Option<&EventId>,
    metadata: &Object,
) -> Option<Vec<Fact>> {
    let old = std::mem::replace(&mut scene.world.item_mut(subject).level, level);
    if old == level {
        return None;
    }
    let data = previously(words(level), |before| {
        before.text("classification", LEVELS[old])
    });
    let mut changed = scene.fact(subject, "DataClassificationChanged", data);
    changed = changed.because(metadata.clone());
    if let Some(cause) = cause {
        changed = changed.caused_by(cause);
    }
    let event = changed.id.clone();
    scene.world.item_mut(subject).correctable = Some(Correctable {
        event: event.clone(),
        what: Mistake::Level(old),
    });
    let mut facts = vec![changed];
    if level >= REVIEWED {
        let days = i64::from(scene.draw.between(30, 180));
        let due = day_text(later(scene.now, days * 24 * HOUR));
        let review = Object::new()
            .text("nextReview", &due)
            .text("reviewStatus", "scheduled");
        let scheduled = scene
            .fact(subject, "ReviewScheduled", review)
            .caused_by(&event);
        facts.push(scheduled.because(metadata.clone()));
    }
    Some(facts)
}

fn other_level(scene: &mut Scene<'_>, subject: ItemId) -> usize {
    let step = 1 + scene.draw.below(LEVELS.len() as u32 - 1) as usize;
    (scene.world.item(subject).level + step) % LEVELS.len()
}

fn words(level: usize) -> Object {
    Object::new().text("classification", LEVELS[level])
}
