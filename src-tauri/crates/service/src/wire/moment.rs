//! Moments at which something became true, on the wire.

use hindsight_domain::RawJson;
use hindsight_domain::replay::{Condition, Json, Test};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::EventRowDto;
use crate::error::{ServiceError, ServiceResult};

/// Where to look.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum MomentScopeDto {
    /// In one aggregate.
    Aggregate {
        /// Its name.
        aggregate_id: String,
    },
    /// In every aggregate of a type.
    Type {
        /// The type.
        aggregate_type: String,
    },
}

/// Something that may become true of one place of a state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ConditionDto {
    /// The place, a JSON Pointer.
    pub path: String,
    /// What may be true of it.
    pub test: TestDto,
}

/// What may be true of a place. Values are JSON text and compared by what they mean: `1.10` equals `1.1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum TestDto {
    /// Something stands there.
    Exists,
    /// Something else stands there than before.
    Changes,
    /// This stands there.
    Equals {
        /// The value.
        value: String,
    },
    /// A number above this one, or a text after this one, stands there.
    Above {
        /// The value.
        value: String,
    },
    /// A number below this one, or a text before this one, stands there.
    Below {
        /// The value.
        value: String,
    },
}

/// An event at which the condition became true.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MomentDto {
    /// The event.
    pub event: EventRowDto,
    /// What stood at the place before it, as JSON text.
    pub old: Option<String>,
    /// What stands there after it, as JSON text.
    pub new: Option<String>,
}

/// Some moments, and how far the search is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MomentsStepDto {
    /// What was found since the last step.
    pub hits: Vec<MomentDto>,
    /// How many events were looked at.
    pub done: u32,
    /// How many there are.
    pub total: u32,
}

/// What a search for moments came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MomentsDto {
    /// How often the condition became true.
    pub count: u32,
    /// How many of the moments were told; of very many only the first.
    pub hits: u32,
    /// How many aggregates were looked at.
    pub aggregates: u32,
    /// Aggregates that could not be looked at to their end.
    pub problems: Vec<MomentsProblemDto>,
}

/// Why an aggregate could not be looked at to its end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MomentsProblemDto {
    /// The aggregate.
    pub aggregate_id: String,
    /// Where folding stopped, and why.
    pub message: String,
}

impl TryFrom<&ConditionDto> for Condition {
    type Error = ServiceError;

    fn try_from(dto: &ConditionDto) -> ServiceResult<Self> {
        Ok(Self {
            at: dto.path.parse().map_err(ServiceError::invalid)?,
            test: match &dto.test {
                TestDto::Exists => Test::Exists,
                TestDto::Changes => Test::Changes,
                TestDto::Equals { value } => Test::Equals(json(value)?),
                TestDto::Above { value } => Test::Above(ordered(value)?),
                TestDto::Below { value } => Test::Below(ordered(value)?),
            },
        })
    }
}

fn json(text: &str) -> ServiceResult<Json> {
    let tree = RawJson::parse(text).and_then(|raw| Json::parse(&raw));
    tree.map_err(|error| {
        ServiceError::invalid(format!(
            "the value must be JSON, such as 12 or \"confidential\" with its quotes, but {error}"
        ))
    })
}

/// Only numbers and texts have an order.
fn ordered(text: &str) -> ServiceResult<Json> {
    let value = json(text)?;
    match hindsight_domain::replay::order(&value, &value) {
        Some(_) => Ok(value),
        None => Err(ServiceError::invalid(
            "only a number or a text in quotes can be above or below another",
        )),
    }
}
