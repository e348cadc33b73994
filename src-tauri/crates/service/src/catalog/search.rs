//! Finding events by their text, the newest first.
//!
//! The text index says which events may hold every term; each is then looked at itself. What the index does not reach,
//! and everything where there is none, is read page by page. Either way a hit is an event in which every term was seen.

use std::sync::Arc;

use hindsight_catalog::{
    Candidates, Keep, SideError, can_look_up, candidates, find_folded, fold, searched,
};
use hindsight_domain::{Event, EventFilter, Order, Page, Position};
use hindsight_store::EVENTS_PER_READ_MAX;

use super::answers::{StopOnDrop, count_events};
use crate::error::{ErrorCode, ServiceError, ServiceResult};
use crate::session::Session;
use crate::wire::{FilterDto, HitDto, HitFieldDto, SearchDoneDto, SearchStepDto, parse_position};

/// How many letters of the text are told on either side of a hit.
const AROUND: usize = 48;
/// How many candidates are asked for at a time.
const CANDIDATES: usize = 128;
/// Of so few events all are read, whatever the index says: a page of them costs less than a look at each candidate.
const FEW_EVENTS: u64 = 5_000;

/// Hears what a search has found.
pub type OnStep<'a> = &'a (dyn Fn(SearchStepDto) + Send + Sync);

/// Finds the events that match a filter and hold every term, the newest first, `limit` at most, and tells them as they
/// are found. `after` is where an earlier search ended.
///
/// # Errors
/// A filter that cannot be understood, no term, or the store's own.
pub async fn search(
    session: &Session,
    filter: &FilterDto,
    terms: &[String],
    after: Option<&str>,
    limit: u32,
    tell: OnStep<'_>,
) -> ServiceResult<SearchDoneDto> {
    let terms: Vec<String> = terms
        .iter()
        .map(|term| fold(term).into_owned())
        .filter(|term| !term.is_empty())
        .collect();
    if terms.is_empty() {
        return Err(ServiceError::invalid(
            "Say which word or \"exact phrase\" to search for.",
        ));
    }
    let before = after
        .map(parse_position)
        .transpose()?
        .map_or(i64::MAX, |after| after.0);
    let total: u64 = count_events(session, filter)
        .await?
        .count
        .parse()
        .unwrap_or_default();
    let mut search = Search {
        session,
        filter: EventFilter::try_from(filter)?,
        terms,
        before,
        left: limit.clamp(1, EVENTS_PER_READ_MAX) as usize,
        found: 0,
        searched: 0,
        total,
        tell,
    };
    let index = search.index();
    let next = match &index {
        Some((keep, up_to)) => {
            // What came after the index was last written is read first: it is the newest.
            match search.read(Some(up_to + 1)).await? {
                None => search.look_up(keep, *up_to).await?,
                next => next,
            }
        }
        None => search.read(None).await?,
    };
    Ok(SearchDoneDto {
        next: next.map(|position| position.to_string()),
        found: search.found,
        indexed: index.is_some(),
    })
}

struct Search<'a> {
    session: &'a Session,
    filter: EventFilter,
    terms: Vec<String>,
    /// Everything at or behind this was searched.
    before: i64,
    left: usize,
    found: u32,
    searched: u64,
    total: u64,
    tell: OnStep<'a>,
}

