//! Processed commands.

use hindsight_domain::{
    Actor, AggregateId, AggregateType, CommandId, CommandType, Instant, Payload, Position,
    ProcessedCommand,
};
use hindsight_store::{CommandCursor, CommandPage, EVENTS_PER_READ_MAX, StoreResult};
use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, OptionalExtension, Row, params_from_iter};

use crate::directory::as_text;
use crate::error::translate;
use crate::many::in_portions;
use crate::shape::Shape;

/// The command, if it was processed; never in a store without such a table.
pub fn find(
    connection: &Connection,
    shape: &Shape,
    command_id: &CommandId,
) -> StoreResult<Option<ProcessedCommand>> {
    let Some(columns) = &shape.command_columns else {
        return Ok(None);
    };
    let sql = format!("SELECT {columns} FROM commands WHERE command_id = ?1 LIMIT 1");
    connection
        .prepare_cached(&sql)
        .and_then(|mut statement| {
            statement
                .query_row([command_id.as_str()], command)
                .optional()
        })
        .map_err(translate)
}

/// Those of the commands that were processed.
pub fn find_many(
    connection: &Connection,
    shape: &Shape,
    ids: &[CommandId],
) -> StoreResult<Vec<ProcessedCommand>> {
    let Some(columns) = &shape.command_columns else {
        return Ok(Vec::new());
    };
    let ids: Vec<&str> = ids.iter().map(CommandId::as_str).collect();
    // Where a foreign table has an id twice, one row stands for it, as when it is looked up alone.
    let sql = |marks: &str| {
        format!("SELECT {columns} FROM commands WHERE command_id IN ({marks}) GROUP BY command_id")
    };
    in_portions(connection, &ids, sql, command)
}

/// The commands that recorded the events at these positions.
pub fn recording(
    connection: &Connection,
    shape: &Shape,
    positions: &[Position],
) -> StoreResult<Vec<ProcessedCommand>> {
    let Some(columns) = &shape.command_columns else {
        return Ok(Vec::new());
    };
    let mut positions = positions.to_vec();
    positions.sort_unstable();
    if shape.ruled {
        nearest(connection, columns, &positions)
    } else {
        all_over(connection, columns, &positions)
    }
}

/// Looks for each position that the command found last does not cover; there is an index for it.
fn nearest(
    connection: &Connection,
    columns: &str,
    positions: &[Position],
) -> StoreResult<Vec<ProcessedCommand>> {
    let sql = format!(
        "SELECT {columns} FROM commands WHERE first_position <= ?1 ORDER BY first_position DESC LIMIT 1"
    );
    let mut statement = connection.prepare_cached(&sql).map_err(translate)?;
    let mut found: Vec<ProcessedCommand> = Vec::new();
    for position in positions {
        if found.last().is_some_and(|last| covers(last, *position)) {
            continue;
        }
        let nearest = statement.query_row([position.0], command).optional();
        found.extend(
            nearest
                .map_err(translate)?
                .filter(|nearest| covers(nearest, *position)),
        );
    }
    Ok(found)
}

/// Reads the whole table once.
fn all_over(
    connection: &Connection,
    columns: &str,
    positions: &[Position],
) -> StoreResult<Vec<ProcessedCommand>> {
    let mut statement = connection
        .prepare_cached(&format!("SELECT {columns} FROM commands"))
        .map_err(translate)?;
    let mut rows = statement.query([]).map_err(translate)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next().map_err(translate)? {
        // Most rows are told from where their events begin alone.
        let first = as_text(row, 8).map_err(translate)?.parse().map(Position);
        let Ok(first) = first else { continue };
        let from = positions.partition_point(|position| *position < first);
        if from < positions.len() {
            let read = command(row).map_err(translate)?;
            found.extend(covers(&read, positions[from]).then_some(read));
        }
    }
    found.sort_by_key(|command| command.first_position);
    Ok(found)
}

fn covers(command: &ProcessedCommand, position: Position) -> bool {
    let (Some(first), Some(count)) = (command.first_position, command.event_count) else {
        return false;
    };
    first <= position && position.0 < first.0.saturating_add(i64::from(count))
}

/// One portion of all commands, or of those about one aggregate.
pub fn page(
    connection: &Connection,
    shape: &Shape,
    about: Option<&AggregateId>,
    after: Option<&CommandCursor>,
    limit: u32,
) -> StoreResult<CommandPage> {
    let Some(columns) = &shape.command_columns else {
        return Ok(CommandPage {
            commands: Vec::new(),
            next: None,
        });
    };
    let limit = limit.clamp(1, EVENTS_PER_READ_MAX) as usize;
    let order = shape.command_order;
    let mut values: Vec<Value> = Vec::new();
    let mut condition = String::from("TRUE");
    if let Some(about) = about {
        condition.push_str(" AND aggregate_id = ?");
        values.push(about.as_str().to_owned().into());
    }
    if let Some(CommandCursor(after)) = after {
        condition.push_str(&format!(" AND {order} > ?"));
        values.push(after.clone().into());
    }
    let sql = format!(
        "SELECT {columns}, {order} FROM commands WHERE {condition} ORDER BY {order} LIMIT {}",
        limit + 1
    );
    let mut statement = connection.prepare_cached(&sql).map_err(translate)?;
    let rows = statement
        .query_map(params_from_iter(values), |row| {
            Ok((command(row)?, CommandCursor(as_text(row, 11)?)))
        })
        .map_err(translate)?;
    let mut rows: Vec<_> = rows.collect::<Result<_, _>>().map_err(translate)?;
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next = rows.last().filter(|_| more).map(|(_, at)| at.clone());
    let commands = rows.into_iter().map(|(command, _)| command).collect();
    Ok(CommandPage { commands, next })
}

/// Reads a command from a row of [`Shape::command_columns`].
fn command(row: &Row<'_>) -> rusqlite::Result<ProcessedCommand> {
    Ok(ProcessedCommand {
        command_id: CommandId::new(as_text(row, 0)?),
        command_type: CommandType::new(as_text(row, 1)?),
        aggregate_id: AggregateId::new(as_text(row, 2)?),
        aggregate_type: AggregateType::new(as_text(row, 3)?),
        processed_at: Instant::parse(&as_text(row, 4)?),
        actor: Actor::new(as_text(row, 5)?),
        source: as_text(row, 6)?,
        data: text_or_null(row, 7)?.map(Payload::from_stored),
        first_position: as_text(row, 8)?.parse().ok().map(Position),
        event_count: as_text(row, 9)?.parse().ok(),
        request_hash: text_or_null(row, 10)?,
    })
}

fn text_or_null(row: &Row<'_>, index: usize) -> rusqlite::Result<Option<String>> {
    match row.get_ref(index)? {
        ValueRef::Null => Ok(None),
        _ => as_text(row, index).map(Some),
    }
}
