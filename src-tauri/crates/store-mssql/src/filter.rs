//! From a filter to the condition of a statement.

use hindsight_domain::{EventFilter, Instant};

use crate::columns::comparable;
use crate::shape::Shape;
use crate::value::Values;

/// A condition of a statement over events.
#[derive(Debug, Default)]
pub struct Condition {
    parts: Vec<String>,
    /// Whether anything but a stretch of positions is asked for.
    pub selective: bool,
}

impl Condition {
    /// Adds a part.
    pub fn and(&mut self, part: impl Into<String>) {
        self.parts.push(part.into());
    }

    /// The text behind WHERE.
    pub fn sql(&self) -> String {
        if self.parts.is_empty() {
            "1 = 1".to_owned()
        } else {
            self.parts.join(" AND ")
        }
    }
}

/// Translates a filter. Over a store whose rules are in place a stretch of time is a stretch of positions, which the
/// server finds with two look-ups in the same statement; elsewhere each row's own time is read.
pub fn condition<'v>(shape: &Shape, filter: &'v EventFilter, values: &mut Values<'v>) -> Condition {
    let equals: [(&str, Option<&'v str>); 6] = [
        (
            "correlation_id",
            filter.correlation_id.as_ref().map(|id| id.as_str()),
        ),
        (
            "causation_id",
            filter.causation_id.as_ref().map(|id| id.as_str()),
        ),
        (
            "aggregate_id",
            filter.aggregate_id.as_ref().map(|id| id.as_str()),
        ),
        (
            "event_type",
            filter.event_type.as_ref().map(|name| name.as_str()),
        ),
        (
            "aggregate_type",
            filter.aggregate_type.as_ref().map(|name| name.as_str()),
        ),
        ("actor", filter.actor.as_ref().map(|name| name.as_str())),
    ];
    let mut condition = Condition::default();
    for (column, value) in equals {
        if let Some(value) = value {
            condition.and(shape.columns.equals(column, value, values, shape.ruled));
        }
    }
    let words = [
        ("actor_type", filter.actor_type.map(|word| word.as_str())),
        ("source", filter.source.map(|word| word.as_str())),
    ];
    for (column, word) in words {
        if let Some(word) = word {
            condition.and(is_word(shape, column, word, values));
        }
    }
    condition.selective = !condition.parts.is_empty();
    time(&mut condition, shape, filter, values);
    positions(&mut condition, shape, filter, values);
    condition
}

/// Another program may spell `User` where we spell `user`.
fn is_word<'v>(shape: &Shape, column: &str, word: &'v str, values: &mut Values<'v>) -> String {
    if shape.ruled || !shape.columns.has(column) {
        return shape.columns.equals(column, word, values, shape.ruled);
    }
    format!("LOWER({}) = {}", comparable(column), values.add(word))
}

fn positions(
    condition: &mut Condition,
    shape: &Shape,
    filter: &EventFilter,
    values: &mut Values<'_>,
) {
    if let Some(low) = filter.from_position {
        condition.and(format!("{} >= {}", shape.position, values.add(low.0)));
    }
    if let Some(high) = filter.to_position {
        condition.and(format!("{} <= {}", shape.position, values.add(high.0)));
    }
}

fn time(condition: &mut Condition, shape: &Shape, filter: &EventFilter, values: &mut Values<'_>) {
    let bounds = [(filter.from, ">="), (filter.until, "<")];
    for (bound, sign) in bounds {
        let Some(instant) = bound else { continue };
        if shape.ruled {
            condition.and(format!(
                "{} {sign} {}",
                shape.position,
                first_at_or_after(instant, values)
            ));
        } else {
            let moment = shape.columns.moment("event_timestamp");
            condition.and(format!("{moment} {sign} {}", values.add(instant)));
            condition.selective = true;
        }
    }
}

/// A condition that an event had happened by an instant. Fractions of a microsecond count as cut off, as where they
/// are read.
pub fn had_happened(shape: &Shape, instant: Instant, values: &mut Values<'_>) -> String {
    let Some(next) = instant.next() else {
        return "1 = 1".to_owned();
    };
    if shape.ruled {
        format!("{} < {}", shape.position, first_at_or_after(next, values))
    } else {
        format!(
            "{} < {}",
            shape.columns.moment("event_timestamp"),
            values.add(next)
        )
    }
}

/// The position of the first event at or after an instant, or one that no event will ever have; for stores whose rules
/// are in place. ISNULL looks once, where COALESCE may look twice, and keeps the type of a position.
pub fn first_at_or_after(instant: Instant, values: &mut Values<'_>) -> String {
    format!(
        "ISNULL((SELECT TOP (1) global_position FROM dbo.events WHERE event_timestamp >= {} \
         ORDER BY event_timestamp, global_position), CONVERT(bigint, {}))",
        values.add(instant),
        i64::MAX
    )
}

/// The last position of a store whose rules are in place; 0 when it is empty.
pub const LAST_POSITION: &str = "ISNULL((SELECT MAX(global_position) FROM dbo.events), 0)";
