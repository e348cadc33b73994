//! The thread that reads the store: one attempt after another, until the catalog is closed.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use crate::build::{Build, lock};
use crate::catalog::{Keep, Shared};
use crate::columns::Columns;
use crate::side;
use crate::status::{Phase, Status, StoreChange};
use crate::trouble::Trouble;

/// How long to wait before another attempt after a failure.
const PATIENCE: Duration = Duration::from_secs(5);

/// Reads until the catalog is closed.
pub fn run(shared: &Arc<Shared>) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    match runtime {
        Ok(runtime) => runtime.block_on(async {
            tokio::select! {
                () = shared.stop.cancelled() => {}
                () = attempts(shared) => {}
            }
        }),
        Err(error) => fail(shared, &error.to_string()),
    }
}

async fn attempts(shared: &Shared) {
    let mut anew: Option<Instant> = None;
    loop {
        let (why, change) = match attempt(shared).await {
            Ok(()) | Err(Trouble::Stopped) => return,
            Err(Trouble::Again) => continue,
            Err(Trouble::Rebuild(why)) => (why, None),
            Err(Trouble::Changed(change)) => (change.words(), Some(change)),
            Err(Trouble::Failed(why)) => {
                fail(shared, &why);
                wait(shared).await;
                continue;
            }
        };
        let is_hasty = anew.is_some_and(|before| before.elapsed() < PATIENCE);
        // A file that is of no use as soon as it is made would keep a core busy for nothing.
        if !begin_anew(shared, why, change) || is_hasty {
            wait(shared).await;
        }
        anew = Some(Instant::now());
    }
}

async fn wait(shared: &Shared) {
    tokio::select! {
        () = tokio::time::sleep(PATIENCE) => {}
        () = shared.wake.notified() => {}
    }
}

fn fail(shared: &Shared, why: &str) {
    tracing::warn!(why, "the catalog cannot go on");
    shared.tell(|status| {
        status.phase = Phase::Failed;
        status.per_second = None;
        status.notice = Some(format!(
            "The catalog cannot go on, and will try again: {why}."
        ));
    });
}

/// Whether what was kept could be taken away.
fn begin_anew(shared: &Shared, why: &str, change: Option<StoreChange>) -> bool {
    tracing::info!(why, "the catalog is made anew");
    // What another window writes is that window's to take away: it sees the same.
    let removed = shared
        .keep
        .as_ref()
        .map_or(Ok(true), Keep::delete_unless_written);
    if matches!(removed, Ok(true)) {
        shared.is_directory_damaged.store(false, Ordering::Relaxed);
    }
    drop(shared.take_jobs());
    shared.publish(Columns::default());
    shared.tell(|status| {
        *status = Status {
            path: status.path.take(),
            text: crate::status::TextStatus {
                enabled: status.text.enabled,
                ..Default::default()
            },
            notice: Some(format!("The catalog was begun anew: {why}.")),
            changed: status.changed,
            changes: status.changes,
            ..Status::default()
        };
        if let Some(change) = change {
            status.change(change);
        }
    });
    if let Err(error) = &removed {
        fail(shared, &error.to_string());
    }
    removed.is_ok()
}

async fn attempt(shared: &Shared) -> Result<(), Trouble> {
    shared.wish(None);
    shared.tell(|status| {
        // What kept it from going on is over, or will be told again.
        if status.phase == Phase::Failed {
            status.notice = None;
        }
        status.phase = Phase::Loading;
    });
    let locked = shared.keep.as_ref().map(lock).transpose()?.flatten();
    if locked.is_some() && shared.is_directory_damaged.load(Ordering::Relaxed) {
        return Err(side::DAMAGED.into());
    }
    let mut build = Build::load(shared, locked).await?;
    build.catch_up().await?;
    build.follow().await
}
