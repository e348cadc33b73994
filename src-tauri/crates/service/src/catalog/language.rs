//! The language of the search box: `type:OrderPlaced actor:"ada l." after:2026-01-01 "exact phrase" word`.

use std::ops::Range;

use hindsight_domain::{ActorType, EventFilter, Source};

use crate::wire::{FilterDto, QueryProblemDto, UnderstoodDto};

/// What may stand in front of a colon, and what it means.
pub(super) const KEYS: [(&str, Key); 12] = [
    ("type", Key::EventType),
    ("kind", Key::AggregateType),
    ("aggregate", Key::AggregateId),
    ("actor", Key::Actor),
    ("as", Key::ActorType),
    ("source", Key::Source),
    ("correlation", Key::CorrelationId),
    ("cause", Key::CausationId),
    ("after", Key::From),
    ("before", Key::Until),
    ("from-position", Key::FromPosition),
    ("to-position", Key::ToPosition),
];

/// What a part of a filter is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    EventType,
    AggregateType,
    AggregateId,
    Actor,
    ActorType,
    Source,
    CorrelationId,
    CausationId,
    From,
    Until,
    FromPosition,
    ToPosition,
}

/// One part of what was typed, and where it stands, in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    /// The whole part.
    pub range: Range<usize>,
    /// What stands in front of the colon.
    pub key: Option<String>,
    /// What stands behind it, or the word or phrase.
    pub value: String,
    /// Where that stands, quotes included.
    pub value_range: Range<usize>,
    /// Whether a quote was opened and not closed.
    pub unclosed: bool,
}

/// Says what a text asks for. What can be understood is told even where a part cannot.
pub fn understand(text: &str) -> UnderstoodDto {
    let parts = parts(text);
    let mut understood = UnderstoodDto {
        filter: FilterDto::default(),
        terms: Vec::new(),
        id: whole_id(text),
        problem: None,
    };
    for part in parts {
        if let Err((message, range)) = take(&mut understood, part) {
            let problem = QueryProblemDto {
                message,
                from: utf16(text, range.start),
                to: utf16(text, range.end),
            };
            understood.problem.get_or_insert(problem);
        }
    }
    understood
}

type Problem = (String, Range<usize>);

fn take(understood: &mut UnderstoodDto, part: Part) -> Result<(), Problem> {
    if part.unclosed {
        return Err((
            "This quote is not closed; end the phrase with another \".".to_owned(),
            part.value_range,
        ));
    }
    let Some(key) = part.key else {
        // `#17` names a place and is no text.
        if !part.value.is_empty() && !part.value.starts_with('#') {
            understood.terms.push(part.value);
        }
        return Ok(());
    };
    let Some((_, known)) = KEYS.iter().find(|(name, _)| *name == key) else {
        let names: Vec<&str> = KEYS.iter().map(|(name, _)| *name).collect();
        let message = format!(
            "There is no filter {key}:. Known are {}. To search for these words, put them into \"quotes\".",
            names.join(", ")
        );
        return Err((message, part.range));
    };
    if part.value.is_empty() {
        return Err((format!("Say what {key}: is to be."), part.range));
    }
    if let Some(what) = not_one_of(*known, &part.value) {
        return Err((what, part.value_range));
    }
    let slot = slot(&mut understood.filter, *known);
    if slot.is_some() {
        return Err((
            format!("{key}: is said twice; one is the most."),
            part.range,
        ));
    }
    let checked = FilterDto {
        ..only(*known, &part.value)
    };
    if let Err(error) = EventFilter::try_from(&checked) {
        return Err((capitalised(&error.message), part.value_range));
    }
    *slot = Some(part.value);
    Ok(())
}

/// What is wrong with a word of a closed set.
fn not_one_of(key: Key, value: &str) -> Option<String> {
    let words: Vec<&str> = match key {
        Key::ActorType => ActorType::ALL.iter().map(|word| word.as_str()).collect(),
        Key::Source => Source::ALL.iter().map(|word| word.as_str()).collect(),
        _ => return None,
    };
    (!words.contains(&value)).then(|| format!("This must be one of {}.", words.join(", ")))
}

fn only(key: Key, value: &str) -> FilterDto {
    let mut filter = FilterDto::default();
    *slot(&mut filter, key) = Some(value.to_owned());
    filter
}

fn slot(filter: &mut FilterDto, key: Key) -> &mut Option<String> {
    match key {
        Key::EventType => &mut filter.event_type,
        Key::AggregateType => &mut filter.aggregate_type,
        Key::AggregateId => &mut filter.aggregate_id,
        Key::Actor => &mut filter.actor,
        Key::ActorType => &mut filter.actor_type,
        Key::Source => &mut filter.source,
        Key::CorrelationId => &mut filter.correlation_id,
        Key::CausationId => &mut filter.causation_id,
        Key::From => &mut filter.from,
        Key::Until => &mut filter.until,
        Key::FromPosition => &mut filter.from_position,
        Key::ToPosition => &mut filter.to_position,
    }
}

/// The whole text, where it looks like the name or the position of something.
fn whole_id(text: &str) -> Option<String> {
    let text = text.trim();
    let digits = text.strip_prefix('#').unwrap_or(text);
    let is_position =
        !digits.is_empty() && digits.len() < 20 && digits.bytes().all(|byte| byte.is_ascii_digit());
    let is_id = uuid::Uuid::try_parse(text).is_ok();
    (is_position || is_id).then(|| text.to_owned())
}

