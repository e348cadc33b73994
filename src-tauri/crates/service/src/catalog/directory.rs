//! The directory of aggregates, in any order.

use std::sync::Arc;

use hindsight_catalog::{
    Aggregate, Begin, Catalog, DirectoryFilter, DirectoryPage, DirectoryQuery, Folds, SideError,
};
use hindsight_domain::Instant;

use super::answers::StopOnDrop;
use crate::error::{ErrorCode, ServiceError, ServiceResult};
use crate::marks::InForce;
use crate::session::Session;
use crate::wire::{
    AggregateSummaryDto, DeletedDto, DirectoryPageDto, DirectoryQueryDto, parse_instant,
};

/// One stretch of the aggregates that match, in any order.
///
/// # Errors
/// A query that cannot be understood; [`ErrorCode::Busy`] while the directory is not at hand, also where it was found to be
/// damaged, which has the catalog made anew.
pub async fn directory(
    session: &Session,
    query: &DirectoryQueryDto,
) -> ServiceResult<DirectoryPageDto> {
    let asked = parse(query)?;
    let catalog = session.require_catalog()?;
    let directory = catalog.directory().ok_or_else(not_at_hand)?;
    let guard = StopOnDrop(Arc::default());
    let stop = Arc::clone(&guard.0);
    let found = tokio::task::spawn_blocking(move || directory.read(&asked, &stop)).await;
    drop(guard);
    match found {
        Ok(Ok(Some(page))) => Ok(told(page, session.in_force().as_ref())),
        Ok(Ok(None)) => Err(not_at_hand()),
        Ok(Err(SideError::Unusable(why))) => Err(distrusted(catalog, why)),
        Ok(Err(SideError::Failed(why))) => Err(ServiceError::new(ErrorCode::Io, why)),
        Err(error) => Err(ServiceError::new(ErrorCode::Internal, error.to_string())),
    }
}

fn not_at_hand() -> ServiceError {
    ServiceError::new(
        ErrorCode::Busy,
        "Aggregates cannot be put into this order before the catalog has read the whole store.",
    )
}

fn distrusted(catalog: &Catalog, why: &'static str) -> ServiceError {
    catalog.distrust_directory(why);
    ServiceError::new(
        ErrorCode::Busy,
        format!(
            "The catalog cannot be used ({why}) and is made anew; until then aggregates are listed as they began."
        ),
    )
}

fn parse(query: &DirectoryQueryDto) -> ServiceResult<DirectoryQuery> {
    let instant = |text: &Option<String>| text.as_deref().map(parse_instant).transpose();
    let micros = |text| Ok::<_, ServiceError>(instant(text)?.map(Instant::micros));
    Ok(DirectoryQuery {
        filter: DirectoryFilter {
            aggregate_type: query.aggregate_type.clone(),
            last_event_type: query.last_event_type.clone(),
            id_contains: query.id_contains.clone(),
            versions_min: query.versions_min,
            versions_max: query.versions_max,
            first_from: micros(&query.first_from)?,
            first_until: micros(&query.first_until)?,
            last_from: micros(&query.last_from)?,
            last_until: micros(&query.last_until)?,
            marks: query.deleted.iter().map(|one| (*one).into()).collect(),
        },
        sort: query.sort.into(),
        descending: query.descending,
        begin: match &query.aggregate_id {
            Some(id) => Begin::Aggregate(id.clone()),
            None => Begin::Rank(query.rank.into()),
        },
        limit: query.limit,
    })
}

fn told(page: DirectoryPage, in_force: Option<&InForce>) -> DirectoryPageDto {
    let small = |number| u32::try_from(number).unwrap_or(u32::MAX);
    DirectoryPageDto {
        aggregates: page
            .aggregates
            .into_iter()
            .map(|one| summary(told_mark(&one, &page.folds, in_force), one))
            .collect(),
        rank: small(page.rank),
        total: small(page.total),
    }
}

/// A mark that another fold made than the one in force says nothing.
pub(super) fn told_mark(
    aggregate: &Aggregate,
    made_by: &Folds,
    in_force: Option<&InForce>,
) -> DeletedDto {
    let of = &aggregate.aggregate_type;
    let made_by = made_by.get(of).map(String::as_str);
    match in_force {
        Some(in_force) if in_force.fold_of(of) == made_by => aggregate.mark.into(),
        _ => DeletedDto::Pending,
    }
}

fn summary(deleted: DeletedDto, aggregate: Aggregate) -> AggregateSummaryDto {
    let instant = |micros: Option<i64>| {
        micros
            .and_then(Instant::from_micros)
            .map(|at| at.to_string())
    };
    AggregateSummaryDto {
        aggregate_id: aggregate.aggregate_id,
        aggregate_type: aggregate.aggregate_type,
        last_version: aggregate.last_version,
        first_position: aggregate.first_position.to_string(),
        first_at: instant(aggregate.first_at),
        last_position: aggregate.last_position.to_string(),
        last_at: instant(aggregate.last_at),
        last_event_type: aggregate.last_event_type,
        deleted: Some(deleted),
    }
}
