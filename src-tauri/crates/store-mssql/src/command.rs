//! Processed commands.

use hindsight_domain::{
    Actor, AggregateId, AggregateType, CommandId, CommandType, Payload, Position, ProcessedCommand,
};
use hindsight_store::{CommandCursor, CommandPage, EVENTS_PER_READ_MAX};
use tiberius::Row;
use uuid::Uuid;

use crate::cells::{Cell, cell, number, text};
use crate::error::Answer;
use crate::filter::Condition;
use crate::many::in_portions;
use crate::session::Session;
use crate::shape::{Shape, Table};
use crate::value::{Moment, Value, Values};

/// The command, if it was processed; never in a store without such a table.
pub async fn find(
    session: &mut Session,
    shape: &Shape,
    command_id: &CommandId,
) -> Answer<Option<ProcessedCommand>> {
    let Some(table) = &shape.commands else {
        return Ok(None);
    };
    let mut values = Values::default();
    let is_it = table
        .columns
        .equals("command_id", command_id.as_str(), &mut values, shape.ruled);
    let sql = format!(
        "SELECT TOP (1) {} FROM dbo.commands WHERE {is_it}",
        table.cells
    );
    Ok(session.row(&sql, &values).await?.as_ref().map(command))
}

/// Those of the commands that were processed.
pub async fn find_many(
    session: &mut Session,
    shape: &Shape,
    ids: &[CommandId],
) -> Answer<Vec<ProcessedCommand>> {
    let Some(table) = &shape.commands else {
        return Ok(Vec::new());
    };
    let ids: Vec<&str> = ids.iter().map(CommandId::as_str).collect();
    let sql = |is_one: &str| format!("SELECT {} FROM dbo.commands WHERE {is_one}", table.cells);
    let rows = in_portions(session, &table.columns, "command_id", &ids, sql).await?;
    let mut found: Vec<ProcessedCommand> = rows.iter().map(command).collect();
    // Where a foreign table has an id twice, one row stands for it, as when it is looked up alone.
    found.sort_by(|one, other| one.command_id.cmp(&other.command_id));
    found.dedup_by(|one, other| one.command_id == other.command_id);
    Ok(found)
}

/// How many positions one statement looks for.
const POSITIONS_PER_STATEMENT: usize = 512;

/// The commands that recorded the events at these positions.
pub async fn recording(
    session: &mut Session,
    shape: &Shape,
    positions: &[Position],
) -> Answer<Vec<ProcessedCommand>> {
    let Some(table) = &shape.commands else {
        return Ok(Vec::new());
    };
    if !(table.columns.has("first_position") && table.columns.has("event_count")) {
        return Ok(Vec::new());
    }
    let mut positions = positions.to_vec();
    positions.sort_unstable();
    positions.dedup();
    let mut found: Vec<ProcessedCommand> = Vec::new();
    for portion in positions.chunks(POSITIONS_PER_STATEMENT) {
        // What the command found last covers needs no look-up.
        let covered = found.last().and_then(behind).unwrap_or(i64::MIN);
        let portion: Vec<Position> = portion
            .iter()
            .copied()
            .filter(|position| position.0 >= covered)
            .collect();
        if !portion.is_empty() {
            found.extend(covering(session, shape, table, &portion).await?);
        }
    }
    Ok(found)
}

/// The position behind a command's last event.
fn behind(command: &ProcessedCommand) -> Option<i64> {
    Some(
        command
            .first_position?
            .0
            .saturating_add(i64::from(command.event_count?)),
    )
}

/// Of each position the nearest command before it is looked at; there is an index for it.
async fn covering(
    session: &mut Session,
    shape: &Shape,
    table: &Table,
    positions: &[Position],
) -> Answer<Vec<ProcessedCommand>> {
    let mut values = Values::default();
    let marks: Vec<String> = positions
        .iter()
        .map(|position| format!("({})", values.add(position.0)))
        .collect();
    let wanted = format!("(VALUES {}) AS wanted (position)", marks.join(", "));
    let nearest = if shape.ruled {
        format!(
            "first_position IN (SELECT nearest.first_position FROM {wanted} CROSS APPLY \
             (SELECT TOP (1) first_position FROM dbo.commands WHERE first_position <= wanted.position \
              ORDER BY first_position DESC) AS nearest)"
        )
    } else {
        format!(
            "EXISTS (SELECT 1 FROM {wanted} WHERE first_position <= wanted.position \
             AND wanted.position < first_position + event_count)"
        )
    };
    let sql = format!(
        "SELECT {} FROM dbo.commands WHERE {nearest} ORDER BY first_position",
        table.cells
    );
    let rows = session.rows(&sql, &values).await?;
    let covers = |command: &ProcessedCommand| {
        let first = command.first_position?;
        let from = positions.partition_point(|position| *position < first);
        Some(positions.get(from)?.0 < behind(command)?)
    };
    let found = rows.iter().map(command);
    Ok(found
        .filter(|command| covers(command).unwrap_or_default())
        .collect())
}

