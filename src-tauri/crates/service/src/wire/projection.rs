//! Projections on the wire: which there are, which one is wished for, and which one folded.

use serde::{Deserialize, Serialize};
use specta::Type;

/// How events are to be folded.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum FoldWishDto {
    /// By the projection for the aggregate's type, where there is a usable one, else as a merge patch.
    #[default]
    Auto,
    /// As a merge patch, whatever projections there are.
    Merge,
    /// By this projection and no other.
    Projection {
        /// The name of its file.
        file: String,
    },
}

/// What a state was folded by.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum FoldedByDto {
    /// The merge patch of each event's data.
    Merge {
        /// Why the projection that there is for this type could not be used, where that is so.
        problem: Option<String>,
    },
    /// A projection.
    Projection {
        /// The name of its file.
        file: String,
        /// Its version, as its author counts it.
        version: u32,
        /// SHA-256 of its text, in hexadecimal digits.
        hash: String,
    },
}

/// The projections of a store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ProjectionsDto {
    /// Where they are looked for.
    pub folder: String,
    /// Whether that is the place beside the store, and not one that was chosen.
    pub is_default: bool,
    /// Whether it is there.
    pub exists: bool,
    /// What is wrong with the folder as a whole.
    pub problem: Option<String>,
    /// The modules in it, by name.
    pub items: Vec<ProjectionDto>,
}

/// A module among the projections of a store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ProjectionDto {
    /// The name of its file.
    pub file: String,
    /// The aggregate type that it folds, as far as that is known.
    pub aggregate_type: Option<String>,
    /// Its version, where it could be loaded.
    pub version: Option<u32>,
    /// SHA-256 of its text, in hexadecimal digits; empty where it could not be read.
    pub hash: String,
    /// Why it is not used.
    pub problem: Option<String>,
    /// Whether aggregates of its type are folded by it.
    pub in_use: bool,
}

/// How a projection did at its cases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ProjectionTestDto {
    /// The name of its file.
    pub file: String,
    /// The aggregate type that it folds.
    pub aggregate_type: String,
    /// Its version.
    pub version: u32,
    /// SHA-256 of its text, in hexadecimal digits.
    pub hash: String,
    /// Its cases, in the order in which they are written down.
    pub cases: Vec<CaseDto>,
}

/// How a projection did at one case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CaseDto {
    /// What it shows.
    pub name: String,
    /// What went wrong; `None` where nothing did.
    pub problem: Option<String>,
    /// The places at which the state is not the expected one.
    pub differences: Vec<DifferenceDto>,
}

/// A place at which a state is not the expected one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DifferenceDto {
    /// Where, as a JSON Pointer.
    pub path: String,
    /// What is expected there, as JSON text.
    pub expected: Option<String>,
    /// What is there, as JSON text.
    pub actual: Option<String>,
}

/// A projection that was begun for somebody to go on with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct NewProjectionDto {
    /// The name of its file.
    pub file: String,
    /// Where it is.
    pub path: String,
    /// How many events were looked at for it.
    pub sampled: u32,
}
