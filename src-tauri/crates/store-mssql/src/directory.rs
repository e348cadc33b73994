//! Aggregates, and types with their counts.

use hindsight_domain::{AggregateId, AggregateType, EventType, Instant, Order, Position, Version};
use hindsight_store::{AggregatePage, AggregateSummary, EVENTS_PER_READ_MAX, TypeCount};
use tiberius::Row;

use crate::cells::{cell, number, text};
use crate::error::Answer;
use crate::filter::{Condition, had_happened};
use crate::past;
use crate::read::version;
use crate::session::Session;
use crate::shape::Shape;
use crate::value::Values;

/// What a list of aggregates is asked for.
pub struct List<'l> {
    /// Of this type.
    pub of_type: Option<&'l AggregateType>,
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
pub async fn aggregates(
    session: &mut Session,
    shape: &Shape,
    list: &List<'_>,
) -> Answer<AggregatePage> {
    let limit = list.limit.clamp(1, EVENTS_PER_READ_MAX) as usize;
    let mut aggregates = if shape.ruled {
        ruled(session, shape, list, limit + 1).await?
    } else {
        unruled(session, shape, list, limit + 1).await?
    };
    let more = aggregates.len() > limit;
    aggregates.truncate(limit);
    let next = aggregates
        .last()
        .filter(|_| more)
        .map(|last| last.first_position);
    Ok(AggregatePage { aggregates, next })
}

fn direction(order: Order) -> (&'static str, &'static str) {
    match order {
        Order::OldestFirst => (">", "ASC"),
        Order::NewestFirst => ("<", "DESC"),
    }
}

/// The index of first events lists them, and the server looks up the last event of each, all in one statement.
async fn ruled(
    session: &mut Session,
    shape: &Shape,
    list: &List<'_>,
    limit: usize,
) -> Answer<Vec<AggregateSummary>> {
    let (sign, direction) = direction(list.order);
    let mut values = Values::default();
    let mut had_begun = Condition::default();
    if let Some(name) = list.of_type {
        had_begun.and(
            shape
                .columns
                .equals("aggregate_type", name.as_str(), &mut values, true),
        );
    }
    if let Some(after) = list.after {
        had_begun.and(format!("global_position {sign} {}", values.add(after.0)));
    }
    let mut last = String::new();
    if let Some(as_of) = list.as_of {
        let happened = had_happened(shape, as_of, &mut values);
        last = format!("AND {happened}");
        had_begun.and(happened);
    }
    let sql = format!(
        "SELECT began.global_position, began.aggregate_id, began.event_timestamp, latest.aggregate_type, \
         latest.aggregate_version, latest.event_type, latest.global_position, latest.event_timestamp \
         FROM (SELECT TOP ({limit}) global_position, aggregate_id, event_timestamp FROM dbo.events \
               WHERE aggregate_version = 1 AND {} ORDER BY global_position {direction}) AS began \
         CROSS APPLY (SELECT TOP (1) aggregate_type, aggregate_version, event_type, global_position, event_timestamp \
                      FROM dbo.events WHERE aggregate_id = began.aggregate_id {last} \
                      ORDER BY aggregate_version DESC) AS latest \
         ORDER BY began.global_position {direction}",
        had_begun.sql()
    );
    Ok(session
        .rows(&sql, &values)
        .await?
        .iter()
        .map(summarised)
        .collect())
}

fn summarised(row: &Row) -> AggregateSummary {
    AggregateSummary {
        aggregate_id: AggregateId::new(text(row, 1)),
        aggregate_type: AggregateType::new(text(row, 3)),
        last_version: Version(small(number(row, 4))),
        first_position: Position(number(row, 0).unwrap_or_default()),
        first_at: cell(row, 2).instant(),
        last_position: Position(number(row, 6).unwrap_or_default()),
        last_at: cell(row, 7).instant(),
        last_event_type: EventType::new(text(row, 5)),
    }
}

fn small(number: Option<i64>) -> u32 {
    number
        .and_then(|number| u32::try_from(number).ok())
        .unwrap_or_default()
}

/// Where rules are missing the first event need not have the first version: every event is looked at.
async fn unruled(
    session: &mut Session,
    shape: &Shape,
    list: &List<'_>,
    limit: usize,
) -> Answer<Vec<AggregateSummary>> {
    let (sign, direction) = direction(list.order);
    let mut values = Values::default();
    let mut of_events = Condition::default();
    if let Some(name) = list.of_type {
        of_events.and(
            shape
                .columns
                .equals("aggregate_type", name.as_str(), &mut values, false),
        );
    }
    if let Some(as_of) = list.as_of {
        of_events.and(had_happened(shape, as_of, &mut values));
    }
    let behind = list.after.map_or_else(
        || "1 = 1".to_owned(),
        |after| format!("MIN({}) {sign} {}", shape.position, values.add(after.0)),
    );
    let sql = format!(
        "SELECT TOP ({limit}) MIN({position}), {id} FROM {} WHERE {} GROUP BY {id} HAVING {behind} \
         ORDER BY MIN({position}) {direction}",
        shape.events,
        of_events.sql(),
        position = shape.position,
        id = shape.columns.cell("aggregate_id"),
    );
    let mut aggregates = Vec::new();
    for row in session.rows(&sql, &values).await? {
        let id = AggregateId::new(text(&row, 1));
        if let Some(mut summary) = summary(session, shape, &id, list.as_of).await? {
            // The list's own cursor, so that no page can stand still whatever a foreign store holds.
            summary.first_position = Position(number(&row, 0).unwrap_or_default());
            aggregates.push(summary);
        }
    }
    Ok(aggregates)
}

