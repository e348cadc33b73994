//! An opened store.

use std::sync::{Arc, OnceLock};

use hindsight_catalog::{Catalog, States};
use hindsight_store::{EventStore, Remark, StoreInfo};

use crate::catalog::Catalogs;
use crate::error::{ErrorCode, ServiceError, ServiceResult};
use crate::marks::{Asked, InForce, Marking};
use crate::projections::Projections;
use crate::target::{Mode, Target};
use crate::travel::{Checkpoints, SNAPSHOT_EVERY};
use crate::wire::StoreInfoDto;

/// How many bytes of states work in the background may keep.
const BACKGROUND_BYTES_MAX: usize = 4 << 20;

/// An opened store, what it was opened as, and what its events are folded by.
#[derive(Clone)]
pub struct Session {
    target: Target,
    store: Arc<dyn EventStore>,
    projections: Projections,
    mode: Mode,
    snapshot_every: u32,
    checkpoints: Arc<Checkpoints>,
    /// Begun when it is asked for, and let go with the last who holds the session.
    catalog: Arc<OnceLock<Catalog>>,
    /// The states that it keeps. They do not keep it open.
    states: Arc<OnceLock<States>>,
    /// What finds out which aggregates are deleted, in the background.
    marking: Arc<OnceLock<Marking>>,
    asked: Arc<Asked>,
}

impl Session {
    /// Opens what is at a target.
    ///
    /// # Errors
    /// Whatever keeps it from being opened, in words.
    pub async fn open(target: Target, mode: Mode) -> ServiceResult<Self> {
        let store = target.open(mode).await?;
        Ok(Self::over(target, store, mode))
    }

    /// Makes a new, empty store at a target and opens it for writing.
    ///
    /// # Errors
    /// Whatever keeps it from being made, in words; nothing that exists is overwritten.
    pub async fn create(target: Target) -> ServiceResult<Self> {
        let store = target.create().await?;
        Ok(Self::over(target, store, Mode::Writable))
    }

    fn over(target: Target, store: Arc<dyn EventStore>, mode: Mode) -> Self {
        Self {
            projections: Projections::beside(&target),
            target,
            store,
            mode,
            snapshot_every: SNAPSHOT_EVERY,
            checkpoints: Arc::default(),
            catalog: Arc::default(),
            states: Arc::default(),
            marking: Arc::default(),
            asked: Arc::default(),
        }
    }

    /// The same store with other projections than those that stand beside it.
    pub fn with_projections(self, projections: Projections) -> Self {
        if let Some(marking) = self.marking.get() {
            marking.set_projections(&projections);
        }
        Self {
            projections,
            ..self
        }
    }

    /// The same store, at whose every so many events of an aggregate a state is stored after an append; 0 is never.
    pub fn with_snapshots_every(self, snapshot_every: u32) -> Self {
        Self {
            snapshot_every,
            ..self
        }
    }

    /// At how many events of an aggregate a state is stored.
    pub(crate) fn snapshot_every(&self) -> u32 {
        self.snapshot_every
    }

    /// Whether a stored state that its seal vouches for may be begun at: in a session that writes to a store whose rules
    /// are all in place, and never where a store is only looked at.
    pub(crate) fn may_begin_at_snapshots(&self) -> bool {
        self.mode == Mode::Writable && self.store.is_ruled()
    }

    /// The states along the histories that were gone through.
    pub(crate) fn checkpoints(&self) -> &Checkpoints {
        &self.checkpoints
    }

    /// Begins to read the store into its catalog, in the background; without effect where that has begun.
    ///
    /// # Errors
    /// A store that cannot be asked, or a thread that cannot be started.
    pub async fn begin_catalog(&self, catalogs: &Catalogs) -> ServiceResult<()> {
        if self.catalog.get().is_none() {
            let catalog = catalogs
                .start(&self.target, Arc::clone(&self.store))
                .await?;
            let (states, marks) = (catalog.states(), catalog.marks());
            // Of two who begin at once, one lets go again.
            if self.catalog.set(catalog).is_ok() {
                let _ = states.map(|states| self.states.set(states));
                let marking = Marking::begin(self.in_background(), marks, Arc::clone(&self.asked));
                let _ = self.marking.set(marking);
            }
        }
        Ok(())
    }

