//! Opening a file defensively, and without leaving a trace where it is only looked at.
//!
//! SQLite, asked to read a file in WAL mode, makes `-wal` and `-shm` files beside it and leaves them there. A file
//! that nobody writes to (no `-wal`, no `-journal`) is therefore read as immutable, without locks, and held
//! against its size and time of change before and after every read ([`Still`]): when a writer appears, the read
//! is done again under locks. While a `-wal` with content exists a file is never read as immutable, since its
//! committed events would be hidden.

use std::ffi::OsString;
use std::fs::{File, Metadata};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use hindsight_store::{StoreError, StoreResult};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use url::Url;

use crate::error::{io, translate};

/// The oldest SQLite that does not lose commits to a known fault of its write-ahead log.
const SQLITE_VERSION_MIN: i32 = 3_051_003;

/// How long a connection waits for another program to let go of the file.
const BUSY_TIMEOUT: Duration = Duration::from_secs(30);

/// How much of a file a reading connection keeps at hand: the upper pages of the indexes, since the system keeps the rest
/// for all of them at once. A writing one comes back to every index's pages.
const READ_CACHE_KIB: i64 = 4_096;
const WRITE_CACHE_KIB: i64 = 65_536;

/// How long the write-ahead log may get, in pages, before a commit itself has to carry it over into the file. Until
/// then that is done between commits, while nobody waits for it.
const LOG_FRAMES_MAX: i64 = 16_384;

/// What a file looked like when it was opened as immutable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Still {
    path: PathBuf,
    length_bytes: u64,
    modified_at: Option<SystemTime>,
}

impl Still {
    /// The file's looks, if nobody is writing to it and it is in WAL mode, where looking on would leave traces.
    fn of(path: &Path) -> Option<Self> {
        let quiet = !has_content(path, "-wal") && !has_content(path, "-journal");
        (quiet && is_wal_mode(path))
            .then(|| Self::looks(path))
            .flatten()
    }

    fn looks(path: &Path) -> Option<Self> {
        let metadata = std::fs::metadata(path).ok()?;
        Some(Self {
            path: path.to_owned(),
            length_bytes: metadata.len(),
            modified_at: metadata.modified().ok(),
        })
    }

    /// Whether the file still looks as it did and nobody writes to it.
    pub fn holds(&self) -> bool {
        !has_content(&self.path, "-wal") && Self::looks(&self.path).as_ref() == Some(self)
    }
}

/// A connection that only reads, and what must hold for its answers to count.
pub struct Reading {
    /// The connection.
    pub connection: Connection,
    /// Set where the file is read without locks.
    pub still: Option<Still>,
}

/// Opens a file for looking at.
///
/// # Errors
/// A missing file, a file that is not a database, or the engine's own.
pub fn open_reading(path: &Path) -> StoreResult<Reading> {
    check_file(path)?;
    let path = &plain(path);
    let no_uri = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let still = Still::of(path);
    let connection = match &still {
        Some(_) => {
            Connection::open_with_flags(immutable_uri(path)?, no_uri | OpenFlags::SQLITE_OPEN_URI)
        }
        None => Connection::open_with_flags(path, no_uri),
    }
    .map_err(translate)?;
    harden(&connection)?;
    connection
        .pragma_update(None, "query_only", true)
        .map_err(translate)?;
    read_schema(&connection, path)?;
    connection
        .pragma_update(None, "cache_size", -READ_CACHE_KIB)
        .map_err(translate)?;
    Ok(Reading { connection, still })
}

/// Opens a file for writing; it must exist.
///
/// # Errors
/// A missing file, a file that is not a database, or the engine's own.
pub fn open_writing(path: &Path) -> StoreResult<Connection> {
    check_file(path)?;
    open_new(path)
}

/// Opens an empty file for writing, to make a store in it.
///
/// # Errors
/// The engine's own.
pub fn open_new(path: &Path) -> StoreResult<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(plain(path), flags).map_err(translate)?;
    harden(&connection)?;
    read_schema(&connection, path)?;
    connection
        .pragma_update(None, "synchronous", "FULL")
        .map_err(translate)?;
    connection
        .pragma_update(None, "cache_size", -WRITE_CACHE_KIB)
        .map_err(translate)?;
    connection
        .pragma_update_and_check(None, "wal_autocheckpoint", LOG_FRAMES_MAX, |_| Ok(()))
        .map_err(translate)?;
    Ok(connection)
}

