//! Full segments, as the side file keeps them.

use rusqlite::params;

use crate::segment::{SEGMENT_EVENTS, Segment};
use crate::side::{DAMAGED, SideError, SideFile, checksum};
use crate::witness::Sum;

/// A segment as it is kept, with the name of its last event.
#[derive(Debug, Clone)]
pub struct Sealed {
    /// The columns.
    pub segment: std::sync::Arc<Segment>,
    /// What the store must still hold at its last position.
    pub last_event_id: String,
    /// What its events came to, where they were added up.
    pub sum: Option<Sum>,
}

impl SideFile {
    /// The segment of a number; `None` behind the last.
    ///
    /// # Errors
    /// A segment that is not what was written.
    pub fn segment(&self, number: usize) -> Result<Option<Sealed>, SideError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT events, last_event_id, sum, checksum, positions, times, event_type, aggregate_type, actor, actor_type, source \
             FROM segments WHERE number = ?1",
        )?;
        let mut rows = statement.query([number as i64])?;
        let Some(row) = rows.next()? else {
            return Ok(None);
        };
        let (events, last_event_id): (u32, String) = (row.get(0)?, row.get(1)?);
        let events = events as usize;
        let (sum, checksum): (Option<Sum>, Vec<u8>) = (row.get(2)?, row.get(3)?);
        let columns: Vec<Vec<u8>> = (4..11)
            .map(|index| row.get(index))
            .collect::<Result<_, _>>()?;
        if checksum != segment_checksum(number, events, &last_event_id, sum, &columns) {
            return Err(DAMAGED);
        }
        if !(1..=SEGMENT_EVENTS).contains(&events) {
            return Err(DAMAGED);
        }
        let segment = Segment::from_bytes(&columns, events).ok_or(DAMAGED)?;
        Ok(Some(Sealed {
            segment: segment.into(),
            last_event_id,
            sum,
        }))
    }

    /// Writes a segment; part of a transaction.
    ///
    /// # Errors
    /// The engine's own.
    pub fn put_segment(&self, number: usize, sealed: &Sealed) -> Result<(), SideError> {
        let columns = sealed.segment.to_bytes();
        let checksum = segment_checksum(
            number,
            sealed.segment.events,
            &sealed.last_event_id,
            sealed.sum,
            &columns,
        );
        let mut statement = self.connection.prepare_cached(
            "INSERT INTO segments (number, events, last_event_id, sum, checksum, positions, times, event_type, aggregate_type, \
             actor, actor_type, source) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        )?;
        statement.execute(params![
            number as i64,
            sealed.segment.events as i64,
            sealed.last_event_id,
            sealed.sum,
            checksum,
            columns[0],
            columns[1],
            columns[2],
            columns[3],
            columns[4],
            columns[5],
            columns[6],
        ])?;
        Ok(())
    }
}

fn segment_checksum(
    number: usize,
    events: usize,
    last_event_id: &str,
    sum: Option<Sum>,
    columns: &[Vec<u8>],
) -> Vec<u8> {
    let (number, events) = ((number as u64).to_le_bytes(), (events as u64).to_le_bytes());
    let mut parts: Vec<&[u8]> = vec![&number, &events, last_event_id.as_bytes()];
    parts.extend(sum.as_ref().map(Sum::as_slice));
    parts.extend(columns.iter().map(Vec::as_slice));
    checksum(&parts)
}
