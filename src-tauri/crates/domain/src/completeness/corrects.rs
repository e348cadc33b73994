//! What an event says that it corrects.

use serde::de::{Deserializer as _, IgnoredAny, MapAccess, Visitor};

use crate::event::Event;
use crate::json::Payload;

/// The key of an event's metadata that names the event it corrects, by its id. Any other way of saying so is not
/// understood.
pub const CORRECTS: &str = "corrects";

/// The id of the event that this one says it corrects.
pub(super) fn corrected(event: &Event) -> Option<String> {
    let Some(Payload::Json(metadata)) = &event.metadata else {
        return None;
    };
    // Most metadata says nothing of the kind, and is not read for it. A key may be spelled with escapes.
    let text = metadata.as_str();
    if !text.contains(CORRECTS) && !text.contains('\\') {
        return None;
    }
    let mut reader = serde_json::Deserializer::from_str(text);
    reader.deserialize_map(Corrects).ok().flatten()
}

struct Corrects;

impl<'de> Visitor<'de> for Corrects {
    type Value = Option<String>;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Option<String>, A::Error> {
        let mut found = None;
        while let Some(key) = map.next_key::<String>()? {
            if key == CORRECTS {
                found = map
                    .next_value::<serde_json::Value>()?
                    .as_str()
                    .map(str::to_owned);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }
}