/// Takes from an opened file whatever power it could have over the program that reads it.
fn harden(connection: &Connection) -> StoreResult<()> {
    if rusqlite::version_number() < SQLITE_VERSION_MIN {
        return Err(StoreError::Engine(format!(
            "SQLite {} is too old: versions before 3.51.3 can lose commits",
            rusqlite::version()
        )));
    }
    let set = |config, on| connection.set_db_config(config, on).map(|_| ());
    set(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)
        .and_then(|()| set(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false))
        .and_then(|()| set(DbConfig::SQLITE_DBCONFIG_DQS_DML, false))
        .and_then(|()| set(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false))
        .and_then(|()| connection.busy_timeout(BUSY_TIMEOUT))
        .and_then(|()| connection.pragma_update(None, "cell_size_check", true))
        .and_then(|()| connection.pragma_update(None, "temp_store", "MEMORY"))
        .map_err(translate)?;
    connection.set_prepared_statement_cache_capacity(64);
    // Answers with a row, which `pragma_update` does not expect.
    connection
        .pragma_update_and_check(None, "mmap_size", 0, |_| Ok(()))
        .map_err(translate)
}

/// The first look into the file: where something else than a database shows itself.
fn read_schema(connection: &Connection, path: &Path) -> StoreResult<()> {
    let read = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| {
        row.get::<_, i64>(0)
    });
    match read.map_err(translate) {
        Ok(_) => Ok(()),
        Err(StoreError::NotADatabase(_)) => {
            Err(StoreError::NotADatabase(path.display().to_string()))
        }
        Err(StoreError::ReadOnly) => Err(StoreError::Io(format!(
            "{} was left in the middle of a change by another program, and finishing it would change the file; \
             open a copy of it together with its -journal file, or let that program finish",
            path.display()
        ))),
        Err(error) => Err(error),
    }
}

fn check_file(path: &Path) -> StoreResult<()> {
    let metadata: Metadata = match std::fs::metadata(path) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(StoreError::NotFound(path.display().to_string()));
        }
        Err(error) => return Err(io(&error)),
    };
    if metadata.is_dir() {
        return Err(StoreError::NotADatabase(format!(
            "{} is a folder; it",
            path.display()
        )));
    }
    if metadata.len() == 0 {
        return Err(StoreError::NotAnEventStore("the file is empty".to_owned()));
    }
    Ok(())
}

/// The read and write versions in the file's header are 2 in WAL mode.
fn is_wal_mode(path: &Path) -> bool {
    let mut header = [0u8; 20];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut header));
    read.is_ok() && header[18] == 2 && header[19] == 2
}

fn has_content(path: &Path, suffix: &str) -> bool {
    std::fs::metadata(beside(path, suffix)).is_ok_and(|metadata| metadata.len() > 0)
}

/// The name of a file that SQLite keeps beside the database.
fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    PathBuf::from(name)
}

/// A path that SQLite takes for a path: its special names, `:memory:` and the empty one, are relative or empty. A link
/// is followed, since what SQLite keeps beside a database lies beside the file and not beside the link.
fn plain(path: &Path) -> PathBuf {
    std::fs::canonicalize(path)
        .or_else(|_| std::path::absolute(path))
        .unwrap_or_else(|_| path.to_owned())
}

fn immutable_uri(path: &Path) -> StoreResult<String> {
    let mut uri = Url::from_file_path(plain(path)).map_err(|()| {
        StoreError::Io(format!(
            "{} cannot be written as a file URL",
            path.display()
        ))
    })?;
    uri.set_query(Some("mode=ro&immutable=1"));
    Ok(uri.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_engine_is_new_enough() {
        assert!(
            rusqlite::version_number() >= SQLITE_VERSION_MIN,
            "{}",
            rusqlite::version()
        );
    }

    #[cfg(unix)]
    #[test]
    fn signs_in_a_path_do_not_become_options() {
        let uri = immutable_uri(Path::new("/data/a?mode=rwc&b#c %41.db")).unwrap();
        assert_eq!(
            uri,
            "file:///data/a%3Fmode=rwc&b%23c%20%2541.db?mode=ro&immutable=1"
        );
    }
}
