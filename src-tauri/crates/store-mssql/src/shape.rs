//! What a database holds: our own tables, or somebody else's with the same columns.

use hindsight_domain::{Instant, StoreId};
use hindsight_store::{
    COMMAND_COLUMNS, EVENT_COLUMNS, EVENT_COLUMNS_INDISPENSABLE, Remark, SNAPSHOT_COLUMNS,
    StoreError, StoreKind,
};
use tiberius::Row;

use crate::cells::{Cell, cell, number, text};
use crate::columns::{Column, Columns, Kind};
use crate::error::Answer;
use crate::migrate::{SCHEMA_VERSION, constraints, triggers};
use crate::session::Session;
use crate::value::Values;

/// What is asked of a database at once: its columns, what makes a position unique, its triggers, its constraints, and
/// what the login may do.
const CATALOG: &str = "
    SELECT TABLE_NAME, COLUMN_NAME, DATA_TYPE, IS_NULLABLE FROM INFORMATION_SCHEMA.COLUMNS
    WHERE TABLE_SCHEMA = N'dbo' AND TABLE_NAME IN (N'events', N'commands', N'snapshots', N'store_info');
    SELECT COUNT(*) FROM sys.indexes AS i
    WHERE i.object_id = OBJECT_ID(N'dbo.events') AND i.is_unique = 1 AND i.has_filter = 0 AND i.is_disabled = 0
        AND 1 = (SELECT COUNT(*) FROM sys.index_columns AS k
                 WHERE k.object_id = i.object_id AND k.index_id = i.index_id AND k.is_included_column = 0)
        AND EXISTS (SELECT 1 FROM sys.index_columns AS k INNER JOIN sys.columns AS c
                        ON c.object_id = k.object_id AND c.column_id = k.column_id
                    WHERE k.object_id = i.object_id AND k.index_id = i.index_id AND c.name = N'global_position');
    SELECT name, OBJECT_DEFINITION(object_id) FROM sys.triggers
    WHERE is_disabled = 0 AND parent_id IN (OBJECT_ID(N'dbo.events'), OBJECT_ID(N'dbo.commands'), OBJECT_ID(N'dbo.store_info'));
    SELECT name FROM sys.check_constraints
    WHERE is_disabled = 0 AND is_not_trusted = 0 AND schema_id = SCHEMA_ID(N'dbo')
    UNION ALL SELECT k.name FROM sys.key_constraints AS k
    WHERE k.schema_id = SCHEMA_ID(N'dbo') AND NOT EXISTS (
        SELECT 1 FROM sys.indexes AS i WHERE i.object_id = k.parent_object_id AND i.name = k.name AND i.is_disabled = 1);
    SELECT COALESCE(HAS_PERMS_BY_NAME(N'dbo.events', N'OBJECT', N'INSERT'), 0)
        + COALESCE(HAS_PERMS_BY_NAME(N'dbo.events', N'OBJECT', N'UPDATE'), 0)
        + COALESCE(HAS_PERMS_BY_NAME(N'dbo.events', N'OBJECT', N'DELETE'), 0)
        + COALESCE(HAS_PERMS_BY_NAME(N'dbo.events', N'OBJECT', N'ALTER'), 0),
        COALESCE(HAS_PERMS_BY_NAME(N'dbo.events', N'OBJECT', N'VIEW DEFINITION'), 0)
        * COALESCE(HAS_PERMS_BY_NAME(N'dbo.commands', N'OBJECT', N'VIEW DEFINITION'), 0)
        * COALESCE(HAS_PERMS_BY_NAME(N'dbo.store_info', N'OBJECT', N'VIEW DEFINITION'), 0),
        COALESCE(HAS_PERMS_BY_NAME(N'dbo.events', N'OBJECT', N'INSERT'), 0)
        * COALESCE(HAS_PERMS_BY_NAME(N'dbo.commands', N'OBJECT', N'INSERT'), 0);";

