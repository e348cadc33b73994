//! The bare loop on a SQL Server: the driver and statements with values, nothing else.
//!
//! It writes the same rows to the same tables with the same triggers, as many with one statement as it takes values, in
//! one transaction. It does none of what the store does besides: no look-ups, no hash, no lock, no clock; reading, it
//! takes cells as they are and understands none of them.

use hindsight_store_mssql::{Auth, MssqlConfig};
use tiberius::time::{Date, DateTime2 as Moment, Time};
use tiberius::{AuthMethod, Client, ColumnData, Config, Row, SqlBulkCopyOption, ToSql, TokenRow};
use tokio::net::TcpStream;
use tokio_util::compat::{Compat, TokioAsyncWriteCompatExt};
use uuid::Uuid;

use crate::Failure;
use crate::rows::CommandRow;

/// The schema of a store, as it is migrated.
const SCHEMA: &str = include_str!("../../migrations/mssql/V008__create_event_store.sql");

/// A hash of the right length; the bare loop computes none.
const HASH: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// How many values a statement takes at most.
const VALUES_MAX: usize = 2_000;

/// When everything is recorded.
const AT: &str = "'2100-01-01T00:00:00.000000'";

/// The day of what is loaded in bulk, counted from the year 1.
const DAY: u32 = 739_000;

/// The columns that a store reads for an event.
const COLUMNS: &str = "global_position, event_id, aggregate_id, aggregate_type, aggregate_version, event_type, \
    event_version, event_timestamp, actor, actor_type, source, causation_id, correlation_id, data, metadata";

/// One connection of the driver.
pub struct Bare(Client<Compat<TcpStream>>);

impl Bare {
    /// Connects to a database.
    ///
    /// # Errors
    /// The driver's own.
    pub async fn connect(to: &MssqlConfig) -> Result<Self, Failure> {
        let mut config = Config::new();
        config.host(&to.host);
        config.port(to.port);
        config.database(&to.database);
        let Auth::Login { user, .. } = &to.auth else {
            return Err("the benchmark logs in with a user and a password".into());
        };
        let password = std::env::var("HINDSIGHT_MSSQL_PASSWORD")?;
        config.authentication(AuthMethod::sql_server(user, password));
        if let Some(ca) = &to.ca {
            config.trust_cert_ca(ca.display());
        }
        let line = TcpStream::connect((to.host.as_str(), to.port)).await?;
        line.set_nodelay(true)?;
        Ok(Self(Client::connect(config, line.compat_write()).await?))
    }

    /// Runs statements without values.
    ///
    /// # Errors
    /// The driver's own.
    pub async fn run(&mut self, sql: &str) -> Result<Vec<Row>, Failure> {
        Ok(self.0.simple_query(sql).await?.into_first_result().await?)
    }

    /// Makes a store's tables.
    ///
    /// # Errors
    /// The driver's own.
    pub async fn make_tables(&mut self) -> Result<(), Failure> {
        self.run(SCHEMA).await?;
        self.run("SET XACT_ABORT ON; SET NOCOUNT ON;")
            .await
            .map(|_| ())
    }

    /// Writes commands with their events in one transaction.
    ///
    /// # Errors
    /// The driver's own.
    pub async fn append(&mut self, rows: &[CommandRow]) -> Result<(), Failure> {
        self.run("BEGIN TRANSACTION").await?;
        let mut statement = Statement::default();
        for row in rows {
            if statement.values.len() + 30 > VALUES_MAX {
                std::mem::take(&mut statement).run(&mut self.0).await?;
            }
            statement.command(row)?;
            for nth in 0..row.events.len() {
                if statement.values.len() + 15 > VALUES_MAX {
                    std::mem::take(&mut statement).run(&mut self.0).await?;
                }
                statement.event(row, nth)?;
            }
        }
        statement.run(&mut self.0).await?;
        self.run("COMMIT TRANSACTION").await.map(|_| ())
    }

    /// Loads the events of commands in bulk, with nothing asked but that the table's rules hold.
    ///
    /// # Errors
    /// The driver's own.
    pub async fn load(&mut self, rows: &[CommandRow]) -> Result<(), Failure> {
        let rules = SqlBulkCopyOption::CheckConstraints | SqlBulkCopyOption::FireTriggers;
        let columns = ["*"];
        let mut load = self
            .0
            .bulk_insert_with_options("dbo.events", &columns, rules, &[])
            .await?;
        let at = Moment::new(Date::new(DAY), Time::new(0, 7));
        for (row, nth) in rows
            .iter()
            .flat_map(|row| (0..row.events.len()).map(move |nth| (row, nth)))
        {
            load.send(cells(row, nth, at)?).await?;
        }
        load.finalize().await?;
        Ok(())
    }

    /// Reads a page, every cell into memory.
    ///
    /// # Errors
    /// The driver's own.
    pub async fn page(&mut self, after: i64, limit: u32) -> Result<usize, Failure> {
        let sql = format!(
            "SELECT TOP ({limit}) {COLUMNS} FROM dbo.events WHERE global_position > @P1 ORDER BY global_position"
        );
        let rows = self
            .0
            .query(sql, &[&after])
            .await?
            .into_first_result()
            .await?;
        Ok(std::hint::black_box(rows).len())
    }
}

