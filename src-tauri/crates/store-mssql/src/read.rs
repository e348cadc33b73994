//! Pages, single events and totals.

use hindsight_domain::{
    AggregateId, CausationId, Event, EventFilter, EventId, Order, Page, Position, Version,
};
use hindsight_store::{EVENTS_PER_READ_MAX, EventPage};
use tiberius::Row;

use crate::cells::{number, text};
use crate::error::Answer;
use crate::filter::{LAST_POSITION, condition, first_at_or_after};
use crate::many::in_portions;
use crate::rows;
use crate::session::Session;
use crate::shape::Shape;
use crate::value::Values;

/// How many positions one statement names at most.
const POSITIONS_MAX: usize = 1_024;

/// One portion of the events that match.
pub async fn query(
    session: &mut Session,
    shape: &Shape,
    filter: &EventFilter,
    page: Page,
) -> Answer<EventPage> {
    let mut values = Values::default();
    let mut condition = condition(shape, filter, &mut values);
    let (sign, direction) = match page.order {
        Order::OldestFirst => (">", "ASC"),
        Order::NewestFirst => ("<", "DESC"),
    };
    if let Some(after) = page.after {
        condition.and(format!("{} {sign} {}", shape.position, values.add(after.0)));
    }
    let limit = page.limit.clamp(1, EVENTS_PER_READ_MAX);
    let sql = format!(
        "SELECT TOP ({}) {position}, {} FROM {} WHERE {} ORDER BY {position} {direction}",
        limit + 1,
        shape.event_cells,
        shape.events,
        condition.sql(),
        position = shape.position,
    );
    let mut events = events(&session.rows(&sql, &values).await?);
    let more = events.len() > limit as usize;
    events.truncate(limit as usize);
    let next = events.last().filter(|_| more).map(|event| event.position);
    Ok(EventPage { events, next })
}

fn events(rows: &[Row]) -> Vec<Event> {
    rows.iter().map(rows::event).collect()
}

/// The event at a position.
pub async fn get_event(
    session: &mut Session,
    shape: &Shape,
    position: Position,
) -> Answer<Option<Event>> {
    let mut values = Values::default();
    let sql = format!(
        "SELECT {position}, {} FROM {} WHERE {position} = {}",
        shape.event_cells,
        shape.events,
        values.add(position.0),
        position = shape.position,
    );
    Ok(session.row(&sql, &values).await?.as_ref().map(rows::event))
}

/// The events at these positions, in order of position.
pub async fn events_at(
    session: &mut Session,
    shape: &Shape,
    positions: &[Position],
) -> Answer<Vec<Event>> {
    let mut distinct: Vec<i64> = positions.iter().map(|position| position.0).collect();
    distinct.sort_unstable();
    distinct.dedup();
    let mut found = Vec::new();
    for portion in distinct.chunks(POSITIONS_MAX) {
        // Numbers stand in the text itself: they are not anybody's words, and a statement takes few parameters.
        let listed: Vec<String> = portion.iter().map(i64::to_string).collect();
        let sql = format!(
            "SELECT {0}, {1} FROM {2} WHERE {0} IN ({3}) ORDER BY {0}",
            shape.position,
            shape.event_cells,
            shape.events,
            listed.join(",")
        );
        found.extend(events(&session.rows(&sql, &Values::default()).await?));
    }
    Ok(found)
}

/// The event with an id.
pub async fn find_event(
    session: &mut Session,
    shape: &Shape,
    event_id: &str,
) -> Answer<Option<Event>> {
    let mut values = Values::default();
    let is_it = shape
        .columns
        .equals("event_id", event_id, &mut values, shape.ruled);
    let sql = format!(
        "SELECT TOP (1) {position}, {} FROM {} WHERE {is_it} ORDER BY {position}",
        shape.event_cells,
        shape.events,
        position = shape.position,
    );
    Ok(session.row(&sql, &values).await?.as_ref().map(rows::event))
}