/// What a database holds, as far as reading it needs to know.
#[derive(Debug, Clone)]
pub struct Shape {
    /// Whose store it is.
    pub kind: StoreKind,
    /// Whether every rule of the store is in place, so that positions have no gaps and time never runs backwards.
    pub ruled: bool,
    /// What to select events from.
    pub events: String,
    /// The name of the column that orders the whole store.
    pub position: &'static str,
    /// What to select for an event behind its position.
    pub event_cells: String,
    /// The columns of the events table.
    pub columns: Columns,
    /// The columns of the commands table, and what to select for a command; `None` without such a table.
    pub commands: Option<Table>,
    /// The columns of the snapshots table, and what to select for a snapshot; `None` without such a table.
    pub snapshots: Option<Table>,
    /// What is unusual.
    pub remarks: Vec<Remark>,
    /// The store's own row; a foreign one has none.
    pub identity: Option<Identity>,
    /// Whether the login could change events, or what keeps them from being changed.
    pub login_can_write: bool,
    /// Whether the login may record commands and their events.
    pub login_can_append: bool,
}

/// A table beside that of the events.
#[derive(Debug, Clone)]
pub struct Table {
    /// Its columns.
    pub columns: Columns,
    /// What to select for a row.
    pub cells: String,
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
    /// Looks at a database's tables.
    ///
    /// # Errors
    /// A database that is not an event store, saying what is missing; a newer schema; the server's own.
    pub async fn of(session: &mut Session) -> Answer<Self> {
        let mut catalog = session
            .results(CATALOG, &Values::default())
            .await?
            .into_iter();
        let mut part = || catalog.next().unwrap_or_default();
        let (columns, unique, found_triggers, found_constraints, may) =
            (part(), part(), part(), part(), part());
        let table = |name: &str| columns_of(&columns, name);
        let events = table("events").ok_or_else(|| {
            not_a_store("the table dbo.events is missing, or the login may not see it")
        })?;
        for column in EVENT_COLUMNS_INDISPENSABLE {
            if !events.has(column) {
                return Err(not_a_store(&format!(
                    "the column {column} of the table dbo.events is missing"
                ))
                .into());
            }
        }
        let own = events.has("global_position")
            && table("store_info").is_some_and(|info| {
                ["store_id", "created_at", "schema_version"]
                    .iter()
                    .all(|column| info.has(column))
            });
        let identity = if own {
            Some(read_identity(session).await?)
        } else {
            None
        };
        let mut remarks: Vec<Remark> = EVENT_COLUMNS
            .iter()
            .filter(|column| !events.has(column))
            .map(|column| Remark::ColumnMissing(format!("events.{column}")))
            .collect();
        let right = |index| {
            may.first()
                .and_then(|row| number(row, index))
                .unwrap_or_default()
                > 0
        };
        let mut missing = if own {
            missing_rules(&found_triggers, &found_constraints)
        } else {
            Vec::new()
        };
        // Whoever may only read is not shown the triggers, or their names without their texts: that says nothing of what
        // they do, and nothing of whether they are there.
        let is_shown = |row: &Row| cell(row, 1) != Cell::Null;
        let shown = !found_triggers.is_empty() && found_triggers.iter().all(is_shown);
        let unseen = !missing.is_empty() && !shown && !right(1);
        if unseen {
            missing.clear();
        }
        let ruled = own && !unseen && missing.is_empty();
        remarks.extend(missing.into_iter().map(Remark::RuleMissing));
        remarks.extend(unseen.then_some(Remark::RulesNotSeen));
        let is_unique = unique
            .first()
            .and_then(|row| number(row, 0))
            .unwrap_or_default()
            > 0;
        let (source, position) = order(&events, own || is_unique);
        if position != POSITION {
            remarks.push(Remark::NoPositions);
        }
        let mut beside = |name: &str, wanted: &[&str]| {
            let columns = table(name);
            if columns.is_none() {
                remarks.push(Remark::TableMissing(name.to_owned()));
            }
            columns.map(|columns| Table {
                cells: columns.cells(wanted),
                columns,
            })
        };
        Ok(Self {
            kind: if own {
                StoreKind::Own
            } else {
                StoreKind::Foreign
            },
            ruled,
            commands: beside("commands", &COMMAND_COLUMNS),
            snapshots: beside("snapshots", &SNAPSHOT_COLUMNS),
            events: source,
            position,
            event_cells: events.cells(&EVENT_COLUMNS),
            columns: events,
            remarks,
            identity,
            login_can_write: right(0),
            login_can_append: right(2),
        })
    }
}

