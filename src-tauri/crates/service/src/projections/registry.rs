//! The projections of one store, looked at anew whenever somebody asks.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use hindsight_domain::AggregateType;

use super::choice::{self, Chosen};
use super::folder::{self, Found};
use super::module::Module;
use crate::aside::aside;
use crate::error::{ErrorCode, ServiceError, ServiceResult};
use crate::target::Target;
use crate::wire::{FoldWishDto, ProjectionsDto};

/// How long somebody who asks waits for modules to load; what is not loaded by then is the next one's turn.
const PATIENCE: Duration = Duration::from_secs(10);

/// The projections of one store. A copy speaks of the same ones.
#[derive(Clone)]
pub struct Projections(Arc<Inner>);

struct Inner {
    place: Place,
    known: Mutex<Known>,
}

/// Where modules are looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Place {
    Nowhere,
    Folder { path: PathBuf, is_default: bool },
    File(PathBuf),
}

#[derive(Default)]
struct Known {
    modules: Vec<Module>,
    exists: bool,
    problem: Option<String>,
}

impl Projections {
    /// No projections at all: everything is folded as a merge patch.
    pub fn none() -> Self {
        Self::of_place(Place::Nowhere)
    }

    /// Those that stand beside a store, in `projections/`; beside a store on a server there are none. Nothing is read
    /// before somebody asks.
    pub fn beside(target: &Target) -> Self {
        let Some(file) = target.file() else {
            return Self::none();
        };
        Self::of_place(Place::Folder {
            path: file.with_file_name(super::FOLDER),
            is_default: true,
        })
    }

    /// The same ones, loaded for themselves: one that goes astray there is not stopped here.
    pub(crate) fn apart(&self) -> Self {
        Self::of_place(self.0.place.clone())
    }

    /// Those in a folder that somebody chose.
    pub fn in_folder(folder: impl Into<PathBuf>) -> Self {
        Self::of_place(Place::Folder {
            path: folder.into(),
            is_default: false,
        })
    }

    /// Those in a folder, or the one in a file.
    ///
    /// # Errors
    /// Nothing there, or a file that is no projection.
    pub async fn at(path: &Path) -> ServiceResult<Self> {
        let real = path.canonicalize().map_err(|error| {
            let told = format!("{} cannot be read: {error}", path.display());
            ServiceError::new(ErrorCode::NotFound, told)
        })?;
        if real.is_dir() {
            return Ok(Self::in_folder(path));
        }
        let alone = Self::of_place(Place::File(real));
        let mut items = alone.list().await?.items;
        match items.pop().and_then(|item| item.problem) {
            Some(problem) => Err(ServiceError::invalid(problem)),
            None => Ok(alone),
        }
    }

    /// The fold for an aggregate type, and what it is to be called.
    ///
    /// # Errors
    /// A projection that was wished for by name and cannot be had. Where one merely happens to be unusable, the merge
    /// patch stands in, and its name says why.
    pub async fn of(
        &self,
        aggregate_type: &AggregateType,
        wish: &FoldWishDto,
    ) -> ServiceResult<Chosen> {
        if self.0.place == Place::Nowhere || *wish == FoldWishDto::Merge {
            return choice::choose(&[], aggregate_type, wish);
        }
        let (inner, aggregate_type, wish) = (self.0.clone(), aggregate_type.clone(), wish.clone());
        aside(move || {
            let known = inner.refreshed();
            let chosen = choice::choose(&known.modules, &aggregate_type, &wish)?;
            Ok(chosen.excused(known.problem.as_deref()))
        })
        .await?
    }

    /// All of them, as they are now.
    ///
    /// # Errors
    /// None but those of the program itself.
    pub async fn list(&self) -> ServiceResult<ProjectionsDto> {
        let projections = self.clone();
        aside(move || projections.listed()).await
    }

    /// The same for somebody who may wait.
    pub(super) fn listed(&self) -> ProjectionsDto {
        let Inner { place, .. } = &*self.0;
        let known = self.0.refreshed();
        let folder = place.path().map(|path| path.display().to_string());
        ProjectionsDto {
            folder: folder.unwrap_or_default(),
            is_default: place.is_default(),
            exists: known.exists,
            problem: known.problem.clone(),
            items: known
                .modules
                .iter()
                .map(|module| choice::describe(&known.modules, module))
                .collect(),
        }
    }

    /// The folder in which they are looked for.
    pub fn folder(&self) -> Option<&Path> {
        match &self.0.place {
            Place::Folder { path, .. } => Some(path),
            Place::File(path) => path.parent(),
            Place::Nowhere => None,
        }
    }

    fn of_place(place: Place) -> Self {
        Self(Arc::new(Inner {
            place,
            known: Mutex::default(),
        }))
    }
}

impl Inner {
    fn refreshed(&self) -> MutexGuard<'_, Known> {
        // A panic while it was held may have left some modules out; the next look finds them again.
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let before = std::mem::take(&mut known.modules);
        let (found, exists, problem) = self.place.found();
        known.exists = exists;
        known.problem = problem;
        known.modules = looked_at(found, before);
        known
    }
}

/// The modules as they are now. One that loads slowly keeps others from being loaded this time, but not for ever.
fn looked_at(found: Vec<Found>, mut before: Vec<Module>) -> Vec<Module> {
    let begun = Instant::now();
    let look = |found: Found| {
        let at = before.iter().position(|module| module.name == found.name);
        let before = at.map(|at| before.swap_remove(at));
        Module::look(found, before, begun.elapsed() < PATIENCE)
    };
    found.into_iter().map(look).collect()
}

impl Place {
    fn is_default(&self) -> bool {
        !matches!(
            self,
            Self::Folder {
                is_default: false,
                ..
            }
        )
    }

    fn path(&self) -> Option<&Path> {
        match self {
            Self::Nowhere => None,
            Self::Folder { path, .. } | Self::File(path) => Some(path),
        }
    }

    /// The files that there are, whether the place itself is, and what is wrong with it.
    fn found(&self) -> (Vec<Found>, bool, Option<String>) {
        match self {
            Self::Nowhere => (Vec::new(), false, None),
            Self::File(path) if path.exists() => (vec![folder::found(path)], true, None),
            Self::File(_) => (Vec::new(), false, None),
            Self::Folder { path, is_default } => match folder::modules_in(path) {
                Ok((found, problem)) => (found, true, problem),
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                    let missed = || format!("There is no folder {}.", path.display());
                    (Vec::new(), false, (!is_default).then(missed))
                }
                Err(error) => {
                    let problem = format!("{} cannot be read: {error}.", path.display());
                    (Vec::new(), true, Some(problem))
                }
            },
        }
    }
}
