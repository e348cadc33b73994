//! What is answered to each line.

use hindsight_service::wire::AppendResultDto;
use hindsight_service::{ErrorCode, ServiceResult};
use serde::Serialize;

use crate::failure::{Code, Failure};

/// The answer to one line.
#[derive(Debug, Serialize)]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum Answer {
    /// Recorded now.
    Appended(Place),
    /// Recorded before, and not again.
    AlreadyProcessed(Place),
    /// The expected version did not hold.
    Conflict {
        /// The number of the line.
        line: u64,
        /// The command.
        command_id: String,
        /// The aggregate.
        aggregate_id: String,
        /// What was believed.
        expected: NumberOrWord,
        /// The version of the last event; null where there is none.
        actual: Option<u32>,
    },
    /// The command id was used before with another body.
    CommandReused {
        /// The number of the line.
        line: u64,
        /// The command.
        command_id: String,
    },
    /// The line cannot be understood or recorded.
    Invalid {
        /// The number of the line.
        line: u64,
        /// Why.
        error: String,
    },
    /// The store failed.
    Failed {
        /// The number of the line.
        line: u64,
        /// How.
        error: String,
    },
}

/// Where a command's events stand; null for a command without events.
#[derive(Debug, Serialize)]
pub struct Place {
    line: u64,
    command_id: String,
    aggregate_id: String,
    first_version: Option<u32>,
    last_version: Option<u32>,
    first_position: Option<i64>,
    last_position: Option<i64>,
}

/// A version, or one of the words that stand for a belief.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum NumberOrWord {
    /// A version.
    Number(u32),
    /// A word.
    Word(String),
}

impl Answer {
    /// To a line that cannot be understood.
    pub fn invalid(line: u64, error: String) -> Self {
        Self::Invalid { line, error }
    }

    /// To a line that was sent to the store, which must have answered.
    pub fn new(line: u64, result: Option<ServiceResult<AppendResultDto>>) -> Self {
        match result {
            Some(Ok(result)) => Self::told(line, result),
            Some(Err(error)) if error.code == ErrorCode::InvalidRequest => Self::Invalid {
                line,
                error: error.message,
            },
            Some(Err(error)) => Self::Failed {
                line,
                error: error.message,
            },
            None => Self::Failed {
                line,
                error: "the store gave no answer".to_owned(),
            },
        }
    }

    fn told(line: u64, result: AppendResultDto) -> Self {
        let number = |position: Option<String>| position.and_then(|position| position.parse().ok());
        match result {
            AppendResultDto::Appended {
                command_id,
                aggregate_id,
                first_version,
                last_version,
                first_position,
                last_position,
            } => Self::Appended(Place {
                line,
                command_id,
                aggregate_id,
                first_version,
                last_version,
                first_position: number(first_position),
                last_position: number(last_position),
            }),
            AppendResultDto::AlreadyProcessed {
                command_id,
                aggregate_id,
                first_version,
                last_version,
                first_position,
                last_position,
            } => Self::AlreadyProcessed(Place {
                line,
                command_id,
                aggregate_id,
                first_version,
                last_version,
                first_position: number(first_position),
                last_position: number(last_position),
            }),
            AppendResultDto::Conflict {
                command_id,
                aggregate_id,
                expected,
                actual,
            } => {
                let expected = expected
                    .parse()
                    .map_or(NumberOrWord::Word(expected), NumberOrWord::Number);
                Self::Conflict {
                    line,
                    command_id,
                    aggregate_id,
                    expected,
                    actual,
                }
            }
            AppendResultDto::CommandReused { command_id } => {
                Self::CommandReused { line, command_id }
            }
        }
    }

    /// The exit code that it asks for.
    pub fn code(&self) -> Option<Code> {
        match self {
            Self::Appended(_) | Self::AlreadyProcessed(_) => None,
            Self::Conflict { .. } => Some(Code::Conflict),
            Self::CommandReused { .. } => Some(Code::Reused),
            Self::Invalid { .. } | Self::Failed { .. } => Some(Code::Failed),
        }
    }

    /// The answer as a line.
    pub fn json(&self) -> Result<String, Failure> {
        serde_json::to_string(self)
            .map_err(|error| Failure::failed(format!("an answer cannot be written: {error}")))
    }
}
