//! Whether an aggregate is deleted at a version.

use std::collections::BTreeSet;

use hindsight_domain::{AggregateId, AggregateType, Version};

use super::point::Point;
use super::walk::walk;
use crate::error::ServiceResult;
use crate::projections::Chosen;
use crate::session::Session;

/// Whether its state is `null` then; `None` where its events cannot all be folded.
///
/// # Errors
/// A fold that cannot begin, or the store's own.
pub async fn is_gone(
    session: &Session,
    aggregate_id: AggregateId,
    aggregate_type: AggregateType,
    version: Version,
    chosen: &Chosen,
) -> ServiceResult<Option<bool>> {
    let point = Point::last(aggregate_id, aggregate_type, version);
    let (replayed, _) = walk(session, &point, chosen, &BTreeSet::new(), &|_| {}).await?;
    let is_whole = replayed.stopped.is_none();
    Ok(is_whole.then(|| replayed.state.is_null()))
}
