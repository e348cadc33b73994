//! Taking over another store's rows, as they stand.
//!
//! The server's bulk load passes over triggers and CHECKs unless it is told not to, and a server that does not listen to
//! this would take in what the rules refuse. So it fills a table beside, and one INSERT takes the rows over from there. What
//! cannot be loaded goes by INSERTs of values: a portion with a very long text, and whatever a server refuses to load.

use hindsight_store::{Rows, StoreError, StoreResult};

use crate::append::{COMMIT, ROLLBACK, begin};
use crate::error::{Answer, Failure};
use crate::loads::Loads;
use crate::pool::Pool;
use crate::retry::Tries;
use crate::session::Session;
use crate::stage::{can_be_staged, stage};
use crate::table::Table;

/// In which half of the work a portion stopped.
enum Stopped {
    /// Nothing was written.
    Loading(Failure),
    Writing(Failure),
}

/// Writes rows in one transaction, under the lock of those who append.
///
/// # Errors
/// What the database's own rules refuse, and then nothing is written; a row that cannot be kept as it is.
pub async fn import(writers: &Pool, loads: &Loads, rows: &Rows) -> StoreResult<()> {
    let table = Table::of(rows)?;
    let mut by_load = loads.are_worth_trying() && can_be_staged(&table.rows);
    let (mut tries, mut was_silent) = (Tries::default(), false);
    let mut may_be_there = false;
    while !table.rows.is_empty() {
        let failure = match attempt(writers, &table, by_load, may_be_there).await {
            Ok(()) if by_load => {
                loads.take();
                break;
            }
            Ok(()) => break,
            // Whatever was wrong: if INSERTs meet it as well, they tell.
            Err(Stopped::Loading(failure)) => {
                loads.refuse();
                by_load = false;
                was_silent |= failure.is_time_out();
                continue;
            }
            Err(Stopped::Writing(failure)) => failure,
        };
        // Where the line broke, the transaction may have been done all the same.
        may_be_there |= failure.is_of_the_line();
        // A time-out comes after minutes of silence. Once more is enough to learn what became of it.
        let again_silent = failure.is_time_out() && std::mem::replace(&mut was_silent, true);
        let worth_it = !again_silent && (failure.is_passing() || failure.is_of_the_line());
        if !(worth_it && tries.again(true).await) {
            return Err(told(failure));
        }
    }
    Ok(())
}

async fn attempt(
    writers: &Pool,
    table: &Table<'_>,
    by_load: bool,
    may_be_there: bool,
) -> Result<(), Stopped> {
    let lease = writers.lease().await;
    let mut lease = lease.map_err(|error| Stopped::Writing(Failure::Told(error)))?;
    if by_load {
        // Before the lock is taken, so that nobody waits for what travels.
        let staged = stage(&mut lease, &table.rows).await;
        staged.map_err(Stopped::Loading)?;
    }
    match write(&mut lease, table, by_load, may_be_there).await {
        Ok(()) => lease.give_back(),
        Err(failure) => {
            if failure.leaves_session_well() && lease.batch(ROLLBACK).await.is_ok() {
                lease.give_back();
            }
            return Err(Stopped::Writing(failure));
        }
    }
    Ok(())
}

fn told(failure: Failure) -> StoreError {
    match failure.is_duplicate() {
        true => {
            StoreError::Refused("a row is there already, under the same name or number".to_owned())
        }
        false => failure.into(),
    }
}

async fn write(
    session: &mut Session,
    table: &Table<'_>,
    is_staged: bool,
    may_be_there: bool,
) -> Answer<()> {
    begin(session).await?;
    // All of the rows are there or none: the last one tells. What replaces is written again.
    if may_be_there && !table.replaces && table.has_last(session).await? {
        session.batch(ROLLBACK).await?;
        return Ok(());
    }
    match is_staged {
        true => session.batch(&table.take_over_staged()).await.map(|_| ())?,
        false => table.insert(session).await?,
    }
    session.batch(COMMIT).await?;
    Ok(())
}
