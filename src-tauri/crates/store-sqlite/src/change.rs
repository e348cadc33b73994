//! Whether anybody has changed a file since it was read.

use std::path::{Path, PathBuf};

use hindsight_store::{ChangeMark, RulesMark, StoreResult};
use rusqlite::Connection;

use crate::error::{io, translate};
use crate::worker::Readers;

/// Watches a file whose rules do not say what may change.
///
/// SQLite tells each connection whether others have committed anything since it last asked, by a number that means
/// nothing to another connection: so one connection does nothing else. A file that rests is read without locks, where
/// that number stands still: the file's size and time of change say it then.
pub struct Watch {
    path: PathBuf,
    asks: Readers,
}

impl Watch {
    /// Begins to watch.
    ///
    /// # Errors
    /// The engine's own.
    pub fn start(path: &Path) -> StoreResult<Self> {
        Ok(Self {
            path: path.to_owned(),
            asks: Readers::start_one(path)?,
        })
    }

    /// The mark of now.
    ///
    /// # Errors
    /// A file that is gone, or the engine's own.
    pub async fn mark(&self) -> StoreResult<ChangeMark> {
        // Looked at first: a change that comes in between gives a mark that no later one is like.
        let file = std::fs::metadata(&self.path).map_err(|error| io(&error))?;
        let counted: i64 = self
            .asks
            .run(|connection| {
                let counted = connection.query_row("PRAGMA data_version", [], |row| row.get(0));
                counted.map_err(translate)
            })
            .await?;
        let looks = (file.len(), file.modified().ok());
        Ok(ChangeMark::new(format!("{counted} {looks:?}")))
    }
}

/// SQLite counts every change of a file's schema, triggers included, and never back.
///
/// # Errors
/// The engine's own.
pub fn rules_mark(connection: &Connection) -> StoreResult<RulesMark> {
    let counted = connection.query_row("PRAGMA schema_version", [], |row| row.get::<_, i64>(0));
    Ok(RulesMark::new(format!(
        "schema {}",
        counted.map_err(translate)?
    )))
}
