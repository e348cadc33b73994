//! Stored states.

use hindsight_domain::{AggregateId, Version};

use crate::error::ServiceResult;
use crate::session::Session;
use crate::wire::SnapshotMarkDto;

/// Where stored states of an aggregate stand, in order of versions.
///
/// # Errors
/// The store's own.
pub async fn snapshots_of(
    session: &Session,
    aggregate_id: &str,
) -> ServiceResult<Vec<SnapshotMarkDto>> {
    let id = AggregateId::new(aggregate_id);
    let mut marks = Vec::new();
    let mut at_or_before = Version(u32::MAX);
    while let Some(snapshot) = session.store().get_snapshot(&id, at_or_before).await? {
        marks.push(SnapshotMarkDto {
            version: snapshot.version.0,
            snapshot_version: snapshot.snapshot_version,
            taken_at: snapshot.timestamp.map(|at| at.to_string()),
            fits: false,
        });
        let Some(before) = snapshot.version.0.checked_sub(1) else {
            break;
        };
        at_or_before = Version(before);
    }
    marks.reverse();
    Ok(marks)
}
