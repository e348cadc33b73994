//! Two states of one aggregate: of two moments, or what was beside what might have been.

use std::collections::BTreeSet;

use hindsight_domain::replay::Delta;

use super::Tell;
use super::point::Point;
use super::standing::Standing;
use crate::aside::aside;
use crate::error::ServiceResult;
use crate::session::Session;
use crate::wire::{FoldWishDto, SideDto, StateDiffDto};

/// Folds both sides and tells what is different between them.
///
/// # Errors
/// As [`state_at`](super::state_at), for either side.
pub async fn diff_states(
    session: &Session,
    aggregate_id: &str,
    left: &SideDto,
    right: &SideDto,
    tell: Tell<'_>,
) -> ServiceResult<StateDiffDto> {
    let (left, is_left_made_up) = side(session, aggregate_id, left, tell).await?;
    let (right, is_right_made_up) = side(session, aggregate_id, right, tell).await?;
    let (old, new) = (left.replayed.state.clone(), right.replayed.state.clone());
    let changes = aside(move || Delta::between(&old, &new).changes()).await?;
    Ok(StateDiffDto {
        aggregate_id: aggregate_id.to_owned(),
        left: left.into_dto(is_left_made_up),
        right: right.into_dto(is_right_made_up),
        changes: changes.into_iter().map(Into::into).collect(),
    })
}

/// What stands on a side, and whether that is hypothetical.
async fn side(
    session: &Session,
    aggregate_id: &str,
    side: &SideDto,
    tell: Tell<'_>,
) -> ServiceResult<(Standing, bool)> {
    let point = Point::find(session, aggregate_id, &side.at).await?;
    let chosen = session
        .projections()
        .of(&point.aggregate_type, &side.fold)
        .await?;
    let without: BTreeSet<u32> = side.without.iter().copied().collect();
    let standing = Standing::at(session, point, chosen, &without, tell).await?;
    let is_made_up = !without.is_empty() || side.fold != FoldWishDto::Auto;
    Ok((standing, is_made_up))
}
