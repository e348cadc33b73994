//! From SQLite's error codes to what a caller can act on.

use hindsight_store::StoreError;
use rusqlite::ErrorCode;

/// Says what an error of the engine means.
pub fn translate(error: rusqlite::Error) -> StoreError {
    let rusqlite::Error::SqliteFailure(failure, message) = &error else {
        return StoreError::Engine(error.to_string());
    };
    let words = message.clone().unwrap_or_else(|| failure.to_string());
    match failure.code {
        ErrorCode::OperationInterrupted => StoreError::Cancelled,
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => StoreError::Busy,
        ErrorCode::ReadOnly => StoreError::ReadOnly,
        ErrorCode::ConstraintViolation => StoreError::Refused(words),
        ErrorCode::DatabaseCorrupt => StoreError::Damaged(words),
        ErrorCode::NotADatabase => StoreError::NotADatabase("the file".to_owned()),
        ErrorCode::DiskFull | ErrorCode::SystemIoFailure | ErrorCode::CannotOpen => {
            StoreError::Io(words)
        }
        _ => StoreError::Engine(words),
    }
}

/// A file system's own error.
pub fn io(error: &std::io::Error) -> StoreError {
    StoreError::Io(error.to_string())
}
