//! Pages of events: where they stand, from the columns; what they are, from the store.
//!
//! A store has an index for one word of a filter. Under two, or under one without an index, it looks at many events to find
//! few. The columns find them at once; each is then read from the store by its position and held against the filter, so
//! that whatever is wrong with a catalog, no row is shown that does not fit.

use hindsight_catalog::{Asked, Columns};
use hindsight_domain::{Event, EventFilter, Order, Page, Position};
use hindsight_store::{EVENTS_PER_READ_MAX, EventPage};
use std::sync::Arc;

use super::answers::{aside, known};
use crate::error::ServiceResult;
use crate::session::Session;
use crate::wire::{EventPageDto, EventRowDto, FilterDto, PageDto};

/// One portion of the events that match, without their payloads.
///
/// # Errors
/// A filter that cannot be understood, or the store's own.
pub async fn query_events(
    session: &Session,
    filter: &FilterDto,
    page: &PageDto,
) -> ServiceResult<EventPageDto> {
    let (filter, page) = (EventFilter::try_from(filter)?, Page::try_from(page)?);
    let found = match by_columns(session, &filter, page).await? {
        Some(found) => found,
        None => session.store().query(&filter, page).await?,
    };
    Ok(EventPageDto {
        rows: found.events.iter().map(EventRowDto::from).collect(),
        next: found.next.map(|position| position.to_string()),
    })
}

/// The page where the columns lead to it sooner; `None` where the store does, or where the two do not agree.
async fn by_columns(
    session: &Session,
    filter: &EventFilter,
    page: Page,
) -> ServiceResult<Option<EventPage>> {
    let store = session.store();
    if !is_far(filter, store.is_ruled()) {
        return Ok(None);
    }
    let Some((columns, asked, rest)) = known(session, filter) else {
        return Ok(None);
    };
    let page = Page {
        limit: page.limit.clamp(1, EVENTS_PER_READ_MAX),
        ..page
    };
    // What the columns do not know yet is newer than all that they know.
    if page.order == Order::NewestFirst {
        let mut found = store.query(&rest, page).await?;
        if found.next.is_some() {
            return Ok(Some(found));
        }
        let wanted = page.limit + 1 - count(&found.events);
        let Some(older) = listed(session, filter, columns, asked, page, wanted).await? else {
            return Ok(None);
        };
        found.events.extend(older);
        return Ok(Some(cut(found.events, page.limit)));
    }
    let Some(mut events) = listed(session, filter, columns, asked, page, page.limit + 1).await?
    else {
        return Ok(None);
    };
    if count(&events) > page.limit {
        return Ok(Some(cut(events, page.limit)));
    }
    let left = page.limit - count(&events);
    let newer = Page {
        limit: left.max(1),
        ..page
    };
    let newer = store.query(&rest, newer).await?;
    events.extend(newer.events);
    let found = match left {
        0 => cut(events, page.limit),
        _ => EventPage {
            events,
            next: newer.next,
        },
    };
    Ok(Some(found))
}

/// Whether the store would look at many events to find few. One whose rules are in place has an index for each type, and
/// time is position there; of another nothing is known.
fn is_far(filter: &EventFilter, is_ruled: bool) -> bool {
    let types = u32::from(filter.event_type.is_some()) + u32::from(filter.aggregate_type.is_some());
    let others = filter.actor.is_some() || filter.actor_type.is_some() || filter.source.is_some();
    let times = filter.from.is_some() || filter.until.is_some();
    others || types > 1 || (!is_ruled && (types > 0 || times))
}

/// So many of the events that the columns list for a page; `None` where the store holds something else there.
async fn listed(
    session: &Session,
    filter: &EventFilter,
    columns: Arc<Columns>,
    asked: Asked,
    page: Page,
    limit: u32,
) -> ServiceResult<Option<Vec<Event>>> {
    let page = Page { limit, ..page };
    let positions = aside(move |stop| columns.page(&asked, page, stop)).await?;
    let positions: Vec<Position> = positions.into_iter().map(Position).collect();
    let mut events = session.store().events_at(&positions).await?;
    let agree = events.len() == positions.len() && events.iter().all(|event| filter.matches(event));
    if !agree {
        if let Some(catalog) = session.catalog() {
            catalog.rebuild("the store holds other events than before");
        }
        return Ok(None);
    }
    if page.order == Order::NewestFirst {
        events.reverse();
    }
    Ok(Some(events))
}

/// A page of events, of which there may be more than it takes.
fn cut(mut events: Vec<Event>, limit: u32) -> EventPage {
    let more = events.len() > limit as usize;
    events.truncate(limit as usize);
    let next = events.last().filter(|_| more).map(|event| event.position);
    EventPage { events, next }
}

/// Never more than a page and one.
fn count(events: &[Event]) -> u32 {
    u32::try_from(events.len()).unwrap_or(u32::MAX)
}
