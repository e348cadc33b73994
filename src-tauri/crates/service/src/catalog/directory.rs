//! The directory of aggregates: from the catalog in any order, from the store while there is none.

use std::sync::Arc;

use hindsight_catalog::{Aggregate, Cursor, DirectoryPage, DirectoryQuery, SideError};
use hindsight_domain::Instant;

use super::answers::StopOnDrop;
use crate::browse::list_aggregates;
use crate::error::{ErrorCode, ServiceError, ServiceResult};
use crate::session::Session;
use crate::wire::{
    AggregateSummaryDto, DirectoryPageDto, DirectoryQueryDto, DirectorySortDto, OrderDto,
    parse_instant,
};

/// One portion of the aggregates that match, in any order.
///
/// # Errors
/// A query that cannot be understood, an order that is not at hand yet, or the store's own.
pub async fn directory(
    session: &Session,
    query: &DirectoryQueryDto,
) -> ServiceResult<DirectoryPageDto> {
    let asked = parse(query)?;
    let catalog = session.catalog();
    let ready = catalog.filter(|catalog| catalog.status().directory);
    let Some((catalog, keep)) = ready.and_then(|catalog| Some((catalog, catalog.keep()?.clone())))
    else {
        return from_store(session, query).await;
    };
    let guard = StopOnDrop(Arc::default());
    let stop = Arc::clone(&guard.0);
    let read = move || hindsight_catalog::directory(&keep, &asked, &stop);
    let found = tokio::task::spawn_blocking(read).await;
    drop(guard);
    match found {
        Ok(Ok(page)) => Ok(told(page)),
        Ok(Err(SideError::Unusable(_))) => {
            catalog.rebuild();
            from_store(session, query).await
        }
        Ok(Err(SideError::Failed(why))) => Err(ServiceError::new(ErrorCode::Io, why)),
        Err(error) => Err(ServiceError::new(ErrorCode::Internal, error.to_string())),
    }
}

/// The one order that every store has at hand.
async fn from_store(
    session: &Session,
    query: &DirectoryQueryDto,
) -> ServiceResult<DirectoryPageDto> {
    let plain = DirectoryQueryDto {
        aggregate_type: query.aggregate_type.clone(),
        descending: query.descending,
        after: query.after.clone(),
        limit: query.limit,
        ..DirectoryQueryDto::default()
    };
    if *query != plain {
        let why = "Aggregates cannot be put into this order or filtered like this before the catalog has read the whole store.";
        return Err(ServiceError::new(ErrorCode::Busy, why));
    }
    let order = if query.descending {
        OrderDto::NewestFirst
    } else {
        OrderDto::OldestFirst
    };
    let after = query
        .after
        .as_deref()
        .map(|cursor| cursor_of(cursor, DirectorySortDto::Began));
    let after = match after.transpose()? {
        Some(Cursor::Number(position, _)) => Some(position.to_string()),
        _ => None,
    };
    let of_type = query.aggregate_type.as_deref();
    let page = list_aggregates(
        session.store(),
        of_type,
        after.as_deref(),
        order,
        query.limit,
        None,
    )
    .await?;
    Ok(DirectoryPageDto {
        next: page.next.map(|position| write_cursor(&position, "")),
        aggregates: page.aggregates,
        total: None,
        exact: false,
    })
}

fn parse(query: &DirectoryQueryDto) -> ServiceResult<DirectoryQuery> {
    let instant = |text: &Option<String>| text.as_deref().map(parse_instant).transpose();
    let micros = |text| Ok::<_, ServiceError>(instant(text)?.map(Instant::micros));
    let after = query
        .after
        .as_deref()
        .map(|cursor| cursor_of(cursor, query.sort));
    Ok(DirectoryQuery {
        aggregate_type: query.aggregate_type.clone(),
        last_event_type: query.last_event_type.clone(),
        id_contains: query.id_contains.clone(),
        versions_min: query.versions_min,
        versions_max: query.versions_max,
        first_from: micros(&query.first_from)?,
        first_until: micros(&query.first_until)?,
        last_from: micros(&query.last_from)?,
        last_until: micros(&query.last_until)?,
        sort: query.sort.into(),
        descending: query.descending,
        after: after.transpose()?,
        limit: query.limit,
    })
}

/// A cursor travels as the place in the order, then the name.
fn cursor_of(text: &str, sort: DirectorySortDto) -> ServiceResult<Cursor> {
    let unreadable =
        || ServiceError::invalid("This is no place in the directory; begin again at its start.");
    let (key, id): (String, String) = serde_json::from_str(text).map_err(|_| unreadable())?;
    Ok(match sort {
        DirectorySortDto::Began | DirectorySortDto::Changed | DirectorySortDto::Versions => {
            Cursor::Number(key.parse().map_err(|_| unreadable())?, id)
        }
        DirectorySortDto::Id | DirectorySortDto::Type | DirectorySortDto::LastEventType => {
            Cursor::Word(key, id)
        }
    })
}

fn write_cursor(key: &str, id: &str) -> String {
    serde_json::json!([key, id]).to_string()
}

fn told(page: DirectoryPage) -> DirectoryPageDto {
    let next = page.next.map(|cursor| match cursor {
        Cursor::Number(key, id) => write_cursor(&key.to_string(), &id),
        Cursor::Word(key, id) => write_cursor(&key, &id),
    });
    DirectoryPageDto {
        aggregates: page.aggregates.into_iter().map(summary).collect(),
        next,
        total: Some(page.total.to_string()),
        exact: true,
    }
}

fn summary(aggregate: Aggregate) -> AggregateSummaryDto {
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
    }
}
