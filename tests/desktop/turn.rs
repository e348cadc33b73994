//! One window at a time: two starve each other on a small machine, and a starved window looks like a broken one.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

/// Held while a window is open. A file lock, so that it also holds between the processes of a test runner.
pub struct Turn {
    _lock: File,
}

impl Turn {
    /// Waits until no other test has a window open.
    pub fn take() -> Self {
        let lock = File::create(folder().join("turn.lock")).expect("the lock file can be made");
        lock.lock().expect("the lock file can be locked");
        Self { _lock: lock }
    }
}

/// The folder for what the desktop tests leave: the lock, and the pictures of those that failed.
pub fn folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("desktop");
    fs::create_dir_all(&folder).expect("a folder can be made in Cargo's target folder");
    folder
}
