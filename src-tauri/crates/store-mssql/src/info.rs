//! What a database says of itself, and whether it is sound.

use hindsight_store::{Remark, StoreError, StoreInfo};

use crate::cells::{cell, number, text};
use crate::error::{Answer, Failure, translate};
use crate::session::Session;
use crate::shape::Shape;
use crate::unfinished;
use crate::value::Values;

/// How much of a server's own words stands for its version.
const ENGINE_CHARS_MAX: usize = 80;

/// What the store says of itself.
pub async fn info(session: &mut Session, shape: &Shape, writable: bool) -> Answer<StoreInfo> {
    // Each end by itself is one look into the index; both at once would read all of it.
    let moment = match shape.ruled {
        true => "event_timestamp".to_owned(),
        false => shape.columns.moment("event_timestamp"),
    };
    let events = if shape.ruled {
        "MAX(global_position)"
    } else {
        "COUNT_BIG(*)"
    };
    let rows_of = |there: bool, table: &str| {
        if there {
            format!("SELECT COUNT_BIG(*) FROM dbo.{table};")
        } else {
            "SELECT NULL;".to_owned()
        }
    };
    let sql = format!(
        "SELECT @@VERSION; SELECT {events} FROM dbo.events; {} {} \
         SELECT (SELECT MIN({moment}) FROM dbo.events), (SELECT MAX({moment}) FROM dbo.events); {}",
        rows_of(shape.commands.is_some(), "commands"),
        rows_of(shape.snapshots.is_some(), "snapshots"),
        unfinished::TOLD,
    );
    let parts = session.results(&sql, &Values::default()).await?;
    let first = |part: usize| parts.get(part).and_then(|rows| rows.first());
    let count = |part| {
        first(part)
            .and_then(|row| number(row, 0))
            .and_then(|count| u64::try_from(count).ok())
    };
    let instant = |index| first(4).and_then(|row| cell(row, index).instant());
    let identity = shape.identity.as_ref();
    let mut remarks = shape.remarks.clone();
    if !writable && shape.login_can_write {
        remarks.push(Remark::LoginCanWrite);
    }
    let events = count(1).unwrap_or_default();
    remarks.extend(first(5).map(|told| unfinished::remark(told, events)));
    Ok(StoreInfo {
        engine: engine(&first(0).map(|row| text(row, 0)).unwrap_or_default()),
        kind: shape.kind,
        writable,
        store_id: identity.map(|identity| identity.store_id.clone()),
        created_at: identity.and_then(|identity| identity.created_at),
        schema_version: identity.map(|identity| identity.schema_version),
        events,
        commands: shape.commands.as_ref().and(count(2)),
        snapshots: shape.snapshots.as_ref().and(count(3)),
        first_at: instant(0),
        last_at: instant(1),
        remarks,
    })
}

/// The first line of what the server says of its version, such as `Microsoft SQL Server 2022 (RTM) - 16.0.1000.6`.
fn engine(version: &str) -> String {
    let line = version.lines().next().unwrap_or_default().trim();
    let line = line.strip_prefix("Microsoft ").unwrap_or(line);
    line.chars().take(ENGINE_CHARS_MAX).collect()
}

/// Reads every event to its end once: a server that keeps sums of its pages notices what is damaged. The length of a long
/// text is known without reading it, so it is hashed. To look for more is an administrator's right (DBCC CHECKDB).
pub async fn check_integrity(session: &mut Session) -> Answer<Option<String>> {
    let sql = "SELECT COUNT_BIG(HASHBYTES('SHA2_256', data)), COUNT_BIG(HASHBYTES('SHA2_256', metadata)), COUNT_BIG(actor) \
         FROM dbo.events;";
    match session.results(sql, &Values::default()).await {
        Ok(_) => Ok(None),
        Err(Failure::Engine(error)) => match translate(&error) {
            StoreError::Damaged(words) => Ok(Some(words)),
            _ => Err(Failure::Engine(error)),
        },
        Err(failure) => Err(failure),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_engine_is_the_first_line_of_what_the_server_says() {
        let said = "Microsoft SQL Server 2022 (RTM-CU14) (KB5038325) - 16.0.4135.4 (X64) \n\tJul 10 2024 14:09:09 \n";
        assert_eq!(
            engine(said),
            "SQL Server 2022 (RTM-CU14) (KB5038325) - 16.0.4135.4 (X64)"
        );
        assert_eq!(engine(""), "");
    }
}
