//! Whether anything is missing: the store, an aggregate or an operation, looked through once.

mod elsewhere;
mod look;
mod report;
#[cfg(test)]
mod tests;
mod words;

use hindsight_domain::completeness::{Knows, Scope};
use hindsight_domain::{AggregateId, CorrelationId, EventFilter};
use hindsight_store::{EventStore, Remark, StoreKind};

use crate::error::{ErrorCode, ServiceError, ServiceResult};
use crate::wire::{CheckReportDto, CheckScopeDto, ProgressDto};

/// Looks through a store, an aggregate or an operation, and tells what is missing or odd.
///
/// # Errors
/// [`ErrorCode::NotFound`] where there is no such aggregate or operation, or the store's own.
pub async fn check(
    store: &dyn EventStore,
    scope: &CheckScopeDto,
    progress: &(dyn Fn(ProgressDto) + Send + Sync),
) -> ServiceResult<CheckReportDto> {
    let asked = Asked::of(store, scope).await?;
    let looked = look::through(store, &asked, progress).await?;
    Ok(report::told(scope, &asked, looked))
}

/// What is to be looked through.
struct Asked {
    scope: Scope,
    filter: EventFilter,
    knows: Knows,
    /// How many events that are.
    events: u64,
}

impl Asked {
    async fn of(store: &dyn EventStore, scope: &CheckScopeDto) -> ServiceResult<Self> {
        let none = EventFilter::default();
        let (scope, filter, name) = match scope {
            CheckScopeDto::Store => (Scope::Store, none, None),
            CheckScopeDto::Aggregate { aggregate_id } => {
                let id = Some(AggregateId::new(aggregate_id));
                let filter = EventFilter {
                    aggregate_id: id,
                    ..none
                };
                (Scope::Aggregate, filter, Some(("aggregate", aggregate_id)))
            }
            CheckScopeDto::Correlation { correlation_id } => {
                let id = Some(CorrelationId::new(correlation_id));
                let filter = EventFilter {
                    correlation_id: id,
                    ..none
                };
                (
                    Scope::Operation,
                    filter,
                    Some(("correlation id", correlation_id)),
                )
            }
        };
        let events = store.count(&filter).await?;
        match name {
            Some((what, id)) if events == 0 => Err(ServiceError::new(
                ErrorCode::NotFound,
                format!("No event of this store has the {what} {id}."),
            )),
            _ => Ok(Self {
                scope,
                filter,
                knows: knows(store).await?,
                events,
            }),
        }
    }
}

async fn knows(store: &dyn EventStore) -> ServiceResult<Knows> {
    let info = store.info().await?;
    let is_own = info.kind == StoreKind::Own;
    Ok(Knows {
        positions: !info.remarks.contains(&Remark::NoPositions),
        counts_from_one: is_own,
        commands: info.commands.is_some(),
        recorded: is_own,
    })
}
