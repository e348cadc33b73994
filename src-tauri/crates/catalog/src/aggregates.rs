//! The directory of aggregates: gathered from events, merged into the side file.

use std::collections::HashMap;
use std::sync::Arc;

use rusqlite::{OptionalExtension, params};
use tokio_util::sync::CancellationToken;

use crate::field::{Dictionary, FIELDS, Field, OTHER};
use crate::marks::Mark;
use crate::side::{DAMAGED, SideError, SideFile, checksum};

/// What is known of one aggregate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aggregate {
    /// Its name.
    pub aggregate_id: String,
    /// What kind of thing it is, as its last event says.
    pub aggregate_type: String,
    /// The lowest version.
    pub first_version: u32,
    /// Where the first of its events stands.
    pub first_position: i64,
    /// When the event with the lowest version was recorded, in microseconds, where that can be read.
    pub first_at: Option<i64>,
    /// The highest version.
    pub last_version: u32,
    /// Where the event with the highest version stands.
    pub last_position: i64,
    /// When that was recorded.
    pub last_at: Option<i64>,
    /// What it states.
    pub last_event_type: String,
    /// Whether it is gone after that.
    pub mark: Mark,
}

/// What the events since the last merge say of their aggregates.
#[derive(Debug, Default)]
pub struct Gathered {
    of: HashMap<Box<str>, usize>,
    entries: Vec<Entry>,
    last: Option<(Box<str>, usize)>,
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    first: End,
    last: End,
    first_position: i64,
    aggregate_type: u32,
    event_type: u32,
}

#[derive(Debug, Clone, Copy)]
struct End {
    version: u32,
    position: i64,
    at: Option<i64>,
}

/// One event, as far as the directory needs it.
#[derive(Debug, Clone, Copy)]
pub struct Seen {
    /// Its version.
    pub version: u32,
    /// Where it stands.
    pub position: i64,
    /// When it was recorded.
    pub at: Option<i64>,
    /// The number of its aggregate's type.
    pub aggregate_type: u32,
    /// The number of its own type.
    pub event_type: u32,
}

impl Gathered {
    /// How many aggregates are gathered.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Takes note of an event. Events come in order of position.
    pub fn note(&mut self, aggregate_id: &str, seen: Seen) {
        let index = self.index(aggregate_id, seen);
        let end = End {
            version: seen.version,
            position: seen.position,
            at: seen.at,
        };
        let entry = &mut self.entries[index];
        if end.version < entry.first.version {
            entry.first = end;
        }
        if end.version >= entry.last.version {
            entry.last = end;
            entry.aggregate_type = seen.aggregate_type;
            entry.event_type = seen.event_type;
        }
    }

    fn index(&mut self, aggregate_id: &str, seen: Seen) -> usize {
        if let Some((last, index)) = &self.last
            && **last == *aggregate_id
        {
            return *index;
        }
        let index = self.of.get(aggregate_id).copied().unwrap_or_else(|| {
            let end = End {
                version: seen.version,
                position: seen.position,
                at: seen.at,
            };
            self.entries.push(Entry {
                first: end,
                last: end,
                first_position: seen.position,
                aggregate_type: seen.aggregate_type,
                event_type: seen.event_type,
            });
            self.of.insert(aggregate_id.into(), self.entries.len() - 1);
            self.entries.len() - 1
        });
        self.last = Some((aggregate_id.into(), index));
        index
    }

    /// Merges everything into the side file; part of a transaction. Merging the same events again changes nothing.
    ///
    /// # Errors
    /// The engine's own, or `None` inside when it was stopped.
    pub fn merge(
        &self,
        file: &SideFile,
        dictionaries: &[Arc<Dictionary>; FIELDS],
        stop: &CancellationToken,
    ) -> Result<Option<()>, SideError> {
        let word = |field: Field, code: u32| match code {
            OTHER => "\u{2026}",
            code => dictionaries[field as usize].word(code).unwrap_or_default(),
        };
        // In the order of the table, so that neighbours are written together.
        let mut ids: Vec<(&str, usize)> =
            self.of.iter().map(|(id, index)| (&**id, *index)).collect();
        ids.sort_unstable();
        for (nth, (id, index)) in ids.into_iter().enumerate() {
            if nth % 1_024 == 0 && stop.is_cancelled() {
                return Ok(None);
            }
            let entry = self.entries[index];
            let fresh = Aggregate {
                aggregate_id: id.to_owned(),
                aggregate_type: word(Field::AggregateType, entry.aggregate_type).to_owned(),
                first_version: entry.first.version,
                first_position: entry.first_position,
                first_at: entry.first.at,
                last_version: entry.last.version,
                last_position: entry.last.position,
                last_at: entry.last.at,
                last_event_type: word(Field::EventType, entry.event_type).to_owned(),
                mark: Mark::Pending,
            };
            let known = find(file, id)?;
            let merged = match &known {
                Some(known) => known.clone().merged(fresh),
                None => fresh,
            };
            if known.as_ref() != Some(&merged) {
                put(file, &merged)?;
            }
        }
        Ok(Some(()))
    }
}

