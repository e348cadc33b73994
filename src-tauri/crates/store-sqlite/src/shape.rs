//! What a file holds: our own tables, or somebody else's with the same columns.

use std::collections::HashSet;

use hindsight_domain::{Instant, StoreId};
use hindsight_store::{
    COMMAND_COLUMNS, EVENT_COLUMNS, EVENT_COLUMNS_INDISPENSABLE, Remark, SNAPSHOT_COLUMNS,
    StoreError, StoreKind, StoreResult,
};
use rusqlite::{Connection, OptionalExtension};

use crate::error::translate;
use crate::migrate::{APPLICATION_ID, SCHEMA_VERSION, expected_schema, schema};

/// What a file holds, as far as reading it needs to know.
#[derive(Debug, Clone)]
pub struct Shape {
    /// Whose store it is.
    pub kind: StoreKind,
    /// Whether every rule of the store is in place, so that positions have no gaps and time never runs backwards.
    pub ruled: bool,
    /// The name of the column that orders the whole store.
    pub position: &'static str,
    /// What to select for an event behind its position: [`EVENT_COLUMNS`], NULL for a missing one.
    pub event_cells: String,
    /// The columns that the events table has.
    present: HashSet<String>,
    /// What to select for a command; `None` without such a table.
    pub command_columns: Option<String>,
    /// The name of the column that orders commands.
    pub command_order: &'static str,
    /// What to select for a snapshot; `None` without such a table.
    pub snapshot_columns: Option<String>,
    /// What is unusual.
    pub remarks: Vec<Remark>,
    /// The store's own row; a foreign one has none.
    pub identity: Option<Identity>,
}

/// What a store of ours says of itself.
#[derive(Debug, Clone)]
pub struct Identity {
    /// Its name for life.
    pub store_id: StoreId,
    /// When it was made.
    pub created_at: Option<Instant>,
    /// The version of its tables.
    pub schema_version: u32,
}

impl Shape {
    /// Looks at a file's tables.
    ///
    /// # Errors
    /// A database that is not an event store, saying what is missing; a newer schema; the engine's own.
    pub fn of(connection: &Connection) -> StoreResult<Self> {
        let columns = table_columns(connection, "events")?
            .ok_or_else(|| not_a_store("the table events is missing"))?;
        for column in EVENT_COLUMNS_INDISPENSABLE {
            if !columns.contains(column) {
                return Err(not_a_store(&format!(
                    "the column {column} of the table events is missing"
                )));
            }
        }
        let own = is_own(connection, &columns)?;
        let mut remarks: Vec<Remark> = EVENT_COLUMNS
            .iter()
            .filter(|column| !columns.contains(**column))
            .map(|column| Remark::ColumnMissing(format!("events.{column}")))
            .collect();
        let identity = if own {
            Some(read_identity(connection)?)
        } else {
            None
        };
        let missing_rules = if own {
            missing_rules(connection)?
        } else {
            Vec::new()
        };
        let ruled = own && missing_rules.is_empty();
        remarks.extend(missing_rules.into_iter().map(Remark::RuleMissing));
        let position = position_column(connection, &columns, own)?;
        if position != "global_position" {
            remarks.push(Remark::NoPositions);
        }
        let command_columns = select_of(connection, "commands", &COMMAND_COLUMNS, &mut remarks)?;
        let snapshot_columns = select_of(connection, "snapshots", &SNAPSHOT_COLUMNS, &mut remarks)?;
        Ok(Self {
            kind: if own {
                StoreKind::Own
            } else {
                StoreKind::Foreign
            },
            ruled,
            position,
            event_cells: select(&EVENT_COLUMNS, &columns),
            present: columns,
            command_columns,
            command_order: row_number(connection, "commands")?.unwrap_or("command_id"),
            snapshot_columns,
            remarks,
            identity,
        })
    }

