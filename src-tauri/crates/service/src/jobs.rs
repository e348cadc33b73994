//! Work that can be called off by name.

use std::collections::HashMap;
use std::future::Future;
use std::sync::{Mutex, PoisonError};

use tokio_util::sync::CancellationToken;

use crate::error::{ErrorCode, ServiceError, ServiceResult};

/// The work under way, by the name that its caller gave it.
#[derive(Debug, Default)]
pub struct Jobs {
    running: Mutex<HashMap<String, CancellationToken>>,
}

impl Jobs {
    /// Runs work until it is done or [`cancel`](Self::cancel) is called with its name; dropping the work's
    /// future is what stops it.
    ///
    /// # Errors
    /// The work's own, or [`ErrorCode::Cancelled`].
    pub async fn run<T>(
        &self,
        name: &str,
        work: impl Future<Output = ServiceResult<T>>,
    ) -> ServiceResult<T> {
        let token = CancellationToken::new();
        self.lock().insert(name.to_owned(), token.clone());
        let answer = tokio::select! {
            // In this order: work that could go on at once goes no step further.
            biased;
            () = token.cancelled() => {
                Err(ServiceError::new(ErrorCode::Cancelled, "The work was stopped."))
            }
            answer = work => answer,
        };
        self.lock().remove(name);
        answer
    }

    /// Stops the work of that name; without effect when there is none any more.
    pub fn cancel(&self, name: &str) {
        if let Some(token) = self.lock().remove(name) {
            token.cancel();
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<String, CancellationToken>> {
        // A map of tokens is whole at every moment, whoever panicked while holding it.
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn work_is_stopped_by_its_name_and_only_by_its_own() {
        let jobs = Jobs::default();
        let stuck = jobs.run("a", std::future::pending::<ServiceResult<()>>());
        let other = async {
            jobs.cancel("b");
            tokio::task::yield_now().await;
            jobs.cancel("a");
        };
        let (answer, ()) = tokio::join!(stuck, other);
        assert_eq!(
            answer.map_err(|error| error.code),
            Err(ErrorCode::Cancelled)
        );
        assert_eq!(jobs.run("a", async { Ok(7) }).await, Ok(7));
    }
}
