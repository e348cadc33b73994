//! A store that is made beside its place and moved there when it is whole.

use std::io;
use std::path::{Path, PathBuf};

use tempfile::{Builder, TempDir, TempPath};

use crate::error::{ErrorCode, ServiceError, ServiceResult};
use crate::target::Target;

/// A folder of its own beside the target, which goes away with whatever is in it unless the work is finished.
pub struct Unfinished {
    folder: TempDir,
    making: Target,
    made: PathBuf,
    place: PathBuf,
}

impl Unfinished {
    /// Prepares the making of a store for a target.
    ///
    /// # Errors
    /// Something that is there already, or a folder that cannot be written to.
    pub fn beside(target: &Target) -> ServiceResult<Self> {
        let place = target.require_file("A demo")?;
        if place.exists() {
            return Err(exists(place));
        }
        target.require_folder()?;
        let parent = place.parent().unwrap_or(Path::new("."));
        let folder = Builder::new()
            .prefix(".hindsight-")
            .tempdir_in(parent)
            .map_err(|error| failed(place, &error))?;
        let made = folder.path().join("making.db");
        Ok(Self {
            folder,
            making: Target::Sqlite(made.clone()),
            made,
            place: place.to_owned(),
        })
    }

    /// Where the store is made.
    pub fn target(&self) -> &Target {
        &self.making
    }

    /// Moves the finished store to its place. It must be closed: what stands beside its file is left behind.
    ///
    /// # Errors
    /// Something that has come to stand there meanwhile, or the file system's own.
    pub fn finish(self) -> ServiceResult<()> {
        let moved = TempPath::try_from_path(self.made)
            .and_then(|made| Ok(made.persist_noclobber(&self.place)?))
            .map_err(|error| match error.kind() {
                io::ErrorKind::AlreadyExists => exists(&self.place),
                _ => failed(&self.place, &error),
            });
        drop(self.folder);
        moved
    }
}

fn exists(place: &Path) -> ServiceError {
    ServiceError::new(
        ErrorCode::AlreadyExists,
        format!(
            "{} exists already; choose another name, or open it",
            place.display()
        ),
    )
}

fn failed(place: &Path, error: &io::Error) -> ServiceError {
    ServiceError::new(
        ErrorCode::Io,
        format!("The store cannot be made at {}: {error}", place.display()),
    )
}
