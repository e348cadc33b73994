//! Whether what was kept is still what the store holds.

use hindsight_domain::{EventFilter, Position};
use hindsight_store::EventStore;

use crate::sealed::Sealed;
use crate::status::StoreChange;
use crate::trouble::Trouble;

/// At the ends of how many segments the store is looked into.
const LOOKS: usize = 16;

/// Holds segments against the store: as many events, and the same ones at the ends of some segments, the first and the
/// last among them.
///
/// # Errors
/// [`Trouble::Changed`] when the store holds something else; the store's own.
pub async fn verify(store: &dyn EventStore, sealed: &[Sealed]) -> Result<(), Trouble> {
    let Some(last) = sealed.last() else {
        return Ok(());
    };
    let known: u64 = sealed.iter().map(|one| one.segment.events as u64).sum();
    let up_to = EventFilter {
        to_position: Some(Position(last.segment.last_position())),
        ..EventFilter::default()
    };
    if store.count(&up_to).await? != known {
        return Err(Trouble::Changed(StoreChange::OtherCount));
    }
    let step = sealed.len().div_ceil(LOOKS);
    for one in sealed.iter().rev().step_by(step).chain(sealed.first()) {
        still_holds(store, one.segment.last_position(), &one.last_event_id).await?;
    }
    Ok(())
}

/// The rules that the store keeps, as a side file remembers them: what was read under others may not stand any more.
///
/// # Errors
/// The store's own.
pub async fn rules(store: &dyn EventStore) -> Result<String, Trouble> {
    Ok(match store.rules_mark().await? {
        Some(mark) => mark.to_string(),
        None if store.is_ruled() => "all".to_owned(),
        None => "not all".to_owned(),
    })
}

/// Whether the event of that name still stands there.
///
/// # Errors
/// [`Trouble::Changed`] when it does not; the store's own.
pub async fn still_holds(
    store: &dyn EventStore,
    position: i64,
    event_id: &str,
) -> Result<(), Trouble> {
    let found = store.get_event(Position(position)).await?;
    match found.is_some_and(|event| event.event_id.as_str() == event_id) {
        true => Ok(()),
        false => Err(Trouble::Changed(StoreChange::OtherEvents)),
    }
}
