//! What can go wrong, as the window and the command line are told it.

use hindsight_store::StoreError;
use serde::{Deserialize, Serialize};
use specta::Type;

/// What a use case answers.
pub type ServiceResult<T> = Result<T, ServiceError>;

/// An error on its way to a person: a code to branch on, words for the person, details for the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type, thiserror::Error)]
#[error("{message}")]
#[serde(rename_all = "camelCase")]
pub struct ServiceError {
    /// What to branch on.
    pub code: ErrorCode,
    /// What happened and what to do, for the person.
    pub message: String,
    /// For the log; not shown.
    pub details: Option<String>,
}

/// Every kind of error that crosses the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ErrorCode {
    /// No store is open.
    NoStore,
    /// There is nothing at the target.
    NotFound,
    /// Something is there already.
    AlreadyExists,
    /// It is not a database.
    NotADatabase,
    /// It is a database without an event store.
    NotAnEventStore,
    /// It was made by a newer Hindsight.
    NewerSchema,
    /// It is damaged.
    Damaged,
    /// Another program holds it.
    Busy,
    /// It is open for reading only.
    ReadOnly,
    /// Somebody else wrote first.
    VersionConflict,
    /// A command id was used before with other content.
    CommandReused,
    /// The request cannot be understood or recorded.
    InvalidRequest,
    /// The database's own rules refused.
    Refused,
    /// The work was stopped on request.
    Cancelled,
    /// The server cannot be reached.
    Unreachable,
    /// The server turned the login away.
    LoginFailed,
    /// The server has no such database for that login.
    NoDatabase,
    /// A password or token is needed, and none is at hand.
    CredentialNeeded,
    /// The server's certificate cannot be trusted.
    NotTrusted,
    /// The login may not do that.
    Forbidden,
    /// The server gave no answer in time.
    TimedOut,
    /// The file system failed.
    Io,
    /// The database engine failed.
    Engine,
    /// Something that should not happen.
    Internal,
}

impl ServiceError {
    /// An error with words and no details.
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            details: None,
        }
    }

    /// A request that cannot be understood.
    pub fn invalid(message: impl ToString) -> Self {
        Self::new(ErrorCode::InvalidRequest, message.to_string())
    }
}

impl From<StoreError> for ServiceError {
    fn from(error: StoreError) -> Self {
        let code = match &error {
            StoreError::VersionConflict { .. } => ErrorCode::VersionConflict,
            StoreError::CommandReused { .. } => ErrorCode::CommandReused,
            StoreError::InvalidRequest(_) => ErrorCode::InvalidRequest,
            StoreError::Refused(_) => ErrorCode::Refused,
            StoreError::ReadOnly => ErrorCode::ReadOnly,
            StoreError::NotFound(_) => ErrorCode::NotFound,
            StoreError::AlreadyExists(_) => ErrorCode::AlreadyExists,
            StoreError::NotADatabase(_) => ErrorCode::NotADatabase,
            StoreError::NotAnEventStore(_) => ErrorCode::NotAnEventStore,
            StoreError::NewerSchema { .. } => ErrorCode::NewerSchema,
            StoreError::Damaged(_) => ErrorCode::Damaged,
            StoreError::Busy => ErrorCode::Busy,
            StoreError::Cancelled => ErrorCode::Cancelled,
            StoreError::Unreachable(_) => ErrorCode::Unreachable,
            StoreError::LoginFailed(_) => ErrorCode::LoginFailed,
            StoreError::NoDatabase(_) => ErrorCode::NoDatabase,
            StoreError::NotTrusted(_) => ErrorCode::NotTrusted,
            StoreError::Forbidden(_) => ErrorCode::Forbidden,
            StoreError::TimedOut(_) => ErrorCode::TimedOut,
            StoreError::Io(_) => ErrorCode::Io,
            StoreError::Engine(_) => ErrorCode::Engine,
        };
        Self {
            code,
            message: error.to_string(),
            details: Some(format!("{error:?}")),
        }
    }
}
