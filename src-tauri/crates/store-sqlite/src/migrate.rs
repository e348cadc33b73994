//! Making the tables, and telling whether a file has them as they should be.

use std::path::Path;

use hindsight_domain::{Instant, StoreId};
use hindsight_store::{StoreError, StoreResult};
use rusqlite::Connection;

use crate::error::translate;

mod embedded {
    //! The migration files, as refinery carries them in the program.
    refinery::embed_migrations!("../../../migrations/sqlite");
}

/// The version of the tables that this program makes and knows.
pub const SCHEMA_VERSION: u32 = 8;

/// "HSGT": what the migration sets as SQLite's `application_id`.
pub const APPLICATION_ID: i64 = 0x4853_4754;

/// Brings a file's tables up to [`SCHEMA_VERSION`]; does nothing where they are.
///
/// # Errors
/// A migration whose text is not the one that was run on this file, or the engine's own.
pub fn migrate(connection: &mut Connection) -> StoreResult<()> {
    embedded::migrations::runner()
        .run(connection)
        .map(|_| ())
        .map_err(|error| StoreError::Engine(format!("the tables cannot be made: {error}")))
}

/// Makes the tables in an empty file and names the store.
///
/// # Errors
/// The engine's own.
pub fn initialise(connection: &mut Connection, id: &StoreId, now: Instant) -> StoreResult<()> {
    // Answers with the mode that it could set, which must be this one: what is acknowledged must be durable.
    let mode: String = connection
        .pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0))
        .map_err(translate)?;
    if mode != "wal" {
        return Err(StoreError::Io(format!(
            "this place does not take a write-ahead log (SQLite answers {mode:?}); choose a local disk"
        )));
    }
    migrate(connection)?;
    connection
        .execute(
            "INSERT INTO store_info (id, store_id, created_at, schema_version) VALUES (1, ?1, ?2, ?3)",
            (id.as_str(), now.to_string(), SCHEMA_VERSION),
        )
        .map_err(translate)?;
    Ok(())
}

/// One thing that a schema holds: its kind, its name, its text.
pub type SchemaPart = (String, String, String);

/// What the migrations make, as a file holds it: found out by running them in memory.
///
/// # Errors
/// The engine's own.
pub fn expected_schema() -> StoreResult<Vec<SchemaPart>> {
    let mut scratch = Connection::open_in_memory().map_err(translate)?;
    migrate(&mut scratch)?;
    schema(&scratch)
}

/// The tables, indexes and triggers of a file with their texts; those that SQLite makes by itself have none.
///
/// # Errors
/// The engine's own.
pub fn schema(connection: &Connection) -> StoreResult<Vec<SchemaPart>> {
    let mut statement = connection
        .prepare("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name")
        .map_err(translate)?;
    let parts = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .map_err(translate)?;
    parts.collect::<Result<_, _>>().map_err(translate)
}

/// Takes away the indexes that no rule needs: those that SQLite makes by itself, for what must be unique, have no text.
///
/// # Errors
/// The engine's own.
pub fn drop_indexes(connection: &Connection) -> StoreResult<()> {
    for (name, _) in indexes(connection)? {
        connection
            .execute_batch(&format!("DROP INDEX {name}"))
            .map_err(translate)?;
    }
    Ok(())
}

/// The statements that make the indexes which a file lacks, in the order in which the migrations make them.
///
/// # Errors
/// The engine's own.
pub fn missing_indexes(connection: &Connection) -> StoreResult<Vec<String>> {
    let mut scratch = Connection::open_in_memory().map_err(translate)?;
    migrate(&mut scratch)?;
    let present = indexes(connection)?;
    let mut missing = indexes(&scratch)?;
    missing.retain(|index| !present.contains(index));
    Ok(missing.into_iter().map(|(_, sql)| sql).collect())
}

/// The indexes of a file with their texts, as they follow one another in it.
fn indexes(connection: &Connection) -> StoreResult<Vec<(String, String)>> {
    let mut statement = connection
        .prepare(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY rowid",
        )
        .map_err(translate)?;
    let found = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .map_err(translate)?;
    found.collect::<Result<_, _>>().map_err(translate)
}

/// Takes away a file, and what SQLite keeps beside it, that could not be made whole.
pub fn discard(path: &Path) {
    for suffix in ["", "-wal", "-shm", "-journal"] {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        // What is not there need not be taken away.
        let _ = std::fs::remove_file(name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_migration_is_the_schema_version() {
        let newest = embedded::migrations::runner()
            .get_migrations()
            .iter()
            .map(|migration| migration.version())
            .max();
        assert_eq!(newest, Some(SCHEMA_VERSION as i32));
    }

    #[test]
    fn a_migrated_file_names_its_program() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection).unwrap();
        migrate(&mut connection).unwrap();
        let id: i64 = connection
            .query_row("PRAGMA application_id", [], |row| row.get(0))
            .unwrap();
        assert_eq!(id, APPLICATION_ID);
    }
}
