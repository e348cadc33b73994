//! Aggregates, and types with their counts.

use hindsight_domain::{AggregateId, AggregateType, EventType, Instant, Order, Position, Version};
use hindsight_store::{
    AggregatePage, AggregateSummary, EVENTS_PER_READ_MAX, StoreResult, TypeCount,
};
use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, OptionalExtension, Row, params_from_iter};

use crate::error::translate;
use crate::filter::{Condition, had_happened};
use crate::past;
use crate::shape::Shape;

/// What a list of aggregates is asked for.
pub struct List {
    /// Of this type.
    pub of_type: Option<AggregateType>,
    /// Behind this one's beginning.
    pub after: Option<Position>,
    /// By their beginnings.
    pub order: Order,
    /// So many at most.
    pub limit: u32,
    /// As they were then.
    pub as_of: Option<Instant>,
}

/// One portion of the aggregates, in the order in which they began.
pub fn aggregates(
    connection: &Connection,
    shape: &Shape,
    list: &List,
) -> StoreResult<AggregatePage> {
    let limit = list.limit.clamp(1, EVENTS_PER_READ_MAX) as usize;
    let mut ids = beginnings(connection, shape, list, limit + 1)?;
    let more = ids.len() > limit;
    ids.truncate(limit);
    let mut aggregates = Vec::with_capacity(ids.len());
    for (position, id) in &ids {
        if let Some(mut summary) = summary(connection, shape, &AggregateId::new(id), list.as_of)? {
            // The list's own cursor, so that no page can stand still whatever a foreign store holds.
            summary.first_position = Position(*position);
            aggregates.push(summary);
        }
    }
    let next = ids
        .last()
        .filter(|_| more)
        .map(|(position, _)| Position(*position));
    Ok(AggregatePage { aggregates, next })
}

/// Where each aggregate begins, and its id.
fn beginnings(
    connection: &Connection,
    shape: &Shape,
    list: &List,
    limit: usize,
) -> StoreResult<Vec<(i64, String)>> {
    let (sign, direction) = match list.order {
        Order::OldestFirst => (">", "ASC"),
        Order::NewestFirst => ("<", "DESC"),
    };
    let mut had_begun = Condition::default();
    if let Some(name) = &list.of_type {
        had_begun.and("aggregate_type = ?", name.as_str().to_owned());
    }
    if let Some(as_of) = list.as_of {
        had_happened(connection, shape, as_of, &mut had_begun)?;
    }
    let sql = if shape.ruled {
        if let Some(after) = list.after {
            had_begun.and(format!("global_position {sign} ?"), after.0);
        }
        format!(
            "SELECT global_position, aggregate_id FROM events WHERE aggregate_version = 1 \
             AND {} ORDER BY global_position {direction} LIMIT {limit}",
            had_begun.sql()
        )
    } else {
        let of_events = had_begun.sql();
        let cursor = match list.after {
            Some(after) => {
                had_begun.values.push(after.0.into());
                format!("beginning {sign} ?")
            }
            None => "TRUE".to_owned(),
        };
        format!(
            "SELECT min({}) AS beginning, aggregate_id FROM events WHERE {of_events} \
             GROUP BY aggregate_id HAVING {cursor} ORDER BY beginning {direction} LIMIT {limit}",
            shape.position
        )
    };
    let mut statement = connection.prepare_cached(&sql).map_err(translate)?;
    let rows = statement
        .query_map(params_from_iter(had_begun.values), |row| {
            Ok((row.get(0)?, as_text(row, 1)?))
        })
        .map_err(translate)?;
    rows.collect::<Result<_, _>>().map_err(translate)
}

