//! Making a store's tables in a database, and bringing older ones up.

use hindsight_store::{Identity, StoreError, StoreResult};
use uuid::Uuid;

use crate::cells::{Cell, cell, number};
use crate::config::MssqlConfig;
use crate::error::{Answer, Failure};
use crate::migrate::{SCHEMA_VERSION, initialise, migrate};
use crate::pool::Pool;
use crate::session::Session;
use crate::shape::Shape;
use crate::table::{exact_moment, exact_uuid};
use crate::value::Values;

/// Makes the tables in a database and names the store. What an attempt that broke off left, without a name and without an
/// event, is taken up again.
///
/// # Errors
/// A database that holds an event store already, which is left as it is; a login that may not make tables.
pub async fn create(config: &MssqlConfig) -> StoreResult<()> {
    create_as(config, None).await
}

/// The same under a name that is given, as a copy has its source's.
///
/// # Errors
/// As [`create`], and a name that is no UUID.
pub async fn create_as(config: &MssqlConfig, identity: Option<&Identity>) -> StoreResult<()> {
    let pool = Pool::new(config.clone(), 1);
    let mut lease = pool.lease().await?;
    make(&mut lease, config, identity).await?;
    lease.give_back();
    Ok(())
}

async fn make(
    session: &mut Session,
    config: &MssqlConfig,
    identity: Option<&Identity>,
) -> Answer<()> {
    let place = || StoreError::AlreadyExists(format!("An event store in {}", config.place()));
    let sql = "SELECT OBJECT_ID(N'dbo.events'), OBJECT_ID(N'dbo.store_info'), SYSUTCDATETIME()";
    let row = session.row(sql, &Values::default()).await?;
    let part = |index| row.as_ref().map_or(Cell::Null, |row| cell(row, index));
    let is_there = |cell: Cell<'_>| cell != Cell::Null;
    let Cell::Moment(now) = part(2) else {
        return Err(StoreError::Engine("the server does not tell the time".to_owned()).into());
    };
    if is_there(part(0)) && (!is_there(part(1)) || is_in_use(session).await?) {
        return Err(place().into());
    }
    let (id, made_at) = match identity {
        None => (Uuid::now_v7(), now),
        Some(Identity {
            store_id,
            created_at,
        }) => (
            exact_uuid("a store id", store_id.as_str())?,
            exact_moment("a store was made", *created_at)?,
        ),
    };
    match initialise(session, id, made_at).await {
        // Somebody else was faster.
        Err(failure) if failure.is_duplicate() => Err(place().into()),
        made => made,
    }
}

async fn is_in_use(session: &mut Session) -> Answer<bool> {
    let sql = "SELECT COUNT(*) FROM dbo.store_info; SELECT COUNT(*) FROM (SELECT TOP (1) event_id FROM dbo.events) AS first_event;";
    let parts = session.results(sql, &Values::default()).await?;
    Ok(parts.iter().flatten().any(|row| number(row, 0) != Some(0)))
}

/// Runs the migrations that a store of ours has not seen yet, and says whether there were any. One that has seen all of
/// them is not asked, since whoever only writes events need not have the rights for it.
///
/// # Errors
/// The server's own.
pub async fn bring_up(pool: &Pool, shape: &Shape) -> StoreResult<bool> {
    if shape
        .identity
        .as_ref()
        .is_none_or(|identity| identity.schema_version >= SCHEMA_VERSION)
    {
        return Ok(false);
    }
    let mut lease = pool.lease().await?;
    let done: Result<(), Failure> = async {
        migrate(&mut lease).await?;
        let sql = format!("UPDATE dbo.store_info SET schema_version = {SCHEMA_VERSION}");
        lease.batch(&sql).await.map(|_| ())
    }
    .await;
    done?;
    lease.give_back();
    Ok(true)
}
