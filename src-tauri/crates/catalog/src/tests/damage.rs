//! A side file that anything may have happened to never makes an answer wrong.

use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use rusqlite::Connection;

use super::made::{catalog, is_right, keep, store, wait_for};
use crate::side;

#[test]
fn whatever_bytes_are_changed_the_answers_are_right() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    let folder = tempfile::tempdir().unwrap();
    let store = runtime.block_on(store(&folder.path().join("a.db"), 1_000, 1));
    let path = keep(folder.path()).columns();
    let sound = runtime.block_on(async {
        is_right(&catalog(&store, folder.path()), &store).await;
        std::fs::read(&path).unwrap()
    });
    let mut runner = TestRunner::new(ProptestConfig {
        cases: 60,
        failure_persistence: None,
        // A case that fails waits long for what does not come.
        max_shrink_iters: 10,
        ..ProptestConfig::default()
    });
    let places = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..60);
    runner
        .run(&(places, any::<bool>()), |(places, cut)| {
            let mut bytes = sound.clone();
            for (place, byte) in &places {
                *place.get_mut(&mut bytes) = *byte;
            }
            if cut {
                bytes.truncate(places[0].0.index(sound.len()));
            }
            side::discard(&path).unwrap();
            std::fs::write(&path, bytes).unwrap();
            runtime.block_on(async { is_right(&catalog(&store, folder.path()), &store).await });
            Ok(())
        })
        .unwrap();
}

#[tokio::test]
async fn a_changed_word_a_lost_segment_and_another_version_are_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(&folder.path().join("a.db"), 1_000, 1).await;
    for (change, notice) in [
        (
            "UPDATE words SET word = 'officer-x' WHERE word = 'officer-3'",
            "its file was damaged",
        ),
        (
            "UPDATE segments SET events = 63 WHERE number = 2",
            "its file was damaged",
        ),
        (
            "UPDATE segments SET last_event_id = 'x' WHERE number = 14",
            "its file was damaged",
        ),
        (
            "DELETE FROM segments WHERE number = 0; UPDATE segments SET number = number - 1",
            "its file was damaged",
        ),
        (
            // The first segment is not found where it belongs, and there is no room to write it again.
            "UPDATE segments SET number = -number WHERE number > 0; UPDATE segments SET number = 1 WHERE number = 0",
            "its file was damaged",
        ),
        (
            "PRAGMA user_version = 77",
            "it was made by another version of Hindsight",
        ),
        (
            "UPDATE store SET identity = 'x'",
            "it belongs to another store",
        ),
    ] {
        is_right(&catalog(&store, folder.path()), &store).await;
        let file = Connection::open(keep(folder.path()).columns()).unwrap();
        file.execute_batch(change).unwrap();
        drop(file);
        let catalog = catalog(&store, folder.path());
        let status = wait_for(&catalog, |status| status.notice.is_some()).await;
        assert_eq!(
            status.notice.unwrap(),
            format!("The catalog was begun anew: {notice}."),
            "{change}"
        );
        is_right(&catalog, &store).await;
    }
}

#[tokio::test]
async fn a_file_that_is_no_database_is_made_anew() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(&folder.path().join("a.db"), 200, 1).await;
    let keep = keep(folder.path());
    std::fs::create_dir_all(&keep.folder).unwrap();
    std::fs::write(
        keep.columns(),
        "not a database, but long enough to be looked at as if it were one".repeat(9),
    )
    .unwrap();
    let status = is_right(&catalog(&store, folder.path()), &store).await;
    assert!(status.notice.is_some());
}
