//! Which fold is used for an aggregate type.

use std::cmp::Reverse;
use std::sync::Arc;

use hindsight_domain::AggregateType;
use hindsight_domain::replay::{Fold, MergeFold};
use hindsight_projection::Projection;

use super::module::Module;
use crate::error::{ErrorCode, ServiceError, ServiceResult};
use crate::wire::{FoldWishDto, FoldedByDto, ProjectionDto};

/// A fold, and what it is to be called.
#[derive(Clone)]
pub struct Chosen {
    /// The fold.
    pub fold: Arc<dyn Fold>,
    /// What it is.
    pub by: FoldedByDto,
}

impl Chosen {
    /// The merge patch, by choice or for want of something else.
    pub fn merge(problem: Option<String>) -> Self {
        Self {
            fold: Arc::new(MergeFold),
            by: FoldedByDto::Merge { problem },
        }
    }

    /// With what is wrong with the folder as the reason why there is no projection, where no nearer one is known.
    pub(super) fn excused(mut self, folder: Option<&str>) -> Self {
        if let FoldedByDto::Merge { problem } = &mut self.by {
            *problem = problem.take().or_else(|| folder.map(str::to_owned));
        }
        self
    }

    fn projection(projection: &Projection) -> Self {
        Self {
            fold: Arc::new(projection.clone()),
            by: FoldedByDto::Projection {
                file: projection.file().to_owned(),
                version: projection.version(),
                hash: projection.hash().to_string(),
            },
        }
    }
}

/// The fold for a type among these modules.
///
/// # Errors
/// A projection that was asked for by name and cannot be had.
pub fn choose(
    modules: &[Module],
    aggregate_type: &AggregateType,
    wish: &FoldWishDto,
) -> ServiceResult<Chosen> {
    match wish {
        FoldWishDto::Merge => Ok(Chosen::merge(None)),
        FoldWishDto::Auto => Ok(match in_use(modules, aggregate_type) {
            Some((_, projection)) => Chosen::projection(projection),
            None => Chosen::merge(problem(modules, aggregate_type)),
        }),
        FoldWishDto::Projection { file } => named(modules, aggregate_type, file),
    }
}

/// What is told of a module.
pub fn describe(modules: &[Module], module: &Module) -> ProjectionDto {
    let loaded = module.loaded.as_ref();
    let winner = loaded
        .ok()
        .and_then(|own| in_use(modules, own.aggregate_type()));
    let is_in_use = winner.is_some_and(|(winner, _)| winner.name == module.name);
    let beaten = winner.filter(|_| !is_in_use).map(|(_, winner)| {
        format!(
            "{} folds {} too and is the one in use (version {}); remove one of the two",
            winner.file(),
            winner.aggregate_type(),
            winner.version()
        )
    });
    ProjectionDto {
        file: module.name.clone(),
        aggregate_type: module.aggregate_type.as_ref().map(ToString::to_string),
        version: loaded.ok().map(Projection::version),
        hash: module.hash.map(|hash| hash.to_string()).unwrap_or_default(),
        problem: loaded.err().cloned().or(beaten),
        in_use: is_in_use,
    }
}

/// The module for a type: of several the one with the highest version, of equal ones the first by name.
fn in_use<'m>(
    modules: &'m [Module],
    aggregate_type: &AggregateType,
) -> Option<(&'m Module, &'m Projection)> {
    modules
        .iter()
        .filter_map(|module| Some((module, module.loaded.as_ref().ok()?)))
        .filter(|(_, projection)| projection.aggregate_type() == aggregate_type)
        .max_by_key(|(module, projection)| (projection.version(), Reverse(&module.name)))
}

/// Why there is no projection for a type though there is a module that seems to be meant for it.
fn problem(modules: &[Module], aggregate_type: &AggregateType) -> Option<String> {
    modules
        .iter()
        .filter(|module| is_meant_for(module, aggregate_type))
        .find_map(|module| {
            module
                .loaded
                .as_ref()
                .err()
                .map(|problem| told(&module.name, problem))
        })
}

fn is_meant_for(module: &Module, aggregate_type: &AggregateType) -> bool {
    let letters = |name: &str| -> String {
        let letters = name.chars().filter(|letter| letter.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    match &module.aggregate_type {
        Some(meant) => meant == aggregate_type,
        None => {
            let stem = module.name.rsplit_once('.').map_or("", |(stem, _)| stem);
            letters(stem) == letters(aggregate_type.as_str())
        }
    }
}

fn named(modules: &[Module], aggregate_type: &AggregateType, file: &str) -> ServiceResult<Chosen> {
    let module = modules.iter().find(|module| module.name == file);
    let module = module.ok_or_else(|| {
        ServiceError::new(
            ErrorCode::NotFound,
            format!("There is no projection {file} in the folder of projections."),
        )
    })?;
    let projection = module.loaded.as_ref();
    let projection = projection.map_err(|problem| ServiceError::invalid(told(file, problem)))?;
    if projection.aggregate_type() != aggregate_type {
        return Err(ServiceError::invalid(format!(
            "{file} folds aggregates of type {}, and this one is of type {aggregate_type}",
            projection.aggregate_type()
        )));
    }
    Ok(Chosen::projection(projection))
}

/// A problem with the name of its file, which the words of a projection's own begin with.
fn told(file: &str, problem: &str) -> String {
    match problem.starts_with(file) {
        true => problem.to_owned(),
        false => format!("{file}: {problem}"),
    }
}
