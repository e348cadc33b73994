//! What is known of a store at one moment: all segments, and the words of their numbers.

use std::sync::Arc;

use hindsight_domain::{EventFilter, Position};

use crate::asked::{Asked, Want};
use crate::field::{Dictionary, FIELDS, Field};
use crate::segment::Segment;

/// What is known of a store at one moment. Cheap to clone, and never changed once it is handed out.
#[derive(Debug, Clone, Default)]
pub struct Columns {
    pub(crate) segments: Vec<Arc<Segment>>,
    pub(crate) dictionaries: [Arc<Dictionary>; FIELDS],
}

impl Columns {
    /// How many events are known.
    pub fn events(&self) -> u64 {
        self.segments
            .iter()
            .map(|segment| segment.events as u64)
            .sum()
    }

    /// Where the last known event stands.
    pub fn last_position(&self) -> Option<Position> {
        let last = self
            .segments
            .iter()
            .rev()
            .find(|segment| segment.events > 0);
        last.map(|segment| Position(segment.last_position()))
    }

    /// How many bytes the segments take in memory.
    pub fn bytes(&self) -> usize {
        self.segments.iter().map(|segment| segment.bytes()).sum()
    }

    /// The words of a field.
    pub fn words(&self, field: Field) -> &Dictionary {
        &self.dictionaries[field as usize]
    }

    /// Translates a filter; `None` where the columns cannot tell which events it means.
    ///
    /// They hold no aggregates, correlations and causations: where the filter names one of these, `only` must say where
    /// its events stand, in order.
    pub fn ask(&self, filter: &EventFilter, only: Option<Arc<[i64]>>) -> Option<Asked> {
        let words = [
            filter.event_type.as_ref().map(|word| word.as_str()),
            filter.aggregate_type.as_ref().map(|word| word.as_str()),
            filter.actor.as_ref().map(|word| word.as_str()),
            filter.actor_type.map(|word| word.as_str()),
            filter.source.map(|word| word.as_str()),
        ];
        let mut wants = [Want::Any; FIELDS];
        for ((want, word), dictionary) in wants.iter_mut().zip(words).zip(&self.dictionaries) {
            *want = match word.map(|word| dictionary.find(word)) {
                None => Want::Any,
                Some(Some(code)) => Want::Code(code),
                Some(None) if dictionary.has_other => return None,
                Some(None) => Want::Nothing,
            };
        }
        let listed = filter.aggregate_id.is_some()
            || filter.correlation_id.is_some()
            || filter.causation_id.is_some();
        if listed && only.is_none() {
            return None;
        }
        Some(Asked {
            wants,
            from: filter.from.map(|from| from.micros()),
            until: filter.until.map(|until| until.micros()),
            low: filter.from_position.map_or(i64::MIN, |low| low.0),
            high: filter.to_position.map_or(i64::MAX, |high| high.0),
            only,
        })
    }
}
