//! Cases as they are written down.

use hindsight_domain::replay::Json;
use hindsight_domain::{
    Actor, ActorType, AggregateId, AggregateType, Event, EventId, EventType, Instant, Payload,
    Position, RawJson, Source, Version,
};
use serde::Deserialize;
use serde_json::value::RawValue;

/// The time of the first event of a case, in microseconds; each further one comes a second later.
const BEGIN_MICROS: i64 = 1_767_225_600_000_000;
const SECOND_MICROS: i64 = 1_000_000;

/// Why a file of cases cannot be understood, in words for its author.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct CasesError(String);

/// One case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// What it shows.
    pub name: String,
    pub(super) events: Vec<Event>,
    /// How many of the events had happened before.
    pub(super) given: usize,
    pub(super) then: Then,
}

/// What is expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Then {
    State(Json),
    /// Folding stops, and the message has these words.
    Error(String),
}

/// Reads cases.
///
/// # Errors
/// [`CasesError`], with the line or the name of the case.
pub fn parse_cases(text: &str) -> Result<Vec<Case>, CasesError> {
    let told: Vec<CaseText<'_>> =
        serde_json::from_str(text).map_err(|error| CasesError(error.to_string()))?;
    if told.is_empty() {
        return Err(CasesError("it holds no case".to_owned()));
    }
    told.into_iter().map(CaseText::read).collect()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseText<'t> {
    name: String,
    #[serde(borrow)]
    given: Vec<EventText<'t>>,
    #[serde(borrow, default)]
    when: Vec<EventText<'t>>,
    #[serde(borrow)]
    then: &'t RawValue,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EventText<'t> {
    #[serde(rename = "type")]
    event_type: String,
    #[serde(default = "first_version")]
    version: u32,
    #[serde(borrow)]
    data: Option<&'t RawValue>,
    #[serde(borrow)]
    metadata: Option<&'t RawValue>,
    actor: Option<String>,
    timestamp: Option<String>,
}

fn first_version() -> u32 {
    1
}

impl CaseText<'_> {
    fn read(self) -> Result<Case, CasesError> {
        let failed = |what: String| CasesError(format!("case {:?}: {what}", self.name));
        let (given, texts) = (self.given.len(), self.given.into_iter().chain(self.when));
        let events = texts.zip(1..).map(|(event, version)| event.read(version));
        let events: Result<Vec<Event>, String> = events.collect();
        let then = RawJson::parse(self.then.get()).and_then(|text| Json::parse(&text));
        let then = then.map_err(|error| failed(format!("then is no state: {error}")))?;
        Ok(Case {
            events: events.map_err(failed)?,
            name: self.name,
            given,
            then: Then::of(then),
        })
    }
}

impl Then {
    fn of(json: Json) -> Self {
        let only = match &json {
            Json::Object(entries) if entries.len() == 1 => entries.get("error"),
            _ => None,
        };
        match only {
            Some(Json::Leaf(words)) if words.starts_with('"') => {
                // It was read as JSON, so it is one.
                Self::Error(serde_json::from_str(words).unwrap_or_default())
            }
            _ => Self::State(json),
        }
    }
}

impl EventText<'_> {
    fn read(self, version: u32) -> Result<Event, String> {
        let payload = |raw: &RawValue| Payload::from_stored(raw.get().to_owned());
        let place = i64::from(version);
        let timestamp = match &self.timestamp {
            Some(text) => Instant::parse(text).ok_or_else(|| {
                format!("the timestamp {text:?} of event {version} is no instant")
            })?,
            None => Instant::from_micros(BEGIN_MICROS + (place - 1) * SECOND_MICROS)
                .ok_or("there are too many events")?,
        };
        Ok(Event {
            position: Position(place),
            event_id: EventId::new(format!("event {version}")),
            aggregate_id: AggregateId::new("the case's own"),
            aggregate_type: AggregateType::new("the projection's own"),
            version: Version(version),
            event_type: EventType::new(self.event_type),
            event_version: self.version,
            timestamp: timestamp.into(),
            actor: Actor::new(self.actor.as_deref().unwrap_or("somebody")),
            actor_type: ActorType::User.into(),
            source: Source::Ui.into(),
            causation_id: None,
            correlation_id: None,
            data: self
                .data
                .map_or_else(|| Payload::from_stored("{}".to_owned()), payload),
            metadata: self.metadata.map(payload),
            marks: Vec::new(),
        })
    }
}