/// One aggregate at a glance: its first event and its last, or the one after which it stood at an instant.
pub fn summary(
    connection: &Connection,
    shape: &Shape,
    aggregate_id: &AggregateId,
    as_of: Option<Instant>,
) -> StoreResult<Option<AggregateSummary>> {
    let up_to = match as_of {
        None => None,
        Some(instant) => {
            match past::version_at(connection, shape, aggregate_id, instant)?.version {
                Some(version) => Some(version),
                None => return Ok(None),
            }
        }
    };
    let end = |direction: &str, version: Option<Version>| {
        let sql = format!(
            "SELECT {}, aggregate_type, aggregate_version, event_type, {} FROM events \
             WHERE aggregate_id = ?1 AND {} ORDER BY aggregate_version {direction}, 1 {direction} LIMIT 1",
            shape.position,
            shape.column("event_timestamp"),
            match version {
                Some(_) => "aggregate_version = ?2",
                None => "?2 IS NULL",
            }
        );
        connection
            .prepare_cached(&sql)
            .and_then(|mut statement| {
                statement
                    .query_row((aggregate_id.as_str(), version.map(|one| one.0)), |row| {
                        Ok(End {
                            position: row.get(0)?,
                            aggregate_type: as_text(row, 1)?,
                            version: as_text(row, 2)?.parse().unwrap_or_default(),
                            event_type: as_text(row, 3)?,
                            at: Instant::parse(&as_text(row, 4)?),
                        })
                    })
                    .optional()
            })
            .map_err(translate)
    };
    let (Some(first), Some(last)) = (end("ASC", None)?, end("DESC", up_to)?) else {
        return Ok(None);
    };
    Ok(Some(AggregateSummary {
        aggregate_id: aggregate_id.clone(),
        aggregate_type: AggregateType::new(last.aggregate_type),
        last_version: Version(last.version),
        first_position: Position(first.position),
        first_at: first.at,
        last_position: Position(last.position),
        last_at: last.at,
        last_event_type: EventType::new(last.event_type),
    }))
}

struct End {
    position: i64,
    aggregate_type: String,
    version: u32,
    event_type: String,
    at: Option<Instant>,
}

/// The types of aggregates, with how many aggregates each has, or had by an instant.
pub fn aggregate_types(
    connection: &Connection,
    shape: &Shape,
    as_of: Option<Instant>,
) -> StoreResult<Vec<TypeCount<AggregateType>>> {
    let mut had_begun = Condition::default();
    if let Some(as_of) = as_of {
        had_happened(connection, shape, as_of, &mut had_begun)?;
    }
    let (count, of_events) = if shape.ruled {
        ("*", "aggregate_version = 1")
    } else {
        ("DISTINCT aggregate_id", "TRUE")
    };
    let sql = format!(
        "SELECT aggregate_type, count({count}) FROM events WHERE {of_events} AND {} GROUP BY 1 ORDER BY 1",
        had_begun.sql()
    );
    type_counts(connection, &sql, had_begun.values, AggregateType::new)
}

/// The types of events, with how many events each has.
pub fn event_types(connection: &Connection) -> StoreResult<Vec<TypeCount<EventType>>> {
    let sql = "SELECT event_type, count(*) FROM events GROUP BY 1 ORDER BY 1";
    type_counts(connection, sql, Vec::new(), EventType::new)
}

fn type_counts<T>(
    connection: &Connection,
    sql: &str,
    values: Vec<Value>,
    name: impl Fn(String) -> T,
) -> StoreResult<Vec<TypeCount<T>>> {
    let mut statement = connection.prepare_cached(sql).map_err(translate)?;
    let rows = statement
        .query_map(params_from_iter(values), |row| {
            let count: i64 = row.get(1)?;
            Ok(TypeCount {
                name: name(as_text(row, 0)?),
                count: u64::try_from(count).unwrap_or_default(),
            })
        })
        .map_err(translate)?;
    rows.collect::<Result<_, _>>().map_err(translate)
}

/// A cell as text, whatever a foreign store holds there.
pub fn as_text(row: &Row<'_>, index: usize) -> rusqlite::Result<String> {
    Ok(match row.get_ref(index)? {
        ValueRef::Null => String::new(),
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
            String::from_utf8_lossy(bytes).into_owned()
        }
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => number.to_string(),
    })
}
