//! One business operation as a whole: what happened in which order, what caused what, and whether anything is missing.

mod compare;
mod facts;
mod load;
mod nodes;
mod tables;

use hindsight_domain::CorrelationId;
use hindsight_store::EventStore;

use crate::aside::aside;
use crate::error::ServiceResult;
use crate::wire::{ProgressDto, TraceComparisonDto, TraceDto};

/// How many events of one operation are told; of a longer one the rest is counted.
pub const TRACE_EVENTS_MAX: u32 = 200_000;

/// Everything that belongs to an operation, each thing below what caused it.
///
/// # Errors
/// [`NotFound`](crate::ErrorCode::NotFound) where no event has this correlation id, or the store's own.
pub async fn trace(
    store: &dyn EventStore,
    correlation_id: &str,
    progress: &(dyn Fn(ProgressDto) + Send + Sync),
) -> ServiceResult<TraceDto> {
    let id = CorrelationId::new(correlation_id);
    let loaded = load::load(store, &id, TRACE_EVENTS_MAX, progress).await?;
    aside(move || nodes::told(&id, &loaded).0).await
}

/// Two operations beside each other: what one has and the other lacks, and what took longer.
///
/// # Errors
/// As for [`trace`], of either.
pub async fn compare_traces(
    store: &dyn EventStore,
    left: &str,
    right: &str,
    progress: &(dyn Fn(ProgressDto) + Send + Sync),
) -> ServiceResult<TraceComparisonDto> {
    let ids = (CorrelationId::new(left), CorrelationId::new(right));
    let left = load::load(store, &ids.0, TRACE_EVENTS_MAX, progress).await?;
    let right = load::load(store, &ids.1, TRACE_EVENTS_MAX, progress).await?;
    aside(move || compare::beside(nodes::told(&ids.0, &left), nodes::told(&ids.1, &right))).await
}
