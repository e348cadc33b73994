//! Stored states.

use hindsight_domain::{
    AggregateId, AggregateType, Instant, NewSnapshot, Payload, Snapshot, SnapshotId, Version,
};
use hindsight_store::{EVENTS_PER_READ_MAX, SnapshotCursor, SnapshotPage, StoreError, StoreResult};
use rusqlite::{Connection, OptionalExtension, Row, TransactionBehavior, params, params_from_iter};
use uuid::Uuid;

use crate::directory::as_text;
use crate::error::translate;
use crate::filter::Condition;
use crate::shape::Shape;

/// The latest snapshot at or before a version; none in a store without such a table.
pub fn find(
    connection: &Connection,
    shape: &Shape,
    aggregate_id: &AggregateId,
    at_or_before: Version,
) -> StoreResult<Option<Snapshot>> {
    let Some(columns) = &shape.snapshot_columns else {
        return Ok(None);
    };
    let sql = format!(
        "SELECT {columns} FROM snapshots WHERE aggregate_id = ?1 AND aggregate_version <= ?2 \
         AND typeof(aggregate_version) = 'integer' ORDER BY aggregate_version DESC LIMIT 1"
    );
    connection
        .prepare_cached(&sql)
        .and_then(|mut statement| {
            statement
                .query_row(params![aggregate_id.as_str(), at_or_before.0], snapshot)
                .optional()
        })
        .map_err(translate)
}

/// One portion of all snapshots, or of one aggregate's; none in a store without such a table. What has no aggregate or no
/// whole number for a version is nobody's state and left out.
pub fn page(
    connection: &Connection,
    shape: &Shape,
    of: Option<&AggregateId>,
    after: Option<&SnapshotCursor>,
    limit: u32,
) -> StoreResult<SnapshotPage> {
    let Some(columns) = &shape.snapshot_columns else {
        return Ok(SnapshotPage {
            snapshots: Vec::new(),
            next: None,
        });
    };
    let limit = limit.clamp(1, EVENTS_PER_READ_MAX) as usize;
    let mut condition = Condition::default();
    if let Some(of) = of {
        condition.and("aggregate_id = ?", of.as_str().to_owned());
    }
    if let Some(SnapshotCursor {
        aggregate_id,
        version,
    }) = after
    {
        condition.and(
            "(aggregate_id, aggregate_version) > (?, ?)",
            aggregate_id.as_str().to_owned(),
        );
        condition.values.push(i64::from(version.0).into());
    }
    let sql = format!(
        "SELECT {columns} FROM snapshots WHERE typeof(aggregate_id) = 'text' \
         AND typeof(aggregate_version) = 'integer' AND {} \
         GROUP BY aggregate_id, aggregate_version ORDER BY aggregate_id, aggregate_version LIMIT {}",
        condition.sql(),
        limit + 1
    );
    let mut statement = connection.prepare_cached(&sql).map_err(translate)?;
    let rows = statement
        .query_map(params_from_iter(condition.values), snapshot)
        .map_err(translate)?;
    let mut snapshots: Vec<Snapshot> = rows.collect::<Result<_, _>>().map_err(translate)?;
    let more = snapshots.len() > limit;
    snapshots.truncate(limit);
    let next = snapshots
        .last()
        .filter(|_| more)
        .map(|last| SnapshotCursor {
            aggregate_id: last.aggregate_id.clone(),
            version: last.version,
        });
    Ok(SnapshotPage { snapshots, next })
}

/// Reads a snapshot from a row of [`Shape::snapshot_columns`].
fn snapshot(row: &Row<'_>) -> rusqlite::Result<Snapshot> {
    Ok(Snapshot {
        snapshot_id: SnapshotId::new(as_text(row, 0)?),
        aggregate_id: AggregateId::new(as_text(row, 1)?),
        aggregate_type: AggregateType::new(as_text(row, 2)?),
        version: Version(as_text(row, 3)?.parse().unwrap_or_default()),
        snapshot_version: as_text(row, 4)?.parse().unwrap_or_default(),
        timestamp: Instant::parse(&as_text(row, 5)?),
        state: Payload::from_stored(as_text(row, 6)?),
    })
}

/// Stores a state for a version that the aggregate has; one already stored there is replaced.
pub fn save(connection: &mut Connection, new: NewSnapshot, now: Instant) -> StoreResult<Snapshot> {
    let transaction = connection
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(translate)?;
    let exists: bool = transaction
        .query_row(
            "SELECT EXISTS (SELECT 1 FROM events WHERE aggregate_id = ?1 AND aggregate_type = ?2 \
             AND aggregate_version = ?3)",
            params![
                new.aggregate_id.as_str(),
                new.aggregate_type.as_str(),
                new.version.0
            ],
            |row| row.get(0),
        )
        .map_err(translate)?;
    if !exists {
        return Err(StoreError::InvalidRequest(format!(
            "there is no {} {} at version {} to store a state of",
            new.aggregate_type, new.aggregate_id, new.version
        )));
    }
    let id = new
        .snapshot_id
        .unwrap_or_else(|| SnapshotId::from(Uuid::now_v7()));
    transaction
        .execute(
            "DELETE FROM snapshots WHERE aggregate_id = ?1 AND aggregate_version = ?2",
            params![new.aggregate_id.as_str(), new.version.0],
        )
        .map_err(translate)?;
    transaction
        .execute(
            "INSERT INTO snapshots (snapshot_id, aggregate_id, aggregate_type, aggregate_version, \
             snapshot_version, snapshot_timestamp, state) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![
                id.as_str(),
                new.aggregate_id.as_str(),
                new.aggregate_type.as_str(),
                new.version.0,
                new.snapshot_version,
                now.to_string(),
                new.state.as_str(),
            ],
        )
        .map_err(translate)?;
    transaction.commit().map_err(translate)?;
    Ok(Snapshot {
        snapshot_id: id,
        aggregate_id: new.aggregate_id,
        aggregate_type: new.aggregate_type,
        version: new.version,
        snapshot_version: new.snapshot_version,
        timestamp: Some(now),
        state: Payload::Json(new.state),
    })
}
