//! An opened store.

use std::sync::Arc;

use hindsight_store::{EventStore, StoreInfo};

use crate::error::ServiceResult;
use crate::projections::Projections;
use crate::target::{Mode, Target};
use crate::wire::StoreInfoDto;

/// An opened store, what it was opened as, and what its events are folded by.
#[derive(Clone)]
pub struct Session {
    target: Target,
    store: Arc<dyn EventStore>,
    projections: Projections,
}

impl Session {
    /// Opens what is at a target.
    ///
    /// # Errors
    /// Whatever keeps it from being opened, in words.
    pub async fn open(target: Target, mode: Mode) -> ServiceResult<Self> {
        let store = target.open(mode).await?;
        Ok(Self::new(target, store))
    }

    /// Makes a new, empty store at a target and opens it for writing.
    ///
    /// # Errors
    /// Whatever keeps it from being made, in words; nothing that exists is overwritten.
    pub async fn create(target: Target) -> ServiceResult<Self> {
        let store = target.create().await?;
        Ok(Self::new(target, store))
    }

    fn new(target: Target, store: Arc<dyn EventStore>) -> Self {
        Self {
            projections: Projections::beside(&target),
            target,
            store,
        }
    }

    /// The same store with other projections than those that stand beside it.
    pub fn with_projections(self, projections: Projections) -> Self {
        Self {
            projections,
            ..self
        }
    }

    /// The store.
    pub fn store(&self) -> &dyn EventStore {
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
            .retain(|remark| *remark != hindsight_store::Remark::NotFullyChecked);
        info.remarks
            .extend(damage.map(hindsight_store::Remark::Damaged));
        Ok(self.describe(&info))
    }

    fn describe(&self, info: &StoreInfo) -> StoreInfoDto {
        StoreInfoDto {
            target: self.target.to_string(),
            name: self.target.name(),
            engine: info.engine.clone(),
            kind: info.kind.into(),
            writable: info.writable,
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
