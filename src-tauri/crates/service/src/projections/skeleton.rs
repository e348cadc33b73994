//! The text of a module to begin a projection with. Names come from a store, and so from anybody: none of them may end
//! a comment or a text and go on as code.

use std::fmt::Write;

use hindsight_domain::replay::Json;
use hindsight_domain::{AggregateType, Event, Payload};
use indexmap::{IndexMap, IndexSet};

/// How many event types get a handler.
const TYPES_MAX: usize = 200;
/// How many keys of a payload are named.
const KEYS_MAX: usize = 20;
/// The longest key that is named, in characters.
const KEY_CHARS_MAX: usize = 40;

/// What the events of one type look like.
#[derive(Default)]
struct Look {
    count: u32,
    versions: IndexSet<u32>,
    /// The keys of their data, and what stands there.
    keys: IndexMap<String, IndexSet<&'static str>>,
    has_more_keys: bool,
}

/// The module for a type, made from some of its events.
pub fn module(aggregate_type: &AggregateType, events: &[Event], is_all: bool) -> String {
    let mut looks: IndexMap<&str, Look> = IndexMap::new();
    for event in events {
        looks
            .entry(event.event_type.as_str())
            .or_default()
            .take(event);
    }
    let left_out = looks.len().saturating_sub(TYPES_MAX);
    looks.truncate(TYPES_MAX);
    let mut text = head(events.len(), is_all, left_out);
    // A text takes whatever is written to it, here and below.
    let _ = write!(
        text,
        "export default {{\n  aggregateType: {},\n  version: 1,\n  init: () => ({{}}),\n  when: {{\n",
        quoted(aggregate_type.as_str())
    );
    for (event_type, look) in &looks {
        let _ = write!(
            text,
            "    // {}\n    {}: (state, {{ data }}) => ({{ ...state, ...data }}),\n",
            look.told(),
            key(event_type)
        );
    }
    text.push_str("  },\n");
    text.push_str(&upcast(&looks));
    text.push_str("};\n");
    text
}

fn head(count: usize, is_all: bool, left_out: usize) -> String {
    let mut text = match is_all {
        true => format!("// Begun from the {count} events of this type that the store had.\n"),
        false => format!(
            "// Begun from {count} events, the oldest and the newest of this type; what does not occur among them is\n\
             // missing here.\n"
        ),
    };
    if left_out > 0 {
        let _ = writeln!(text, "// {left_out} more event types occur among them.");
    }
    text.push_str("// A handler gets the state and an event, and returns the state. Types without one are passed over.\n");
    text
}

/// An upcaster for the first type of which there are several versions, as a suggestion.
fn upcast(looks: &IndexMap<&str, Look>) -> String {
    let several = looks.iter().find(|(_, look)| look.versions.len() > 1);
    let Some((event_type, look)) = several else {
        return String::new();
    };
    let (Some(first), Some(last)) = (look.versions.iter().min(), look.versions.iter().max()) else {
        return String::new();
    };
    let name = quoted(&format!("{event_type}@{first}"));
    format!(
        "  // Events of an old form can be lifted to the form that the handlers know:\n  // upcast: {{\n  //   {name}: \
         (event) => ({{ ...event, version: {last}, data: event.data }}),\n  // }},\n"
    )
}

impl Look {
    fn take(&mut self, event: &Event) {
        self.count += 1;
        self.versions.insert(event.event_version);
        let Payload::Json(text) = &event.data else {
            return;
        };
        let Ok(Json::Object(entries)) = Json::parse(text) else {
            return;
        };
        for (key, value) in entries.iter() {
            match self.keys.len() < KEYS_MAX || self.keys.contains_key(&**key) {
                true => drop(
                    self.keys
                        .entry(key.to_string())
                        .or_default()
                        .insert(kind(value)),
                ),
                false => self.has_more_keys = true,
            }
        }
    }

    /// `412 events of versions 1, 2; data: name (text), cost (number or null)`.
    fn told(&self) -> String {
        let mut told = match self.count {
            1 => "1 event".to_owned(),
            count => format!("{count} events"),
        };
        if self.versions.len() > 1 {
            let versions: Vec<String> = self.versions.iter().map(u32::to_string).collect();
            let _ = write!(told, " of versions {}", versions.join(", "));
        }
        let keys: Vec<String> = self
            .keys
            .iter()
            .map(|(key, kinds)| {
                let kinds: Vec<&str> = kinds.iter().copied().collect();
                format!("{} ({})", shown(key), kinds.join(" or "))
            })
            .collect();
        let more = if self.has_more_keys { ", …" } else { "" };
        match keys.is_empty() {
            true => told,
            false => format!("{told}; data: {}{more}", keys.join(", ")),
        }
    }
}

fn kind(value: &Json) -> &'static str {
    match value {
        Json::Array(_) => "list",
        Json::Object(_) => "object",
        Json::Leaf(spelled) => match spelled.as_bytes().first() {
            Some(b'"') => "text",
            Some(b't' | b'f') => "boolean",
            Some(b'n') => "null",
            _ => "number",
        },
    }
}

/// A key within a comment.
fn shown(key: &str) -> String {
    match key.char_indices().nth(KEY_CHARS_MAX) {
        Some((end, _)) => format!("{}…", bare(&key[..end])),
        None => bare(key),
    }
}

