//! How events spread over time.

use hindsight_domain::{EventFilter, Instant};
use hindsight_store::{Histogram, StoreResult, Stretches};
use rusqlite::{Connection, params_from_iter};

use crate::error::translate;
use crate::filter::{condition, first_at_or_after};
use crate::shape::Shape;

/// Counts the matching events in each of `buckets` equal stretches.
///
/// Over a store whose rules are in place a stretch of time is a stretch of positions: without a filter the answer
/// is one look-up for each edge, whatever the size of the store; with one, an index's positions are sorted in.
pub fn histogram(
    connection: &Connection,
    shape: &Shape,
    filter: &EventFilter,
    from: Instant,
    until: Instant,
    buckets: u32,
) -> StoreResult<Histogram> {
    let edges = Stretches::new(from, until, buckets);
    let filter = EventFilter {
        from: filter.from.max(Some(from)),
        until: Some(filter.until.map_or(until, |other| other.min(until))),
        ..filter.clone()
    };
    let counts = if shape.ruled {
        by_position(connection, shape, &filter, &edges)?
    } else {
        by_reading_times(connection, shape, &filter, &edges)?
    };
    Ok(Histogram {
        from,
        until,
        counts,
    })
}

fn by_position(
    connection: &Connection,
    shape: &Shape,
    filter: &EventFilter,
    edges: &Stretches,
) -> StoreResult<Vec<u64>> {
    let mut starts = Vec::with_capacity(edges.count() as usize + 1);
    for bucket in 0..=edges.count() {
        // The whole width lies within the years that an instant can spell, since both its ends do.
        let Some(start) = Instant::from_micros(edges.start(bucket)) else {
            continue;
        };
        starts.push(first_at_or_after(connection, start)?);
    }
    let condition = condition(connection, shape, filter)?;
    if !condition.selective {
        let (low, high) = (
            condition.low.unwrap_or(1),
            condition.high.unwrap_or(i64::MAX),
        );
        let clip = |position: i64| position.clamp(low, high.saturating_add(1).max(low));
        let width = |pair: &[i64]| u64::try_from(clip(pair[1]) - clip(pair[0])).unwrap_or_default();
        return Ok(starts.windows(2).map(width).collect());
    }
    let sql = format!(
        "SELECT global_position FROM events WHERE {}",
        condition.sql()
    );
    let mut statement = connection.prepare_cached(&sql).map_err(translate)?;
    let mut positions = statement
        .query(params_from_iter(condition.values))
        .map_err(translate)?;
    let mut counts = vec![0; edges.count() as usize];
    while let Some(row) = positions.next().map_err(translate)? {
        let position: i64 = row.get(0).map_err(translate)?;
        let bucket = starts.partition_point(|start| *start <= position);
        if let Some(count) = bucket
            .checked_sub(1)
            .and_then(|index| counts.get_mut(index))
        {
            *count += 1;
        }
    }
    Ok(counts)
}

fn by_reading_times(
    connection: &Connection,
    shape: &Shape,
    filter: &EventFilter,
    edges: &Stretches,
) -> StoreResult<Vec<u64>> {
    let condition = condition(connection, shape, filter)?;
    let sql = format!(
        "SELECT {} FROM events WHERE {}",
        shape.column("event_timestamp"),
        condition.sql()
    );
    let mut statement = connection.prepare_cached(&sql).map_err(translate)?;
    let mut times = statement
        .query(params_from_iter(condition.values))
        .map_err(translate)?;
    let mut counts = vec![0; edges.count() as usize];
    while let Some(row) = times.next().map_err(translate)? {
        let text = row.get_ref(0).map_err(translate)?.as_str().ok();
        if let Some(instant) = text.and_then(Instant::parse)
            && let Some(count) = counts.get_mut(edges.bucket(instant.micros()))
        {
            *count += 1;
        }
    }
    Ok(counts)
}
