//! Ways to go on typing in the search box: names of filters, then the words that the store holds.

use std::ops::Range;

use hindsight_domain::{ActorType, Source};

use super::answers::facet;
use super::language::{KEYS, Key, parts, quoted, utf16};
use crate::error::ServiceResult;
use crate::session::Session;
use crate::wire::{CompletionDto, FieldDto, FilterDto};

/// How many are offered.
const OFFERS_MAX: usize = 20;
/// Among how many words, the most frequent ones, is looked.
const WORDS: u32 = 1_000;

/// Ways to go on at a place of the text, in UTF-16 units.
///
/// # Errors
/// The store's own.
pub async fn complete(
    session: &Session,
    text: &str,
    cursor: u32,
) -> ServiceResult<Vec<CompletionDto>> {
    let at = byte_of(text, cursor);
    let part = parts(text)
        .into_iter()
        .find(|part| part.range.start < at && at <= part.range.end);
    let Some(part) = part else {
        return Ok(keys(text, "", at..at));
    };
    let Some(key) = &part.key else {
        return Ok(
            match part.value_range.start == part.range.start
                && !text[part.range.clone()].starts_with('"')
            {
                true => keys(text, &part.value, part.range),
                false => Vec::new(),
            },
        );
    };
    if at < part.value_range.start {
        return Ok(keys(text, key, part.range));
    }
    let Some((_, key)) = KEYS.iter().find(|(name, _)| name == key) else {
        return Ok(Vec::new());
    };
    let words = words(session, *key).await?;
    let wanted = part.value.to_lowercase();
    let fitting = words
        .into_iter()
        .filter(|(word, _)| word.to_lowercase().contains(&wanted));
    let offer = |(word, count): (String, Option<String>)| CompletionDto {
        insert: format!("{} ", quoted(&word)),
        label: word,
        from: utf16(text, part.value_range.start),
        to: utf16(text, part.value_range.end),
        count,
    };
    Ok(fitting.take(OFFERS_MAX).map(offer).collect())
}

fn keys(text: &str, typed: &str, range: Range<usize>) -> Vec<CompletionDto> {
    let typed = typed.to_ascii_lowercase();
    let fitting = KEYS.iter().filter(|(name, _)| name.starts_with(&typed));
    let offer = |(name, _): &(&str, Key)| CompletionDto {
        label: format!("{name}:"),
        insert: format!("{name}:"),
        from: utf16(text, range.start),
        to: utf16(text, range.end),
        count: None,
    };
    fitting.map(offer).collect()
}

/// The words that a filter may want, the most frequent first.
async fn words(session: &Session, key: Key) -> ServiceResult<Vec<(String, Option<String>)>> {
    let field = match key {
        Key::EventType => FieldDto::EventType,
        Key::AggregateType => FieldDto::AggregateType,
        Key::Actor => FieldDto::Actor,
        Key::ActorType => {
            return Ok(ActorType::ALL
                .iter()
                .map(|word| (word.to_string(), None))
                .collect());
        }
        Key::Source => {
            return Ok(Source::ALL
                .iter()
                .map(|word| (word.to_string(), None))
                .collect());
        }
        _ => return Ok(Vec::new()),
    };
    if session.catalog().is_none() {
        return Ok(Vec::new());
    }
    let found = facet(session, &FilterDto::default(), field, WORDS).await?;
    let words = found.values.into_iter();
    Ok(words
        .filter_map(|one| Some((one.value?, Some(one.count))))
        .collect())
}

fn byte_of(text: &str, units: u32) -> usize {
    let mut left = units as usize;
    for (index, letter) in text.char_indices() {
        if left == 0 {
            return index;
        }
        left = left.saturating_sub(letter.len_utf16());
    }
    text.len()
}
