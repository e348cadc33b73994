//! The text index: which events may hold a text.
//!
//! An event's text is its payload, metadata, actor and type, folded. SQLite's FTS5 keeps which groups of three letters
//! it has, and nothing else: no text and no order. What it finds are candidates, and whoever asks looks at the event.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use hindsight_domain::Event;
use rusqlite::{Connection, OptionalExtension};

use crate::catalog::Keep;
use crate::fold::fold;
use crate::side::{SideError, prepare};
use crate::status::StoreChange;
use crate::witness::{Sum, Witness};

/// "HSTX": says whose file this is.
const APPLICATION_ID: i64 = 0x4853_5458;
/// Counted up whenever what is kept changes its form.
const FORMAT: i64 = 2;
/// How many letters a group has; a shorter term cannot be looked up.
const LETTERS: usize = 3;
/// How many groups of a long term are looked up; the event itself says the rest.
const GROUPS_MAX: usize = 48;

const SCHEMA: &str = "
    CREATE TABLE state (
        identity TEXT NOT NULL, rules TEXT NOT NULL, known INTEGER NOT NULL, up_to INTEGER, last_event_id TEXT
    ) STRICT;
    CREATE TABLE sums (up_to INTEGER NOT NULL PRIMARY KEY, sum BLOB NOT NULL) STRICT;
    CREATE VIRTUAL TABLE text USING fts5(body, content='', detail=none, columnsize=0, tokenize='trigram case_sensitive 1');";

/// The file of a text index, open to be written.
#[derive(Debug)]
pub struct TextFile {
    connection: Connection,
    /// How far it is.
    pub reached: Reached,
}

/// How far a text index is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reached {
    /// How many events it holds.
    pub known: u64,
    /// Where the last of them stands, and its name.
    pub last: Option<(i64, String)>,
}

/// Events that may hold every term, the newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidates {
    /// Where they stand.
    pub positions: Vec<i64>,
    /// Whether there may be more behind them.
    pub more: bool,
}

impl TextFile {
    /// Opens the file; makes it where there is none.
    ///
    /// # Errors
    /// A file that is of no use, or one that cannot be made.
    pub fn open(path: &Path, identity: &str, rules: &str) -> Result<Self, SideError> {
        let connection = Connection::open(path)?;
        prepare(&connection)?;
        connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
        connection.pragma_update(None, "synchronous", "NORMAL")?;
        let tables: i64 =
            connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
        if tables == 0 {
            connection.execute_batch("BEGIN IMMEDIATE")?;
            connection.execute_batch(SCHEMA)?;
            connection.execute(
                "INSERT INTO state (identity, rules, known) VALUES (?1, ?2, 0)",
                [identity, rules],
            )?;
            connection.pragma_update(None, "application_id", APPLICATION_ID)?;
            connection.pragma_update(None, "user_version", FORMAT)?;
            connection.execute_batch("COMMIT")?;
        }
        let reached = reached(&connection, identity)?;
        let made_under: String =
            connection.query_row("SELECT rules FROM state", [], |row| row.get(0))?;
        if made_under != rules {
            return Err(SideError::Unusable(StoreChange::RulesChanged.words()));
        }
        Ok(Self {
            connection,
            reached,
        })
    }

    /// Takes in events that stand behind all others, in one transaction, and what they come to where that is wanted.
    ///
    /// # Errors
    /// The engine's own.
    pub fn add(&mut self, events: &[Event], witnessing: bool) -> Result<(), SideError> {
        let Some(last) = events.last() else {
            return Ok(());
        };
        let transaction = self.connection.transaction()?;
        {
            let mut statement =
                transaction.prepare_cached("INSERT INTO text (rowid, body) VALUES (?1, ?2)")?;
            for event in events {
                statement.execute((event.position.0, fold(&body(event))))?;
            }
        }
        let reached = Reached {
            known: self.reached.known + events.len() as u64,
            last: Some((last.position.0, last.event_id.to_string())),
        };
        let known = i64::try_from(reached.known).unwrap_or(i64::MAX);
        transaction.execute(
            "UPDATE state SET known = ?1, up_to = ?2, last_event_id = ?3",
            (known, last.position.0, last.event_id.as_str()),
        )?;
        if witnessing {
            transaction.execute(
                "INSERT INTO sums (up_to, sum) VALUES (?1, ?2)",
                (last.position.0, sum(events)),
            )?;
        }
        transaction.commit()?;
        self.reached = reached;
        Ok(())
    }

