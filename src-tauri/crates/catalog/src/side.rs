//! The side file: what is known of a store, kept so that it need not be read again.
//!
//! Nothing in it is believed that does not carry its checksum. Whatever is wrong with it, it is made anew.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, params};
use sha2::{Digest, Sha256};

use crate::field::{Dictionary, FIELDS};
use crate::{marks, states};

/// "HSCT": says whose file this is.
const APPLICATION_ID: i64 = 0x4853_4354;
/// Counted up whenever what is kept changes its form.
const FORMAT: i64 = 3;

const SCHEMA: &str = "
    CREATE TABLE store (identity TEXT NOT NULL, rules TEXT, marks INTEGER NOT NULL) STRICT;
    CREATE TABLE words (
        field INTEGER NOT NULL, code INTEGER NOT NULL, word TEXT NOT NULL, checksum BLOB NOT NULL,
        PRIMARY KEY (field, code)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE segments (
        number INTEGER NOT NULL PRIMARY KEY, events INTEGER NOT NULL, last_event_id TEXT NOT NULL, sum BLOB, checksum BLOB NOT NULL,
        positions BLOB NOT NULL, times BLOB NOT NULL, event_type BLOB NOT NULL, aggregate_type BLOB NOT NULL,
        actor BLOB NOT NULL, actor_type BLOB NOT NULL, source BLOB NOT NULL
    ) STRICT;
    CREATE TABLE aggregates (
        aggregate_id TEXT NOT NULL PRIMARY KEY, aggregate_type TEXT NOT NULL,
        first_version INTEGER NOT NULL, first_position INTEGER NOT NULL, first_at INTEGER,
        last_version INTEGER NOT NULL, last_position INTEGER NOT NULL, last_at INTEGER,
        last_event_type TEXT NOT NULL,
        mark INTEGER NOT NULL, checksum BLOB NOT NULL
    ) STRICT, WITHOUT ROWID;";

/// Why the side file is of no use.
#[derive(Debug, thiserror::Error)]
pub enum SideError {
    /// It is damaged, of another version or of another store: it must be made anew.
    #[error("{0}")]
    Unusable(&'static str),
    /// The file system or the engine refused.
    #[error("{0}")]
    Failed(String),
}

impl From<rusqlite::Error> for SideError {
    /// Only what a sound file could meet as well (a full disk, a lock, a folder without permission) is a failure to wait
    /// for. Any other refusal comes of what stands in the file: a damaged one breaks constraints, loses tables or
    /// forbids writing as readily as it is malformed.
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Code;
        match error.sqlite_error_code() {
            Some(
                Code::CannotOpen
                | Code::DatabaseBusy
                | Code::DatabaseLocked
                | Code::DiskFull
                | Code::FileLockingProtocolFailed
                | Code::NoLargeFileSupport
                | Code::OperationAborted
                | Code::OperationInterrupted
                | Code::OutOfMemory
                | Code::PermissionDenied
                | Code::SystemIoFailure,
            ) => Self::Failed(error.to_string()),
            _ => DAMAGED,
        }
    }
}

/// What stands in the file is not what was written.
pub const DAMAGED: SideError = SideError::Unusable("its file was damaged");

/// The side file, open.
#[derive(Debug)]
pub struct SideFile {
    /// The connection.
    pub connection: Connection,
}

impl SideFile {
    /// Opens the file to write to it; makes it where there is none.
    ///
    /// # Errors
    /// A file that is of no use, or one that cannot be made.
    pub fn open(path: &Path, identity: &str) -> Result<Self, SideError> {
        let connection = Connection::open(path)?;
        prepare(&connection)?;
        let mode = |_: &rusqlite::Row<'_>| Ok(());
        connection.pragma_update_and_check(None, "journal_mode", "WAL", mode)?;
        // A crash may lose what was kept last, never what was kept before: it is read from the store again.
        connection.pragma_update(None, "synchronous", "NORMAL")?;
        connection.pragma_update(None, "cache_size", -32_768)?;
        let tables: i64 =
            connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
        let file = Self { connection };
        match tables {
            0 => file.initialise(identity)?,
            _ => file.check(identity)?,
        }
        Ok(file)
    }

    /// Opens the file to read from it.
    ///
    /// # Errors
    /// A file that is of no use, or none.
    pub fn open_reading(path: &Path, identity: &str) -> Result<Self, SideError> {
        if !path.exists() {
            return Err(SideError::Unusable("its file is gone"));
        }
        let connection =
            Connection::open_with_flags(path, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        prepare(&connection)?;
        let file = Self { connection };
        file.check(identity)?;
        Ok(file)
    }

    fn initialise(&self, identity: &str) -> Result<(), SideError> {
        self.connection.execute_batch("BEGIN IMMEDIATE")?;
        for schema in [SCHEMA, marks::SCHEMA, states::SCHEMA] {
            self.connection.execute_batch(schema)?;
        }
        self.connection.execute(
            "INSERT INTO store (identity, marks) VALUES (?1, 0)",
            [identity],
        )?;
        self.connection
            .pragma_update(None, "application_id", APPLICATION_ID)?;
        self.connection
            .pragma_update(None, "user_version", FORMAT)?;
        Ok(self.connection.execute_batch("COMMIT")?)
    }

    fn check(&self, identity: &str) -> Result<(), SideError> {
        let number = |name: &str| {
            self.connection
                .query_row(&format!("PRAGMA {name}"), [], |row| row.get::<_, i64>(0))
        };
        if number("application_id")? != APPLICATION_ID || number("user_version")? != FORMAT {
            return Err(SideError::Unusable(
                "it was made by another version of Hindsight",
            ));
        }
        let found: String = self
            .connection
            .query_row("SELECT identity FROM store", [], |row| row.get(0))?;
        match found == identity {
            true => Ok(()),
            false => Err(SideError::Unusable("it belongs to another store")),
        }
    }

    /// Whether it was made under those rules of the store. A file that was made under none yet takes them over where it is
    /// written.
    ///
    /// # Errors
    /// The engine's own.
    pub fn fits(&self, rules: &str, writes: bool) -> Result<bool, SideError> {
        let found: Option<String> =
            self.connection
                .query_row("SELECT rules FROM store", [], |row| row.get(0))?;
        match found {
            Some(found) => Ok(found == rules),
            None if writes => {
                self.connection
                    .execute("UPDATE store SET rules = ?1", [rules])?;
                Ok(true)
            }
            None => Ok(false),
        }
    }

    /// The words of every field.
    ///
    /// # Errors
    /// Words that are not what was written.
    pub fn dictionaries(&self) -> Result<[Dictionary; FIELDS], SideError> {
        let mut dictionaries: [Dictionary; FIELDS] = Default::default();
        let mut statement = self
            .connection
            .prepare("SELECT field, code, word, checksum FROM words ORDER BY field, code")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (field, code, word): (u32, u32, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let checksum: Vec<u8> = row.get(3)?;
            let dictionary = dictionaries.get_mut(field as usize).ok_or(DAMAGED)?;
            if checksum != word_checksum(field, code, &word) {
                return Err(DAMAGED);
            }
            match code {
                crate::field::OTHER => dictionary.has_other = true,
                code if dictionary.add(&word) != Some(code) => return Err(DAMAGED),
                _ => {}
            }
        }
        Ok(dictionaries)
    }

    /// Writes the words of a field that came after so many; part of a transaction.
    ///
    /// # Errors
    /// The engine's own.
    pub fn put_words(
        &self,
        field: u32,
        dictionary: &Dictionary,
        since: usize,
    ) -> Result<(), SideError> {
        let mut statement = self.connection.prepare_cached(
            "INSERT OR IGNORE INTO words (field, code, word, checksum) VALUES (?1, ?2, ?3, ?4)",
        )?;
        let other = dictionary.has_other.then_some((crate::field::OTHER, ""));
        for (code, word) in other.into_iter().chain(dictionary.since(since)) {
            statement.execute(params![field, code, word, word_checksum(field, code, word)])?;
        }
        Ok(())
    }
}

/// Takes from a file whatever power it could have over the program that reads it.
///
/// # Errors
/// The engine's own.
pub fn prepare(connection: &Connection) -> Result<(), SideError> {
    connection.busy_timeout(Duration::from_secs(5))?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    Ok(connection.pragma_update(None, "cell_size_check", true)?)
}

/// A sum over texts and numbers, each told apart from the next by its length.
pub fn checksum(parts: &[&[u8]]) -> Vec<u8> {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    hasher.finalize()[..16].to_vec()
}

fn word_checksum(field: u32, code: u32, word: &str) -> Vec<u8> {
    checksum(&[&field.to_le_bytes(), &code.to_le_bytes(), word.as_bytes()])
}

/// Takes away a side file and what SQLite keeps beside it.
///
/// # Errors
/// A file that is there and cannot be taken away.
pub fn discard(path: &Path) -> std::io::Result<()> {
    for suffix in ["", "-wal", "-shm", "-journal"] {
        match std::fs::remove_file(with_suffix(path, suffix)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

/// How many bytes a side file takes on disk.
pub fn bytes_on_disk(path: &Path) -> u64 {
    let length = |suffix| std::fs::metadata(with_suffix(path, suffix)).map_or(0, |file| file.len());
    length("") + length("-wal")
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}
