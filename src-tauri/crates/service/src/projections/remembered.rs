//! The folders of projections that the user chose, one for a store, kept in one small file of the user's.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::registry::Projections;
use crate::error::ServiceResult;
use crate::kept;
use crate::target::Target;

/// For how many stores a choice is remembered.
const STORES_MAX: usize = 200;

/// The folders that the user chose. What was not chosen is beside the store.
#[derive(Debug, Clone)]
pub struct ProjectionFolders {
    file: PathBuf,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Choice {
    target: String,
    folder: PathBuf,
}

impl ProjectionFolders {
    /// The choices that are kept in this file, which need not exist.
    pub fn kept_in(file: PathBuf) -> Self {
        Self { file }
    }

    /// The projections of a store, by choice or beside it.
    pub fn of(&self, target: &Target) -> Projections {
        let name = target.to_string();
        let chosen = self.read().into_iter().find(|choice| choice.target == name);
        match chosen {
            Some(choice) => Projections::in_folder(choice.folder),
            None => Projections::beside(target),
        }
    }

    /// Remembers a folder for a store; nothing is written to the store.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub fn choose(&self, target: &Target, folder: PathBuf) -> ServiceResult<()> {
        self.change(target, Some(folder))
    }

    /// Forgets the choice for a store.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub fn reset(&self, target: &Target) -> ServiceResult<()> {
        self.change(target, None)
    }

    fn change(&self, target: &Target, folder: Option<PathBuf>) -> ServiceResult<()> {
        let target = target.to_string();
        let mut choices = self.read();
        choices.retain(|choice| choice.target != target);
        if let Some(folder) = folder {
            choices.insert(0, Choice { target, folder });
        }
        choices.truncate(STORES_MAX);
        kept::write(&self.file, "choice of projections", &choices)
    }

    fn read(&self) -> Vec<Choice> {
        kept::read(&self.file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_is_remembered_for_its_store_alone_and_can_be_taken_back() {
        let folder = tempfile::tempdir().unwrap();
        let folders = ProjectionFolders::kept_in(folder.path().join("deep/projections.json"));
        let a = Target::Sqlite(folder.path().join("a.db"));
        let b = Target::Sqlite(folder.path().join("b.db"));
        let of = |target: &Target| folders.of(target).folder().unwrap().to_owned();
        assert_eq!(of(&a), folder.path().join("projections"));
        let chosen = folder.path().join("mine");
        folders.choose(&a, folder.path().join("first")).unwrap();
        folders.choose(&a, chosen.clone()).unwrap();
        assert_eq!(
            (of(&a), of(&b)),
            (chosen, folder.path().join("projections"))
        );
        folders.reset(&a).unwrap();
        assert_eq!(of(&a), folder.path().join("projections"));
    }
}
