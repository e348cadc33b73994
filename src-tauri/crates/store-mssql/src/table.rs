//! The rows of another store as this engine writes them: what it would have to change is refused by name.

use hindsight_domain::{Event, Instant, Payload, ProcessedCommand, Snapshot};
use hindsight_store::{Rows, StoreError, StoreResult};
use uuid::Uuid;

use crate::error::Answer;
use crate::session::Session;
use crate::stage::{STAGED, take_over};
use crate::value::{Moment, VALUES_MAX, Value, Values};

/// The columns of an event, in the order in which its cells are written.
const EVENT_COLUMNS: &str = "event_id, aggregate_id, aggregate_type, aggregate_version, event_type, event_version, \
    event_timestamp, actor, actor_type, source, causation_id, correlation_id, data, metadata, global_position";

/// How much text one statement carries at most, apart from the last row that is added.
const BYTES_PER_STATEMENT: usize = 4 << 20;

/// The rows of one table: what is written of each, in the order of the columns.
pub struct Table<'r> {
    name: &'static str,
    columns: &'static str,
    /// The column that names a row: the first one.
    key: &'static str,
    /// Whether a row takes the place of one with the same aggregate and version.
    pub replaces: bool,
    /// The values of each row.
    pub rows: Vec<Vec<Value<'r>>>,
}

impl<'r> Table<'r> {
    /// What is written of these rows.
    ///
    /// # Errors
    /// A row that this engine cannot keep as it is, named.
    pub fn of(rows: &'r Rows) -> StoreResult<Self> {
        Ok(match rows {
            Rows::Events(events) => Self {
                name: "dbo.events",
                columns: EVENT_COLUMNS,
                key: "event_id",
                replaces: false,
                rows: events.iter().map(event).collect::<StoreResult<_>>()?,
            },
            Rows::Commands(commands) => Self {
                name: "dbo.commands",
                columns: "command_id, command_type, aggregate_id, aggregate_type, processed_at, actor, source, data, \
                    request_hash, first_position, event_count",
                key: "command_id",
                replaces: false,
                rows: commands.iter().map(command).collect::<StoreResult<_>>()?,
            },
            Rows::Snapshots(snapshots) => Self {
                name: "dbo.snapshots",
                columns: "snapshot_id, aggregate_id, aggregate_type, aggregate_version, snapshot_version, \
                    snapshot_timestamp, state",
                key: "snapshot_id",
                replaces: true,
                rows: snapshots.iter().map(snapshot).collect::<StoreResult<_>>()?,
            },
        })
    }

    /// The statements that take the rows over from where they were staged, under all of the table's rules.
    pub fn take_over_staged(&self) -> String {
        let (name, columns) = (self.name, self.columns);
        let mut sql = String::new();
        if self.replaces {
            sql = format!(
                "DELETE FROM {name} WHERE EXISTS (SELECT 1 FROM {STAGED} AS staged \
                 WHERE staged.c1 = aggregate_id AND staged.c3 = aggregate_version); "
            );
        }
        sql + &take_over(name, columns, self.rows.first().map_or(0, Vec::len))
    }

    /// Whether the last row is there already.
    pub async fn has_last(&self, session: &mut Session) -> Answer<bool> {
        let Some(id) = self.rows.last().and_then(|row| row.first()) else {
            return Ok(true);
        };
        let mut values = Values::default();
        let id = values.add(id.clone());
        let sql = format!("SELECT 1 FROM {} WHERE {} = {id}", self.name, self.key);
        Ok(session.row(&sql, &values).await?.is_some())
    }

    /// Writes the rows with as few statements of values as there can be, which take a text of any length.
    pub async fn insert(&self, session: &mut Session) -> Answer<()> {
        let mut rest = &self.rows[..];
        while !rest.is_empty() {
            let (now, later) = rest.split_at(self.rows_per_statement(rest));
            let (sql, values) = self.statement(now);
            session.results(&sql, &values).await?;
            rest = later;
        }
        Ok(())
    }

    /// How many of the first rows go with one statement; one at least.
    fn rows_per_statement(&self, rows: &[Vec<Value<'_>>]) -> usize {
        let (mut values, mut bytes) = (0, 0);
        let fits = |row: &&Vec<Value<'_>>| {
            let room = values + row.len() <= VALUES_MAX && bytes < BYTES_PER_STATEMENT;
            values += row.len();
            bytes += row.iter().map(text_bytes).sum::<usize>();
            room
        };
        rows.iter().take_while(fits).count().max(1)
    }

    fn statement<'s>(&self, rows: &'s [Vec<Value<'s>>]) -> (String, Values<'s>) {
        let mut values = Values::default();
        let names: Vec<Vec<String>> = rows
            .iter()
            .map(|row| row.iter().map(|value| values.add(value.clone())).collect())
            .collect();
        let mut sql = String::new();
        if self.replaces {
            let places: Vec<String> = names
                .iter()
                .map(|row| {
                    format!(
                        "(aggregate_id = {} AND aggregate_version = {})",
                        row[1], row[3]
                    )
                })
                .collect();
            sql = format!("DELETE FROM {} WHERE {}; ", self.name, places.join(" OR "));
        }
        let rows: Vec<String> = names
            .iter()
            .map(|row| format!("({})", row.join(", ")))
            .collect();
        sql += &format!(
            "INSERT INTO {} ({}) VALUES {};",
            self.name,
            self.columns,
            rows.join(", ")
        );
        (sql, values)
    }
}