    /// The same for work that nobody waits for: it keeps no catalog open, lets go of nobody's states, is not what the person
    /// asks, and begins at no stored snapshot, since what comes of it is kept for sessions that may not.
    fn in_background(&self) -> Self {
        Self {
            checkpoints: Arc::new(Checkpoints::within(BACKGROUND_BYTES_MAX)),
            catalog: Arc::default(),
            marking: Arc::default(),
            asked: Arc::default(),
            mode: Mode::ReadOnly,
            ..self.clone()
        }
    }

    /// The states that the catalog keeps, where one was begun.
    pub(crate) fn states(&self) -> Option<States> {
        self.states.get().cloned()
    }

    /// Whether it is known by which projections aggregates are looked at.
    pub fn knows_projections(&self) -> bool {
        self.in_force().is_some()
    }

    /// The projections by which aggregates are looked at, once that is known.
    pub(crate) fn in_force(&self) -> Option<InForce> {
        self.marking.get()?.in_force()
    }

    /// The catalog, where one was begun.
    pub fn catalog(&self) -> Option<&Catalog> {
        self.catalog.get()
    }

    /// Says that events were recorded, so that the catalog need not look for them.
    pub fn nudge_catalog(&self) {
        if let Some(catalog) = self.catalog() {
            catalog.nudge();
        }
    }

    /// The catalog.
    ///
    /// # Errors
    /// [`ErrorCode::Busy`] where none was begun yet.
    pub fn require_catalog(&self) -> ServiceResult<&Catalog> {
        self.catalog().ok_or_else(|| {
            ServiceError::new(
                ErrorCode::Busy,
                "The catalog of this store is not at hand yet; try again in a moment.",
            )
        })
    }

    /// The store.
    pub fn store(&self) -> &dyn EventStore {
        self.asked.note();
        &*self.store
    }

    /// What its events are folded by.
    pub fn projections(&self) -> &Projections {
        &self.projections
    }

    /// What was opened.
    pub fn target(&self) -> &Target {
        &self.target
    }

    /// What the store says of itself.
    ///
    /// # Errors
    /// Whatever keeps it from being read.
    pub async fn info(&self) -> ServiceResult<StoreInfoDto> {
        let info = self.store.info().await?;
        Ok(self.describe(&info))
    }

    /// The same with the whole file read for damage first, which takes as long as the store is large.
    ///
    /// # Errors
    /// Whatever keeps it from being read.
    pub async fn checked_info(&self) -> ServiceResult<StoreInfoDto> {
        let damage = self.store.check_integrity().await?;
        let mut info = self.store.info().await?;
        info.remarks
            .retain(|remark| *remark != Remark::NotFullyChecked);
        info.remarks.extend(damage.map(Remark::Damaged));
        Ok(self.describe(&info))
    }

    fn describe(&self, info: &StoreInfo) -> StoreInfoDto {
        StoreInfoDto {
            target: self.target.to_string(),
            name: self.target.name(),
            engine: info.engine.clone(),
            kind: info.kind.into(),
            writable: info.writable,
            login_can_write: info.remarks.contains(&Remark::LoginCanWrite),
            unfinished_copy_of: unfinished_copy_of(info).map(|of| of.to_string()),
            store_id: info.store_id.as_ref().map(ToString::to_string),
            created_at: info.created_at.map(|at| at.to_string()),
            schema_version: info.schema_version,
            events: info.events.to_string(),
            commands: info.commands.map(|count| count.to_string()),
            snapshots: info.snapshots.map(|count| count.to_string()),
            first_at: info.first_at.map(|at| at.to_string()),
            last_at: info.last_at.map(|at| at.to_string()),
            remarks: info.remarks.iter().map(Into::into).collect(),
        }
    }
}

fn unfinished_copy_of(info: &StoreInfo) -> Option<u64> {
    info.remarks.iter().find_map(|remark| match remark {
        Remark::UnfinishedCopy { of, .. } => Some(*of),
        _ => None,
    })
}
