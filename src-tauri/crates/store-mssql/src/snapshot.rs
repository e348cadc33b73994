//! Stored states.

use hindsight_domain::{
    AggregateId, AggregateType, Instant, NewSnapshot, Payload, Snapshot, SnapshotId, Version,
};
use hindsight_store::{EVENTS_PER_READ_MAX, SnapshotCursor, SnapshotPage, StoreError};
use tiberius::Row;
use uuid::Uuid;

use crate::cells::{cell, number, text};
use crate::columns::comparable;
use crate::error::Answer;
use crate::filter::Condition;
use crate::session::Session;
use crate::shape::Shape;
use crate::value::Values;

/// The latest snapshot at or before a version; none in a store without such a table.
pub async fn find(
    session: &mut Session,
    shape: &Shape,
    aggregate_id: &AggregateId,
    at_or_before: Version,
) -> Answer<Option<Snapshot>> {
    let Some(table) = &shape.snapshots else {
        return Ok(None);
    };
    let mut values = Values::default();
    let of_it = table.columns.equals(
        "aggregate_id",
        aggregate_id.as_str(),
        &mut values,
        shape.ruled,
    );
    let sql = format!(
        "SELECT TOP (1) {} FROM dbo.snapshots WHERE {of_it} AND aggregate_version <= {} ORDER BY aggregate_version DESC",
        table.cells,
        values.add(i64::from(at_or_before.0)),
    );
    Ok(session.row(&sql, &values).await?.as_ref().map(snapshot))
}

/// One portion of all snapshots, or of one aggregate's; none in a store without such a table. They come in the order of
/// the ids' text, which is not the server's own order of ids.
pub async fn page(
    session: &mut Session,
    shape: &Shape,
    of: Option<&AggregateId>,
    after: Option<&SnapshotCursor>,
    limit: u32,
) -> Answer<SnapshotPage> {
    let Some(table) = &shape.snapshots else {
        return Ok(SnapshotPage {
            snapshots: Vec::new(),
            next: None,
        });
    };
    let limit = limit.clamp(1, EVENTS_PER_READ_MAX) as usize;
    let mut values = Values::default();
    let mut condition = Condition::default();
    if let Some(of) = of {
        condition.and(
            table
                .columns
                .equals("aggregate_id", of.as_str(), &mut values, shape.ruled),
        );
    }
    let id = format!("LOWER({})", comparable("aggregate_id"));
    if let Some(after) = after {
        let of = values.add(after.aggregate_id.as_str());
        let version = values.add(i64::from(after.version.0));
        condition.and(format!(
            "({id} > {of} OR ({id} = {of} AND aggregate_version > {version}))"
        ));
    }
    let sql = format!(
        "SELECT TOP ({}) {} FROM dbo.snapshots WHERE {} ORDER BY {id}, aggregate_version",
        limit + 1,
        table.cells,
        condition.sql()
    );
    let mut snapshots: Vec<Snapshot> = session
        .rows(&sql, &values)
        .await?
        .iter()
        .map(snapshot)
        .collect();
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

/// Reads a snapshot from a row of the snapshots table's cells.
fn snapshot(row: &Row) -> Snapshot {
    let small = |index| {
        number(row, index)
            .and_then(|number| u32::try_from(number).ok())
            .unwrap_or_default()
    };
    Snapshot {
        snapshot_id: SnapshotId::new(text(row, 0)),
        aggregate_id: AggregateId::new(text(row, 1)),
        aggregate_type: AggregateType::new(text(row, 2)),
        version: Version(small(3)),
        snapshot_version: small(4),
        timestamp: cell(row, 5).instant(),
        state: Payload::from_stored(text(row, 6)),
    }
}

/// Stores a state for a version that the aggregate has; one already stored there is replaced, in one statement or the
/// other, so that there is nothing to take back. Sent again, it does the same again.
pub async fn save(
    session: &mut Session,
    new: &NewSnapshot,
    id: &SnapshotId,
    now: Instant,
) -> Answer<Snapshot> {
    let uuid = |what: &str, text: &str| {
        Uuid::try_parse(text).map_err(|_| {
            StoreError::InvalidRequest(format!("{what} must be a UUID, but it is {text:?}"))
        })
    };
    let mut values = Values::default();
    let aggregate_id = values.add(uuid("an aggregate id", new.aggregate_id.as_str())?);
    let aggregate_type = values.add(new.aggregate_type.as_str());
    let version = values.add(i64::from(new.version.0));
    let snapshot_id = values.add(uuid("a snapshot id", id.as_str())?);
    let snapshot_version = values.add(i64::from(new.snapshot_version));
    let timestamp = values.add(now);
    let state = values.add(new.state.as_str());
    let sql = format!(
        "DECLARE @exists int = (SELECT COUNT(*) FROM dbo.events WHERE aggregate_id = {aggregate_id} \
             AND aggregate_type = {aggregate_type} AND DATALENGTH(aggregate_type) = DATALENGTH({aggregate_type}) \
             AND aggregate_version = {version}); \
         IF @exists > 0 \
         BEGIN \
             UPDATE dbo.snapshots SET snapshot_id = {snapshot_id}, aggregate_type = {aggregate_type}, \
                 snapshot_version = {snapshot_version}, snapshot_timestamp = {timestamp}, state = {state} \
             WHERE aggregate_id = {aggregate_id} AND aggregate_version = {version}; \
             IF @@ROWCOUNT = 0 \
                 INSERT INTO dbo.snapshots (snapshot_id, aggregate_id, aggregate_type, aggregate_version, \
                     snapshot_version, snapshot_timestamp, state) \
                 VALUES ({snapshot_id}, {aggregate_id}, {aggregate_type}, {version}, {snapshot_version}, {timestamp}, {state}); \
         END; \
         SELECT @exists;"
    );
    let exists = session
        .row(&sql, &values)
        .await?
        .and_then(|row| number(&row, 0));
    if exists.unwrap_or_default() == 0 {
        return Err(StoreError::InvalidRequest(format!(
            "there is no {} {} at version {} to store a state of",
            new.aggregate_type, new.aggregate_id, new.version
        ))
        .into());
    }
    Ok(Snapshot {
        snapshot_id: id.clone(),
        aggregate_id: new.aggregate_id.clone(),
        aggregate_type: new.aggregate_type.clone(),
        version: new.version,
        snapshot_version: new.snapshot_version,
        timestamp: Some(now),
        state: Payload::Json(new.state.clone()),
    })
}