/// Cuts a text into its parts.
pub(super) fn parts(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut at = 0;
    loop {
        at += text[at..].len() - text[at..].trim_start().len();
        if at == text.len() {
            return parts;
        }
        let part = part(text, at);
        at = part.range.end;
        parts.push(part);
    }
}

fn part(text: &str, begin: usize) -> Part {
    let rest = &text[begin..];
    let plain = rest
        .find(|letter: char| letter.is_whitespace() || letter == '"' || letter == ':')
        .unwrap_or(rest.len());
    let is_key = plain > 0 && rest[plain..].starts_with(':');
    let value_begin = if is_key { begin + plain + 1 } else { begin };
    let (value, end, unclosed) = value(text, value_begin);
    Part {
        range: begin..end,
        key: is_key.then(|| rest[..plain].to_ascii_lowercase()),
        value,
        value_range: value_begin..end,
        unclosed,
    }
}

/// A word to the next blank, or a phrase to the next quote; in a phrase `\"` is a quote and `\\` a backslash.
fn value(text: &str, begin: usize) -> (String, usize, bool) {
    let rest = &text[begin..];
    let Some(quoted) = rest.strip_prefix('"') else {
        let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
        return (rest[..length].to_owned(), begin + length, false);
    };
    let (mut value, mut escaped) = (String::new(), false);
    for (index, letter) in quoted.char_indices() {
        match letter {
            '"' | '\\' if escaped => {
                value.push(letter);
                escaped = false;
            }
            '"' => return (value, begin + 1 + index + 1, false),
            '\\' => escaped = true,
            letter => {
                if std::mem::take(&mut escaped) {
                    value.push('\\');
                }
                value.push(letter);
            }
        }
    }
    (value, text.len(), true)
}

/// A value as it is typed so that it is read back.
pub(super) fn quoted(value: &str) -> String {
    let plain = !value.is_empty()
        && !value.contains(|letter: char| letter.is_whitespace() || letter == '"');
    match plain {
        true => value.to_owned(),
        false => format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\"")),
    }
}

/// A place in a text as JavaScript counts it.
pub(super) fn utf16(text: &str, byte: usize) -> u32 {
    let units = text.get(..byte).unwrap_or(text).encode_utf16().count();
    u32::try_from(units).unwrap_or(u32::MAX)
}

fn capitalised(message: &str) -> String {
    let mut letters = message.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    format!("{}{}.", first.unwrap_or_default(), letters.as_str())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn filters_words_and_phrases_are_told_apart() {
        let found = understand(
            "type:OrderPlaced actor:\"ada \\\"l.\\\"\" after:2026-01-01 tax \"exact phrase\"  as:user",
        );
        assert_eq!(found.problem, None);
        let filter = FilterDto {
            event_type: Some("OrderPlaced".into()),
            actor: Some("ada \"l.\"".into()),
            from: Some("2026-01-01".into()),
            actor_type: Some("user".into()),
            ..FilterDto::default()
        };
        assert_eq!(found.filter, filter);
        assert_eq!(found.terms, ["tax", "exact phrase"]);
        assert_eq!(found.id, None);
    }

    #[test]
    fn a_lone_name_or_position_is_one() {
        let id = "018f2f6e-7c1b-7a52-9b1e-0242ac120002";
        assert_eq!(understand(&format!(" {id} ")).id.as_deref(), Some(id));
        assert_eq!(understand("#42").id.as_deref(), Some("#42"));
        assert!(understand("#42").terms.is_empty());
        assert_eq!(understand("4711").terms, ["4711"]);
        assert_eq!(understand("47x").id, None);
    }

    #[test]
    fn problems_point_at_their_place() {
        for (text, from, to, begins) in [
            ("\u{1f4c8} foo:bar", 3, 10, "There is no filter foo:"),
            ("tax source:fax", 11, 14, "This must be one of ui, api"),
            ("before:yesterday", 7, 16, "An instant looks like"),
            ("actor:ada actor:bob", 10, 19, "actor: is said twice"),
            ("type:", 0, 5, "Say what type: is to be."),
            ("tax \"open", 4, 9, "This quote is not closed"),
            ("from-position:x", 14, 15, "A position is a whole number"),
        ] {
            let problem = understand(text).problem.unwrap();
            assert_eq!((problem.from, problem.to), (from, to), "{text}");
            assert!(problem.message.starts_with(begins), "{}", problem.message);
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic_and_parts_follow_one_another(text in "[a-z:\"\\\\ #\u{e9}\u{1f4c8}]{0,24}") {
            let _ = understand(&text);
            let mut end = 0;
            for part in parts(&text) {
                prop_assert!(end <= part.range.start && part.range.start < part.range.end);
                end = part.range.end;
            }
            prop_assert!(end <= text.len());
        }

        #[test]
        fn a_quoted_value_is_read_back(value in "[a-z\"\\\\ :\u{e9}]{1,12}") {
            let text = format!("actor:{}", quoted(&value));
            prop_assert_eq!(understand(&text).filter.actor, Some(value));
        }
    }
}
