//! Work that would keep a thread of the runtime busy.

use crate::error::{ErrorCode, ServiceError, ServiceResult};

/// Does work on a thread that may be kept busy, or may wait for files. When the future is dropped the work is carried on
/// to its end and what comes of it is thrown away, so it must be short: one stretch of a history, say.
pub async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> ServiceResult<T> {
    tokio::task::spawn_blocking(work).await.map_err(|error| {
        ServiceError::new(
            ErrorCode::Internal,
            format!("The work broke off: {error}. Please try again."),
        )
    })
}
