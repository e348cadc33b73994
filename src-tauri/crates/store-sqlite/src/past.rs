//! Which version of an aggregate stood at an instant.

use hindsight_domain::replay::{VersionAt, version_at as find_version};
use hindsight_domain::{AggregateId, Instant, Version};
use hindsight_store::StoreResult;
use rusqlite::{Connection, OptionalExtension};

use crate::directory::as_text;
use crate::error::translate;
use crate::filter::past_position;
use crate::shape::Shape;

/// The version that stood at an instant. In a store whose rules are in place versions and positions rise together, so a
/// few look-ups find it, however long the history; elsewhere every version's own time is read.
pub fn version_at(
    connection: &Connection,
    shape: &Shape,
    aggregate_id: &AggregateId,
    instant: Instant,
) -> StoreResult<VersionAt> {
    if shape.ruled {
        let position = past_position(connection, instant)?;
        return Ok(VersionAt {
            version: last_before(connection, aggregate_id, position)?,
            runs_backwards: false,
        });
    }
    let sql = format!(
        "SELECT aggregate_version, {} FROM events WHERE aggregate_id = ?1 \
         AND typeof(aggregate_version) = 'integer' ORDER BY aggregate_version",
        shape.column("event_timestamp")
    );
    let mut statement = connection.prepare_cached(&sql).map_err(translate)?;
    let rows = statement
        .query_map([aggregate_id.as_str()], |row| {
            let version: i64 = row.get(0)?;
            let at = Instant::parse(&as_text(row, 1)?);
            Ok((u32::try_from(version).ok().map(Version), at))
        })
        .map_err(translate)?;
    let history: Vec<_> = rows.collect::<Result<_, _>>().map_err(translate)?;
    let countable = history
        .into_iter()
        .filter_map(|(version, at)| Some((version?, at)));
    Ok(find_version(countable, instant))
}

/// The last version whose event stands at a position or before: found by halving, since versions have no gaps.
fn last_before(
    connection: &Connection,
    aggregate_id: &AggregateId,
    position: i64,
) -> StoreResult<Option<Version>> {
    let last: Option<u32> = connection
        .prepare_cached("SELECT max(aggregate_version) FROM events WHERE aggregate_id = ?1")
        .and_then(|mut statement| statement.query_row([aggregate_id.as_str()], |row| row.get(0)))
        .map_err(translate)?;
    let mut statement = connection
        .prepare_cached(
            "SELECT global_position FROM events WHERE aggregate_id = ?1 AND aggregate_version = ?2",
        )
        .map_err(translate)?;
    let (mut before, mut behind) = (0, last.unwrap_or_default().saturating_add(1));
    while before + 1 < behind {
        let middle = before + (behind - before) / 2;
        let stands: Option<i64> = statement
            .query_row((aggregate_id.as_str(), middle), |row| row.get(0))
            .optional()
            .map_err(translate)?;
        match stands.is_some_and(|stands| stands <= position) {
            true => before = middle,
            false => behind = middle,
        }
    }
    Ok((before > 0).then_some(Version(before)))
}