/// One portion of all commands, or of those about one aggregate, in the order in which they were processed.
pub async fn page(
    session: &mut Session,
    shape: &Shape,
    about: Option<&AggregateId>,
    after: Option<&CommandCursor>,
    limit: u32,
) -> Answer<CommandPage> {
    let Some(table) = &shape.commands else {
        return Ok(CommandPage {
            commands: Vec::new(),
            next: None,
        });
    };
    let limit = limit.clamp(1, EVENTS_PER_READ_MAX) as usize;
    let mut values = Values::default();
    let mut condition = Condition::default();
    if let Some(about) = about {
        condition.and(table.columns.equals(
            "aggregate_id",
            about.as_str(),
            &mut values,
            shape.ruled,
        ));
    }
    if let Some(place) = after.and_then(Place::read) {
        condition.and(place.condition(&mut values));
    }
    // Somebody else's commands may lack a moment, or have an id twice: they are counted.
    let (source, counted, order) = if shape.ruled {
        ("dbo.commands".to_owned(), "", "processed_at, command_id")
    } else {
        let moment = table.columns.moment("processed_at");
        let counting = format!("ROW_NUMBER() OVER (ORDER BY {moment}, command_id) AS counted");
        (
            format!("(SELECT *, {counting} FROM dbo.commands) AS commands"),
            ", counted",
            "counted",
        )
    };
    let sql = format!(
        "SELECT TOP ({}) {}{counted} FROM {source} WHERE {} ORDER BY {order}",
        limit + 1,
        table.cells,
        condition.sql()
    );
    let mut rows = session.rows(&sql, &values).await?;
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next = rows
        .last()
        .filter(|_| more)
        .and_then(Place::of)
        .map(|place| place.written());
    Ok(CommandPage {
        commands: rows.iter().map(command).collect(),
        next,
    })
}

/// How many cells a command has.
const COMMAND_CELLS: usize = 11;

/// A place in the order of commands, behind the one that it is of.
enum Place {
    /// In a store of ours: when it was processed, and its id.
    Ours(Moment, Uuid),
    /// Elsewhere: its number.
    Counted(i64),
}

impl Place {
    /// The place of a row: behind the cells of the command stands its number, if it has one.
    fn of(row: &Row) -> Option<Self> {
        match (number(row, COMMAND_CELLS), cell(row, 4), cell(row, 0)) {
            (Some(nth), _, _) => Some(Self::Counted(nth)),
            (None, Cell::Moment(moment), Cell::Id(id)) => Some(Self::Ours(moment, id)),
            _ => None,
        }
    }

    fn written(&self) -> CommandCursor {
        CommandCursor(match self {
            Self::Ours(moment, id) => format!("{}/{id}", moment.0),
            Self::Counted(nth) => nth.to_string(),
        })
    }

    fn read(cursor: &CommandCursor) -> Option<Self> {
        match cursor.0.split_once('/') {
            Some((moment, id)) => Some(Self::Ours(
                Moment(moment.parse().ok()?),
                Uuid::try_parse(id).ok()?,
            )),
            None => cursor.0.parse().ok().map(Self::Counted),
        }
    }

    fn condition(&self, values: &mut Values<'_>) -> String {
        match self {
            Self::Ours(moment, id) => {
                let (moment, id) = (values.add(Value::Moment(*moment)), values.add(*id));
                format!(
                    "(processed_at > {moment} OR (processed_at = {moment} AND command_id > {id}))"
                )
            }
            Self::Counted(nth) => format!("counted > {}", values.add(*nth)),
        }
    }
}

/// Reads a command from a row of the commands table's cells.
fn command(row: &Row) -> ProcessedCommand {
    ProcessedCommand {
        command_id: CommandId::new(text(row, 0)),
        command_type: CommandType::new(text(row, 1)),
        aggregate_id: AggregateId::new(text(row, 2)),
        aggregate_type: AggregateType::new(text(row, 3)),
        processed_at: cell(row, 4).instant(),
        actor: Actor::new(text(row, 5)),
        source: text(row, 6),
        data: cell(row, 7).into_text().map(Payload::from_stored),
        first_position: number(row, 8).map(Position),
        event_count: number(row, 9).and_then(|count| u32::try_from(count).ok()),
        request_hash: cell(row, 10).into_text(),
    }
}
