//! Damaged files: cut short, or with bytes changed. Each is told, and none ends a thread.

use std::fs;

use hindsight_store::{EventStore, ExpectedVersion, Remark, StoreError, StoreResult};
use hindsight_store_sqlite::SqliteStore;
use hindsight_testkit::Harness;
use hindsight_testkit::given::{append, to};

use crate::place::Place;
use crate::reads;

/// Opens and reads as far as that goes; only the end of a thread is a fault.
async fn look_at(path: &std::path::Path) -> StoreResult<usize> {
    let looked = match SqliteStore::open_read_only(path).await {
        Ok(store) => reads::everything(&store).await,
        Err(error) => Err(error),
    };
    if let Err(error) = &looked {
        reads::assert_told(error);
    }
    looked
}

/// A sound store of a few pages.
async fn sound() -> Vec<u8> {
    let place = Place::new();
    let store = place.create().await;
    let requests = (1..20)
        .map(|n| append(n, [to(n % 3, ExpectedVersion::Any, 5)]))
        .collect();
    store.append_batch(requests).await.expect("judged");
    drop(store);
    tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    fs::read(place.path()).expect("read")
}

#[tokio::test]
async fn a_store_that_was_cut_short_is_told() {
    let bytes = sound().await;
    let place = Place::new();
    fs::write(place.path(), &bytes).expect("written");
    look_at(&place.path())
        .await
        .expect("a whole store is sound");
    let pages = (1..bytes.len() / 4_096).map(|page| page * 4_096);
    for length in [1, 15, 16, 99, 100, 101, 512, 4_095, 4_097, bytes.len() - 1]
        .into_iter()
        .chain(pages)
    {
        fs::write(place.path(), &bytes[..length]).expect("written");
        let looked = look_at(&place.path()).await;
        let noted = match SqliteStore::open_read_only(&place.path()).await {
            Ok(store) => {
                let remarks = store
                    .info()
                    .await
                    .map(|info| info.remarks)
                    .unwrap_or_default();
                remarks
                    .iter()
                    .any(|remark| matches!(remark, Remark::Damaged(_)))
            }
            Err(_) => false,
        };
        assert!(
            looked.is_err() || noted,
            "{length} of {} bytes",
            bytes.len()
        );
    }
}

/// Whatever byte is changed, opening and reading end with an answer or an error in words.
#[tokio::test]
async fn a_store_with_changed_bytes_never_ends_a_thread() {
    let bytes = sound().await;
    let place = Place::new();
    let mut chance: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut draw = |below: usize| {
        chance = chance
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (chance >> 33) as usize % below
    };
    let mut damaged = 0;
    for _ in 0..120 {
        let mut spoiled = bytes.clone();
        for _ in 0..=draw(30) {
            let page = draw(bytes.len() / 4_096) * 4_096;
            // The beginning of a page says how the rest is read.
            let within = if draw(2) == 0 { 112 } else { 4_096 };
            spoiled[page + draw(within)] = draw(256) as u8;
        }
        fs::write(place.path(), &spoiled).expect("written");
        damaged += usize::from(look_at(&place.path()).await.is_err());
    }
    assert!(
        damaged > 20,
        "only {damaged} of 120 were found damaged: is this damage?"
    );
}

#[tokio::test]
async fn damage_is_found_by_the_full_check() {
    let bytes = sound().await;
    let place = Place::new();
    let mut spoiled = bytes;
    let page = 4_096 * 5;
    spoiled[page..page + 64].fill(0xff);
    fs::write(place.path(), spoiled).expect("written");
    if let Ok(store) = SqliteStore::open_read_only(&place.path()).await {
        let found = store.check_integrity().await;
        assert!(
            matches!(found, Ok(Some(_)) | Err(StoreError::Damaged(_))),
            "{found:?}"
        );
    }
}
