//! The state of an aggregate at a version or an instant.

use std::collections::BTreeSet;

use hindsight_domain::RawJson;
use hindsight_domain::replay::Json;

use super::Tell;
use super::point::Point;
use super::standing::Standing;
use crate::error::{ServiceError, ServiceResult};
use crate::session::Session;
use crate::wire::{AtDto, FoldWishDto, StateDto};

/// Folds an aggregate's events up to a point. A payload that cannot be folded does not fail the call: the answer is
/// the last good state and says where folding stopped.
///
/// # Errors
/// An aggregate or a projection that does not exist, an instant that cannot be read, a fold that cannot begin, or the
/// store's own.
pub async fn state_at(
    session: &Session,
    aggregate_id: &str,
    at: &AtDto,
    fold: &FoldWishDto,
    tell: Tell<'_>,
) -> ServiceResult<StateDto> {
    let point = Point::find(session, aggregate_id, at).await?;
    let chosen = session
        .projections()
        .of(&point.aggregate_type, fold)
        .await?;
    let standing = Standing::at(session, point, chosen, &BTreeSet::new(), tell).await?;
    Ok(standing.into_dto(*fold != FoldWishDto::Auto))
}

/// Every path of a state below which no other stands, with what stands there as JSON text.
///
/// # Errors
/// A state whose text is not JSON, which no use case gives.
pub fn leaves(state: &StateDto) -> ServiceResult<Vec<(String, String)>> {
    Ok(tree(state)?
        .leaves()
        .into_iter()
        .map(|(path, value)| (path.into(), value.to_string()))
        .collect())
}

/// A state as text for people: two spaces a level, numbers and texts spelled as the events spelled them.
///
/// # Errors
/// A state whose text is not JSON, which no use case gives.
pub fn pretty_state(state: &StateDto) -> ServiceResult<String> {
    Ok(tree(state)?.pretty())
}

fn tree(state: &StateDto) -> ServiceResult<Json> {
    let tree = RawJson::parse(state.state.as_str()).and_then(|text| Json::parse(&text));
    tree.map_err(ServiceError::invalid)
}
