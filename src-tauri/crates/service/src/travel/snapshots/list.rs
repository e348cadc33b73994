//! Where stored states stand.

use hindsight_domain::AggregateId;

use super::seal::is_sealed;
use crate::browse::find_aggregate;
use crate::error::ServiceResult;
use crate::session::Session;
use crate::wire::{FoldWishDto, SnapshotMarkDto};

/// How many are read at a time: each holds a whole state.
pub const SNAPSHOTS_PER_READ: u32 = 50;

/// Where stored states of an aggregate stand, in order of versions, and whether the fold now in force made them.
///
/// # Errors
/// An aggregate that does not exist, or the store's own.
pub async fn snapshots_of(
    session: &Session,
    aggregate_id: &str,
) -> ServiceResult<Vec<SnapshotMarkDto>> {
    let found = find_aggregate(session.store(), aggregate_id).await?;
    let projections = session.projections();
    let chosen = projections
        .of(&found.aggregate_type, &FoldWishDto::Auto)
        .await?;
    let id: AggregateId = found.aggregate_id;
    let (mut marks, mut after) = (Vec::new(), None);
    loop {
        let store = session.store();
        let page = store
            .snapshots(Some(&id), after.as_ref(), SNAPSHOTS_PER_READ)
            .await?;
        marks.extend(page.snapshots.iter().map(|snapshot| SnapshotMarkDto {
            version: snapshot.version.0,
            snapshot_version: snapshot.snapshot_version,
            taken_at: snapshot.timestamp.map(|at| at.to_string()),
            fits: is_sealed(snapshot, &chosen.by),
        }));
        after = page.next;
        if after.is_none() {
            return Ok(marks);
        }
    }
}
