//! The mark of a copy that is not finished: a property of the table of events, which whoever may read that may see. A table
//! of its own would need a grant of its own, and reviewers without it would take the copy for whole.

use hindsight_store::Remark;
use tiberius::Row;

use crate::cells::number;
use crate::error::Answer;
use crate::session::Session;
use crate::value::Values;

/// What the mark is called, and what it is on.
const MARK: &str = "@name = N'hindsight_unfinished_copy'";
const ON_EVENTS: &str = "@level0type = N'SCHEMA', @level0name = N'dbo', @level1type = N'TABLE', @level1name = N'events'";

/// The statement that tells the mark: one row with a number, or none.
pub const TOLD: &str = "SELECT CONVERT(nvarchar(40), value) FROM sys.extended_properties WHERE class = 1 \
     AND major_id = OBJECT_ID(N'dbo.events') AND minor_id = 0 AND name = N'hindsight_unfinished_copy';";

/// Says that so many events are to come in all.
pub async fn mark(session: &mut Session, events: u64) -> Answer<()> {
    unmark(session).await?;
    let sql = format!("EXEC sp_addextendedproperty {MARK}, @value = N'{events}', {ON_EVENTS};");
    session.batch(&sql).await.map(|_| ())
}

/// Takes the mark away.
pub async fn unmark(session: &mut Session) -> Answer<()> {
    if session.row(TOLD, &Values::default()).await?.is_none() {
        return Ok(());
    }
    let sql = format!("EXEC sp_dropextendedproperty {MARK}, {ON_EVENTS};");
    session.batch(&sql).await.map(|_| ())
}

/// What the mark says.
pub fn remark(told: &Row, events: u64) -> Remark {
    let of = number(told, 0).and_then(|of| u64::try_from(of).ok());
    Remark::UnfinishedCopy {
        events,
        of: of.unwrap_or_default(),
    }
}
