//! The one place that knows the engines: it turns what a user names into a store.

mod keychain;
mod server;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use hindsight_store::{EventStore, Identity, Importing};
use hindsight_store_mssql::{MssqlStore, SCHEME};
use hindsight_store_sqlite::{Clock, SqliteStore};

use crate::error::{ErrorCode, ServiceError, ServiceResult};

pub use hindsight_store_mssql::Secret;
pub(crate) use hindsight_store_mssql::{Encryption, MssqlAddress, NotAnAddress};
pub use server::Server;

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
    /// A database on a SQL Server.
    Mssql(Server),
}

impl Target {
    /// Reads what a user typed: a path, or the URL of a SQL Server. A text that looks like another URL is refused rather
    /// than taken for a file name.
    ///
    /// # Errors
    /// [`ErrorCode::InvalidRequest`], saying what can be opened. It never repeats a URL, which may hold a password.
    pub fn parse(text: &str) -> ServiceResult<Self> {
        if text.trim().is_empty() {
            return Err(ServiceError::invalid("Name the file of an event store."));
        }
        match text.split_once("://") {
            None => Ok(Self::Sqlite(absolute(Path::new(text)))),
            Some((scheme, _)) if scheme.eq_ignore_ascii_case(SCHEME) => {
                let address = MssqlAddress::parse(text).map_err(ServiceError::invalid)?;
                Ok(Self::Mssql(Server::at(address)))
            }
            Some((scheme, _)) => Err(ServiceError::invalid(format!(
                "{scheme}:// cannot be opened; name the path of a SQLite file, or a SQL Server as {SCHEME}://user@host/database"
            ))),
        }
    }

    /// A short name for a title.
    pub fn name(&self) -> String {
        match self {
            Self::Sqlite(path) => path.file_name().map_or_else(
                || self.to_string(),
                |name| name.to_string_lossy().into_owned(),
            ),
            Self::Mssql(server) => server.name(),
        }
    }

    /// Whether something is there now. Of a server that is not known without asking it.
    pub fn exists(&self) -> bool {
        match self {
            Self::Sqlite(path) => path.exists(),
            Self::Mssql(_) => true,
        }
    }

    /// The file, where it is one.
    pub fn file(&self) -> Option<&Path> {
        match self {
            Self::Sqlite(path) => Some(path),
            Self::Mssql(_) => None,
        }
    }

    /// The file.
    ///
    /// # Errors
    /// [`ErrorCode::InvalidRequest`] for a store on a server, saying that `what` is done with files.
    pub(crate) fn require_file(&self, what: &str) -> ServiceResult<&Path> {
        self.file().ok_or_else(|| {
            ServiceError::invalid(format!(
                "{what} is made as a file; name a path, and bring it to a server with `hindsight copy`"
            ))
        })
    }

    pub(crate) async fn open(&self, mode: Mode) -> ServiceResult<Arc<dyn EventStore>> {
        Ok(match (self, mode) {
            (Self::Sqlite(path), Mode::ReadOnly) => {
                Arc::new(SqliteStore::open_read_only(path).await?)
            }
            (Self::Sqlite(path), Mode::Writable) => {
                Arc::new(SqliteStore::open_writable(path).await?)
            }
            (Self::Mssql(server), Mode::ReadOnly) => {
                Arc::new(MssqlStore::open_read_only(&server.config().await?).await?)
            }
            (Self::Mssql(server), Mode::Writable) => {
                Arc::new(MssqlStore::open_writable(&server.config().await?).await?)
            }
        })
    }

    pub(crate) async fn create(&self) -> ServiceResult<Arc<dyn EventStore>> {
        self.require_folder()?;
        Ok(match self {
            Self::Sqlite(path) => Arc::new(SqliteStore::create(path).await?),
            Self::Mssql(server) => Arc::new(MssqlStore::create(&server.config().await?).await?),
        })
    }

    /// A new store to be filled, with a clock that is asked once for each command that is recorded.
    pub(crate) async fn fill(&self, clock: Clock) -> ServiceResult<Filling> {
        self.require_folder()?;
        let path = self.require_file("A demo")?;
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
        Ok(match self {
            Self::Sqlite(path) => {
                Box::new(hindsight_store_sqlite::Filling::begin_as(path, identity).await?)
            }
            Self::Mssql(server) => Box::new(
                hindsight_store_mssql::Filling::begin_as(&server.config().await?, identity).await?,
            ),
        })
    }

    /// Whether both are one store, by whatever names they are called.
    pub(crate) fn is_same_place(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Sqlite(one), Self::Sqlite(two)) => {
                let found = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
                found(one) == found(two)
            }
            (Self::Mssql(one), Self::Mssql(two)) => one.is_same_place(two),
            _ => false,
        }
    }

    /// A store is made in a folder that is there already: a mistyped path makes none.
    pub(crate) fn require_folder(&self) -> ServiceResult<()> {
        let parent = self.file().and_then(Path::parent);
        match parent.filter(|folder| !folder.is_dir()) {
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
        match self {
            Self::Sqlite(path) => path.display().fmt(f),
            Self::Mssql(server) => server.fmt(f),
        }
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
        let error = Target::parse("postgres://ada:hunter2@host/db").unwrap_err();
        assert!(error.message.starts_with("postgres:// cannot be opened; "));
        assert!(!format!("{error:?}").contains("hunter2"));
        assert!(Target::parse("  ").is_err());
    }
    #[test]
    fn a_server_is_a_target_without_its_password() {
        let target = Target::parse("MSSQL://ada@Db.example:1433/audit?encrypt=required").unwrap();
        assert_eq!(target.to_string(), "mssql://ada@db.example/audit");
        assert_eq!(target.name(), "audit on db.example");
        assert!(target.exists());
        assert_eq!(target.file(), None);
        let error = Target::parse("mssql://ada:hunter2@db/audit").unwrap_err();
        assert_eq!(error.code, ErrorCode::InvalidRequest);
        assert!(
            error.message.contains("HINDSIGHT_MSSQL_PASSWORD"),
            "{error}"
        );
        assert!(!format!("{error:?}").contains("hunter2"));
    }
}
