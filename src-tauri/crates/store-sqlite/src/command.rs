//! Processed commands.

use hindsight_domain::{
    Actor, AggregateId, AggregateType, CommandId, CommandType, Instant, Payload, Position,
    ProcessedCommand,
};
use hindsight_store::StoreResult;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension};

use crate::directory::as_text;
use crate::error::translate;
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
                .query_row([command_id.as_str()], |row| {
                    let data = match row.get_ref(7)? {
                        ValueRef::Null => None,
                        _ => Some(Payload::from_stored(as_text(row, 7)?)),
                    };
                    Ok(ProcessedCommand {
                        command_id: CommandId::new(as_text(row, 0)?),
                        command_type: CommandType::new(as_text(row, 1)?),
                        aggregate_id: AggregateId::new(as_text(row, 2)?),
                        aggregate_type: AggregateType::new(as_text(row, 3)?),
                        processed_at: Instant::parse(&as_text(row, 4)?),
                        actor: Actor::new(as_text(row, 5)?),
                        source: as_text(row, 6)?,
                        data,
                        first_position: as_text(row, 8)?.parse().ok().map(Position),
                        event_count: as_text(row, 9)?.parse().ok(),
                    })
                })
                .optional()
        })
        .map_err(translate)
}