/// The column of positions, and what stands in for it.
const POSITION: &str = "global_position";
const COUNTED: &str = "counted_position";

fn not_a_store(what: &str) -> StoreError {
    StoreError::NotAnEventStore(what.to_owned())
}

fn columns_of(rows: &[Row], table: &str) -> Option<Columns> {
    let mut columns = Columns::default();
    let of_table = rows
        .iter()
        .filter(|row| text(row, 0).eq_ignore_ascii_case(table));
    let mut there = false;
    for row in of_table {
        there = true;
        let column = Column {
            kind: Kind::of(&text(row, 2)),
            is_nullable: !text(row, 3).eq_ignore_ascii_case("NO"),
        };
        columns.add(&text(row, 1), column);
    }
    there.then_some(columns)
}

/// What orders the whole store. Somebody else's positions count only where the database keeps them unique and present;
/// else events are counted by their moments, their versions and their ids.
fn order(columns: &Columns, is_unique: bool) -> (String, &'static str) {
    let keeps = columns
        .get(POSITION)
        .is_some_and(|column| column.kind == Kind::Number && !column.is_nullable);
    if keeps && is_unique {
        return ("dbo.events".to_owned(), POSITION);
    }
    let named: Vec<&str> = EVENT_COLUMNS
        .into_iter()
        .filter(|name| columns.has(name))
        .collect();
    let counted = format!(
        "(SELECT {}, ROW_NUMBER() OVER (ORDER BY {}, aggregate_version, event_id) AS {COUNTED} FROM dbo.events) AS events",
        named.join(", "),
        columns.moment("event_timestamp"),
    );
    (counted, COUNTED)
}

async fn read_identity(session: &mut Session) -> Answer<Identity> {
    let sql = "SELECT store_id, created_at, schema_version FROM dbo.store_info";
    let row = session
        .row(sql, &Values::default())
        .await?
        .ok_or_else(|| not_a_store("the row of the table dbo.store_info is missing"))?;
    let schema_version = number(&row, 2)
        .and_then(|version| u32::try_from(version).ok())
        .unwrap_or_default();
    if schema_version > SCHEMA_VERSION {
        return Err(StoreError::NewerSchema {
            found: schema_version,
            known: SCHEMA_VERSION,
        }
        .into());
    }
    Ok(Identity {
        store_id: StoreId::new(text(&row, 0)),
        created_at: cell(&row, 1).instant(),
        schema_version,
    })
}

/// What the migrations make and the database does not have, or has otherwise.
fn missing_rules(found_triggers: &[Row], found_constraints: &[Row]) -> Vec<String> {
    let same = |one: &str, other: &str| one.split_whitespace().eq(other.split_whitespace());
    let lacks_trigger = |(name, should): &(String, String)| {
        !found_triggers.iter().any(|row| {
            let is = cell(row, 1).into_text();
            text(row, 0) == *name && is.is_some_and(|is| same(&is, should))
        })
    };
    // A server may keep a name with something of its own behind it.
    let lacks_constraint = |name: &String| {
        !found_constraints
            .iter()
            .any(|row| text(row, 0).starts_with(name))
    };
    let triggers = triggers()
        .into_iter()
        .filter(lacks_trigger)
        .map(|(name, _)| format!("trigger {name}"));
    let constraints = constraints()
        .into_iter()
        .filter(lacks_constraint)
        .map(|name| format!("constraint {name}"));
    triggers.chain(constraints).collect()
}
