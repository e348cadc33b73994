//! Recording commands and events: command id first, then the expected version, then one durable transaction.
//!
//! Whoever writes takes one lock, so that positions have no gap and follow the order of commits. It is taken last and held
//! shortest: first everything is looked up without it and judged, and only what is to be written begins a transaction,
//! takes the lock, learns where the store ends, inserts and commits. Where the look-up had grown old meanwhile, a unique
//! key or a rule of the store refuses the row; then the whole is done again, with the look-up under the lock. So it is
//! done too when the line broke: the lock is free once the server has ended what went before, and the commands' ids tell
//! whether that was recorded.

use std::sync::Arc;

use hindsight_domain::{Instant, Position};
use hindsight_store::{Append, AppendOutcome, StoreError, StoreResult};

use crate::cells::{Cell, cell, number};
use crate::error::{Answer, Failure, LOCK_NOT_HAD};
use crate::judge::{Verdict, judge, place};
use crate::known::look;
use crate::pool::Pool;
use crate::retry::Tries;
use crate::session::Session;

/// Where the store's time comes from when it is not the server's. It is asked once for each command that is recorded, and
/// anew where a transaction is done again.
pub type Clock = Arc<dyn Fn() -> Instant + Send + Sync>;

/// Where the store ends while the lock is held.
pub struct Head {
    /// The last position; 0 in an empty store.
    pub position: Position,
    /// The last moment, cut up to the microsecond.
    pub latest: Option<Instant>,
    /// The server's clock. One clock for all who write, wherever they are; theirs may differ by minutes.
    pub now: Instant,
}

/// Records several commands, each judged on its own, in one transaction. Where the database itself refuses what one of
/// them writes, the transaction is gone; then the batch is recorded in halves, until that command stands alone.
///
/// # Errors
/// What kept a transaction from being recorded.
pub async fn append_batch(
    writers: &Pool,
    requests: &[Append],
    clock: Option<&Clock>,
) -> StoreResult<Vec<StoreResult<AppendOutcome>>> {
    let mut outcomes = Vec::with_capacity(requests.len());
    let mut waiting = vec![requests];
    while let Some(part) = waiting.pop() {
        match append_together(writers, part, clock).await {
            Err(StoreError::Refused(words)) => {
                let (first, second) = part.split_at(part.len() / 2);
                if first.is_empty() {
                    outcomes.push(Err(StoreError::Refused(words)));
                } else {
                    waiting.extend([second, first]);
                }
            }
            judged => outcomes.extend(judged?),
        }
    }
    Ok(outcomes)
}

async fn append_together(
    writers: &Pool,
    requests: &[Append],
    clock: Option<&Clock>,
) -> StoreResult<Vec<StoreResult<AppendOutcome>>> {
    if requests.is_empty() {
        return Ok(Vec::new());
    }
    let (mut tries, mut was_silent) = (Tries::default(), false);
    // A belief without an event leaves no row that a key could refuse: it is held against the store under the lock.
    let mut under_lock = requests
        .iter()
        .flat_map(|request| &request.streams)
        .any(|stream| stream.events.is_empty());
    loop {
        let failure = match writers.lease().await {
            Err(error) => Failure::Told(error),
            Ok(mut lease) => match attempt(&mut lease, requests, clock, under_lock).await {
                Ok(outcomes) => {
                    lease.give_back();
                    return Ok(outcomes);
                }
                Err(failure) => {
                    if failure.leaves_session_well() && lease.batch(ROLLBACK).await.is_ok() {
                        lease.give_back();
                    }
                    failure
                }
            },
        };
        let was_stale = !under_lock && (failure.is_duplicate() || failure.is_rule_broken());
        // A time-out comes after minutes of silence. Once more is enough to learn what became of it.
        let again_silent = failure.is_time_out() && std::mem::replace(&mut was_silent, true);
        let worth_it = was_stale || is_worth_another_try(&failure, under_lock);
        if again_silent || !worth_it || !tries.again(!was_stale).await {
            return Err(told(failure));
        }
        under_lock = true;
    }
}

