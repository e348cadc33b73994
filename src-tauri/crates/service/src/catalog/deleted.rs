//! Which aggregates are deleted, as far as a catalog that was kept knows.

use std::collections::HashMap;

use hindsight_catalog::{Keep, kept_marks};

use super::Catalogs;
use super::directory::told_mark;
use crate::aside::aside;
use crate::error::ServiceResult;
use crate::marks::InForce;
use crate::session::Session;
use crate::wire::AggregateSummaryDto;

/// What a kept catalog says of aggregates, without one being begun.
pub struct KeptDeleted {
    keep: Keep,
    in_force: InForce,
}

impl KeptDeleted {
    /// Of a session's store; `None` where nothing is kept of it.
    ///
    /// # Errors
    /// A store that cannot be asked.
    pub async fn of(session: &Session, catalogs: &Catalogs) -> ServiceResult<Option<Self>> {
        let info = session.store().info().await?;
        let keep = catalogs.keep(session.target(), &info);
        let Some(keep) = keep.filter(|keep| keep.columns().exists()) else {
            return Ok(None);
        };
        let in_force = InForce::of(&session.projections().list().await?);
        Ok(Some(Self { keep, in_force }))
    }

    /// Says of each of these whether it is deleted, where that is known of the very event that is its last now.
    ///
    /// # Errors
    /// None but those of the program itself: a side file that cannot be read says nothing.
    pub async fn tell(&self, aggregates: &mut [AggregateSummaryDto]) -> ServiceResult<()> {
        let ids: Vec<String> = aggregates
            .iter()
            .map(|one| one.aggregate_id.clone())
            .collect();
        let keep = self.keep.clone();
        let read = move || kept_marks(&keep, &ids.iter().map(String::as_str).collect::<Vec<_>>());
        let Ok((known, made_by)) = aside(read).await? else {
            return Ok(());
        };
        let known: HashMap<String, _> = known
            .into_iter()
            .map(|one| (one.aggregate_id.clone(), one))
            .collect();
        for aggregate in aggregates {
            let same = known.get(&aggregate.aggregate_id).filter(|known| {
                known.last_version == aggregate.last_version
                    && known.last_position.to_string() == aggregate.last_position
                    && known.aggregate_type == aggregate.aggregate_type
            });
            aggregate.deleted = same.map(|known| told_mark(known, &made_by, Some(&self.in_force)));
        }
        Ok(())
    }
}
