//! Doing a piece of work with a connection, and again where that may help. A macro, since the work borrows the connection
//! and what it was asked for at once.

/// Does a piece of work that may be done twice, with a connection of a pool.
macro_rules! with_session {
    ($pool:expr, |$session:ident| $work:expr) => {{
        let mut tries = $crate::retry::Tries::default();
        loop {
            let mut lease = $pool.lease().await?;
            let $session = &mut *lease;
            match $work.await {
                Ok(answer) => {
                    lease.give_back();
                    break Ok(answer);
                }
                Err(failure) => {
                    lease.give_back_after(&failure);
                    if !(failure.is_passing() && tries.again(true).await) {
                        break Err(hindsight_store::StoreError::from(failure));
                    }
                }
            }
        }
    }};
}

/// Does a piece of reading with a connection of the readers', and again where that may help: reading changes nothing.
macro_rules! reading {
    ($store:expr, |$session:ident, $shape:ident| $work:expr) => {
        $crate::work::with_session!($store.readers, |$session| {
            let $shape = &*$store.shape;
            $work
        })
    };
}

pub(crate) use {reading, with_session};
