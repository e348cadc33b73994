//! What the window holds on to between two commands.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use hindsight_service::{ErrorCode, Jobs, RecentStores, ServiceError, ServiceResult, Session};
use tokio::sync::RwLock;

/// What the window holds on to between two commands.
pub struct AppState {
    session: RwLock<Option<Session>>,
    /// The work under way.
    pub jobs: Jobs,
    /// The stores that were opened before.
    pub recent: RecentStores,
    on_command_line: Mutex<Option<String>>,
}

impl AppState {
    /// Nothing is open yet; `on_command_line` is what the first window will open.
    pub fn new(recent_file: PathBuf, on_command_line: Option<String>) -> Self {
        Self {
            session: RwLock::new(None),
            jobs: Jobs::default(),
            recent: RecentStores::kept_in(recent_file),
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

    /// The path on the command line; told once, so that a reloaded page does not open it again.
    pub fn take_command_line(&self) -> Option<String> {
        self.on_command_line
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take()
    }
}
