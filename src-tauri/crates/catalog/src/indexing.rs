//! The text index, written a little at a time while nothing else is to be done.

use std::sync::atomic::Ordering;

use hindsight_domain::{EventFilter, Order, Page, Position};

use crate::catalog::{Keep, Shared};
use crate::side;
use crate::status::StoreChange;
use crate::text::{Reached, TextFile, sum, text_reached};
use crate::trouble::Trouble;
use crate::verify::{rules, still_holds};

/// How many events are put into the text index in one transaction.
const EVENTS_PER_STEP: u32 = 500;

/// The text index, once it was opened.
#[derive(Debug, Default)]
pub struct Indexing {
    text: Option<TextFile>,
}

impl Indexing {
    /// Indexes some text, where that is wanted and this window writes; tells whether there is more to do.
    ///
    /// # Errors
    /// The store's own, or the file's.
    pub async fn step(&mut self, shared: &Shared, writes: bool) -> Result<bool, Trouble> {
        let Some(keep) = &shared.keep else {
            return Ok(false);
        };
        if !writes {
            tell_text(shared, keep, &text_reached(keep));
            return Ok(false);
        }
        if !shared.text_enabled.load(Ordering::Relaxed) {
            self.text = None;
            side::discard(&keep.text()).map_err(|error| Trouble::Failed(error.to_string()))?;
            tell_text(shared, keep, &Reached::default());
            return Ok(false);
        }
        let added = match self.text.take() {
            Some(text) => add(shared, text).await,
            None => open(shared, keep).await,
        };
        match added {
            Ok((text, more)) => {
                tell_text(shared, keep, &text.reached);
                self.text = Some(text);
                Ok(more)
            }
            // The index alone is at fault: the columns stay.
            Err(Trouble::Rebuild(why)) => begin_anew(shared, keep, why),
            Err(Trouble::Changed(change)) => begin_anew(shared, keep, change.words()),
            Err(other) => Err(other),
        }
    }

    /// Reads again what was indexed together behind a position, and tells where its last event stands; `None` where that
    /// was the last.
    ///
    /// # Errors
    /// [`Trouble::Changed`] when the store holds something else; the store's own, or the file's.
    pub async fn recheck(&self, shared: &Shared, after: i64) -> Result<Option<i64>, Trouble> {
        let Some(text) = &self.text else {
            return Ok(None);
        };
        let Some((up_to, expected)) = text.sum_behind(after)? else {
            return Ok(None);
        };
        let mut page = Page::first(Order::OldestFirst, EVENTS_PER_STEP);
        page.after = Some(Position(after));
        let filter = EventFilter {
            to_position: Some(Position(up_to)),
            ..EventFilter::default()
        };
        let found = shared.store.query(&filter, page).await?;
        match found.next.is_none() && sum(&found.events) == expected {
            true => Ok(Some(up_to)),
            false => Err(Trouble::Changed(StoreChange::TextsChanged)),
        }
    }
}

fn begin_anew(shared: &Shared, keep: &Keep, why: &str) -> Result<bool, Trouble> {
    tracing::info!(why, "the text index is made anew");
    side::discard(&keep.text()).map_err(|error| Trouble::Failed(error.to_string()))?;
    shared.tell(|status| status.notice = Some(format!("The text index was begun anew: {why}.")));
    Ok(true)
}

async fn open(shared: &Shared, keep: &Keep) -> Result<(TextFile, bool), Trouble> {
    let text = TextFile::open(&keep.text(), &keep.identity, &rules(&*shared.store).await?)?;
    if let Some((position, event_id)) = &text.reached.last {
        let up_to = EventFilter {
            to_position: Some(Position(*position)),
            ..EventFilter::default()
        };
        if shared.store.count(&up_to).await? != text.reached.known {
            return Err(Trouble::Changed(StoreChange::OtherCount));
        }
        still_holds(&*shared.store, *position, event_id).await?;
    }
    Ok((text, true))
}

async fn add(shared: &Shared, mut text: TextFile) -> Result<(TextFile, bool), Trouble> {
    let mut page = Page::first(Order::OldestFirst, EVENTS_PER_STEP);
    page.after = text
        .reached
        .last
        .as_ref()
        .map(|(position, _)| Position(*position));
    let found = shared.store.query(&EventFilter::default(), page).await?;
    text.add(&found.events, !shared.store.is_ruled())?;
    Ok((text, found.next.is_some()))
}

fn tell_text(shared: &Shared, keep: &Keep, reached: &Reached) {
    let bytes = side::bytes_on_disk(&keep.text());
    shared.tell(|status| {
        status.text.known = reached.known;
        status.text.up_to = reached.last.as_ref().map(|(position, _)| *position);
        status.text.bytes = bytes;
    });
}
