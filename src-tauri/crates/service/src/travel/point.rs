//! Which version a point in time means.

use hindsight_domain::{AggregateId, AggregateType, Version};

use crate::browse::find_aggregate;
use crate::error::ServiceResult;
use crate::session::Session;
use crate::wire::{AtDto, parse_as_of};

/// A point in the life of an aggregate.
#[derive(Debug, Clone)]
pub struct Point {
    /// The aggregate.
    pub aggregate_id: AggregateId,
    /// What kind of thing it is.
    pub aggregate_type: AggregateType,
    /// The version that stands at the point; 0 before the first.
    pub version: Version,
    /// The version of its last event.
    pub last_version: Version,
    /// Whether its timestamps run backwards somewhere, so that an instant is ambiguous.
    pub runs_backwards: bool,
}

impl Point {
    /// An aggregate's last version.
    pub fn last(
        aggregate_id: AggregateId,
        aggregate_type: AggregateType,
        version: Version,
    ) -> Self {
        Self {
            aggregate_id,
            aggregate_type,
            version,
            last_version: version,
            runs_backwards: false,
        }
    }

    /// Finds it. A version behind the last means the last.
    ///
    /// # Errors
    /// An aggregate that does not exist, an instant that cannot be read, or the store's own.
    pub async fn find(session: &Session, aggregate_id: &str, at: &AtDto) -> ServiceResult<Self> {
        let summary = find_aggregate(session.store(), aggregate_id).await?;
        let last_version = summary.last_version;
        let (version, runs_backwards) = match at {
            AtDto::Latest => (last_version, false),
            AtDto::Version { version } => (Version(*version).min(last_version), false),
            AtDto::Instant { instant } => {
                let instant = parse_as_of(instant)?;
                let store = session.store();
                let found = store.version_at(&summary.aggregate_id, instant).await?;
                (found.version.unwrap_or_default(), found.runs_backwards)
            }
        };
        Ok(Self {
            aggregate_id: summary.aggregate_id,
            aggregate_type: summary.aggregate_type,
            version,
            last_version,
            runs_backwards,
        })
    }
}