impl Search<'_> {
    /// The text index and how far it reaches, where it is of use.
    fn index(&self) -> Option<(Keep, i64)> {
        let is_of_use = self.total > FEW_EVENTS && self.terms.iter().any(|term| can_look_up(term));
        let catalog = self.session.catalog()?;
        let keep = catalog.keep().filter(|_| is_of_use)?;
        let status = catalog.status();
        // Not before it was held against the store.
        let up_to = status.text.up_to.filter(|_| status.is_complete())?;
        Some((keep.clone(), up_to))
    }

    /// Reads every event that matches the filter, down to a position.
    async fn read(&mut self, down_to: Option<i64>) -> ServiceResult<Option<i64>> {
        let mut filter = self.filter.clone();
        let down_to = down_to.map(Position);
        filter.from_position = filter.from_position.max(down_to);
        loop {
            if down_to.is_some_and(|down_to| self.before <= down_to.0) {
                return Ok(None);
            }
            let page = Page {
                after: (self.before < i64::MAX).then_some(Position(self.before)),
                order: Order::NewestFirst,
                limit: EVENTS_PER_READ_MAX,
            };
            let found = self.session.store().query(&filter, page).await?;
            self.searched += found.events.len() as u64;
            if let Some(next) = self.look_at(&found.events) {
                return Ok(Some(next));
            }
            match found.next {
                Some(next) => self.before = next.0,
                None => return Ok(None),
            }
        }
    }

    /// Looks at the candidates of the index.
    async fn look_up(&mut self, keep: &Keep, up_to: i64) -> ServiceResult<Option<i64>> {
        self.before = self.before.min(up_to.saturating_add(1));
        loop {
            let Some(found) = self.candidates(keep).await? else {
                // A damaged index is made anew in the background; the events themselves are there.
                return self.read(None).await;
            };
            let mut events = Vec::new();
            for position in &found.positions {
                events.extend(self.event_at(*position).await?);
            }
            self.searched += found.positions.len() as u64;
            if let Some(next) = self.look_at(&events) {
                return Ok(Some(next));
            }
            match found.positions.last().filter(|_| found.more) {
                Some(last) => self.before = *last,
                None => return Ok(None),
            }
        }
    }

    async fn candidates(&self, keep: &Keep) -> ServiceResult<Option<Candidates>> {
        let guard = StopOnDrop(Arc::default());
        let (stop, keep, terms, before) = (
            Arc::clone(&guard.0),
            keep.clone(),
            self.terms.clone(),
            self.before,
        );
        let work = move || candidates(&keep, &terms, before, CANDIDATES, &stop);
        let found = tokio::task::spawn_blocking(work).await;
        drop(guard);
        match found {
            Ok(Ok(found)) => Ok(found),
            Ok(Err(SideError::Unusable(_) | SideError::Failed(_))) => Ok(None),
            Err(error) => Err(ServiceError::new(ErrorCode::Internal, error.to_string())),
        }
    }

    /// The event at a position, if it matches the filter.
    async fn event_at(&self, position: i64) -> ServiceResult<Option<Event>> {
        let at = Some(Position(position));
        if self.filter.from_position > at || self.filter.to_position.is_some_and(|to| Some(to) < at)
        {
            return Ok(None);
        }
        let filter = EventFilter {
            from_position: at,
            to_position: at,
            ..self.filter.clone()
        };
        let found = self
            .session
            .store()
            .query(&filter, Page::first(Order::NewestFirst, 1))
            .await?;
        Ok(found.events.into_iter().next())
    }

    /// Tells the hits among events, the newest first. Where enough were found, it is the position to go on from.
    fn look_at(&mut self, events: &[Event]) -> Option<i64> {
        let mut hits = Vec::new();
        let mut end = None;
        for event in events {
            if let Some(hit) = hit(event, &self.terms) {
                hits.push(hit);
                self.found += 1;
                self.left -= 1;
                if self.left == 0 {
                    end = Some(event.position.0);
                    break;
                }
            }
        }
        (self.tell)(SearchStepDto {
            hits,
            searched: self.searched.to_string(),
            total: self.total.to_string(),
        });
        end
    }
}

/// The event as a hit, where every term stands somewhere in its text.
fn hit(event: &Event, terms: &[String]) -> Option<HitDto> {
    const FIELDS: [HitFieldDto; 4] = [
        HitFieldDto::Data,
        HitFieldDto::Metadata,
        HitFieldDto::Actor,
        HitFieldDto::EventType,
    ];
    let find = |term: &String| {
        let mut texts = FIELDS.into_iter().zip(searched(event));
        texts.find_map(|(field, text)| Some((field, text, find_folded(text, term)?)))
    };
    let (first, others) = terms.split_first()?;
    let (field, text, range) = find(first)?;
    if !others.iter().all(|term| find(term).is_some()) {
        return None;
    }
    let (before, rest) = text.split_at(range.start);
    let (r#match, after) = rest.split_at(range.len());
    let begin = before
        .char_indices()
        .rev()
        .take(AROUND)
        .last()
        .map_or(0, |(index, _)| index);
    Some(HitDto {
        row: event.into(),
        field,
        before: before[begin.min(before.len())..].to_owned(),
        r#match: r#match.to_owned(),
        after: after.chars().take(AROUND).collect(),
    })
}
