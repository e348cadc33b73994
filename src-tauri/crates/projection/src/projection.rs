//! A user's description of how to fold one aggregate type.

use std::sync::Arc;

use hindsight_domain::replay::{Fold, FoldError, Folding, Json};
use hindsight_domain::{AggregateType, RawJson};

use crate::fault::Fault;
use crate::folding::JsFolding;
use crate::idle::Idle;
use crate::input::Body;
use crate::limits::Limits;
use crate::source::{ModuleHash, Source};
use crate::stuck::Stuck;
use crate::worker::{Lost, Worker};

/// A projection that could be loaded. It costs nothing to copy.
#[derive(Debug, Clone)]
pub struct Projection {
    source: Source,
    aggregate_type: AggregateType,
    version: u32,
    hash: ModuleHash,
    limits: Limits,
    stuck: Stuck,
    idle: Idle,
}

/// Why a file is no projection, or cannot be used as one, in words for its author.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct ProjectionError(pub(crate) String);

impl Projection {
    /// Loads a module: `file` is the name under which messages speak of it, `text` its text.
    ///
    /// # Errors
    /// [`ProjectionError`], where the text is no module, fails, takes too long, or does not describe a projection.
    pub fn load(file: &str, text: &str, limits: Limits) -> Result<Self, ProjectionError> {
        let source = Source::new(file, text);
        let (_, facts) = Worker::start(&source, limits)??;
        Ok(Self {
            hash: ModuleHash::of(text.as_bytes()),
            idle: Idle::of(&source),
            source,
            aggregate_type: AggregateType::new(facts.aggregate_type),
            version: facts.version,
            limits,
            stuck: Stuck::default(),
        })
    }

    /// The name of its file.
    pub fn file(&self) -> &str {
        self.source.file()
    }

    /// The aggregate type that it folds.
    pub fn aggregate_type(&self) -> &AggregateType {
        &self.aggregate_type
    }

    /// Its version, as its author counts it, from 1.
    pub fn version(&self) -> u32 {
        self.version
    }

    /// What tells its text from any other.
    pub fn hash(&self) -> ModuleHash {
        self.hash
    }

    fn start(&self) -> Result<Arc<Worker>, Fault> {
        if self.stuck.is_stuck() {
            return Err(Fault::new(
                self.file(),
                "it went astray before and is not started again; mend it and load it anew",
            ));
        }
        if let Some(worker) = self.idle.take() {
            return Ok(worker);
        }
        let started = Worker::start(&self.source, self.limits);
        let loaded = started.map_err(|lost| self.astray(lost))?;
        loaded.map(|(worker, _)| Arc::new(worker))
    }

    fn astray(&self, lost: Lost) -> Fault {
        self.stuck.note(&lost);
        lost.fault
    }
}

impl Projection {
    pub(crate) fn folding(&self, from: Option<&Json>) -> Result<JsFolding, FoldError> {
        let failed = |fault: Fault| FoldError::Begin {
            reason: fault.to_string(),
        };
        let worker = self.start().map_err(failed)?;
        let begun = match from {
            None => worker.call(|engine| engine.begin()),
            Some(state) => {
                let state = RawJson::parse(state.to_string());
                let state = state.map_err(|error| failed(Fault::new(self.file(), error)))?;
                worker.call(move |engine| engine.resume(&Body::of_json(&state)))
            }
        };
        begun
            .map_err(|lost| failed(self.astray(lost)))?
            .map_err(failed)?;
        Ok(JsFolding::new(
            worker,
            self.stuck.clone(),
            self.idle.clone(),
        ))
    }
}

impl Fold for Projection {
    fn begin(&self, from: Option<&Json>) -> Result<Box<dyn Folding>, FoldError> {
        Ok(Box::new(self.folding(from)?))
    }
}

impl From<Fault> for ProjectionError {
    fn from(fault: Fault) -> Self {
        Self(fault.to_string())
    }
}

impl From<Lost> for ProjectionError {
    fn from(lost: Lost) -> Self {
        lost.fault.into()
    }
}
