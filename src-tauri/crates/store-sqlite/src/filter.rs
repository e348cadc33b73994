//! From a filter to the condition of a statement.

use hindsight_domain::{EventFilter, Instant};
use hindsight_store::StoreResult;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension};

use crate::error::translate;
use crate::shape::Shape;

/// A condition with the values that it binds, in order.
#[derive(Debug, Default)]
pub struct Condition {
    /// The column that orders what is found. Where no index drives a statement over a store of ours, it is the row's own
    /// number, which is the same as its position: then rows are read one behind the other, and not each by a look-up.
    pub position: &'static str,
    parts: Vec<String>,
    /// The values of the parts' question marks.
    pub values: Vec<Value>,
    /// Whether anything but a stretch of positions is asked for.
    pub selective: bool,
    /// The first position that may match.
    pub low: Option<i64>,
    /// The last position that may match.
    pub high: Option<i64>,
}

impl Condition {
    /// Adds a part with one value.
    pub fn and(&mut self, part: impl Into<String>, value: impl Into<Value>) {
        self.parts.push(part.into());
        self.values.push(value.into());
    }

    /// The text behind WHERE.
    pub fn sql(&self) -> String {
        if self.parts.is_empty() {
            "TRUE".to_owned()
        } else {
            self.parts.join(" AND ")
        }
    }

    fn narrow(&mut self, low: Option<i64>, high: Option<i64>) {
        self.low = self.low.max(low);
        self.high = match (self.high, high) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
    }
}

/// Which index a statement over a store of ours is to be driven by: the most selective that the filter names. The
/// other parts are written with a unary plus, which keeps SQLite's planner from choosing them.
const DRIVERS: [&str; 5] = [
    "correlation_id",
    "causation_id",
    "aggregate_id",
    "event_type",
    "aggregate_type",
];

/// Translates a filter. Over a store whose rules are in place a stretch of time is a stretch of positions, found
/// with two look-ups; elsewhere each row's own time is read.
pub fn condition(
    connection: &Connection,
    shape: &Shape,
    filter: &EventFilter,
) -> StoreResult<Condition> {
    let equals: [(&'static str, Option<&str>); 6] = [
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
    let driver = DRIVERS.into_iter().find(|name| {
        equals
            .iter()
            .any(|(column, value)| column == name && value.is_some())
    });
    let mut condition = Condition {
        position: if shape.ruled && driver.is_none() {
            "rowid"
        } else {
            shape.position
        },
        ..Condition::default()
    };
    for (column, value) in equals {
        if let Some(value) = value {
            let plus = if shape.ruled && Some(column) != driver {
                "+"
            } else {
                ""
            };
            condition.and(
                format!("{plus}{} = ?", shape.column(column)),
                value.to_owned(),
            );
        }
    }
    word(
        &mut condition,
        shape,
        "actor_type",
        filter.actor_type.map(|word| word.as_str()),
    );
    word(
        &mut condition,
        shape,
        "source",
        filter.source.map(|word| word.as_str()),
    );
    condition.selective = !condition.parts.is_empty();
    time(&mut condition, connection, shape, filter)?;
    condition.narrow(
        filter.from_position.map(|p| p.0),
        filter.to_position.map(|p| p.0),
    );
    if let Some(low) = condition.low {
        condition.and(format!("{} >= ?", condition.position), low);
    }
    if let Some(high) = condition.high {
        condition.and(format!("{} <= ?", condition.position), high);
    }
    Ok(condition)
}

/// Another program may spell `User` where we spell `user`.
fn word(
    condition: &mut Condition,
    shape: &Shape,
    column: &'static str,
    word: Option<&'static str>,
) {
    if let Some(word) = word {
        let column = shape.column(column);
        let cell = if shape.ruled {
            column.to_owned()
        } else {
            format!("lower({column})")
        };
        condition.and(format!("{cell} = ?"), word.to_owned());
    }
}

fn time(
    condition: &mut Condition,
    connection: &Connection,
    shape: &Shape,
    filter: &EventFilter,
) -> StoreResult<()> {
    if shape.ruled {
        let low = filter
            .from
            .map(|from| first_at_or_after(connection, from))
            .transpose()?;
        let high = filter
            .until
            .map(|until| first_at_or_after(connection, until))
            .transpose()?;
        condition.narrow(low, high.map(|after| after - 1));
        return Ok(());
    }
    let cell = format!("{INSTANT_MICROS}({})", shape.column("event_timestamp"));
    if let Some(from) = filter.from {
        condition.and(format!("{cell} >= ?"), from.micros());
        condition.selective = true;
    }
    if let Some(until) = filter.until {
        condition.and(format!("{cell} < ?"), until.micros());
        condition.selective = true;
    }
    Ok(())
}

/// Adds that an event had happened by an instant.
pub fn had_happened(
    connection: &Connection,
    shape: &Shape,
    instant: Instant,
    condition: &mut Condition,
) -> StoreResult<()> {
    if shape.ruled {
        let last = past_position(connection, instant)?;
        condition.and("global_position <= ?", last);
    } else {
        let cell = format!("{INSTANT_MICROS}({})", shape.column("event_timestamp"));
        condition.and(format!("{cell} <= ?"), instant.micros());
    }
    Ok(())
}

/// The position of the last event that had happened by an instant; for stores whose rules are in place.
pub fn past_position(connection: &Connection, instant: Instant) -> StoreResult<i64> {
    match instant.next() {
        Some(next) => Ok(first_at_or_after(connection, next)? - 1),
        None => last_position(connection),
    }
}

/// The position of the first event at or after an instant, or the one behind the last; for stores whose rules are
/// in place.
pub fn first_at_or_after(connection: &Connection, instant: Instant) -> StoreResult<i64> {
    let found: Option<i64> = connection
        .prepare_cached(
            "SELECT global_position FROM events WHERE event_timestamp >= ?1 \
             ORDER BY event_timestamp, global_position LIMIT 1",
        )
        .and_then(|mut statement| {
            statement
                .query_row([instant.to_string()], |row| row.get(0))
                .optional()
        })
        .map_err(translate)?;
    match found {
        Some(position) => Ok(position),
        None => Ok(last_position(connection)? + 1),
    }
}

/// The last position of a store of ours; 0 when it is empty.
pub fn last_position(connection: &Connection) -> StoreResult<i64> {
    connection
        .prepare_cached("SELECT coalesce(max(global_position), 0) FROM events")
        .and_then(|mut statement| statement.query_row([], |row| row.get(0)))
        .map_err(translate)
}

/// The name of the function that reads an instant in any spelling, for stores that are not ours.
const INSTANT_MICROS: &str = "hindsight_instant_micros";

/// Teaches a connection to read instants.
pub fn register_functions(connection: &Connection) -> StoreResult<()> {
    use rusqlite::functions::FunctionFlags;
    let flags = FunctionFlags::SQLITE_UTF8
        | FunctionFlags::SQLITE_DETERMINISTIC
        | FunctionFlags::SQLITE_DIRECTONLY;
    connection
        .create_scalar_function(INSTANT_MICROS, 1, flags, |context| {
            let text = context.get_raw(0).as_str().ok();
            Ok(text.and_then(Instant::parse).map(Instant::micros))
        })
        .map_err(translate)
}