impl Aggregate {
    /// What is known of it together with what later events say.
    fn merged(self, later: Self) -> Self {
        let first_position = self.first_position.min(later.first_position);
        let is_new =
            (later.last_version, later.last_position) > (self.last_version, self.last_position);
        // What was read a second time says nothing new.
        let mark = if is_new { later.mark } else { self.mark };
        let (first, last) = (
            if later.first_version < self.first_version {
                later.clone()
            } else {
                self.clone()
            },
            if is_new { later } else { self },
        );
        Self {
            first_position,
            first_version: first.first_version,
            first_at: first.first_at,
            mark,
            ..last
        }
    }

    /// The sum over all that is known.
    pub fn checksum(&self) -> Vec<u8> {
        let number = |number: i64| number.to_le_bytes();
        let time = |at: Option<i64>| number(at.unwrap_or(i64::MIN));
        checksum(&[
            self.aggregate_id.as_bytes(),
            self.aggregate_type.as_bytes(),
            &number(i64::from(self.first_version)),
            &number(self.first_position),
            &time(self.first_at),
            &number(i64::from(self.last_version)),
            &number(self.last_position),
            &time(self.last_at),
            self.last_event_type.as_bytes(),
            &number(self.mark.code()),
        ])
    }

    /// Reads an aggregate from a row of the directory, its columns in the order in which they are kept.
    ///
    /// # Errors
    /// A row that is not what was written.
    pub fn read(row: &rusqlite::Row<'_>) -> Result<Self, SideError> {
        let aggregate = Self {
            aggregate_id: row.get(0)?,
            aggregate_type: row.get(1)?,
            first_version: row.get(2)?,
            first_position: row.get(3)?,
            first_at: row.get(4)?,
            last_version: row.get(5)?,
            last_position: row.get(6)?,
            last_at: row.get(7)?,
            last_event_type: row.get(8)?,
            mark: Mark::of_code(row.get(9)?)?,
        };
        let kept: Vec<u8> = row.get(10)?;
        match kept == aggregate.checksum() {
            true => Ok(aggregate),
            false => Err(DAMAGED),
        }
    }
}

/// The columns of an aggregate, in the order in which they are read.
pub const COLUMNS: &str = "aggregate_id, aggregate_type, first_version, first_position, first_at, last_version, last_position, \
    last_at, last_event_type, mark, checksum";

/// What is known of an aggregate.
///
/// # Errors
/// The side file's own, or a row that is not what was written.
pub fn find(file: &SideFile, aggregate_id: &str) -> Result<Option<Aggregate>, SideError> {
    let mut statement = file.connection.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM aggregates WHERE aggregate_id = ?1"
    ))?;
    let found = statement
        .query_row([aggregate_id], |row| Ok(Aggregate::read(row)))
        .optional()?;
    found.transpose()
}

fn put(file: &SideFile, aggregate: &Aggregate) -> Result<(), SideError> {
    let mut statement = file.connection.prepare_cached(&format!(
        "INSERT OR REPLACE INTO aggregates ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"
    ))?;
    statement.execute(params![
        aggregate.aggregate_id,
        aggregate.aggregate_type,
        aggregate.first_version,
        aggregate.first_position,
        aggregate.first_at,
        aggregate.last_version,
        aggregate.last_position,
        aggregate.last_at,
        aggregate.last_event_type,
        aggregate.mark.code(),
        aggregate.checksum(),
    ])?;
    Ok(())
}
