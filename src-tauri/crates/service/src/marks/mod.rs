//! Finding out which aggregates are deleted, in the background: the catalog keeps what comes of it.
//!
//! By merge patch an aggregate is deleted exactly where its last event's data is `null`; one of a type that a projection
//! folds is folded. Each is looked at once, and again when it has another event or its type another fold. The looking
//! gives way to whatever the person asks.

mod force;
mod look;
mod pace;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use hindsight_catalog::{Marks, Phase, Status};
use tokio::task::AbortHandle;

pub(crate) use force::InForce;
use look::Look;
pub(crate) use pace::Asked;
use pace::Pace;

use crate::projections::Projections;
use crate::session::Session;

/// How often it is looked whether other projections are in force, and what could not be done is tried again.
const LOOK: Duration = Duration::from_secs(2);
/// How many aggregates are taken up at a time.
const BATCH: u32 = 200;
/// What was found is kept when it is so much, or so old.
const KEPT_AT: usize = 4_000;
const KEPT_AFTER: Duration = Duration::from_secs(1);

/// The looking of a session; it ends when this goes.
pub(crate) struct Marking {
    known: Arc<Mutex<Known>>,
    task: AbortHandle,
}

struct Known {
    /// Loaded for the looking alone: where one goes astray, the person's own views go on.
    projections: Projections,
    in_force: Option<InForce>,
}

impl Marking {
    /// Begins. `session` is one of the looking's own, which keeps no catalog open.
    pub fn begin(session: Session, marks: Marks, asked: Arc<Asked>) -> Self {
        let known = Arc::new(Mutex::new(Known {
            projections: session.projections().apart(),
            in_force: None,
        }));
        let rounds = Rounds {
            pace: Pace::new(asked, marks.clone()),
            session,
            marks,
            known: Arc::clone(&known),
        };
        let task = tokio::spawn(rounds.run()).abort_handle();
        Self { known, task }
    }

    /// The projections that are in force, as they were looked at last.
    pub fn in_force(&self) -> Option<InForce> {
        lock(&self.known).in_force.clone()
    }

    /// Folds by others from now on.
    pub fn set_projections(&self, projections: &Projections) {
        *lock(&self.known) = Known {
            projections: projections.apart(),
            in_force: None,
        };
    }
}

impl Drop for Marking {
    fn drop(&mut self) {
        self.task.abort();
    }
}

struct Rounds {
    session: Session,
    marks: Marks,
    pace: Pace,
    known: Arc<Mutex<Known>>,
}

impl Rounds {
    async fn run(mut self) {
        let Some(mut status) = self.marks.watch() else {
            return;
        };
        loop {
            self.look_at_projections().await;
            let has_work = is_to_do(&status.borrow_and_update());
            if has_work && self.round().await.is_none() {
                tokio::time::sleep(LOOK).await;
            }
            tokio::select! {
                waited = status.wait_for(is_to_do) => if waited.is_err() { return },
                () = tokio::time::sleep(LOOK) => {}
            }
        }
    }

    /// Whether other projections are in force than before.
    async fn look_at_projections(&self) -> bool {
        let projections = lock(&self.known).projections.clone();
        let Ok(listed) = projections.list().await else {
            return false;
        };
        let now = Some(InForce::of(&listed));
        let mut known = lock(&self.known);
        let is_other = known.in_force != now;
        if is_other {
            known.in_force = now;
            self.marks.settle(false);
        }
        is_other
    }

    /// Looks at everything that nobody has looked at by the projections in force; `None` where it was broken off.
    async fn round(&mut self) -> Option<()> {
        let (projections, in_force) = {
            let known = lock(&self.known);
            (known.projections.clone(), known.in_force.clone()?)
        };
        for (of, fold) in in_force.differing(&self.marks.folds().await?) {
            self.marks.begin_type(&of, fold.as_deref()).await?;
        }
        let session = self.session.clone().with_projections(projections);
        let mut look = Look::new(&session, &in_force);
        let (mut after, mut found) = (String::new(), Vec::new());
        let (mut kept_at, mut looked_at) = (Instant::now(), Instant::now());
        loop {
            self.pace.rest().await;
            let batch = self.marks.pending(&after, BATCH).await?;
            let Some(last) = batch.last() else { break };
            after = last.aggregate_id.clone();
            let looked = look.at(batch, &mut self.pace, &mut found).await;
            if looked.is_none() || found.len() >= KEPT_AT || kept_at.elapsed() >= KEPT_AFTER {
                self.marks.put(std::mem::take(&mut found)).await?;
                kept_at = Instant::now();
            }
            looked?;
            if looked_at.elapsed() >= LOOK {
                if self.look_at_projections().await {
                    break;
                }
                looked_at = Instant::now();
            }
        }
        self.marks.put(found).await?;
        let is_in_force = lock(&self.known).in_force.as_ref() == Some(&in_force);
        self.marks.settle(is_in_force);
        is_in_force.then_some(())
    }
}

fn is_to_do(status: &Status) -> bool {
    status.phase == Phase::Following && status.directory && !status.marks.settled
}

fn lock(known: &Mutex<Known>) -> MutexGuard<'_, Known> {
    // What is behind it is replaced part by part, and each part is whole.
    known.lock().unwrap_or_else(PoisonError::into_inner)
}
