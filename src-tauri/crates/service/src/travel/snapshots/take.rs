//! States stored after an append.

use std::collections::BTreeMap;

use hindsight_domain::{
    AggregateId, AggregateType, NewSnapshot, Payload, RawJson, Snapshot, SnapshotId, Version,
};
use hindsight_store::{Append, AppendOutcome, AppendStatus};

use super::seal::{seal, version_of};
use crate::error::ServiceResult;
use crate::session::Session;
use crate::travel::point::Point;
use crate::travel::walk::checkpoint_at;
use crate::wire::FoldWishDto;

/// At how many events of an aggregate a state is stored, where nobody says otherwise.
pub const SNAPSHOT_EVERY: u32 = 100;

/// Stores the states of aggregates that came past a hundredth event, or whatever number the session says. The events
/// are recorded by then and stay so: that a state cannot be stored, for example because a projection fails, is no
/// failure of the append, and the next one tries again.
pub async fn take_snapshots<'a>(
    session: &Session,
    appended: impl IntoIterator<Item = (&'a Append, &'a AppendOutcome)>,
) {
    for ((aggregate_id, aggregate_type), version) in due(session.snapshot_every(), appended) {
        let point = Point::last(aggregate_id, aggregate_type, version);
        // Only speed is lost.
        let _ = take(session, &point).await;
    }
}

/// The aggregates with the latest version at which a state is to be stored.
fn due<'a>(
    every: u32,
    appended: impl IntoIterator<Item = (&'a Append, &'a AppendOutcome)>,
) -> BTreeMap<(AggregateId, AggregateType), Version> {
    let mut due = BTreeMap::new();
    for (request, outcome) in appended {
        if every == 0 || outcome.status != AppendStatus::Appended {
            continue;
        }
        for stream in &request.streams {
            let of_stream =
                |one: &&hindsight_store::Recorded| one.aggregate_id == stream.aggregate_id;
            let versions = || {
                outcome
                    .events
                    .iter()
                    .filter(of_stream)
                    .map(|one| one.version.0)
            };
            if let (Some(first), Some(last)) = (versions().min(), versions().max()) {
                let version = last / every * every;
                if version >= first {
                    let key = (stream.aggregate_id.clone(), stream.aggregate_type.clone());
                    due.insert(key, Version(version));
                }
            }
        }
    }
    due
}

async fn take(session: &Session, point: &Point) -> ServiceResult<()> {
    let projections = session.projections();
    let chosen = projections
        .of(&point.aggregate_type, &FoldWishDto::Auto)
        .await?;
    let Some(state) = checkpoint_at(session, point, &chosen).await? else {
        return Ok(());
    };
    let Ok(state) = RawJson::parse(state.to_string()) else {
        return Ok(());
    };
    let snapshot = Snapshot {
        snapshot_id: SnapshotId::new(""),
        aggregate_id: point.aggregate_id.clone(),
        aggregate_type: point.aggregate_type.clone(),
        version: point.version,
        snapshot_version: version_of(&chosen.by),
        timestamp: None,
        state: Payload::Json(state.clone()),
    };
    session
        .store()
        .save_snapshot(NewSnapshot {
            snapshot_id: Some(seal(&snapshot, &chosen.by)),
            aggregate_id: snapshot.aggregate_id,
            aggregate_type: snapshot.aggregate_type,
            version: snapshot.version,
            snapshot_version: snapshot.snapshot_version,
            state,
        })
        .await?;
    Ok(())
}
