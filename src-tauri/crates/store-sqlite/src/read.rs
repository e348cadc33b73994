//! Pages, single events and totals.

use hindsight_domain::{
    AggregateId, CausationId, Event, EventFilter, EventId, Order, Page, Position, Version,
};
use hindsight_store::{EVENTS_PER_READ_MAX, EventPage, StoreResult};
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params_from_iter};

use crate::directory::as_text;
use crate::error::translate;
use crate::filter::{Condition, condition, last_position};
use crate::many::in_portions;
use crate::rows;
use crate::shape::Shape;

/// One portion of the events that match.
pub fn query(
    connection: &Connection,
    shape: &Shape,
    filter: &EventFilter,
    page: Page,
) -> StoreResult<EventPage> {
    let mut condition = condition(connection, shape, filter)?;
    let (sign, direction) = match page.order {
        Order::OldestFirst => (">", "ASC"),
        Order::NewestFirst => ("<", "DESC"),
    };
    if let Some(after) = page.after {
        condition.and(format!("{} {sign} ?", condition.position), after.0);
    }
    let by_version = shape.ruled && drives_by_aggregate(filter);
    if by_version {
        skip_versions(connection, &mut condition, filter, page, sign)?;
    }
    let limit = page.limit.clamp(1, EVENTS_PER_READ_MAX);
    let sql = format!(
        "SELECT {}, {} FROM events WHERE {} ORDER BY {} {direction} LIMIT {}",
        condition.position,
        shape.event_cells,
        condition.sql(),
        // Within one aggregate the order of versions is the order of positions, and there is an index for it.
        if by_version {
            "aggregate_version"
        } else {
            condition.position
        },
        i64::from(limit) + 1
    );
    let mut events = collect(connection, &sql, condition.values, limit as usize + 1)?;
    let more = events.len() > limit as usize;
    events.truncate(limit as usize);
    let next = events.last().filter(|_| more).map(|event| event.position);
    Ok(EventPage { events, next })
}

fn drives_by_aggregate(filter: &EventFilter) -> bool {
    filter.aggregate_id.is_some()
        && filter.correlation_id.is_none()
        && filter.causation_id.is_none()
}

/// A cursor inside the aggregate is turned into its version, so that a deep page costs no more than the first.
fn skip_versions(
    connection: &Connection,
    condition: &mut Condition,
    filter: &EventFilter,
    page: Page,
    sign: &str,
) -> StoreResult<()> {
    let (Some(after), Some(aggregate_id)) = (page.after, &filter.aggregate_id) else {
        return Ok(());
    };
    let version: Option<i64> = connection
        .prepare_cached(
            "SELECT aggregate_version FROM events WHERE global_position = ?1 AND aggregate_id = ?2",
        )
        .and_then(|mut statement| {
            statement
                .query_row((after.0, aggregate_id.as_str()), |row| row.get(0))
                .optional()
        })
        .map_err(translate)?;
    if let Some(version) = version {
        condition.and(format!("aggregate_version {sign} ?"), version);
    }
    Ok(())
}

/// The event at a position.
pub fn get_event(
    connection: &Connection,
    shape: &Shape,
    position: Position,
) -> StoreResult<Option<Event>> {
    let sql = format!(
        "SELECT {0}, {1} FROM events WHERE {0} = ?1",
        shape.position, shape.event_cells
    );
    Ok(collect(connection, &sql, vec![position.0.into()], 1)?.pop())
}

/// The events at these positions, in order of position.
pub fn events_at(
    connection: &Connection,
    shape: &Shape,
    positions: &[Position],
) -> StoreResult<Vec<Event>> {
    let positions: Vec<i64> = positions.iter().map(|position| position.0).collect();
    let (position, cells) = (shape.position, &shape.event_cells);
    // In a store of ours a row's own number is its position, and the way to it is shorter.
    let found_by = if shape.ruled { "rowid" } else { position };
    let sql = |marks: &str| {
        format!("SELECT {position}, {cells} FROM events WHERE {found_by} IN ({marks})")
    };
    let mut events = in_portions(connection, &positions, sql, rows::event)?;
    events.sort_by_key(|event| event.position);
    Ok(events)
}

