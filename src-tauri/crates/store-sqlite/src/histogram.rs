//! How events spread over time.

use hindsight_domain::{EventFilter, Instant};
use hindsight_store::{Histogram, StoreResult};
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
    let edges = Edges {
        from: from.micros(),
        width: until.micros() - from.micros(),
        buckets,
    };
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

struct Edges {
    from: i64,
    width: i64,
    buckets: u32,
}

impl Edges {
    /// Where a stretch begins, in microseconds; whole, so that every instant falls into exactly one.
    fn start(&self, bucket: u32) -> i64 {
        let offset = i128::from(self.width) * i128::from(bucket) / i128::from(self.buckets.max(1));
        self.from + i64::try_from(offset).unwrap_or(self.width)
    }

    /// The stretch that an instant falls into.
    fn bucket(&self, micros: i64) -> usize {
        let guess = i128::from(micros - self.from) * i128::from(self.buckets)
            / i128::from(self.width.max(1));
        let mut bucket = u32::try_from(guess)
            .unwrap_or_default()
            .min(self.buckets.saturating_sub(1));
        while bucket > 0 && micros < self.start(bucket) {
            bucket -= 1;
        }
        while bucket + 1 < self.buckets && micros >= self.start(bucket + 1) {
            bucket += 1;
        }
        bucket as usize
    }
}

fn by_position(
    connection: &Connection,
    shape: &Shape,
    filter: &EventFilter,
    edges: &Edges,
) -> StoreResult<Vec<u64>> {
    let mut starts = Vec::with_capacity(edges.buckets as usize + 1);
    for bucket in 0..=edges.buckets {
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
    let mut counts = vec![0; edges.buckets as usize];
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
    edges: &Edges,
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
    let mut counts = vec![0; edges.buckets as usize];
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_instant_falls_into_the_stretch_that_it_stands_in() {
        let edges = Edges {
            from: 100,
            width: 10,
            buckets: 3,
        };
        assert_eq!(
            [0, 1, 2, 3].map(|bucket| edges.start(bucket)),
            [100, 103, 106, 110]
        );
        let found: Vec<usize> = (100..110).map(|micros| edges.bucket(micros)).collect();
        assert_eq!(found, [0, 0, 0, 1, 1, 1, 2, 2, 2, 2]);
    }
}
