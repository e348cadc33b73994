//! Making a store's file, and the thread on which that is done.

use std::fs::OpenOptions;
use std::path::Path;

use chrono::Utc;
use hindsight_store::{Identity, StoreError, StoreResult};
use rusqlite::Connection;
use uuid::Uuid;

use crate::{error, migrate};

/// Takes the name, so that of two who make the same store one is told.
pub fn reserve(path: &Path) -> StoreResult<()> {
    match OpenOptions::new().write(true).create_new(true).open(path) {
        Ok(_) => Ok(()),
        Err(failure) if failure.kind() == std::io::ErrorKind::AlreadyExists => {
            Err(StoreError::AlreadyExists(path.display().to_string()))
        }
        Err(failure) => Err(error::io(&failure)),
    }
}

/// Makes the tables in it, under a new name.
pub fn initialise(path: &Path) -> StoreResult<Connection> {
    let identity = Identity {
        store_id: Uuid::now_v7().into(),
        created_at: Utc::now().into(),
    };
    initialise_as(path, &identity)
}

/// Makes the tables in it, under a given name.
pub fn initialise_as(path: &Path, identity: &Identity) -> StoreResult<Connection> {
    let mut connection = crate::connection::open_new(path)?;
    migrate::initialise(&mut connection, &identity.store_id, identity.created_at)?;
    Ok(connection)
}

/// Runs the blocking work of opening on a thread of its own.
pub async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> StoreResult<T> + Send + 'static,
) -> StoreResult<T> {
    let (answer, answered) = tokio::sync::oneshot::channel();
    std::thread::Builder::new()
        .name("hindsight-open".to_owned())
        .spawn(move || {
            // A caller that has gone away wants no answer.
            let _ = answer.send(work());
        })
        .map_err(|failure| error::io(&failure))?;
    answered
        .await
        .map_err(|_| StoreError::Engine("opening ended without an answer".to_owned()))?
}
