//! Taking over another store's rows, as they stand.
//!
//! They go through plain INSERTs and not through the server's bulk load. That passes over triggers and CHECKs unless it is
//! told not to, and a server that does not listen to this would take in what the rules refuse.

use hindsight_store::{Rows, StoreError, StoreResult};

use crate::append::{COMMIT, ROLLBACK, begin};
use crate::error::{Answer, Failure};
use crate::pool::Pool;
use crate::retry::Tries;
use crate::session::Session;
use crate::table::Table;

/// Writes rows in one transaction, under the lock of those who append.
///
/// # Errors
/// What the database's own rules refuse, and then nothing is written; a row that cannot be kept as it is.
pub async fn import(writers: &Pool, rows: &Rows) -> StoreResult<()> {
    let table = Table::of(rows)?;
    let (mut tries, mut was_silent) = (Tries::default(), false);
    let mut may_be_there = false;
    while !table.rows.is_empty() {
        let failure = match writers.lease().await {
            Err(error) => Failure::Told(error),
            Ok(mut lease) => match write(&mut lease, &table, may_be_there).await {
                Ok(()) => {
                    lease.give_back();
                    break;
                }
                Err(failure) => {
                    if failure.leaves_session_well() && lease.batch(ROLLBACK).await.is_ok() {
                        lease.give_back();
                    }
                    failure
                }
            },
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

fn told(failure: Failure) -> StoreError {
    match failure.is_duplicate() {
        true => {
            StoreError::Refused("a row is there already, under the same name or number".to_owned())
        }
        false => failure.into(),
    }
}

async fn write(session: &mut Session, table: &Table<'_>, may_be_there: bool) -> Answer<()> {
    begin(session).await?;
    // All of the rows are there or none: the last one tells. What replaces is written again.
    if may_be_there && !table.replaces && table.has_last(session).await? {
        session.batch(ROLLBACK).await?;
        return Ok(());
    }
    table.insert(session).await?;
    session.batch(COMMIT).await?;
    Ok(())
}