/// The event with an id.
pub fn find_event(
    connection: &Connection,
    shape: &Shape,
    event_id: &str,
) -> StoreResult<Option<Event>> {
    let sql = format!(
        "SELECT {0}, {1} FROM events WHERE event_id = ?1 ORDER BY {0} LIMIT 1",
        shape.position, shape.event_cells
    );
    Ok(collect(connection, &sql, vec![event_id.to_owned().into()], 1)?.pop())
}

/// The events that carry one of these ids, in order of position.
pub fn find_events(
    connection: &Connection,
    shape: &Shape,
    ids: &[EventId],
) -> StoreResult<Vec<Event>> {
    let ids: Vec<&str> = ids.iter().map(EventId::as_str).collect();
    let (position, cells) = (shape.position, &shape.event_cells);
    let sql =
        |marks: &str| format!("SELECT {position}, {cells} FROM events WHERE event_id IN ({marks})");
    let mut events = in_portions(connection, &ids, sql, rows::event)?;
    events.sort_by_key(|event| event.position);
    Ok(events)
}

/// Those of these ids that some event names as its cause.
pub fn named_causes(
    connection: &Connection,
    shape: &Shape,
    ids: &[CausationId],
) -> StoreResult<Vec<CausationId>> {
    let ids: Vec<&str> = ids.iter().map(CausationId::as_str).collect();
    let column = shape.column("causation_id");
    let sql =
        |marks: &str| format!("SELECT DISTINCT {column} FROM events WHERE {column} IN ({marks})");
    in_portions(connection, &ids, sql, |row| {
        Ok(CausationId::new(as_text(row, 0)?))
    })
}

/// Events of one aggregate after a version. A version that is no whole number has no place in this order; such
/// events are found by [`query`].
pub fn get_events_since(
    connection: &Connection,
    shape: &Shape,
    aggregate_id: &AggregateId,
    after: Version,
    limit: u32,
) -> StoreResult<Vec<Event>> {
    let sql = format!(
        "SELECT {}, {} FROM events WHERE aggregate_id = ?1 AND aggregate_version > ?2 \
         AND typeof(aggregate_version) = 'integer' ORDER BY aggregate_version LIMIT ?3",
        shape.position, shape.event_cells
    );
    let limit = limit.clamp(1, EVENTS_PER_READ_MAX);
    let values = vec![
        aggregate_id.as_str().to_owned().into(),
        i64::from(after.0).into(),
        i64::from(limit).into(),
    ];
    // An aggregate is most often much shorter than the limit of its reader.
    collect(connection, &sql, values, limit.min(64) as usize)
}

/// How many events match.
pub fn count(connection: &Connection, shape: &Shape, filter: &EventFilter) -> StoreResult<u64> {
    let condition = condition(connection, shape, filter)?;
    if shape.ruled && !condition.selective {
        // Positions have no gaps: a stretch of them is as long as it is wide.
        let low = condition.low.unwrap_or(1).max(1);
        let last = last_position(connection)?;
        let high = condition.high.map_or(last, |high| high.min(last));
        return Ok(u64::try_from(high.saturating_sub(low).saturating_add(1)).unwrap_or_default());
    }
    let sql = format!("SELECT count(*) FROM events WHERE {}", condition.sql());
    let count: i64 = connection
        .prepare_cached(&sql)
        .and_then(|mut statement| {
            statement.query_row(params_from_iter(condition.values), |row| row.get(0))
        })
        .map_err(translate)?;
    Ok(u64::try_from(count).unwrap_or_default())
}

/// Reads what a statement finds, about so many events.
fn collect(
    connection: &Connection,
    sql: &str,
    values: Vec<Value>,
    about: usize,
) -> StoreResult<Vec<Event>> {
    let mut statement = connection.prepare_cached(sql).map_err(translate)?;
    let found = statement
        .query_map(params_from_iter(values), rows::event)
        .map_err(translate)?;
    let mut events = Vec::with_capacity(about);
    for event in found {
        events.push(event.map_err(translate)?);
    }
    Ok(events)
}
