//! When something became true, in one aggregate or in all of a type.

use hindsight_domain::replay::{Condition, FoldError, Folding, Json, Watch};
use hindsight_domain::{AggregateId, AggregateType, Event, EventFilter, Order, Version};
use hindsight_store::EVENTS_PER_READ_MAX;

use super::stretch::Stretches;
use crate::aside::aside;
use crate::browse::find_aggregate;
use crate::error::{ServiceError, ServiceResult};
use crate::projections::Chosen;
use crate::session::Session;
use crate::wire::{
    ConditionDto, FoldWishDto, MomentDto, MomentScopeDto, MomentsDto, MomentsProblemDto,
    MomentsStepDto,
};

/// How many moments are told; more are only counted.
const HITS_MAX: u32 = 10_000;
/// How many aggregates that cannot be folded are told of.
const PROBLEMS_MAX: usize = 100;
/// After how many events without a moment it is said how far the search is.
const EVENTS_PER_STEP: u32 = 2_000;

/// Hears moments as they are found.
pub type TellMoments<'t> = &'t (dyn Fn(MomentsStepDto) + Send + Sync);

/// Finds the events at which a condition becomes true, aggregate by aggregate in the order in which these began.
///
/// # Errors
/// A condition that cannot be understood, an aggregate or a projection that does not exist, a fold that cannot begin,
/// or the store's own.
pub async fn find_moments(
    session: &Session,
    scope: &MomentScopeDto,
    condition: &ConditionDto,
    fold: &FoldWishDto,
    tell: TellMoments<'_>,
) -> ServiceResult<MomentsDto> {
    let mut search = Search {
        session,
        condition: condition.try_into()?,
        tell,
        done: 0,
        total: 0,
        since_step: 0,
        found: MomentsDto {
            count: 0,
            hits: 0,
            aggregates: 0,
            problems: Vec::new(),
        },
    };
    match scope {
        MomentScopeDto::Aggregate { aggregate_id } => {
            let found = find_aggregate(session.store(), aggregate_id).await?;
            let chosen = session
                .projections()
                .of(&found.aggregate_type, fold)
                .await?;
            search.total = found.last_version.0;
            search
                .through(&found.aggregate_id, found.last_version, &chosen)
                .await?;
        }
        MomentScopeDto::Type { aggregate_type } => {
            let aggregate_type = AggregateType::new(aggregate_type);
            let chosen = session.projections().of(&aggregate_type, fold).await?;
            search.through_all(&aggregate_type, &chosen).await?;
        }
    }
    search.step(Vec::new());
    Ok(search.found)
}

struct Search<'s> {
    session: &'s Session,
    condition: Condition,
    tell: TellMoments<'s>,
    done: u32,
    total: u32,
    since_step: u32,
    found: MomentsDto,
}

impl Search<'_> {
    async fn through_all(
        &mut self,
        aggregate_type: &AggregateType,
        chosen: &Chosen,
    ) -> ServiceResult<()> {
        let store = self.session.store();
        let filter = EventFilter {
            aggregate_type: Some(aggregate_type.clone()),
            ..EventFilter::default()
        };
        self.total = u32::try_from(store.count(&filter).await?).unwrap_or(u32::MAX);
        let mut after = None;
        loop {
            let page = store
                .aggregates(
                    Some(aggregate_type),
                    after,
                    Order::OldestFirst,
                    EVENTS_PER_READ_MAX,
                    None,
                )
                .await?;
            for found in page.aggregates {
                self.through(&found.aggregate_id, found.last_version, chosen)
                    .await?;
            }
            after = page.next;
            if after.is_none() {
                return Ok(());
            }
        }
    }

    async fn through(
        &mut self,
        aggregate_id: &AggregateId,
        to: Version,
        chosen: &Chosen,
    ) -> ServiceResult<()> {
        self.found.aggregates += 1;
        let (fold, condition) = (chosen.fold.clone(), self.condition.clone());
        let mut watching = aside(move || Watching::begin(&*fold, condition))
            .await?
            .map_err(ServiceError::invalid)?;
        let nobody = |_| {};
        let store = self.session.store();
        let mut stretches = Stretches::new(store, aggregate_id, Version(0), to, &nobody);
        while watching.stopped.is_none()
            && let Some(events) = stretches.next().await?
        {
            let looked_at = u32::try_from(events.len()).unwrap_or(u32::MAX);
            watching = aside(move || watching.over(&events)).await?;
            self.done = self.done.saturating_add(looked_at);
            self.since_step += looked_at;
            self.tell_of(std::mem::take(&mut watching.hits));
        }
        if let Some(stopped) = watching.stopped
            && self.found.problems.len() < PROBLEMS_MAX
        {
            self.found.problems.push(MomentsProblemDto {
                aggregate_id: aggregate_id.to_string(),
                message: stopped.to_string(),
            });
        }
        Ok(())
    }

    fn tell_of(&mut self, mut hits: Vec<MomentDto>) {
        let found = u32::try_from(hits.len()).unwrap_or(u32::MAX);
        self.found.count = self.found.count.saturating_add(found);
        hits.truncate((HITS_MAX - self.found.hits) as usize);
        self.found.hits += u32::try_from(hits.len()).unwrap_or_default();
        if !hits.is_empty() || self.since_step >= EVENTS_PER_STEP {
            self.step(hits);
        }
    }

    fn step(&mut self, hits: Vec<MomentDto>) {
        self.since_step = 0;
        (self.tell)(MomentsStepDto {
            hits,
            done: self.done,
            total: self.total.max(self.done),
        });
    }
}

/// A condition watched on its way through a history.
struct Watching {
    folding: Box<dyn Folding>,
    condition: Condition,
    watch: Watch,
    last: Option<Json>,
    hits: Vec<MomentDto>,
    stopped: Option<FoldError>,
}

impl Watching {
    fn begin(
        fold: &dyn hindsight_domain::replay::Fold,
        condition: Condition,
    ) -> Result<Self, FoldError> {
        let mut folding = fold.begin(None)?;
        let start = folding.state()?.at(&condition.at).cloned();
        Ok(Self {
            watch: Watch::begin(condition.test.clone(), start.clone()),
            folding,
            condition,
            last: start,
            hits: Vec::new(),
            stopped: None,
        })
    }

    fn over(mut self, events: &[Event]) -> Self {
        let (watch, last, hits) = (&mut self.watch, &mut self.last, &mut self.hits);
        let watched = self
            .folding
            .watch(&self.condition.at, events, &mut |event, now| {
                let before = std::mem::replace(last, now.clone());
                if watch.sees(now) {
                    hits.push(MomentDto {
                        event: event.into(),
                        old: before.map(|json| json.to_string()),
                        new: last.as_ref().map(ToString::to_string),
                    });
                }
            });
        self.stopped = watched.err();
        self
    }
}
