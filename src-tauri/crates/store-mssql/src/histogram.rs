//! How events spread over time.

use hindsight_domain::{EventFilter, Instant};
use hindsight_store::{Histogram, Stretches};

use crate::cells::{cell, number};
use crate::error::Answer;
use crate::filter::condition;
use crate::read::stretch;
use crate::session::Session;
use crate::shape::Shape;
use crate::value::Values;

/// How many edges one statement looks up, and how many stretches it counts, at most.
const STRETCHES_PER_STATEMENT: usize = 500;

/// Counts the matching events in each of `buckets` equal stretches.
///
/// Over a store whose rules are in place a stretch of time is a stretch of positions: without a filter the answer
/// is one look-up for each edge, whatever the size of the store; with one, the server counts between the edges.
pub async fn histogram(
    session: &mut Session,
    shape: &Shape,
    filter: &EventFilter,
    from: Instant,
    until: Instant,
    buckets: u32,
) -> Answer<Histogram> {
    let edges = Stretches::new(from, until, buckets);
    let filter = EventFilter {
        from: filter.from.max(Some(from)),
        until: Some(filter.until.map_or(until, |other| other.min(until))),
        ..filter.clone()
    };
    let counts = if shape.ruled {
        by_position(session, shape, &filter, &edges).await?
    } else {
        by_reading_times(session, shape, &filter, &edges).await?
    };
    Ok(Histogram {
        from,
        until,
        counts,
    })
}

async fn by_position(
    session: &mut Session,
    shape: &Shape,
    filter: &EventFilter,
    edges: &Stretches,
) -> Answer<Vec<u64>> {
    // The whole width lies within the years that an instant can spell, since both its ends do.
    let instants =
        (0..=edges.count()).filter_map(|bucket| Instant::from_micros(edges.start(bucket)));
    let starts = first_positions(session, &instants.collect::<Vec<_>>()).await?;
    let selective = condition(shape, filter, &mut Values::default()).selective;
    if !selective {
        let (low, high) = stretch(session, filter).await?;
        let clip = |position: i64| position.clamp(low, high);
        let width = |pair: &[i64]| u64::try_from(clip(pair[1]) - clip(pair[0])).unwrap_or_default();
        return Ok(starts.windows(2).map(width).collect());
    }
    let stretches: Vec<(i64, i64)> = starts.windows(2).map(|pair| (pair[0], pair[1])).collect();
    let mut counts = Vec::with_capacity(stretches.len());
    for portion in stretches.chunks(STRETCHES_PER_STATEMENT) {
        counts.extend(counts_between(session, shape, filter, portion).await?);
    }
    Ok(counts)
}

/// Where the first events at or after each of several instants stand.
async fn first_positions(session: &mut Session, instants: &[Instant]) -> Answer<Vec<i64>> {
    let mut positions = Vec::with_capacity(instants.len());
    for portion in instants.chunks(STRETCHES_PER_STATEMENT) {
        let mut values = Values::default();
        let edges: Vec<String> = (0..)
            .zip(portion)
            .map(|(nth, instant)| format!("({nth}, {})", values.add(*instant)))
            .collect();
        let sql = format!(
            "SELECT edges.nth, (SELECT TOP (1) global_position FROM dbo.events WHERE event_timestamp >= edges.instant \
             ORDER BY event_timestamp, global_position) FROM (VALUES {}) AS edges (nth, instant) ORDER BY edges.nth",
            edges.join(", ")
        );
        let rows = session.rows(&sql, &values).await?;
        positions.extend(rows.iter().map(|row| number(row, 1).unwrap_or(i64::MAX)));
    }
    Ok(positions)
}

/// How many matching events stand in each of several stretches of positions.
async fn counts_between(
    session: &mut Session,
    shape: &Shape,
    filter: &EventFilter,
    stretches: &[(i64, i64)],
) -> Answer<Vec<u64>> {
    let mut values = Values::default();
    let condition = condition(shape, filter, &mut values);
    let rows: Vec<String> = (0..)
        .zip(stretches)
        .map(|(nth, (low, high))| format!("({nth}, {}, {})", values.add(*low), values.add(*high)))
        .collect();
    let sql = format!(
        "SELECT stretches.nth, counted.events FROM (VALUES {}) AS stretches (nth, low, high) CROSS APPLY \
         (SELECT COUNT_BIG(*) AS events FROM dbo.events WHERE {} \
          AND global_position >= stretches.low AND global_position < stretches.high) AS counted ORDER BY stretches.nth",
        rows.join(", "),
        condition.sql()
    );
    let rows = session.rows(&sql, &values).await?;
    let count = |row| {
        number(row, 1)
            .and_then(|count| u64::try_from(count).ok())
            .unwrap_or_default()
    };
    Ok(rows.iter().map(count).collect())
}

async fn by_reading_times(
    session: &mut Session,
    shape: &Shape,
    filter: &EventFilter,
    edges: &Stretches,
) -> Answer<Vec<u64>> {
    let mut values = Values::default();
    let condition = condition(shape, filter, &mut values);
    let sql = format!(
        "SELECT {} FROM {} WHERE {}",
        shape.columns.cell("event_timestamp"),
        shape.events,
        condition.sql()
    );
    let mut counts = vec![0; edges.count() as usize];
    session
        .each(&sql, &values, |row| {
            if let Some(instant) = cell(row, 0).instant()
                && let Some(count) = counts.get_mut(edges.bucket(instant.micros()))
            {
                *count += 1;
            }
            true
        })
        .await?;
    Ok(counts)
}