fn text_bytes(value: &Value<'_>) -> usize {
    match value {
        Value::Text(text) => text.len(),
        _ => 0,
    }
}

fn event(event: &Event) -> StoreResult<Vec<Value<'_>>> {
    let at = format!("the event at position {}", event.position);
    let id = |text: &str| exact_uuid(&at, text);
    let cause = event.causation_id.as_ref().map(|cause| id(cause.as_str()));
    let correlation = event.correlation_id.as_ref().map(|one| id(one.as_str()));
    Ok(vec![
        id(event.event_id.as_str())?.into(),
        id(event.aggregate_id.as_str())?.into(),
        event.aggregate_type.as_str().into(),
        i64::from(event.version.0).into(),
        event.event_type.as_str().into(),
        i64::from(event.event_version).into(),
        Value::Moment(moment(&at, event.timestamp.value)?),
        event.actor.as_str().into(),
        event.actor_type.text.as_str().into(),
        event.source.text.as_str().into(),
        Value::Id(cause.transpose()?),
        Value::Id(correlation.transpose()?),
        event.data.as_str().into(),
        payload(&at, event.metadata.as_ref())?,
        event.position.0.into(),
    ])
}

fn command(command: &ProcessedCommand) -> StoreResult<Vec<Value<'_>>> {
    let at = format!("command {}", command.command_id);
    let hash = command.request_hash.as_deref();
    Ok(vec![
        exact_uuid(&at, command.command_id.as_str())?.into(),
        command.command_type.as_str().into(),
        exact_uuid(&at, command.aggregate_id.as_str())?.into(),
        command.aggregate_type.as_str().into(),
        Value::Moment(moment(&at, command.processed_at)?),
        command.actor.as_str().into(),
        command.source.as_str().into(),
        payload(&at, command.data.as_ref())?,
        hash.ok_or_else(|| not_kept(&at, "it has no hash of its request"))?
            .into(),
        Value::Number(command.first_position.map(|first| first.0)),
        i64::from(command.event_count.unwrap_or_default()).into(),
    ])
}

fn snapshot(snapshot: &Snapshot) -> StoreResult<Vec<Value<'_>>> {
    let at = format!(
        "the snapshot of {} at version {}",
        snapshot.aggregate_id, snapshot.version
    );
    Ok(vec![
        exact_uuid(&at, snapshot.snapshot_id.as_str())?.into(),
        exact_uuid(&at, snapshot.aggregate_id.as_str())?.into(),
        snapshot.aggregate_type.as_str().into(),
        i64::from(snapshot.version.0).into(),
        i64::from(snapshot.snapshot_version).into(),
        Value::Moment(moment(&at, snapshot.timestamp)?),
        snapshot.state.as_str().into(),
    ])
}

fn payload<'r>(at: &str, payload: Option<&'r Payload>) -> StoreResult<Value<'r>> {
    payload
        .map(|payload| payload.as_str().into())
        .ok_or_else(|| not_kept(at, "it has no payload"))
}

fn moment(at: &str, instant: Option<Instant>) -> StoreResult<Moment> {
    let instant = instant.ok_or_else(|| not_kept(at, "its time cannot be read"))?;
    exact_moment(at, instant)
}

/// The moment, where the server's type has exactly this one.
pub fn exact_moment(what: &str, instant: Instant) -> StoreResult<Moment> {
    let moment = Moment::of(instant);
    match moment.instant() == Some(instant) {
        true => Ok(moment),
        false => Err(not_kept(
            what,
            &format!("{instant} is no moment of the years 1 to 9999"),
        )),
    }
}

/// The id, where it comes back as the text that it was.
pub fn exact_uuid(what: &str, text: &str) -> StoreResult<Uuid> {
    match Uuid::try_parse(text) {
        Ok(id) if id.to_string() == text => Ok(id),
        _ => Err(not_kept(
            what,
            &format!("{text:?} is no UUID in small letters with hyphens"),
        )),
    }
}

fn not_kept(what: &str, why: &str) -> StoreError {
    StoreError::InvalidRequest(format!("a SQL Server cannot keep {what} as it is: {why}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_come_back_otherwise_is_refused_by_name() {
        assert!(exact_uuid("x", "018f2f6e-7c1b-7a52-9b1e-0242ac120002").is_ok());
        for odd in [
            "018F2F6E-7C1B-7A52-9B1E-0242AC120002",
            "018f2f6e7c1b7a529b1e0242ac120002",
            "order-7",
            "",
        ] {
            let error = exact_uuid("the event at position 7", odd)
                .unwrap_err()
                .to_string();
            assert!(error.contains("the event at position 7"), "{error}");
        }
        let early = Instant::parse("0000-06-01T00:00:00.000000Z").unwrap();
        assert!(exact_moment("x", early).is_err());
    }

    #[test]
    fn a_statement_takes_what_the_server_takes_and_one_row_at_least() {
        let table = Table::of(&Rows::Events(Vec::new())).map(|table| table.rows.len());
        assert_eq!(table.ok(), Some(0));
        let rows = Rows::Events(Vec::new());
        let table = Table::of(&rows).unwrap();
        let narrow: Vec<Vec<Value<'_>>> = vec![vec![Value::from(1); 15]; 500];
        assert_eq!(table.rows_per_statement(&narrow), VALUES_MAX / 15);
        let text = "x".repeat(BYTES_PER_STATEMENT);
        let wide: Vec<Vec<Value<'_>>> = vec![vec![Value::from(text.as_str()); 15]; 3];
        assert_eq!(table.rows_per_statement(&wide), 1);
    }
}
