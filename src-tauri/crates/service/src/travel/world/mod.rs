//! The world between two instants: which aggregates began, changed or went away.

mod gather;
mod judge;

use gather::gather;
pub(crate) use gather::is_null;
use judge::{Judge, Verdict};

use hindsight_domain::{AggregateId, AggregateType, CorrelationId, EventFilter, Instant};

use crate::error::{ServiceError, ServiceResult};
use crate::session::Session;
use crate::wire::{
    CompareScopeDto, CompareStepDto, CompareSummaryDto, ComparedDto, ComparedKind, parse_as_of,
};

/// How many aggregates are told at a time.
const ROWS_PER_STEP: usize = 100;
/// After how many aggregates it is said how far the comparison is, whatever became of them.
const STEP: u32 = 200;

/// Hears aggregates as they are found.
pub type TellCompared<'t> = &'t (dyn Fn(CompareStepDto) + Send + Sync);

/// Compares what stood at two instants, aggregate by aggregate in the order in which they were touched. A date alone
/// is the end of that day.
///
/// Only the events in between are gone through, so what is held grows with the aggregates that they touch. An
/// aggregate that is folded by a projection is folded at both instants; where merge patch folds it, its state is `null`
/// exactly where its last event's data is, and nothing is folded.
///
/// # Errors
/// Instants that cannot be read or stand the wrong way round, a fold that cannot begin, or the store's own.
pub async fn compare_world(
    session: &Session,
    scope: &CompareScopeDto,
    from: &str,
    to: &str,
    tell: TellCompared<'_>,
) -> ServiceResult<CompareSummaryDto> {
    let between = Between::parse(scope, from, to)?;
    let events = session.store().count(&between.filter).await?;
    let total = u32::try_from(events).unwrap_or(u32::MAX);
    let step = |rows, done, total| tell(CompareStepDto { rows, done, total });
    let touched = gather(session, &between, &|done| step(Vec::new(), done, total)).await?;
    let aggregates = u32::try_from(touched.len()).unwrap_or(u32::MAX);
    let (gathered, total) = (total, total.saturating_add(aggregates));
    let mut judge = Judge::new(session, &between);
    let mut summary = CompareSummaryDto {
        created: 0,
        changed: 0,
        deleted: 0,
        events: events.to_string(),
        unchanged_known: true,
    };
    let mut rows = Vec::new();
    for (aggregate, done) in touched.into_iter().zip(gathered.saturating_add(1)..) {
        let Verdict { row, is_certain } = judge.judge(aggregate).await?;
        summary.unchanged_known &= is_certain;
        if let Some(row) = &row {
            count(&mut summary, row);
        }
        rows.extend(row);
        if rows.len() >= ROWS_PER_STEP || (done - gathered).is_multiple_of(STEP) {
            step(std::mem::take(&mut rows), done, total);
        }
    }
    step(rows, total, total);
    Ok(summary)
}

fn count(summary: &mut CompareSummaryDto, row: &ComparedDto) {
    *match row.kind {
        ComparedKind::Created => &mut summary.created,
        ComparedKind::Changed => &mut summary.changed,
        ComparedKind::Deleted => &mut summary.deleted,
    } += 1;
}

/// Two instants and what lies between them.
struct Between {
    from: Instant,
    to: Instant,
    /// The events after the first instant up to the second, within the scope.
    filter: EventFilter,
    /// Whether all of an aggregate's events in between are within the scope.
    is_whole: bool,
}

impl Between {
    fn parse(scope: &CompareScopeDto, from: &str, to: &str) -> ServiceResult<Self> {
        let (from, to) = (parse_as_of(from)?, parse_as_of(to)?);
        if from > to {
            return Err(ServiceError::invalid(format!(
                "A comparison goes from the earlier instant to the later one, but {from} is after {to}."
            )));
        }
        let mut filter = EventFilter {
            from: from.next(),
            until: to.next(),
            ..EventFilter::default()
        };
        match scope {
            CompareScopeDto::All => {}
            CompareScopeDto::Aggregate { aggregate_id } => {
                filter.aggregate_id = Some(AggregateId::new(aggregate_id));
            }
            CompareScopeDto::Type { aggregate_type } => {
                filter.aggregate_type = Some(AggregateType::new(aggregate_type));
            }
            CompareScopeDto::Correlation { correlation_id } => {
                filter.correlation_id = Some(CorrelationId::new(correlation_id));
            }
        }
        Ok(Self {
            from,
            to,
            is_whole: filter.correlation_id.is_none(),
            filter,
        })
    }
}