/// The events that carry one of these ids, in order of position.
pub async fn find_events(
    session: &mut Session,
    shape: &Shape,
    ids: &[EventId],
) -> Answer<Vec<Event>> {
    let ids: Vec<&str> = ids.iter().map(EventId::as_str).collect();
    let sql = |is_one: &str| {
        format!(
            "SELECT {}, {} FROM {} WHERE {is_one}",
            shape.position, shape.event_cells, shape.events
        )
    };
    let rows = in_portions(session, &shape.columns, "event_id", &ids, sql).await?;
    let mut events = events(&rows);
    events.sort_by_key(|event| event.position);
    Ok(events)
}

/// Those of these ids that some event names as its cause.
pub async fn named_causes(
    session: &mut Session,
    shape: &Shape,
    ids: &[CausationId],
) -> Answer<Vec<CausationId>> {
    let ids: Vec<&str> = ids.iter().map(CausationId::as_str).collect();
    let sql = |is_one: &str| format!("SELECT DISTINCT causation_id FROM dbo.events WHERE {is_one}");
    let rows = in_portions(session, &shape.columns, "causation_id", &ids, sql).await?;
    Ok(rows
        .iter()
        .map(|row| CausationId::new(text(row, 0)))
        .collect())
}

/// Events of one aggregate after a version. A version that is no whole number has no place in this order; such
/// events are found by [`query`].
pub async fn get_events_since(
    session: &mut Session,
    shape: &Shape,
    aggregate_id: &AggregateId,
    after: Version,
    limit: u32,
) -> Answer<Vec<Event>> {
    let mut values = Values::default();
    let of_it = shape.columns.equals(
        "aggregate_id",
        aggregate_id.as_str(),
        &mut values,
        shape.ruled,
    );
    let version = version(shape);
    let sql = format!(
        "SELECT TOP ({}) {}, {} FROM {} WHERE {of_it} AND {version} > {} ORDER BY {version}",
        limit.clamp(1, EVENTS_PER_READ_MAX),
        shape.position,
        shape.event_cells,
        shape.events,
        values.add(i64::from(after.0)),
    );
    Ok(events(&session.rows(&sql, &values).await?))
}

/// The version as a number, NULL where another program keeps something else there.
pub fn version(shape: &Shape) -> &'static str {
    use crate::columns::Kind;
    match shape
        .columns
        .get("aggregate_version")
        .map(|column| column.kind)
    {
        Some(Kind::Number) => "aggregate_version",
        _ => "TRY_CONVERT(bigint, aggregate_version)",
    }
}

/// How many events match.
pub async fn count(session: &mut Session, shape: &Shape, filter: &EventFilter) -> Answer<u64> {
    let mut values = Values::default();
    let condition = condition(shape, filter, &mut values);
    if shape.ruled && !condition.selective {
        let stretch = stretch(session, filter).await?;
        return Ok(u64::try_from(stretch.1.saturating_sub(stretch.0)).unwrap_or_default());
    }
    let sql = format!(
        "SELECT COUNT_BIG(*) FROM {} WHERE {}",
        shape.events,
        condition.sql()
    );
    let count = session
        .row(&sql, &values)
        .await?
        .and_then(|row| number(&row, 0));
    Ok(count
        .and_then(|count| u64::try_from(count).ok())
        .unwrap_or_default())
}

/// The stretch of positions that a filter of times and positions leaves, up to its end, which is left out; for stores
/// whose rules are in place. Positions have no gaps, so it holds as many events as it is wide.
pub async fn stretch(session: &mut Session, filter: &EventFilter) -> Answer<(i64, i64)> {
    let mut values = Values::default();
    let mut edge = |instant: Option<_>, without: i64| {
        instant.map_or_else(
            || without.to_string(),
            |instant| first_at_or_after(instant, &mut values),
        )
    };
    let (from, until) = (edge(filter.from, 1), edge(filter.until, i64::MAX));
    let sql = format!("SELECT {from}, {until}, {LAST_POSITION}");
    let row = session.row(&sql, &values).await?;
    let part = |index| {
        row.as_ref()
            .and_then(|row| number(row, index))
            .unwrap_or_default()
    };
    let low = part(0)
        .max(filter.from_position.map_or(1, |one| one.0))
        .max(1);
    let behind = filter
        .to_position
        .map_or(i64::MAX, |one| one.0.saturating_add(1));
    let high = part(1).min(behind).min(part(2).saturating_add(1));
    Ok((low, high.max(low)))
}
