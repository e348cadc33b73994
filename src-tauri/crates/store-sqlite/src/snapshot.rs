//! Stored states.

use hindsight_domain::{
    AggregateId, AggregateType, Instant, NewSnapshot, Payload, Snapshot, SnapshotId, Version,
};
use hindsight_store::{StoreError, StoreResult};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};

use crate::directory::as_text;
use crate::error::translate;
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
                .query_row(params![aggregate_id.as_str(), at_or_before.0], |row| {
                    Ok(Snapshot {
                        snapshot_id: SnapshotId::new(as_text(row, 0)?),
                        aggregate_id: AggregateId::new(as_text(row, 1)?),
                        aggregate_type: AggregateType::new(as_text(row, 2)?),
                        version: Version(as_text(row, 3)?.parse().unwrap_or_default()),
                        snapshot_version: as_text(row, 4)?.parse().unwrap_or_default(),
                        timestamp: Instant::parse(&as_text(row, 5)?),
                        state: Payload::from_stored(as_text(row, 6)?),
                    })
                })
                .optional()
        })
        .map_err(translate)
}

/// Stores a state for a version that the aggregate has; one already stored there is replaced.
pub fn save(
    connection: &mut Connection,
    new: NewSnapshot,
    id: SnapshotId,
    now: Instant,
) -> StoreResult<Snapshot> {
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
    transaction
        .execute(
            "INSERT INTO snapshots (snapshot_id, aggregate_id, aggregate_type, aggregate_version, \
             snapshot_version, snapshot_timestamp, state) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) \
             ON CONFLICT (aggregate_id, aggregate_version) DO UPDATE SET snapshot_id = excluded.snapshot_id, \
             snapshot_version = excluded.snapshot_version, snapshot_timestamp = excluded.snapshot_timestamp, \
             state = excluded.state",
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
