//! From a line to a command, payloads byte for byte.

use std::fmt;

use hindsight_service::wire::{AppendRequestDto, ExpectedVersionDto, NewEventDto};
use serde::Deserialize;
use serde::de::{self, Deserializer, Visitor};
use serde_json::value::RawValue;

use super::lines::LINE_BYTES_MAX;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CommandLine {
    command_id: Option<String>,
    command_type: String,
    aggregate_id: String,
    aggregate_type: String,
    actor: String,
    actor_type: String,
    source: String,
    correlation_id: Option<String>,
    #[serde(default, deserialize_with = "even_null")]
    data: Option<Box<RawValue>>,
    #[serde(default, deserialize_with = "even_null")]
    metadata: Option<Box<RawValue>>,
    #[serde(default)]
    expected_version: Expected,
    events: Vec<EventLine>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EventLine {
    event_type: String,
    #[serde(default = "first_form")]
    event_version: u32,
    data: Box<RawValue>,
    #[serde(default, deserialize_with = "even_null")]
    metadata: Option<Box<RawValue>>,
    causation_id: Option<String>,
}

fn first_form() -> u32 {
    1
}

/// A payload that is there, be it `null`: that is a payload like any other.
fn even_null<'de, D: Deserializer<'de>>(source: D) -> Result<Option<Box<RawValue>>, D::Error> {
    Box::<RawValue>::deserialize(source).map(Some)
}

struct Expected(ExpectedVersionDto);

impl Default for Expected {
    fn default() -> Self {
        Self(ExpectedVersionDto::Any)
    }
}

impl<'de> Deserialize<'de> for Expected {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        source.deserialize_any(ExpectedVisitor).map(Self)
    }
}

struct ExpectedVisitor;

impl Visitor<'_> for ExpectedVisitor {
    type Value = ExpectedVersionDto;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(r#"a version or "any", "no_stream" or "stream_exists""#)
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Self::Value, E> {
        let version = u32::try_from(number)
            .map_err(|_| E::invalid_value(de::Unexpected::Unsigned(number), &self))?;
        Ok(ExpectedVersionDto::Exact { version })
    }

    fn visit_str<E: de::Error>(self, word: &str) -> Result<Self::Value, E> {
        match word {
            "any" => Ok(ExpectedVersionDto::Any),
            "no_stream" => Ok(ExpectedVersionDto::NoStream),
            "stream_exists" => Ok(ExpectedVersionDto::StreamExists),
            _ => Err(E::invalid_value(de::Unexpected::Str(word), &self)),
        }
    }
}

/// Reads a line.
///
/// # Errors
/// What cannot be understood of it, in words.
pub fn parse(line: Option<Vec<u8>>) -> Result<AppendRequestDto, String> {
    let Some(bytes) = line else {
        return Err(format!(
            "the line is longer than {} MiB",
            LINE_BYTES_MAX >> 20
        ));
    };
    let text = String::from_utf8(bytes).map_err(|error| {
        format!(
            "the line is not UTF-8 from byte {}",
            error.utf8_error().valid_up_to() + 1
        )
    })?;
    let line: CommandLine = serde_json::from_str(&text).map_err(|error| in_words(&error))?;
    Ok(AppendRequestDto {
        command_id: line.command_id,
        command_type: line.command_type,
        aggregate_id: line.aggregate_id,
        aggregate_type: line.aggregate_type,
        actor: line.actor,
        actor_type: line.actor_type,
        source: line.source,
        correlation_id: line.correlation_id,
        data: text_or_empty(line.data),
        metadata: text_or_empty(line.metadata),
        expected_version: line.expected_version.0,
        events: line.events.into_iter().map(event).collect(),
    })
}

fn event(line: EventLine) -> NewEventDto {
    NewEventDto {
        event_type: line.event_type,
        event_version: line.event_version,
        data: line.data.get().to_owned(),
        metadata: line.metadata.map(|metadata| metadata.get().to_owned()),
        causation_id: line.causation_id,
    }
}

fn text_or_empty(payload: Option<Box<RawValue>>) -> String {
    payload.map_or_else(|| "{}".to_owned(), |payload| payload.get().to_owned())
}

/// The parser counts lines within what it was given, which is always one: only the column says something.
fn in_words(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    match text.strip_suffix(&place) {
        Some(words) => format!("{words} (column {})", error.column()),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(fields: &str) -> Result<AppendRequestDto, String> {
        let line = format!(
            r#"{{"command_type":"C","aggregate_id":"a","aggregate_type":"A","actor":"ada","actor_type":"user","source":"ui"{fields}}}"#
        );
        parse(Some(line.into_bytes()))
    }

    #[test]
    fn payloads_are_kept_byte_for_byte() {
        let request = with(
            r#","data": {"a" : 1.10,"a":9007199254740993},"events":[{"event_type":"E","data": "\u0041" ,"metadata":null}]"#,
        );
        let request = request.unwrap();
        assert_eq!(request.data, r#"{"a" : 1.10,"a":9007199254740993}"#);
        assert_eq!(request.metadata, "{}");
        assert_eq!(request.events[0].data, r#""\u0041""#);
        assert_eq!(request.events[0].metadata.as_deref(), Some("null"));
        assert_eq!(request.events[0].event_version, 1);
    }

    #[test]
    fn an_expected_version_is_a_number_or_a_word() {
        let expected = |text: &str| {
            with(&format!(r#","events":[],"expected_version":{text}"#)).map(|r| r.expected_version)
        };
        assert_eq!(expected("7"), Ok(ExpectedVersionDto::Exact { version: 7 }));
        assert_eq!(expected("\"no_stream\""), Ok(ExpectedVersionDto::NoStream));
        assert_eq!(
            expected("\"stream_exists\""),
            Ok(ExpectedVersionDto::StreamExists)
        );
        assert_eq!(
            with(r#","events":[]"#).unwrap().expected_version,
            ExpectedVersionDto::Any
        );
        for wrong in ["-1", "4294967296", "1.5", "\"7\"", "null", "{}"] {
            let error = expected(wrong).unwrap_err();
            assert!(error.contains("a version or \"any\""), "{error}");
        }
    }

    #[test]
    fn what_cannot_be_understood_is_told_with_its_column() {
        let error = with(r#","events":[],"colour":1"#).unwrap_err();
        assert!(error.starts_with("unknown field `colour`"), "{error}");
        assert!(error.ends_with("(column 128)"), "{error}");
        assert!(with("").unwrap_err().starts_with("missing field `events`"));
        assert!(
            with(r#","events":[],"actor":"b""#)
                .unwrap_err()
                .starts_with("duplicate field")
        );
        assert_eq!(
            parse(Some(b"{\"\xff\"}".to_vec())).unwrap_err(),
            "the line is not UTF-8 from byte 3"
        );
        assert_eq!(parse(None).unwrap_err(), "the line is longer than 64 MiB");
    }
}
