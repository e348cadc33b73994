//! Copying a whole store to another place, whatever the engines: as it stands, resumable, and held against the source
//! afterwards.

mod bring;
mod compare;

use hindsight_domain::{EventFilter, Order, Page, Position};
use hindsight_store::{EventStore, Identity, Remark, StoreInfo, StoreKind};

use crate::error::{ErrorCode, ServiceError, ServiceResult};
use crate::target::{Mode, Target};

/// How far a copy is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CopyProgress {
    /// What is being done.
    pub step: CopyStep,
    /// How many rows that was done with.
    pub done: u64,
    /// How many rows there are, as far as is known.
    pub total: u64,
}

/// The two halves of the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CopyStep {
    /// Rows go over.
    Copying,
    /// Each row of both sides is held against the other.
    Comparing,
}

/// What a copy came to. Every row counted here was seen to be the same on both sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copied {
    /// The name that both go by.
    pub store_id: String,
    /// How many events both have.
    pub events: u64,
    /// How many commands.
    pub commands: u64,
    /// How many snapshots.
    pub snapshots: u64,
    /// What the source has beyond these, recorded while it was copied.
    pub behind: u64,
}

/// Hears of the progress.
pub type TellCopy<'t> = &'t (dyn Fn(CopyProgress) + Send + Sync);

/// Copies a store to a place where nothing is, or goes on with a copy of the same store that was broken off. Dropped, it
/// leaves what has arrived, to be gone on with.
///
/// # Errors
/// A source that does not keep all of its own rules, a target that is something else, a row that cannot be kept as it
/// is, or both sides not agreeing afterwards: then the copy is not to be used.
pub async fn copy(source: &Target, target: &Target, tell: TellCopy<'_>) -> ServiceResult<Copied> {
    if source.is_same_place(target) {
        return Err(ServiceError::invalid(
            "A store cannot be copied onto itself; name another place.",
        ));
    }
    let from = source.open(Mode::ReadOnly).await?;
    let info = from.info().await?;
    let identity = identity(source, &info, from.is_ruled())?;
    let into = target.begin_import(identity.clone()).await.map_err(|error| {
        match error.code {
            ErrorCode::AlreadyExists => ServiceError::new(
                ErrorCode::AlreadyExists,
                format!("{target} exists already and is no copy of {source}; copy to a place where nothing is."),
            ),
            _ => error,
        }
    })?;
    require_beginning(&*from, into.store(), target).await?;
    // Whoever opens it before all was compared is told that it is not whole.
    into.mark_unfinished(info.events).await?;
    bring::all(&*from, &*into, tell).await?;
    into.finish().await?;
    let compared = {
        let copied = target.open(Mode::ReadOnly).await?;
        compare::all(&*from, &*copied, tell).await?
    };
    target.begin_import(identity).await?.mark_whole().await?;
    Ok(compared)
}

/// A copy is exact or it is none: what a row may hold is known only of a store whose rules are all in place.
fn identity(source: &Target, info: &StoreInfo, ruled: bool) -> ServiceResult<Identity> {
    let refused = |why: &str| ServiceError::new(ErrorCode::Refused, format!("{source} {why}"));
    if info.kind == StoreKind::Foreign {
        return Err(refused(
            "was made by another program: its rows may hold what the rules of a store of Hindsight's own refuse, so it \
             cannot be copied exactly.",
        ));
    }
    let is_unfinished = |remark: &Remark| matches!(remark, Remark::UnfinishedCopy { .. });
    if info.remarks.iter().any(is_unfinished) {
        return Err(refused("is an unfinished copy itself; finish it first."));
    }
    if info.remarks.contains(&Remark::RulesNotSeen) {
        return Err(refused(
            "does not show this login whether its rules are in force; have VIEW DEFINITION granted on its schema.",
        ));
    }
    if !ruled {
        return Err(refused(
            "lacks rules that it should enforce, so its rows cannot be taken for granted; `hindsight info` names them.",
        ));
    }
    match (info.store_id.clone(), info.created_at) {
        (Some(store_id), Some(created_at)) => Ok(Identity {
            store_id,
            created_at,
        }),
        _ => Err(refused("does not say what it is called and since when.")),
    }
}

/// What the target holds already must be what the source begins with. Its last event tells: no event can be there
/// without those before it, and none is ever changed.
async fn require_beginning(
    from: &dyn EventStore,
    into: &dyn EventStore,
    target: &Target,
) -> ServiceResult<()> {
    let Some(at) = last_position(into).await? else {
        return Ok(());
    };
    if from.get_event(at).await? == into.get_event(at).await? {
        return Ok(());
    }
    Err(ServiceError::new(
        ErrorCode::AlreadyExists,
        format!(
            "{target} goes by the name of the source, but its event at position {at} is not the source's: it was written \
             to since. Copy to a place where nothing is."
        ),
    ))
}

/// The position of a store's last event.
async fn last_position(store: &dyn EventStore) -> ServiceResult<Option<Position>> {
    let page = Page::first(Order::NewestFirst, 1);
    let found = store.query(&EventFilter::default(), page).await?;
    Ok(found.events.first().map(|event| event.position))
}

#[cfg(test)]
mod tests {
    use super::*;
    use hindsight_domain::{Instant, StoreId};

    fn info(kind: StoreKind, remarks: Vec<Remark>) -> StoreInfo {
        StoreInfo {
            engine: String::new(),
            kind,
            writable: false,
            store_id: Some(StoreId::new("018f2f6e-7c1b-7a52-9b1e-0242ac120002")),
            created_at: Instant::parse("2026-01-06"),
            schema_version: Some(8),
            events: 0,
            commands: Some(0),
            snapshots: Some(0),
            first_at: None,
            last_at: None,
            remarks,
        }
    }

    #[test]
    fn only_a_store_that_is_seen_to_keep_its_rules_is_copied() {
        let source = Target::parse("a.db").unwrap();
        let told =
            |info: &StoreInfo, ruled| identity(&source, info, ruled).map_err(|error| error.message);
        assert!(told(&info(StoreKind::Own, vec![Remark::LoginCanWrite]), true).is_ok());
        for (kind, remarks, should) in [
            (StoreKind::Foreign, vec![], "another program"),
            (
                StoreKind::Own,
                vec![Remark::UnfinishedCopy { events: 1, of: 2 }],
                "unfinished copy",
            ),
            (
                StoreKind::Own,
                vec![Remark::RulesNotSeen],
                "VIEW DEFINITION",
            ),
            (
                StoreKind::Own,
                vec![Remark::RuleMissing("trigger x".to_owned())],
                "lacks rules",
            ),
        ] {
            let error = told(&info(kind, remarks), false).unwrap_err();
            assert!(error.contains(should), "{error}");
        }
        let mut nameless = info(StoreKind::Own, vec![]);
        nameless.created_at = None;
        assert!(told(&nameless, true).is_err());
    }
}