    /// The next events that were taken in together, behind a position: where their last stands, and what they came to.
    ///
    /// # Errors
    /// The engine's own.
    pub fn sum_behind(&self, position: i64) -> Result<Option<(i64, Sum)>, SideError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT up_to, sum FROM sums WHERE up_to > ?1 ORDER BY up_to LIMIT 1",
        )?;
        let found = statement.query_row([position], |row| Ok((row.get(0)?, row.get(1)?)));
        Ok(found.optional()?)
    }
}

/// What events come to, as they are searched.
pub fn sum(events: &[Event]) -> Sum {
    let mut witness = Witness::default();
    for event in events {
        witness.searched(event);
    }
    witness.sum()
}

/// What of an event is searched, in the order of [`searched`], one below the other.
fn body(event: &Event) -> String {
    searched(event).collect::<Vec<_>>().join("\n")
}

/// The texts of an event that a search looks at: payload, metadata, actor, type.
pub fn searched(event: &Event) -> impl Iterator<Item = &str> {
    let metadata = event
        .metadata
        .as_ref()
        .map_or("", |metadata| metadata.as_str());
    [
        event.data.as_str(),
        metadata,
        event.actor.as_str(),
        event.event_type.as_str(),
    ]
    .into_iter()
}

fn reached(connection: &Connection, identity: &str) -> Result<Reached, SideError> {
    let number = |name: &str| {
        connection.query_row(&format!("PRAGMA {name}"), [], |row| row.get::<_, i64>(0))
    };
    if number("application_id")? != APPLICATION_ID || number("user_version")? != FORMAT {
        return Err(SideError::Unusable(
            "it was made by another version of Hindsight",
        ));
    }
    let (found, known, up_to, event_id): (String, i64, Option<i64>, Option<String>) = connection
        .query_row(
            "SELECT identity, known, up_to, last_event_id FROM state",
            [],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
        )?;
    match found == identity {
        true => Ok(Reached {
            known: u64::try_from(known).unwrap_or_default(),
            last: up_to.zip(event_id),
        }),
        false => Err(SideError::Unusable("it belongs to another store")),
    }
}

/// How far the text index of a store is; nothing where there is none.
pub fn text_reached(keep: &Keep) -> Reached {
    let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY;
    let open = Connection::open_with_flags(keep.text(), flags);
    open.map_err(SideError::from)
        .and_then(|connection| reached(&connection, &keep.identity))
        .unwrap_or_default()
}

/// Whether the index can look for a term.
pub fn can_look_up(term: &str) -> bool {
    fold(term).chars().count() >= LETTERS
}

/// Events before a position that may hold every term, the newest first, `limit` at most. Terms that are too short to be
/// looked up are left to the caller.
///
/// # Errors
/// A file that cannot be read; `None` in its place when there is nothing to look up.
pub fn candidates(
    keep: &Keep,
    terms: &[String],
    before: i64,
    limit: usize,
    stop: &Arc<AtomicBool>,
) -> Result<Option<Candidates>, SideError> {
    let Some(query) = groups(terms) else {
        return Ok(None);
    };
    let mut connection =
        Connection::open_with_flags(keep.text(), rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    prepare(&connection)?;
    reached(&connection, &keep.identity)?;
    let looked_at = Arc::clone(stop);
    connection.progress_handler(10_000, Some(move || looked_at.load(Ordering::Relaxed)))?;
    let connection = &mut connection;
    let mut statement = connection.prepare(
        "SELECT rowid FROM text WHERE text MATCH ?1 AND rowid < ?2 ORDER BY rowid DESC LIMIT ?3",
    )?;
    let wanted = i64::try_from(limit).unwrap_or(i64::MAX);
    let rows = statement.query_map((query, before, wanted), |row| row.get(0))?;
    let positions: Vec<i64> = rows.collect::<Result<_, _>>()?;
    Ok(Some(Candidates {
        more: positions.len() == limit,
        positions,
    }))
}

/// The groups of letters of all terms, as FTS5 is asked for them.
fn groups(terms: &[String]) -> Option<String> {
    let mut groups = std::collections::BTreeSet::new();
    for term in terms {
        let letters: Vec<char> = fold(term).chars().collect();
        groups.extend(letters.windows(LETTERS).map(String::from_iter));
    }
    let quoted = |group: &String| format!("\"{}\"", group.replace('"', "\"\""));
    let quoted: Vec<String> = groups.iter().take(GROUPS_MAX).map(quoted).collect();
    (!quoted.is_empty()).then(|| quoted.join(" AND "))
}
