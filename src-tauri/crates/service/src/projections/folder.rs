//! What stands in a folder of projections.

use std::ffi::OsStr;
use std::fs::{self, DirEntry, File, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// How many modules of a folder are loaded; further ones are told and left alone.
pub const MODULES_MAX: usize = 100;
/// The largest module, in bytes.
pub const MODULE_BYTES_MAX: u64 = 1 << 20;
/// How many entries of a folder are looked at: it may be any folder, the one of all downloads, say.
const ENTRIES_MAX: usize = 10_000;
/// A file changed a shorter time ago may change once more without showing it: times of change are coarse.
const SETTLED_AFTER: Duration = Duration::from_secs(2);

/// A file that has the name of a module.
pub struct Found {
    pub name: String,
    pub path: PathBuf,
    /// When it was changed and how large it is, or why it is not read at all.
    pub stamp: Result<Stamp, String>,
}

/// What tells, without reading, that a file is as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    changed_at: Option<SystemTime>,
    bytes: u64,
}

/// The modules in a folder by name, and what is wrong with the folder as a whole.
///
/// # Errors
/// A folder that cannot be read.
pub fn modules_in(folder: &Path) -> io::Result<(Vec<Found>, Option<String>)> {
    let mut entries = fs::read_dir(folder)?;
    let mut modules: Vec<DirEntry> = Vec::new();
    for entry in entries.by_ref().take(ENTRIES_MAX) {
        let entry = entry?;
        if is_module(Path::new(&entry.file_name())) {
            modules.push(entry);
        }
    }
    modules.sort_by_key(DirEntry::file_name);
    let problem = if modules.len() > MODULES_MAX {
        let left = modules.len() - MODULES_MAX;
        Some(format!(
            "It holds more than {MODULES_MAX} modules; the last {left} by name are left alone."
        ))
    } else {
        entries.next().map(|_| {
            format!("It holds more than {ENTRIES_MAX} files; not all of them were looked at.")
        })
    };
    modules.truncate(MODULES_MAX);
    let found = modules.iter().map(|entry| found(&entry.path())).collect();
    Ok((found, problem))
}

/// One file, whatever it is called.
pub fn found(path: &Path) -> Found {
    let name = path.file_name().unwrap_or_default();
    Found {
        name: name.to_string_lossy().into_owned(),
        path: path.to_owned(),
        stamp: match name.to_str() {
            Some(_) => looked_at(path),
            None => Err("its name is not UTF-8; rename it".to_owned()),
        },
    }
}

/// Reads a module.
///
/// # Errors
/// Why it cannot be, in words.
pub fn read(path: &Path) -> Result<String, String> {
    let unreadable = |error: io::Error| format!("it cannot be read: {error}");
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(unreadable)?;
    // One byte more, so that a file that grew meanwhile is noticed.
    let mut some = file.take(MODULE_BYTES_MAX + 1);
    some.read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > MODULE_BYTES_MAX {
        return Err(too_large());
    }
    String::from_utf8(bytes).map_err(|_| "it is not UTF-8 text".to_owned())
}

impl Stamp {
    /// Whether a file that still has this stamp has not changed since.
    pub fn is_settled(&self, now: SystemTime) -> bool {
        let age = self.changed_at.map(|at| now.duration_since(at));
        matches!(age, Some(Ok(age)) if age > SETTLED_AFTER)
    }
}

impl From<&Metadata> for Stamp {
    fn from(metadata: &Metadata) -> Self {
        Self {
            changed_at: metadata.modified().ok(),
            bytes: metadata.len(),
        }
    }
}

/// Names that begin with a dot are those of editors at work.
fn is_module(name: &Path) -> bool {
    let is_js = name
        .extension()
        .and_then(OsStr::to_str)
        .is_some_and(|end| end.eq_ignore_ascii_case("js"));
    is_js && !name.as_os_str().as_encoded_bytes().starts_with(b".")
}

fn looked_at(path: &Path) -> Result<Stamp, String> {
    let metadata =
        fs::symlink_metadata(path).map_err(|error| format!("it cannot be read: {error}"))?;
    if metadata.is_symlink() {
        return Err("it is a symbolic link; put the file itself here".to_owned());
    }
    // Not a folder, and not a pipe that would keep its reader waiting.
    if !metadata.is_file() {
        return Err("it is no file".to_owned());
    }
    if metadata.len() > MODULE_BYTES_MAX {
        return Err(too_large());
    }
    Ok(Stamp::from(&metadata))
}

fn too_large() -> String {
    format!("it is larger than {} MiB", MODULE_BYTES_MAX >> 20)
}
