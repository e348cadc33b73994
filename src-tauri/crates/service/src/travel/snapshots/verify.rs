//! Stored states held against a replay.

use std::collections::HashMap;

use hindsight_domain::replay::{Delta, Folding, Json};
use hindsight_domain::{AggregateId, Payload, Snapshot, Version};

use super::list::SNAPSHOTS_PER_READ;
use super::seal::{is_sealed, version_of};
use crate::aside::aside;
use crate::error::ServiceResult;
use crate::projections::Chosen;
use crate::session::Session;
use crate::travel::stretch::Stretches;
use crate::wire::{
    ChangeDto, FoldWishDto, FoldedByDto, SnapshotCheckDto, SnapshotVerdictDto, SnapshotsDto,
};

/// How many differing paths are told of one snapshot.
const PATHS_MAX: usize = 20;

/// Replays the events from the first on and holds every stored state, or those of one aggregate, against what comes of
/// them; nothing that is stored or kept is trusted. Each is told as it is checked.
///
/// A state is folded as it was made: by merge patch where its seal says so, else by the fold now in force for its type.
/// One that another version of a projection made, or that is no JSON, is passed over and told.
///
/// # Errors
/// The store's own.
pub async fn verify_snapshots(
    session: &Session,
    aggregate_id: Option<&str>,
    tell: &mut (dyn FnMut(SnapshotCheckDto) + Send),
) -> ServiceResult<SnapshotsDto> {
    let of = aggregate_id.map(AggregateId::new);
    let mut summary = SnapshotsDto::default();
    let mut replays = Replays::of(AggregateId::new(""));
    let mut after = None;
    loop {
        let page = session
            .store()
            .snapshots(of.as_ref(), after.as_ref(), SNAPSHOTS_PER_READ)
            .await?;
        for snapshot in page.snapshots {
            if replays.aggregate_id != snapshot.aggregate_id {
                replays = Replays::of(snapshot.aggregate_id.clone());
            }
            let verdict = replays.judge(session, &snapshot).await?;
            summary.count(&verdict);
            tell(SnapshotCheckDto {
                aggregate_id: snapshot.aggregate_id.into(),
                aggregate_type: snapshot.aggregate_type.into(),
                version: snapshot.version.0,
                snapshot_version: snapshot.snapshot_version,
                taken_at: snapshot.timestamp.map(|at| at.to_string()),
                verdict,
            });
        }
        after = page.next;
        if after.is_none() {
            return Ok(summary);
        }
    }
}

/// The replays of one aggregate, by what folds them. Snapshots come in order of versions, so each goes on.
struct Replays {
    aggregate_id: AggregateId,
    under_way: HashMap<FoldedByDto, Replay>,
}

struct Replay {
    /// `None` once it is spent.
    folding: Option<Box<dyn Folding>>,
    version: Version,
}

impl Replays {
    fn of(aggregate_id: AggregateId) -> Self {
        Self {
            aggregate_id,
            under_way: HashMap::new(),
        }
    }

    async fn judge(
        &mut self,
        session: &Session,
        snapshot: &Snapshot,
    ) -> ServiceResult<SnapshotVerdictDto> {
        let passed_over = |why: String| Ok(SnapshotVerdictDto::PassedOver { why });
        let stored = match &snapshot.state {
            Payload::Json(state) => Json::parse(state),
            Payload::Broken(_) => return passed_over("its state is not JSON".to_owned()),
        };
        let stored = match stored {
            Ok(stored) => stored,
            Err(error) => return passed_over(error.to_string()),
        };
        let chosen = self.made_by(session, snapshot).await?;
        let version = version_of(&chosen.by);
        if snapshot.snapshot_version != version {
            return passed_over(format!(
                "version {} of a projection made it, and the one in force is version {version}",
                snapshot.snapshot_version
            ));
        }
        let Some(state) = self.state(session, &chosen, snapshot.version).await? else {
            return passed_over("the events up to it cannot be folded".to_owned());
        };
        let changes = aside(move || Delta::between(&stored, &state).changes()).await?;
        Ok(match changes.len() {
            0 => SnapshotVerdictDto::Same,
            _ => SnapshotVerdictDto::Differs {
                changes: changes
                    .into_iter()
                    .take(PATHS_MAX)
                    .map(ChangeDto::from)
                    .collect(),
            },
        })
    }

    async fn made_by(&self, session: &Session, snapshot: &Snapshot) -> ServiceResult<Chosen> {
        let merge = Chosen::merge(None);
        match is_sealed(snapshot, &merge.by) {
            true => Ok(merge),
            false => {
                let projections = session.projections();
                projections
                    .of(&snapshot.aggregate_type, &FoldWishDto::Auto)
                    .await
            }
        }
    }

    /// The state at a version; `None` where there is none, because folding stops before or there is no such event.
    async fn state(
        &mut self,
        session: &Session,
        chosen: &Chosen,
        version: Version,
    ) -> ServiceResult<Option<Json>> {
        let replay = match self.under_way.entry(chosen.by.clone()) {
            std::collections::hash_map::Entry::Occupied(under_way) => under_way.into_mut(),
            std::collections::hash_map::Entry::Vacant(none) => {
                let fold = chosen.fold.clone();
                let folding = aside(move || fold.begin(None)).await?.ok();
                none.insert(Replay {
                    folding,
                    version: Version(0),
                })
            }
        };
        let nobody = |_| {};
        let (store, from) = (session.store(), replay.version);
        let mut stretches = Stretches::new(store, &self.aggregate_id, from, version, &nobody);
        while let Some(mut folding) = replay.folding.take() {
            let Some(events) = stretches.next().await? else {
                let (state, folding) = aside(move || (folding.state(), folding)).await?;
                replay.folding = Some(folding);
                return Ok(state.ok().filter(|_| replay.version == version));
            };
            replay.version = events.last().map_or(replay.version, |event| event.version);
            let applied = aside(move || folding.apply(&events).map(|()| folding)).await?;
            replay.folding = applied.ok();
        }
        Ok(None)
    }
}

impl SnapshotsDto {
    fn count(&mut self, verdict: &SnapshotVerdictDto) {
        *match verdict {
            SnapshotVerdictDto::Same => &mut self.same,
            SnapshotVerdictDto::Differs { .. } => &mut self.differing,
            SnapshotVerdictDto::PassedOver { .. } => &mut self.passed_over,
        } += 1;
    }
}
