//! Where the catalogs of a user's stores are kept, and which of them index text.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use hindsight_catalog::{Catalog, Keep};
use hindsight_store::{EventStore, StoreInfo};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::error::{ErrorCode, ServiceError, ServiceResult};
use crate::kept;
use crate::session::Session;
use crate::target::Target;

/// The program's name among the folders of a user, the same for the window and the command line.
const FOLDER: &str = "app.hindsight.desktop";
/// Up to how many events the text of a store is indexed without being asked for: the index may take as much room as the
/// text, and minutes.
const TEXT_EVENTS_MAX: u64 = 1_000_000;
/// For how many stores a choice is remembered.
const STORES_MAX: usize = 200;

/// Where the catalogs of a user's stores are kept: a folder that can be deleted at any time.
#[derive(Debug, Clone)]
pub struct Catalogs {
    folder: Option<PathBuf>,
    choices: Option<PathBuf>,
}

/// Whether the text of a store is indexed, as the user chose.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Choice {
    target: String,
    index_text: bool,
}

impl Catalogs {
    /// In the user's own cache folder, where there is one; the choices beside the program's other settings.
    pub fn of_user() -> Self {
        let folders = directories::BaseDirs::new();
        let below = |folder: &Path, name: &str| folder.join(FOLDER).join(name);
        Self {
            folder: folders.as_ref().map(|of| below(of.cache_dir(), "catalogs")),
            choices: folders
                .as_ref()
                .map(|of| below(of.config_dir(), "text-index.json")),
        }
    }

    /// In this folder, which need not exist.
    pub fn kept_in(folder: &Path) -> Self {
        Self {
            folder: Some(folder.join("catalogs")),
            choices: Some(folder.join("text-index.json")),
        }
    }

    /// Where the catalog of a store is kept. A copy of a store has the same name for life as the store itself, so the
    /// place counts as well.
    pub fn keep(&self, target: &Target, info: &StoreInfo) -> Option<Keep> {
        let store_id = info.store_id.as_ref().map_or("foreign", |id| id.as_str());
        let created_at = info.created_at.map(|at| at.to_string()).unwrap_or_default();
        let identity = format!("{store_id} {created_at} {target}");
        let digest = Sha256::digest(&identity);
        Some(Keep {
            folder: self.folder.clone()?,
            name: digest[..16]
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect(),
            identity,
        })
    }

    /// Begins to read a store.
    ///
    /// # Errors
    /// A store that cannot be asked, or a thread that cannot be started.
    pub async fn start(
        &self,
        target: &Target,
        store: Arc<dyn EventStore>,
    ) -> ServiceResult<Catalog> {
        let info = store.info().await?;
        let keep = self.keep(target, &info);
        let text = self.indexes_text(target, info.events);
        Catalog::start(store, keep, text).map_err(|error| {
            ServiceError::new(
                ErrorCode::Io,
                format!("The catalog cannot be started: {error}"),
            )
        })
    }

    /// Whether something of a session's store is kept already.
    pub async fn is_kept(&self, session: &Session) -> bool {
        self.path(session).await.is_ok_and(|path| path.exists())
    }

    /// Where the catalog of a session is kept, whether or not it is there.
    ///
    /// # Errors
    /// A store that cannot be asked, or a user without a folder for it.
    pub async fn path(&self, session: &Session) -> ServiceResult<PathBuf> {
        Ok(self.kept(session).await?.columns())
    }

    /// Takes away what is kept of a session's store.
    ///
    /// # Errors
    /// [`ErrorCode::Busy`] while a window writes it; a file that cannot be taken away.
    pub async fn delete(&self, session: &Session) -> ServiceResult<()> {
        let deleted = self.kept(session).await?.delete_unless_written();
        match deleted {
            Ok(true) => Ok(()),
            Ok(false) => Err(ServiceError::new(
                ErrorCode::Busy,
                "The catalog is in use by a window of Hindsight; close it first, or rebuild the catalog there.",
            )),
            Err(error) => Err(ServiceError::new(
                ErrorCode::Io,
                format!("The catalog cannot be deleted: {error}"),
            )),
        }
    }

    async fn kept(&self, session: &Session) -> ServiceResult<Keep> {
        let keep = self.keep(session.target(), &session.store().info().await?);
        keep.ok_or_else(|| {
            ServiceError::new(
                ErrorCode::Io,
                "This user has no folder in which a catalog could be kept.",
            )
        })
    }

    /// Whether the text of a store with so many events is indexed: as the user chose, else where it is not large.
    pub fn indexes_text(&self, target: &Target, events: u64) -> bool {
        let target = target.to_string();
        let chosen = self
            .read()
            .into_iter()
            .find(|choice| choice.target == target);
        chosen.map_or(events <= TEXT_EVENTS_MAX, |choice| choice.index_text)
    }

    /// Remembers whether the text of a store is indexed.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub fn choose_text(&self, target: &Target, enabled: bool) -> ServiceResult<()> {
        let target = target.to_string();
        let mut choices = self.read();
        choices.retain(|choice| choice.target != target);
        choices.insert(
            0,
            Choice {
                target,
                index_text: enabled,
            },
        );
        choices.truncate(STORES_MAX);
        match &self.choices {
            Some(file) => kept::write(file, "choice of text indexes", &choices),
            None => Ok(()),
        }
    }

    fn read(&self) -> Vec<Choice> {
        self.choices.as_deref().map(kept::read).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_choice_of_text_is_remembered_for_its_store_alone() {
        let folder = tempfile::tempdir().unwrap();
        let catalogs = Catalogs::kept_in(folder.path());
        let a = Target::Sqlite(folder.path().join("a.db"));
        let b = Target::Sqlite(folder.path().join("b.db"));
        catalogs.choose_text(&a, false).unwrap();
        assert_eq!(
            [&a, &b].map(|target| catalogs.indexes_text(target, 10)),
            [false, true]
        );
        catalogs.choose_text(&a, true).unwrap();
        assert!(catalogs.indexes_text(&a, u64::MAX));
        assert!(!catalogs.indexes_text(&b, u64::MAX));
    }
}
