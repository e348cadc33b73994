//! A few connections that are kept open. One that was not given back in good order is never used again: its work is
//! called off and it is closed.

use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant as Since};

use hindsight_store::{StoreError, StoreResult};
use tokio::runtime::Handle;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::config::MssqlConfig;
use crate::connection::{NotConnected, connect};
use crate::error::Failure;
use crate::retry::Tries;
use crate::session::Session;

/// How long a connection may lie unused before it is closed: firewalls forget quiet lines.
const REST_MAX: Duration = Duration::from_secs(120);

/// How long calling work off may take before the line is simply cut.
const CALLING_OFF_MAX: Duration = Duration::from_secs(2);

/// Connections to one database, so many at once at most.
#[derive(Clone)]
pub struct Pool(Arc<Inner>);

struct Inner {
    config: MssqlConfig,
    resting: Mutex<Vec<(Session, Since)>>,
    permits: Arc<Semaphore>,
}

impl Pool {
    /// Nothing is connected yet.
    pub fn new(config: MssqlConfig, connections_max: usize) -> Self {
        Self(Arc::new(Inner {
            config,
            resting: Mutex::new(Vec::new()),
            permits: Arc::new(Semaphore::new(connections_max)),
        }))
    }

    /// A connection, one that rests or a new one, as soon as there is one to be had.
    pub async fn lease(&self) -> StoreResult<Lease> {
        let permit = Arc::clone(&self.0.permits)
            .acquire_owned()
            .await
            .map_err(|_| StoreError::Engine("the store is closed".to_owned()))?;
        let session = match self.rested() {
            Some(session) => session,
            None => self.connected().await?,
        };
        Ok(Lease {
            session: Some(session),
            pool: self.clone(),
            _permit: permit,
        })
    }

    fn rested(&self) -> Option<Session> {
        let mut resting = self.resting();
        while let Some((session, since)) = resting.pop() {
            if since.elapsed() < REST_MAX {
                return Some(session);
            }
        }
        None
    }

    async fn connected(&self) -> StoreResult<Session> {
        let mut tries = Tries::default();
        loop {
            match connect(&self.0.config).await {
                Ok(client) => return Ok(Session(client)),
                Err(NotConnected { error, is_passing }) => {
                    if !(is_passing && tries.again(true).await) {
                        return Err(error);
                    }
                }
            }
        }
    }

    fn resting(&self) -> std::sync::MutexGuard<'_, Vec<(Session, Since)>> {
        // Nothing that holds the lock can leave the list half changed.
        self.0
            .resting
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// A connection on loan.
pub struct Lease {
    session: Option<Session>,
    pool: Pool,
    _permit: OwnedSemaphorePermit,
}

impl Lease {
    /// Gives the connection back, all its work done and no transaction open.
    pub fn give_back(mut self) {
        if let Some(session) = self.session.take() {
            self.pool.resting().push((session, Since::now()));
        }
    }

    /// Gives the connection back if the failure left it in good order.
    pub fn give_back_after(self, failure: &Failure) {
        if failure.leaves_session_well() {
            self.give_back();
        }
    }
}

impl Deref for Lease {
    type Target = Session;

    fn deref(&self) -> &Session {
        self.session
            .as_ref()
            .expect("a session is there until it is given back")
    }
}

impl DerefMut for Lease {
    fn deref_mut(&mut self) -> &mut Session {
        self.session
            .as_mut()
            .expect("a session is there until it is given back")
    }
}

/// Somebody gave up, or something broke. The server is told to stop, so that it does not go on working for nobody.
impl Drop for Lease {
    fn drop(&mut self) {
        let (Some(mut session), Ok(runtime)) = (self.session.take(), Handle::try_current()) else {
            return;
        };
        runtime.spawn(async move {
            // Whether it heard or not, the line is cut behind it.
            let _ = tokio::time::timeout(CALLING_OFF_MAX, session.0.cancel_query()).await;
        });
    }
}
