//! Hearing of changes in a folder of projections. Without it they are noticed all the same when somebody asks: a folder
//! that cannot be watched, such as one on a network drive, loses nothing but the promptness.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use notify_debouncer_mini::notify::{RecommendedWatcher, RecursiveMode};
use notify_debouncer_mini::{DebounceEventResult, Debouncer, new_debouncer};

use super::registry::Projections;
use crate::wire::ProjectionsDto;

/// How long a folder must be quiet before it is looked at: editors write a file in several steps.
const QUIET: Duration = Duration::from_millis(200);

/// Watches a folder of projections until it goes.
pub struct ProjectionsWatch {
    _watcher: Shared,
}

type Shared = Arc<Mutex<Option<Debouncer<RecommendedWatcher>>>>;

impl ProjectionsWatch {
    /// Begins to watch. `tell` is called, on a thread of its own, with what the projections are after each change.
    /// The folder need not exist; the one around it is watched too, where it can be.
    pub fn begin(
        projections: &Projections,
        tell: impl Fn(ProjectionsDto) + Send + 'static,
    ) -> Self {
        let shared = Shared::default();
        if let Some(folder) = projections.folder() {
            let hearing = Hearing {
                projections: projections.clone(),
                folder: folder.to_owned(),
                shared: Arc::downgrade(&shared),
                told: None,
            };
            *lock(&shared) = hearing.begin(tell);
        }
        Self { _watcher: shared }
    }
}

struct Hearing {
    projections: Projections,
    folder: PathBuf,
    /// Weak, or the watcher would keep itself alive.
    shared: Weak<Mutex<Option<Debouncer<RecommendedWatcher>>>>,
    told: Option<ProjectionsDto>,
}

impl Hearing {
    fn begin(
        mut self,
        tell: impl Fn(ProjectionsDto) + Send + 'static,
    ) -> Option<Debouncer<RecommendedWatcher>> {
        let folder = self.folder.clone();
        let made = new_debouncer(QUIET, move |heard: DebounceEventResult| {
            self.hear(heard, &tell)
        });
        let mut watcher = made.ok()?;
        // What cannot be watched is not, here and below.
        if let Some(around) = folder.parent() {
            let _ = watcher.watcher().watch(around, RecursiveMode::NonRecursive);
        }
        let _ = watcher
            .watcher()
            .watch(&folder, RecursiveMode::NonRecursive);
        Some(watcher)
    }

    fn hear(&mut self, heard: DebounceEventResult, tell: &impl Fn(ProjectionsDto)) {
        let Ok(events) = heard else {
            return;
        };
        // By name: the platform may spell the way to the folder in another way.
        let Some(name) = self.folder.file_name().map(Path::new) else {
            return;
        };
        let is_folder = events.iter().any(|event| event.path.ends_with(name));
        let within = |path: &Path| path.parent().is_some_and(|parent| parent.ends_with(name));
        if is_folder {
            self.watch_anew();
        } else if !events.iter().any(|event| within(&event.path)) {
            return;
        }
        let now = self.projections.listed();
        if self.told.as_ref() != Some(&now) {
            self.told = Some(now.clone());
            tell(now);
        }
    }

    /// The folder came, or went and came again: another one is there now.
    fn watch_anew(&self) {
        let Some(shared) = self.shared.upgrade() else {
            return;
        };
        if let Some(watcher) = lock(&shared).as_mut() {
            let _ = watcher.watcher().unwatch(&self.folder);
            let _ = watcher
                .watcher()
                .watch(&self.folder, RecursiveMode::NonRecursive);
        }
    }
}

fn lock(shared: &Shared) -> std::sync::MutexGuard<'_, Option<Debouncer<RecommendedWatcher>>> {
    // It is set once and whole at every moment.
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::sync::mpsc::{self, Receiver};

    use super::*;
    use crate::target::Target;

    /// What is told until it is as wanted; a platform may tell of one change in several steps.
    fn until(told: &Receiver<ProjectionsDto>, wanted: impl Fn(&ProjectionsDto) -> bool) {
        let wait = Duration::from_secs(20);
        while !wanted(&told.recv_timeout(wait).unwrap()) {}
    }

    #[test]
    fn a_folder_that_comes_changes_and_goes_is_heard_of() {
        let place = tempfile::tempdir().unwrap();
        let projections = Projections::beside(&Target::Sqlite(place.path().join("a.db")));
        let (tell, told) = mpsc::channel();
        let watch = ProjectionsWatch::begin(&projections, move |now| drop(tell.send(now)));
        let folder = place.path().join("projections");
        let file = folder.join("thing.js");
        let module = |version: u32| {
            format!(
                "export default {{ aggregateType: 'T', version: {version}, init: () => 1, when: {{}} }};"
            )
        };
        let is_version = |version: u32| {
            move |now: &ProjectionsDto| {
                now.items
                    .first()
                    .is_some_and(|item| item.version == Some(version))
            }
        };
        for round in [10, 20] {
            fs::create_dir(&folder).unwrap();
            until(&told, |now| now.exists);
            fs::write(&file, module(round)).unwrap();
            until(&told, is_version(round));
            fs::write(&file, module(round + 1)).unwrap();
            until(&told, is_version(round + 1));
            fs::remove_dir_all(&folder).unwrap();
            until(&told, |now| !now.exists);
        }
        drop(watch);
        assert!(matches!(
            told.recv_timeout(Duration::from_secs(20)),
            Err(mpsc::RecvTimeoutError::Disconnected)
        ));
    }

    #[test]
    fn what_else_happens_beside_the_store_is_not_told() {
        let place = tempfile::tempdir().unwrap();
        let projections = Projections::beside(&Target::Sqlite(place.path().join("a.db")));
        let (tell, told) = mpsc::channel();
        let _watch = ProjectionsWatch::begin(&projections, move |now| drop(tell.send(now)));
        fs::write(place.path().join("a.db-wal"), "x").unwrap();
        assert!(told.recv_timeout(QUIET * 5).is_err());
        fs::create_dir(place.path().join("projections")).unwrap();
        assert!(told.recv_timeout(Duration::from_secs(20)).is_ok());
    }
}
