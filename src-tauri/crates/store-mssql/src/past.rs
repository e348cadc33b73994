//! Which version of an aggregate stood at an instant.

use hindsight_domain::replay::{VersionAt, version_at as find_version};
use hindsight_domain::{AggregateId, Instant, Version};

use crate::cells::{cell, number};
use crate::error::Answer;
use crate::filter::had_happened;
use crate::read::version;
use crate::session::Session;
use crate::shape::Shape;
use crate::value::Values;

/// The version that stood at an instant. In a store whose rules are in place versions and positions rise together, so
/// the last one that had happened is it; elsewhere every version's own time is read.
pub async fn version_at(
    session: &mut Session,
    shape: &Shape,
    aggregate_id: &AggregateId,
    instant: Instant,
) -> Answer<VersionAt> {
    let mut values = Values::default();
    let of_it = shape.columns.equals(
        "aggregate_id",
        aggregate_id.as_str(),
        &mut values,
        shape.ruled,
    );
    if shape.ruled {
        let sql = format!(
            "SELECT TOP (1) aggregate_version FROM dbo.events WHERE {of_it} AND {} ORDER BY aggregate_version DESC",
            had_happened(shape, instant, &mut values)
        );
        let row = session.row(&sql, &values).await?;
        let found = row
            .and_then(|row| number(&row, 0))
            .and_then(|found| u32::try_from(found).ok());
        return Ok(VersionAt {
            version: found.map(Version),
            runs_backwards: false,
        });
    }
    let version = version(shape);
    let sql = format!(
        "SELECT {version}, {} FROM dbo.events WHERE {of_it} AND {version} IS NOT NULL ORDER BY {version}",
        shape.columns.cell("event_timestamp")
    );
    let rows = session.rows(&sql, &values).await?;
    let countable = rows.iter().filter_map(|row| {
        let version = number(row, 0).and_then(|version| u32::try_from(version).ok())?;
        Some((Version(version), cell(row, 1).instant()))
    });
    Ok(find_version(countable, instant))
}