/// The cells of an event in the order of the table's columns.
fn cells(row: &CommandRow, nth: usize, at: Moment) -> Result<TokenRow<'_>, Failure> {
    let (command, stream, made) = (
        &row.request.command,
        &row.request.streams[0],
        &row.events[nth],
    );
    let event = &stream.events[nth];
    let text = |text: &'static str| ColumnData::String(Some(text.into()));
    let uuid = |id: &str| Uuid::try_parse(id).map(|id| ColumnData::Guid(Some(id)));
    let correlation = command.correlation_id.as_ref().map(|id| uuid(id.as_str()));
    let mut cells = TokenRow::with_capacity(15);
    cells.push(uuid(&made.event_id)?);
    cells.push(uuid(stream.aggregate_id.as_str())?);
    cells.push(ColumnData::String(Some(
        stream.aggregate_type.as_str().into(),
    )));
    cells.push(ColumnData::I64(Some(made.aggregate_version)));
    cells.push(ColumnData::String(Some(event.event_type.as_str().into())));
    cells.push(ColumnData::I64(Some(i64::from(event.event_version))));
    cells.push(ColumnData::DateTime2(Some(at)));
    cells.push(ColumnData::String(Some(command.actor.as_str().into())));
    cells.push(text(command.actor_type.as_str()));
    cells.push(text(command.source.as_str()));
    cells.push(uuid(command.command_id.as_str())?);
    cells.push(correlation.transpose()?.unwrap_or(ColumnData::Guid(None)));
    cells.push(ColumnData::String(Some(event.data.as_str().into())));
    cells.push(ColumnData::String(Some(event.metadata.as_str().into())));
    cells.push(ColumnData::I64(Some(made.global_position)));
    Ok(cells)
}

/// Rows that go with one statement.
#[derive(Default)]
struct Statement<'r> {
    values: Vec<Box<dyn ToSql + 'r>>,
    commands: Vec<String>,
    events: Vec<String>,
}

impl<'r> Statement<'r> {
    fn add(&mut self, value: impl ToSql + 'r) -> String {
        self.values.push(Box::new(value));
        format!("@P{}", self.values.len())
    }

    fn command(&mut self, row: &'r CommandRow) -> Result<(), Failure> {
        let command = &row.request.command;
        let cells = [
            self.add(Uuid::try_parse(command.command_id.as_str())?),
            self.add(command.command_type.as_str()),
            self.add(Uuid::try_parse(command.aggregate_id.as_str())?),
            self.add(command.aggregate_type.as_str()),
            AT.to_owned(),
            self.add(command.actor.as_str()),
            self.add(command.source.as_str()),
            self.add(command.data.as_str()),
            self.add(HASH),
            self.add(row.first_position),
            self.add(row.events.len() as i64),
        ];
        self.commands.push(format!("({})", cells.join(", ")));
        Ok(())
    }

    fn event(&mut self, row: &'r CommandRow, nth: usize) -> Result<(), Failure> {
        let (command, stream, made) = (
            &row.request.command,
            &row.request.streams[0],
            &row.events[nth],
        );
        let event = &stream.events[nth];
        let correlation = command
            .correlation_id
            .as_ref()
            .map(|id| Uuid::try_parse(id.as_str()));
        let cells = [
            self.add(Uuid::try_parse(&made.event_id)?),
            self.add(Uuid::try_parse(stream.aggregate_id.as_str())?),
            self.add(stream.aggregate_type.as_str()),
            self.add(made.aggregate_version),
            self.add(event.event_type.as_str()),
            self.add(i64::from(event.event_version)),
            AT.to_owned(),
            self.add(command.actor.as_str()),
            self.add(command.actor_type.as_str()),
            self.add(command.source.as_str()),
            self.add(Uuid::try_parse(command.command_id.as_str())?),
            self.add(correlation.transpose()?),
            self.add(event.data.as_str()),
            self.add(event.metadata.as_str()),
            self.add(made.global_position),
        ];
        self.events.push(format!("({})", cells.join(", ")));
        Ok(())
    }

    async fn run(self, client: &mut Client<Compat<TcpStream>>) -> Result<(), Failure> {
        let mut sql = String::new();
        if !self.commands.is_empty() {
            sql += "INSERT INTO dbo.commands (command_id, command_type, aggregate_id, aggregate_type, processed_at, actor, \
                source, data, request_hash, first_position, event_count) VALUES ";
            sql += &self.commands.join(", ");
            sql += "; ";
        }
        if !self.events.is_empty() {
            sql += "INSERT INTO dbo.events (event_id, aggregate_id, aggregate_type, aggregate_version, event_type, \
                event_version, event_timestamp, actor, actor_type, source, causation_id, correlation_id, data, metadata, \
                global_position) VALUES ";
            sql += &self.events.join(", ");
            sql += ";";
        }
        if sql.is_empty() {
            return Ok(());
        }
        let values: Vec<&dyn ToSql> = self
            .values
            .iter()
            .map(|value| &**value as &dyn ToSql)
            .collect();
        client.execute(sql, &values).await?;
        Ok(())
    }
}
