//! Totals, histograms, facets and places: from the columns as far as they know, from the store for the rest.

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use hindsight_catalog::{Asked, Columns, Edges, PlaceAt, Stopped};
use hindsight_domain::{EventFilter, Instant, Order, Page};
use hindsight_store::{EVENTS_PER_READ_MAX, EventStore};

use crate::error::{ErrorCode, ServiceError, ServiceResult};
use crate::session::Session;
use crate::wire::{
    CountDto, FacetDto, FacetValueDto, FieldDto, FilterDto, HistogramDto, PlaceAtDto, PlaceDto,
    SeriesDto, StackDto, parse_instant,
};

/// How many stretches of time a histogram has at most.
const BUCKETS_MAX: u32 = 2_000;
/// How many words a facet lists at most.
const WORDS_MAX: u32 = 1_000;
/// How many words a histogram is split by at most.
const SERIES_MAX: u32 = 20;

/// How many events match.
///
/// # Errors
/// A filter that cannot be understood, or the store's own.
pub async fn count_events(session: &Session, filter: &FilterDto) -> ServiceResult<CountDto> {
    let filter = EventFilter::try_from(filter)?;
    let store = session.store();
    let count = match known(session, &filter) {
        Some((columns, asked, rest)) => {
            let known = aside(move |stop| columns.count(&asked, stop)).await?;
            known + store.count(&rest).await?
        }
        None => store.count(&filter).await?,
    };
    Ok(CountDto {
        count: count.to_string(),
    })
}

/// How the matching events spread over a stretch of time.
///
/// # Errors
/// Instants that cannot be read or stand the wrong way round, or the store's own.
pub async fn histogram(
    session: &Session,
    filter: &FilterDto,
    from: &str,
    until: &str,
    buckets: u32,
) -> ServiceResult<HistogramDto> {
    let (from, until) = stretch(from, until)?;
    let filter = EventFilter::try_from(filter)?;
    let buckets = buckets.clamp(1, BUCKETS_MAX);
    let store = session.store();
    let counts = match known(session, &filter) {
        Some((columns, asked, rest)) => {
            let edges = Edges::new(from, until, buckets);
            let mut counts = aside(move |stop| columns.histogram(asked, &edges, stop)).await?;
            let new = store.histogram(&rest, from, until, buckets).await?;
            counts
                .iter_mut()
                .zip(new.counts)
                .for_each(|(count, new)| *count += new);
            counts
        }
        None => store.histogram(&filter, from, until, buckets).await?.counts,
    };
    Ok(HistogramDto {
        from: from.to_string(),
        until: until.to_string(),
        counts: narrow(counts),
    })
}

/// What the columns know of a filter, and the filter of what they do not know yet. `None` where they know nothing, or
/// where the store has an index that is as quick.
pub(super) fn known(
    session: &Session,
    filter: &EventFilter,
) -> Option<(Arc<Columns>, Asked, EventFilter)> {
    let columns = session.catalog()?.columns();
    let asked = columns.ask(filter, None)?;
    let rest = columns.last_position()?.next();
    let from_position = filter.from_position.map_or(rest, |from| from.max(rest));
    let rest = EventFilter {
        from_position: Some(from_position),
        ..filter.clone()
    };
    Some((columns, asked, rest))
}

/// How often each word of a field occurs among the events that match without the field's own part of the filter.
///
/// # Errors
/// A filter that cannot be understood, no catalog, or the store's own.
pub async fn facet(
    session: &Session,
    filter: &FilterDto,
    field: FieldDto,
    limit: u32,
) -> ServiceResult<FacetDto> {
    let (columns, asked) = ask(session, filter).await?;
    let status = session.require_catalog()?.status();
    let limit = limit.clamp(1, WORDS_MAX) as usize;
    let known = columns.events();
    let found = aside(move |stop| columns.facet(asked, field.into(), limit, stop)).await?;
    let value = |(value, count): (Option<String>, u64)| FacetValueDto {
        value,
        count: count.to_string(),
    };
    Ok(FacetDto {
        field,
        values: found.values.into_iter().map(value).collect(),
        distinct: u32::try_from(found.distinct).unwrap_or(u32::MAX),
        others: found.others.to_string(),
        exact: status.is_complete(),
        known: known.to_string(),
        total: status.total.max(known).to_string(),
    })
}

