//! Names told once and then by number.

use std::collections::HashMap;

use hindsight_domain::{AggregateId, AggregateType, Event};

use crate::wire::TracedAggregateDto;

/// Texts, each with a number.
#[derive(Default)]
pub struct Texts {
    numbers: HashMap<String, u32>,
    /// The texts in order of their numbers.
    pub texts: Vec<String>,
}

impl Texts {
    /// The number of a text.
    pub fn number(&mut self, text: &str) -> u32 {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let number = self.texts.len() as u32;
        self.numbers.insert(text.to_owned(), number);
        self.texts.push(text.to_owned());
        number
    }
}

/// Aggregates, each with a number: first those of the operation's events, then the others.
#[derive(Default)]
pub struct Aggregates {
    numbers: HashMap<String, u32>,
    /// The aggregates in order of their numbers.
    pub told: Vec<TracedAggregateDto>,
}

impl Aggregates {
    /// Counts an event of the operation.
    pub fn count(&mut self, event: &Event) {
        let number = self.number(&event.aggregate_id, &event.aggregate_type);
        let told = &mut self.told[number as usize];
        let version = event.version.0;
        let before = version.saturating_sub(1);
        if told.events == 0 {
            (told.before, told.after) = (before, version);
        }
        told.events += 1;
        told.before = told.before.min(before);
        told.after = told.after.max(version);
        told.others = (told.after - told.before).saturating_sub(told.events);
    }

    /// The number of an aggregate.
    pub fn number(&mut self, id: &AggregateId, of_type: &AggregateType) -> u32 {
        if let Some(number) = self.numbers.get(id.as_str()) {
            return *number;
        }
        let number = self.told.len() as u32;
        self.numbers.insert(id.to_string(), number);
        self.told.push(TracedAggregateDto {
            aggregate_id: id.to_string(),
            aggregate_type: of_type.to_string(),
            events: 0,
            before: 0,
            after: 0,
            others: 0,
        });
        number
    }
}