    /// The column's name where the events table has it, else NULL.
    pub fn column(&self, name: &'static str) -> &'static str {
        if self.present.contains(name) {
            name
        } else {
            "NULL"
        }
    }
}

fn not_a_store(what: &str) -> StoreError {
    StoreError::NotAnEventStore(what.to_owned())
}

/// The columns of a table, in lower case; `None` where there is no such table. A view is none.
fn table_columns(connection: &Connection, table: &str) -> StoreResult<Option<HashSet<String>>> {
    let is_table = connection
        .query_row(
            "SELECT type = 'table' FROM pragma_table_list WHERE schema = 'main' AND lower(name) = ?1",
            [table],
            |row| row.get::<_, bool>(0),
        )
        .optional()
        .map_err(translate)?;
    match is_table {
        None => return Ok(None),
        Some(false) => {
            return Err(not_a_store(&format!(
                "{table} is not a plain table but a view or a virtual one"
            )));
        }
        Some(true) => {}
    }
    let mut statement = connection
        .prepare("SELECT lower(name) FROM pragma_table_info(?1, 'main')")
        .map_err(translate)?;
    let names = statement
        .query_map([table], |row| row.get(0))
        .map_err(translate)?;
    names.collect::<Result<_, _>>().map(Some).map_err(translate)
}

/// Ours is what carries our mark and our row; the mark alone may be anybody's.
fn is_own(connection: &Connection, columns: &HashSet<String>) -> StoreResult<bool> {
    let id: i64 = connection
        .query_row("PRAGMA application_id", [], |row| row.get(0))
        .map_err(translate)?;
    Ok(id == APPLICATION_ID
        && columns.contains("global_position")
        && table_columns(connection, "store_info")?.is_some_and(|columns| {
            ["store_id", "created_at", "schema_version"]
                .iter()
                .all(|column| columns.contains(*column))
        }))
}

fn read_identity(connection: &Connection) -> StoreResult<Identity> {
    let row = connection
        .query_row(
            "SELECT store_id, created_at, schema_version FROM store_info",
            [],
            |row| {
                Ok((
                    row.get::<_, String>(0)?,
                    row.get::<_, String>(1)?,
                    row.get::<_, u32>(2)?,
                ))
            },
        )
        .optional()
        .map_err(translate)?;
    let (store_id, created_at, schema_version) =
        row.ok_or_else(|| not_a_store("the row of the table store_info is missing"))?;
    if schema_version > SCHEMA_VERSION {
        return Err(StoreError::NewerSchema {
            found: schema_version,
            known: SCHEMA_VERSION,
        });
    }
    Ok(Identity {
        store_id: StoreId::new(store_id),
        created_at: Instant::parse(&created_at),
        schema_version,
    })
}

/// What the migrations make and the file does not have, or has otherwise.
fn missing_rules(connection: &Connection) -> StoreResult<Vec<String>> {
    let found = schema(connection)?;
    let missing = expected_schema()?
        .into_iter()
        .filter(|part| !found.contains(part));
    Ok(missing
        .map(|(kind, name, _)| format!("{kind} {name}"))
        .collect())
}

/// The column that orders the whole store. Somebody else's positions count only where the database keeps them
/// unique and present, and where all of them are whole numbers; else the rows' own order stands in.
fn position_column(
    connection: &Connection,
    columns: &HashSet<String>,
    own: bool,
) -> StoreResult<&'static str> {
    if own || (columns.contains("global_position") && keeps_positions(connection)?) {
        return Ok("global_position");
    }
    row_number(connection, "events")?.ok_or_else(|| {
        not_a_store("the table events has no order of rows: it has neither a unique, non-null global_position nor a rowid")
    })
}

/// A name of the number that SQLite gives every row of a table; `None` where the table has no such number, or uses up
/// its names for columns.
fn row_number(connection: &Connection, table: &str) -> StoreResult<Option<&'static str>> {
    let columns = table_columns(connection, table)?.unwrap_or_default();
    let without_rowid: bool = connection
        .query_row(
            "SELECT wr FROM pragma_table_list WHERE schema = 'main' AND lower(name) = ?1",
            [table],
            |row| row.get(0),
        )
        .optional()
        .map_err(translate)?
        .unwrap_or(true);
    let free = ["rowid", "_rowid_", "oid"]
        .into_iter()
        .find(|name| !columns.contains(*name));
    Ok(free.filter(|_| !without_rowid))
}

fn keeps_positions(connection: &Connection) -> StoreResult<bool> {
    connection
        .query_row(
            "SELECT EXISTS (SELECT 1 FROM pragma_table_info('events', 'main') \
                            WHERE lower(name) = 'global_position' AND (\"notnull\" OR pk = 1) AND upper(type) LIKE '%INT%') \
             AND (EXISTS (SELECT 1 FROM pragma_index_list('events', 'main') AS list \
                          WHERE list.\"unique\" AND NOT list.partial \
                            AND (SELECT group_concat(lower(name)) FROM pragma_index_info(list.name, 'main')) = 'global_position') \
                  OR EXISTS (SELECT 1 FROM pragma_table_info('events', 'main') WHERE lower(name) = 'global_position' AND pk = 1 \
                             AND 1 = (SELECT count(*) FROM pragma_table_info('events', 'main') WHERE pk > 0))) \
             AND NOT EXISTS (SELECT 1 FROM events WHERE typeof(global_position) <> 'integer')",
            [],
            |row| row.get(0),
        )
        .map_err(translate)
}

fn select_of(
    connection: &Connection,
    table: &str,
    wanted: &[&str],
    remarks: &mut Vec<Remark>,
) -> StoreResult<Option<String>> {
    let columns = table_columns(connection, table)?;
    if columns.is_none() {
        remarks.push(Remark::TableMissing(table.to_owned()));
    }
    Ok(columns.map(|columns| select(wanted, &columns)))
}

fn select(wanted: &[&str], present: &HashSet<String>) -> String {
    let name = |column: &&str| {
        if present.contains(*column) {
            *column
        } else {
            "NULL"
        }
        .to_owned()
    };
    wanted.iter().map(name).collect::<Vec<_>>().join(", ")
}
