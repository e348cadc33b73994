//! Making a store's file, and the thread on which that is done.

use std::fs::OpenOptions;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use chrono::Utc;
use hindsight_store::{Identity, StoreError, StoreResult};
use rusqlite::Connection;
use uuid::Uuid;

use crate::{error, migrate};

/// Makes an empty store under a new name.
pub fn make(path: &Path) -> StoreResult<Connection> {
    let identity = Identity {
        store_id: Uuid::now_v7().into(),
        created_at: Utc::now().into(),
    };
    make_as(path, &identity)
}

/// Makes an empty store under a given name. The file is there whole or not at all, whenever somebody ends the program: it is
/// made under another name beside its place, and only then takes it. Of two who make the same store one is told.
pub fn make_as(path: &Path, identity: &Identity) -> StoreResult<Connection> {
    if path.symlink_metadata().is_ok() {
        return Err(exists(path));
    }
    let draft = draft_of(path);
    let made = reserve(&draft)
        .and_then(|()| initialise(&draft, identity))
        .and_then(|()| take_place(&draft, path));
    migrate::discard(&draft);
    made?;
    crate::connection::open_writing(path).inspect_err(|_| migrate::discard(path))
}

fn initialise(draft: &Path, identity: &Identity) -> StoreResult<()> {
    let mut connection = crate::connection::open_new(draft)?;
    migrate::initialise(&mut connection, &identity.store_id, identity.created_at)?;
    // Whoever closes the file last carries its log over into it and takes the log away.
    connection
        .close()
        .map_err(|(_, failure)| error::translate(failure))
}

/// Gives the draft its name, unless something goes by it by now.
fn take_place(draft: &Path, path: &Path) -> StoreResult<()> {
    match std::fs::hard_link(draft, path) {
        Ok(()) => Ok(()),
        Err(failure) if failure.kind() == ErrorKind::AlreadyExists => Err(exists(path)),
        // Not every file system lets a file have two names. There the name is taken by an empty file first.
        Err(_) => {
            reserve(path)?;
            std::fs::rename(draft, path).map_err(|failure| {
                migrate::discard(path);
                error::io(&failure)
            })
        }
    }
}

fn reserve(path: &Path) -> StoreResult<()> {
    match OpenOptions::new().write(true).create_new(true).open(path) {
        Ok(_) => Ok(()),
        Err(failure) if failure.kind() == ErrorKind::AlreadyExists => Err(exists(path)),
        Err(failure) => Err(error::io(&failure)),
    }
}

fn exists(path: &Path) -> StoreError {
    StoreError::AlreadyExists(path.display().to_string())
}

fn draft_of(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".making-{}", Uuid::now_v7().simple()));
    name.into()
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