/// One aggregate at a glance: its first event and its last, or the one after which it stood at an instant.
pub async fn summary(
    session: &mut Session,
    shape: &Shape,
    aggregate_id: &AggregateId,
    as_of: Option<Instant>,
) -> Answer<Option<AggregateSummary>> {
    let mut up_to = None;
    if let Some(instant) = as_of {
        up_to = past::version_at(session, shape, aggregate_id, instant)
            .await?
            .version;
        if up_to.is_none() {
            return Ok(None);
        }
    }
    let mut values = Values::default();
    let of_it = shape.columns.equals(
        "aggregate_id",
        aggregate_id.as_str(),
        &mut values,
        shape.ruled,
    );
    let version = version(shape);
    let until = up_to.map_or_else(String::new, |up_to| {
        format!("AND {version} = {}", values.add(i64::from(up_to.0)))
    });
    let cells = format!(
        "{}, aggregate_type, {version} AS version, event_type, {} AS at",
        shape.position,
        shape.columns.cell("event_timestamp")
    );
    let end = |until: &str, direction: &str| {
        format!(
            "SELECT TOP (1) {cells} FROM {} WHERE {of_it} {until} ORDER BY {version} {direction}, {} {direction};",
            shape.events, shape.position
        )
    };
    let sql = end("", "ASC") + &end(&until, "DESC");
    let ends = session.results(&sql, &values).await?;
    let row = |nth: usize| ends.get(nth).and_then(|rows: &Vec<Row>| rows.first());
    let (Some(first), Some(last)) = (row(0), row(1)) else {
        return Ok(None);
    };
    Ok(Some(AggregateSummary {
        aggregate_id: aggregate_id.clone(),
        aggregate_type: AggregateType::new(text(last, 1)),
        last_version: Version(small(number(last, 2))),
        first_position: Position(number(first, 0).unwrap_or_default()),
        first_at: cell(first, 4).instant(),
        last_position: Position(number(last, 0).unwrap_or_default()),
        last_at: cell(last, 4).instant(),
        last_event_type: EventType::new(text(last, 3)),
    }))
}

/// The types of aggregates, with how many aggregates each has, or had by an instant.
pub async fn aggregate_types(
    session: &mut Session,
    shape: &Shape,
    as_of: Option<Instant>,
) -> Answer<Vec<TypeCount<AggregateType>>> {
    let mut values = Values::default();
    let mut condition = Condition::default();
    if let Some(as_of) = as_of {
        condition.and(had_happened(shape, as_of, &mut values));
    }
    let id = shape.columns.cell("aggregate_id");
    let count = if shape.ruled {
        condition.and("aggregate_version = 1");
        "COUNT_BIG(*)".to_owned()
    } else {
        format!("COUNT_BIG(DISTINCT {id})")
    };
    type_counts(
        session,
        shape,
        "aggregate_type",
        &count,
        &condition,
        &values,
        AggregateType::new,
    )
    .await
}

/// The types of events, with how many events each has.
pub async fn event_types(
    session: &mut Session,
    shape: &Shape,
) -> Answer<Vec<TypeCount<EventType>>> {
    let (condition, values) = (Condition::default(), Values::default());
    type_counts(
        session,
        shape,
        "event_type",
        "COUNT_BIG(*)",
        &condition,
        &values,
        EventType::new,
    )
    .await
}

/// Names that differ in blanks at their ends are two: the length is part of what groups them.
async fn type_counts<T>(
    session: &mut Session,
    shape: &Shape,
    column: &str,
    count: &str,
    condition: &Condition,
    values: &Values<'_>,
    name: impl Fn(String) -> T,
) -> Answer<Vec<TypeCount<T>>> {
    let cell = if shape.ruled {
        column.to_owned()
    } else {
        crate::columns::comparable(column)
    };
    let sql = format!(
        "SELECT MIN({cell}), {count} FROM {} WHERE {} GROUP BY {cell}, DATALENGTH({cell})",
        shape.events,
        condition.sql()
    );
    let rows = session.rows(&sql, values).await?;
    let mut counts: Vec<(String, u64)> = rows
        .iter()
        .map(|row| {
            (
                text(row, 0),
                number(row, 1)
                    .and_then(|count| u64::try_from(count).ok())
                    .unwrap_or_default(),
            )
        })
        .collect();
    counts.sort_unstable();
    Ok(counts
        .into_iter()
        .map(|(text, count)| TypeCount {
            name: name(text),
            count,
        })
        .collect())
}