fn bare(key: &str) -> String {
    match is_name(key) {
        true => key.to_owned(),
        false => quoted(key),
    }
}

/// A key of an object literal. `__proto__: …` would not be one.
fn key(name: &str) -> String {
    match name {
        "__proto__" => "[\"__proto__\"]".to_owned(),
        name => bare(name),
    }
}

fn is_name(text: &str) -> bool {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    text.chars().all(plain)
        && !text.starts_with(|first: char| first.is_ascii_digit())
        && !text.is_empty()
}

/// A text as JavaScript, in printable ASCII and letters: what could end a line or turn it round is an escape.
fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => out.extend(['\\', letter]),
            letter if letter.is_alphanumeric() || (' '..='~').contains(&letter) => out.push(letter),
            letter => {
                for unit in letter.encode_utf16(&mut [0; 2]) {
                    let _ = write!(out, "\\u{unit:04x}");
                }
            }
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use hindsight_domain::replay::replay;
    use hindsight_domain::{
        Actor, ActorType, AggregateId, EventId, EventType, Instant, Position, Source, Version,
    };
    use hindsight_projection::{Limits, Projection};

    use super::*;

    fn event(event_type: &str, event_version: u32, data: &str) -> Event {
        Event {
            position: Position(1),
            event_id: EventId::new("e"),
            aggregate_id: AggregateId::new("a"),
            aggregate_type: AggregateType::new("Application"),
            version: Version(1),
            event_type: EventType::new(event_type),
            event_version,
            timestamp: Instant::from_micros(0).unwrap().into(),
            actor: Actor::new("ada"),
            actor_type: ActorType::User.into(),
            source: Source::Ui.into(),
            causation_id: None,
            correlation_id: None,
            data: Payload::from_stored(data.to_owned()),
            metadata: None,
            marks: Vec::new(),
        }
    }

    fn made(aggregate_type: &str, events: &[Event]) -> String {
        module(&AggregateType::new(aggregate_type), events, true)
    }

    #[test]
    fn types_versions_and_keys_are_told_and_fold() {
        let events = [
            event("Named", 1, r#"{"name":"a","tags":[]}"#),
            event("Cost set", 1, r#"{"cost":1.10}"#),
            event("Named", 2, r#"{"name":null,"on":{},"is":true}"#),
            event("Broken", 1, "{oops"),
        ];
        let text = made("Application", &events);
        assert_eq!(
            text,
            r#"// Begun from the 4 events of this type that the store had.
// A handler gets the state and an event, and returns the state. Types without one are passed over.
export default {
  aggregateType: "Application",
  version: 1,
  init: () => ({}),
  when: {
    // 2 events of versions 1, 2; data: name (text or null), tags (list), on (object), is (boolean)
    Named: (state, { data }) => ({ ...state, ...data }),
    // 1 event; data: cost (number)
    "Cost set": (state, { data }) => ({ ...state, ...data }),
    // 1 event
    Broken: (state, { data }) => ({ ...state, ...data }),
  },
  // Events of an old form can be lifted to the form that the handlers know:
  // upcast: {
  //   "Named@1": (event) => ({ ...event, version: 2, data: event.data }),
  // },
};
"#
        );
        let projection = Projection::load("a.js", &text, Limits::default()).unwrap();
        let state = replay(&projection, None, &events[..3]).unwrap().state;
        assert_eq!(
            state.to_string(),
            r#"{"name":null,"tags":[],"cost":1.1,"on":{},"is":true}"#
        );
    }

    #[test]
    fn no_name_becomes_code() {
        let names = [
            "a\nthrow 1; //",
            "\u{2028}throw 1;",
            "\"+(()=>{throw 1})()+\"",
            "\\\"",
            "${1}`",
            "*/ throw 1 /*",
            "__proto__",
            "constructor",
            "\u{202e}txet",
            "",
            "1",
            "$any",
            "山田",
            "class",
        ];
        let events: Vec<Event> = names
            .iter()
            .map(|name| {
                event(
                    name,
                    1,
                    &serde_json::json!({ *name: 1, "x".repeat(500): 2 }).to_string(),
                )
            })
            .collect();
        for name in names.into_iter().filter(|name| !name.is_empty()) {
            let text = made(name, &events);
            let projection = Projection::load("a.js", &text, Limits::default()).unwrap();
            assert_eq!(projection.aggregate_type().as_str(), name);
            let replayed = replay(&projection, None, &events).unwrap();
            assert_eq!(replayed.stopped, None);
            let Json::Object(state) = replayed.state else {
                panic!("{text}")
            };
            assert!(names.iter().all(|name| state.contains_key(*name)), "{text}");
        }
    }

    #[test]
    fn very_many_types_and_keys_are_bounded() {
        let wide: Vec<String> = (0..1_000).map(|at| format!("\"k{at}\":1")).collect();
        let wide = format!("{{{}}}", wide.join(","));
        let events: Vec<Event> = (0..1_000)
            .map(|at| event(&format!("E{at}"), 1, &wide))
            .collect();
        let text = made("Application", &events);
        assert!(text.len() < 100_000, "{}", text.len());
        assert!(text.contains("// 800 more event types") && text.contains("k19 (number), …"));
    }
}