/// Whether the same again may be recorded, or be found to be recorded.
fn is_worth_another_try(failure: &Failure, under_lock: bool) -> bool {
    // Somebody wrote without the lock.
    let raced = failure.is_duplicate() && !failure.names(EVENT_ID_KEY);
    // Where nothing was begun there is nothing to be settled.
    let unsettled =
        failure.is_of_the_line() && (under_lock || matches!(failure, Failure::Engine(_)));
    failure.is_passing() || raced || unsettled
}

/// The key that tells an event's name that is taken.
const EVENT_ID_KEY: &str = "events_event_id_key";

fn told(failure: Failure) -> StoreError {
    if failure.is_duplicate() {
        return if failure.names(EVENT_ID_KEY) {
            StoreError::Refused("event_id exists already: events are immutable".to_owned())
        } else {
            StoreError::Busy
        };
    }
    failure.into()
}

/// After a trigger's THROW the transaction is gone already, and taking it back would be an error of its own.
pub(crate) const ROLLBACK: &str = "IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;";

pub(crate) const COMMIT: &str = "COMMIT TRANSACTION;";

async fn attempt(
    session: &mut Session,
    requests: &[Append],
    clock: Option<&Clock>,
    under_lock: bool,
) -> Answer<Vec<StoreResult<AppendOutcome>>> {
    if under_lock {
        let head = begin(session).await?;
        let verdicts = judge(requests, &look(session, requests).await?);
        return finish(session, requests, verdicts, &head, clock).await;
    }
    let verdicts = judge(requests, &look(session, requests).await?);
    if !verdicts
        .iter()
        .any(|verdict| matches!(verdict, Verdict::Written(..)))
    {
        let nowhere = Head {
            position: Position(0),
            latest: None,
            now: Instant::from(chrono::DateTime::UNIX_EPOCH),
        };
        return Ok(place(requests, verdicts, &nowhere, None).0);
    }
    let head = begin(session).await?;
    finish(session, requests, verdicts, &head, clock).await
}

async fn finish(
    session: &mut Session,
    requests: &[Append],
    verdicts: Vec<Verdict>,
    head: &Head,
    clock: Option<&Clock>,
) -> Answer<Vec<StoreResult<AppendOutcome>>> {
    let (outcomes, rows) = place(requests, verdicts, head, clock);
    if rows.is_empty() {
        session.batch(ROLLBACK).await?;
    } else {
        rows.write(session).await?;
        session.batch(COMMIT).await?;
    }
    Ok(outcomes)
}

/// Begins a transaction, takes the lock and learns where the store ends: once to the server and back.
pub(crate) async fn begin(session: &mut Session) -> Answer<Head> {
    let sql = format!(
        "BEGIN TRANSACTION; \
         DECLARE @got int; \
         EXEC @got = sp_getapplock @Resource = N'hindsight.append', @LockMode = N'Exclusive', \
             @LockOwner = N'Transaction', @LockTimeout = 30000; \
         IF @got < 0 THROW {LOCK_NOT_HAD}, N'the store''s lock was not to be had', 1; \
         SELECT SYSUTCDATETIME(); \
         SELECT TOP (1) global_position, event_timestamp FROM dbo.events ORDER BY global_position DESC;"
    );
    let parts = session.batch(&sql).await?;
    let last = parts.get(1).and_then(|rows| rows.first());
    let now = parts
        .first()
        .and_then(|rows| rows.first())
        .and_then(|row| cell(row, 0).instant());
    Ok(Head {
        position: Position(last.and_then(|row| number(row, 0)).unwrap_or_default()),
        latest: last.and_then(|row| match cell(row, 1) {
            Cell::Moment(moment) => moment.instant_not_before(),
            _ => None,
        }),
        now: now
            .ok_or_else(|| StoreError::Engine("the server does not tell the time".to_owned()))?,
    })
}
