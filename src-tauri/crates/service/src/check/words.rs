//! What was noticed, in words.

use hindsight_domain::completeness::{Finding, FindingKind, Knows};

/// One sentence for the person.
pub fn text(finding: &Finding, knows: Knows) -> String {
    let about = &finding.about;
    let subject = about.subject.as_deref().unwrap_or("?");
    let detail = about.detail.as_deref().unwrap_or("?");
    let event = about
        .event_type
        .as_ref()
        .map_or("?", |(name, _)| name.as_str());
    let aggregate = about
        .aggregate
        .as_ref()
        .map_or_else(|| "?".to_owned(), |(id, of_type)| format!("{of_type} {id}"));
    match finding.kind {
        FindingKind::VersionGap => format!("{aggregate} has no version {detail}."),
        FindingKind::VersionOrder => format!("{aggregate}: version {detail}."),
        FindingKind::PositionGap => format!("No event stands at position {detail}."),
        FindingKind::TimeBackwards => format!("Time runs backwards: {detail} ({event})."),
        FindingKind::CauseMissing => {
            format!("The cause {subject} is neither a command nor an event of this store.")
        }
        FindingKind::CauseNotEarlier => format!("{event} names {detail} as its cause."),
        FindingKind::CommandEventsMissing => {
            format!("A command {subject} says that it recorded events {detail}.")
        }
        FindingKind::EventWithoutCommand if knows.recorded => {
            format!("{event} was recorded by no command.")
        }
        FindingKind::EventWithoutCommand => format!("{event} names no command as its cause."),
        FindingKind::CorrectionMissing => {
            format!("{event} says that it corrects event {subject}, but {detail}.")
        }
        FindingKind::CommandWithoutEvent => format!("{subject} made no event."),
        FindingKind::NewEventType => format!("{event} had never been seen before that day."),
        FindingKind::OddShape => {
            let version = about.event_type.as_ref().and_then(|(_, version)| *version);
            let version = version.unwrap_or_default();
            format!("{event}, version {version}, differs from the rest: {detail}.")
        }
        FindingKind::Correction => {
            let corrected = finding.positions.get(1);
            let place = corrected.map_or_else(|| "?".to_owned(), ToString::to_string);
            format!("{event} corrects the event at position {place}.")
        }
    }
}
