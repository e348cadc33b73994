//! What the window holds on to between two commands.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use hindsight_service::{
    Catalogs, ErrorCode, Jobs, ProjectionFolders, ProjectionsWatch, RecentStores, ServiceError,
    ServiceResult, Session,
};
use tokio::sync::RwLock;

/// What the window holds on to between two commands.
pub struct AppState {
    session: RwLock<Option<Session>>,
    /// The work under way.
    pub jobs: Jobs,
    /// The stores that were opened before.
    pub recent: RecentStores,
    /// The folders of projections that were chosen for stores.
    pub folders: ProjectionFolders,
    watch: Mutex<Option<ProjectionsWatch>>,
    /// Where catalogs are kept.
    pub catalogs: Catalogs,
    on_command_line: Mutex<Option<String>>,
}

impl AppState {
    /// Nothing is open yet; `kept` is the folder of what the program remembers, `on_command_line` what the first
    /// window will open.
    pub fn new(kept: &Path, on_command_line: Option<String>) -> Self {
        Self {
            session: RwLock::new(None),
            jobs: Jobs::default(),
            recent: RecentStores::kept_in(kept.join("recent.json")),
            folders: ProjectionFolders::kept_in(kept.join("projections.json")),
            watch: Mutex::new(None),
            catalogs: Catalogs::of_user(),
            on_command_line: Mutex::new(on_command_line),
        }
    }

    /// The open store.
    ///
    /// # Errors
    /// [`ErrorCode::NoStore`] when none is.
    pub async fn session(&self) -> ServiceResult<Session> {
        self.find_session().await.ok_or_else(|| {
            ServiceError::new(ErrorCode::NoStore, "No store is open. Open one first.")
        })
    }

    /// The open store, if one is.
    pub async fn find_session(&self) -> Option<Session> {
        self.session.read().await.clone()
    }

    /// Puts another store, or none, in the place of the open one.
    pub async fn replace_session(&self, session: Option<Session>) {
        *self.session.write().await = session;
    }

    /// Watches these projections and no others any more.
    pub fn watch(&self, watch: Option<ProjectionsWatch>) {
        *self.watch.lock().unwrap_or_else(PoisonError::into_inner) = watch;
    }

    /// The path on the command line; told once, so that a reloaded page does not open it again.
    pub fn take_command_line(&self) -> Option<String> {
        self.on_command_line
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take()
    }
}
