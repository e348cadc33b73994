//! The one place that knows the engines: it turns what a user names into a store.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use hindsight_store::{EventStore, Identity, Importing};
use hindsight_store_sqlite::{Clock, SqliteStore};

use crate::error::{ErrorCode, ServiceError, ServiceResult};

/// Whether a store is opened to be looked at or to be written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Nothing is changed, not a byte.
    ReadOnly,
    /// Events may be appended: the user's explicit choice.
    Writable,
}

/// What a user opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A SQLite file.
    Sqlite(PathBuf),
}

impl Target {
    /// Reads what a user typed: a path. A text that looks like a URL is refused rather than taken for a file name.
    ///
    /// # Errors
    /// [`ErrorCode::InvalidRequest`], saying what can be opened.
    pub fn parse(text: &str) -> ServiceResult<Self> {
        if text.trim().is_empty() {
            return Err(ServiceError::invalid("Name the file of an event store."));
        }
        if let Some((scheme, _)) = text.split_once("://") {
            return Err(ServiceError::invalid(format!(
                "{scheme}:// cannot be opened; name the path of a SQLite file"
            )));
        }
        Ok(Self::Sqlite(absolute(Path::new(text))))
    }

    /// A short name for a title.
    pub fn name(&self) -> String {
        let Self::Sqlite(path) = self;
        path.file_name().map_or_else(
            || self.to_string(),
            |name| name.to_string_lossy().into_owned(),
        )
    }

    /// Whether something is there now.
    pub fn exists(&self) -> bool {
        let Self::Sqlite(path) = self;
        path.exists()
    }

    pub(crate) async fn open(&self, mode: Mode) -> ServiceResult<Arc<dyn EventStore>> {
        let Self::Sqlite(path) = self;
        Ok(match mode {
            Mode::ReadOnly => Arc::new(SqliteStore::open_read_only(path).await?),
            Mode::Writable => Arc::new(SqliteStore::open_writable(path).await?),
        })
    }

    pub(crate) async fn create(&self) -> ServiceResult<Arc<dyn EventStore>> {
        self.require_folder()?;
        let Self::Sqlite(path) = self;
        Ok(Arc::new(SqliteStore::create(path).await?))
    }

    /// A new store to be filled, with a clock that is asked once for each command that is recorded.
    pub(crate) async fn fill(&self, clock: Clock) -> ServiceResult<Filling> {
        self.require_folder()?;
        let Self::Sqlite(path) = self;
        Ok(Filling(
            hindsight_store_sqlite::Filling::begin(path, clock).await?,
        ))
    }

    /// Begins to take over another store's rows, or goes on with it.
    pub(crate) async fn begin_import(
        &self,
        identity: Identity,
    ) -> ServiceResult<Box<dyn Importing>> {
        self.require_folder()?;
        let Self::Sqlite(path) = self;
        Ok(Box::new(
            hindsight_store_sqlite::Filling::begin_as(path, identity).await?,
        ))
    }

    /// Whether both are one store, by whatever names they are called.
    pub(crate) fn is_same_place(&self, other: &Self) -> bool {
        let (Self::Sqlite(one), Self::Sqlite(two)) = (self, other);
        let found = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
        found(one) == found(two)
    }

    /// A store is made in a folder that is there already: a mistyped path makes none.
    pub(crate) fn require_folder(&self) -> ServiceResult<()> {
        let Self::Sqlite(path) = self;
        match path.parent().filter(|folder| !folder.is_dir()) {
            Some(folder) => Err(ServiceError::new(
                ErrorCode::NotFound,
                format!(
                    "There is no folder {}; make it first, or choose another.",
                    folder.display()
                ),
            )),
            None => Ok(()),
        }
    }
}

/// A store that is filled before anybody sees it.
pub(crate) struct Filling(hindsight_store_sqlite::Filling);

impl Filling {
    /// What takes the rows.
    pub(crate) fn store(&self) -> &dyn EventStore {
        self.0.store()
    }

    /// Makes it a store like any other and closes it.
    pub(crate) async fn finish(self) -> ServiceResult<()> {
        Ok(self.0.finish().await?)
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Sqlite(path) = self;
        path.display().fmt(f)
    }
}

/// So that a target means the same file wherever the program stands; a path that cannot be made absolute is kept.
fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_a_target_and_an_unknown_url_is_not() {
        assert_eq!(
            Target::parse("/data/acme-ea.db").unwrap().name(),
            "acme-ea.db"
        );
        let error = Target::parse("postgres://host/db").unwrap_err();
        assert_eq!(
            error.message,
            "postgres:// cannot be opened; name the path of a SQLite file"
        );
        assert!(Target::parse("  ").is_err());
    }
}
