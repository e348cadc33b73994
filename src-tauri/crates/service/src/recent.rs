//! The stores that were opened before, kept in one small file of the user's.

use std::path::PathBuf;

use chrono::Utc;
use hindsight_domain::Instant;
use serde::{Deserialize, Serialize};

use crate::connect::server_fields;
use crate::error::ServiceResult;
use crate::kept;
use crate::target::Target;
use crate::wire::RecentStoreDto;

/// How many are remembered.
const RECENT_MAX: usize = 12;

/// The stores that were opened before, newest first.
#[derive(Debug, Clone)]
pub struct RecentStores {
    file: PathBuf,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Entry {
    target: String,
    opened_at: String,
}

impl RecentStores {
    /// The list that is kept in this file, which need not exist.
    pub fn kept_in(file: PathBuf) -> Self {
        Self { file }
    }

    /// The list. A file that cannot be understood is an empty list: it holds nothing that cannot be opened anew.
    pub fn list(&self) -> Vec<RecentStoreDto> {
        let told = |entry: Entry| {
            let target = Target::parse(&entry.target).ok()?;
            Some(RecentStoreDto {
                name: target.name(),
                exists: target.exists(),
                server: server_fields(&target),
                target: entry.target,
                opened_at: entry.opened_at,
            })
        };
        self.read().into_iter().filter_map(told).collect()
    }

    /// Puts a store at the head of the list.
    ///
    /// # Errors
    /// A folder or file that cannot be written.
    pub fn remember(&self, target: &Target) -> ServiceResult<()> {
        let target = target.to_string();
        let mut entries = self.read();
        entries.retain(|entry| entry.target != target);
        entries.insert(
            0,
            Entry {
                target,
                opened_at: Instant::from(Utc::now()).to_string(),
            },
        );
        entries.truncate(RECENT_MAX);
        self.write(&entries)
    }

    /// Takes a store off the list; the store itself is left alone.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub fn forget(&self, target: &str) -> ServiceResult<()> {
        let mut entries = self.read();
        entries.retain(|entry| entry.target != target);
        self.write(&entries)
    }

    fn read(&self) -> Vec<Entry> {
        kept::read(&self.file)
    }

    fn write(&self, entries: &[Entry]) -> ServiceResult<()> {
        kept::write(&self.file, "list of recent stores", entries)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_comes_first_and_once_and_can_be_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        let recent = RecentStores::kept_in(folder.path().join("deep/recent.json"));
        assert!(recent.list().is_empty());
        for name in ["a.db", "b.db", "a.db"] {
            let target = folder.path().join(name);
            recent
                .remember(&Target::parse(&target.to_string_lossy()).unwrap())
                .unwrap();
        }
        let names = |recent: &RecentStores| -> Vec<String> {
            recent.list().into_iter().map(|store| store.name).collect()
        };
        assert_eq!(names(&recent), ["a.db", "b.db"]);
        assert!(!recent.list()[0].exists);
        recent.forget(&recent.list()[0].target.clone()).unwrap();
        assert_eq!(names(&recent), ["b.db"]);
    }

    #[test]
    fn a_broken_list_is_an_empty_one_and_is_mended_by_the_next_opening() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("recent.json");
        std::fs::write(&file, "{oops").unwrap();
        let recent = RecentStores::kept_in(file);
        assert!(recent.list().is_empty());
        recent
            .remember(&Target::parse("/data/a.db").unwrap())
            .unwrap();
        assert_eq!(recent.list().len(), 1);
    }
}
