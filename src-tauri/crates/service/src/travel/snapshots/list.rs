//! Where stored states stand.

use std::collections::HashMap;

use hindsight_domain::{AggregateId, AggregateType};

use super::seal::is_sealed;
use crate::error::ServiceResult;
use crate::projections::Chosen;
use crate::session::Session;
use crate::wire::{FoldWishDto, SnapshotDto, SnapshotMarkDto};

/// How many are read at a time: each holds a whole state.
pub const SNAPSHOTS_PER_READ: u32 = 50;

/// Where stored states of an aggregate stand, in order of versions, and whether the fold now in force made them.
///
/// # Errors
/// The store's own.
pub async fn snapshots_of(
    session: &Session,
    aggregate_id: &str,
) -> ServiceResult<Vec<SnapshotMarkDto>> {
    let mut marks = Vec::new();
    list_snapshots(session, Some(aggregate_id), &mut |found| {
        marks.push(found.mark)
    })
    .await?;
    Ok(marks)
}

/// Tells of every stored state, or of those of one aggregate, by aggregate and then by version.
///
/// # Errors
/// The store's own.
pub async fn list_snapshots(
    session: &Session,
    aggregate_id: Option<&str>,
    tell: &mut (dyn FnMut(SnapshotDto) + Send),
) -> ServiceResult<()> {
    let of = aggregate_id.map(AggregateId::new);
    let mut folds: HashMap<AggregateType, Chosen> = HashMap::new();
    let mut after = None;
    loop {
        let store = session.store();
        let page = store
            .snapshots(of.as_ref(), after.as_ref(), SNAPSHOTS_PER_READ)
            .await?;
        for snapshot in page.snapshots {
            let of_type = &snapshot.aggregate_type;
            if !folds.contains_key(of_type) {
                let projections = session.projections();
                let chosen = projections.of(of_type, &FoldWishDto::Auto).await?;
                folds.insert(of_type.clone(), chosen);
            }
            let fits = folds
                .get(of_type)
                .is_some_and(|chosen| is_sealed(&snapshot, &chosen.by));
            tell(SnapshotDto {
                mark: SnapshotMarkDto {
                    version: snapshot.version.0,
                    snapshot_version: snapshot.snapshot_version,
                    taken_at: snapshot.timestamp.map(|at| at.to_string()),
                    fits,
                },
                bytes: snapshot.state.as_str().len(),
                aggregate_id: snapshot.aggregate_id.into(),
                aggregate_type: snapshot.aggregate_type.into(),
            });
        }
        after = page.next;
        if after.is_none() {
            return Ok(());
        }
    }
}