/// The histogram split by the most frequent words of a field.
///
/// # Errors
/// A filter or instants that cannot be understood, no catalog, or the store's own.
pub async fn stack(
    session: &Session,
    filter: &FilterDto,
    field: FieldDto,
    (from, until): (&str, &str),
    buckets: u32,
    limit: u32,
) -> ServiceResult<StackDto> {
    let (from, until) = stretch(from, until)?;
    let (columns, asked) = ask(session, filter).await?;
    let exact = session.require_catalog()?.status().is_complete();
    let edges = Edges::new(from, until, buckets.clamp(1, BUCKETS_MAX));
    let limit = limit.clamp(1, SERIES_MAX) as usize;
    let found = aside(move |stop| columns.stack(asked, field.into(), &edges, limit, stop)).await?;
    let series = |(value, counts)| SeriesDto {
        value,
        counts: narrow(counts),
    };
    Ok(StackDto {
        from: from.to_string(),
        until: until.to_string(),
        series: found.series.into_iter().map(series).collect(),
        others: narrow(found.others),
        exact,
    })
}

/// Finds a place among the events that match, counted from the oldest.
///
/// # Errors
/// A filter or place that cannot be understood, no catalog, or the store's own.
pub async fn place(
    session: &Session,
    filter: &FilterDto,
    at: &PlaceAtDto,
) -> ServiceResult<PlaceDto> {
    let at = PlaceAt::try_from(at)?;
    let (columns, asked) = ask(session, filter).await?;
    let exact = session.require_catalog()?.status().is_complete();
    let found = aside(move |stop| columns.place(&asked, at, stop)).await?;
    Ok(PlaceDto {
        rank: found.rank.to_string(),
        position: found.position.map(|position| position.to_string()),
        total: found.total.to_string(),
        exact,
    })
}

/// Puts a filter to the columns. What they do not hold, the store lists by its indexes.
async fn ask(session: &Session, filter: &FilterDto) -> ServiceResult<(Arc<Columns>, Asked)> {
    let filter = EventFilter::try_from(filter)?;
    let columns = session.require_catalog()?.columns();
    let only = listed(session.store(), &filter).await?;
    let asked = columns.ask(&filter, only).ok_or_else(|| {
        ServiceError::invalid(
            "This store has too many different words here to tell them apart; take this part off the filter.",
        )
    })?;
    Ok((columns, asked))
}

/// Where the events of an aggregate, a correlation or a causation stand; `None` when the filter names none.
async fn listed(store: &dyn EventStore, filter: &EventFilter) -> ServiceResult<Option<Arc<[i64]>>> {
    let by_index = EventFilter {
        aggregate_id: filter.aggregate_id.clone(),
        correlation_id: filter.correlation_id.clone(),
        causation_id: filter.causation_id.clone(),
        ..EventFilter::default()
    };
    if by_index == EventFilter::default() {
        return Ok(None);
    }
    let mut page = Page::first(Order::OldestFirst, EVENTS_PER_READ_MAX);
    let mut positions: Vec<i64> = Vec::new();
    loop {
        let found = store.query(&by_index, page).await?;
        positions.extend(found.events.iter().map(|event| event.position.0));
        match found.next {
            Some(next) => page = page.after(next),
            None => return Ok(Some(positions.into())),
        }
    }
}

fn stretch(from: &str, until: &str) -> ServiceResult<(Instant, Instant)> {
    let (from, until) = (parse_instant(from)?, parse_instant(until)?);
    match from < until {
        true => Ok((from, until)),
        false => Err(ServiceError::invalid(
            "A histogram must begin before it ends.",
        )),
    }
}

fn narrow(counts: Vec<u64>) -> Vec<u32> {
    let narrow = |count| u32::try_from(count).unwrap_or(u32::MAX);
    counts.into_iter().map(narrow).collect()
}

/// Tells work that its caller has gone away.
pub(super) struct StopOnDrop(pub Arc<AtomicBool>);

impl Drop for StopOnDrop {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Runs work over columns on a thread of its own; dropping the future stops it.
pub(super) fn aside<T: Send + 'static>(
    work: impl FnOnce(&AtomicBool) -> Result<T, Stopped> + Send + 'static,
) -> impl Future<Output = ServiceResult<T>> {
    let guard = StopOnDrop(Arc::default());
    let stop = Arc::clone(&guard.0);
    async move {
        let done = tokio::task::spawn_blocking(move || work(&stop)).await;
        drop(guard);
        match done {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(Stopped)) => Err(ServiceError::new(
                ErrorCode::Cancelled,
                "The work was stopped.",
            )),
            Err(error) => Err(ServiceError::new(ErrorCode::Internal, error.to_string())),
        }
    }
}
