//! A catalog gives a state back as it was given, or not at all.

use super::made::{catalog, is_right, keep, store};
use crate::{Catalog, KeptState, States, StatesOf};

fn of(aggregate_id: &str, fold: &str) -> StatesOf {
    StatesOf {
        aggregate_id: aggregate_id.into(),
        fold: fold.into(),
    }
}

fn state(version: u32, text: &str) -> KeptState {
    KeptState {
        version,
        witness: format!("event {version}"),
        state: text.into(),
    }
}

/// Waits until what was asked for before is done.
async fn written(catalog: &Catalog) {
    catalog.marks().folds().await.unwrap();
}

#[tokio::test]
async fn the_nearest_before_a_version_is_given_back_to_the_letter_and_to_nobody_else() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(&folder.path().join("a.db"), 200, 1).await;
    let begun = catalog(&store, folder.path());
    is_right(&begun, &store).await;
    let states = begun.states().unwrap();
    let text = r#"{"n":1.10,"big":9007199254740993,"k\"é":"\u0041"}"#;
    states.keep(&of("a", "x"), state(2_000, text));
    states.keep(&of("a", "x"), state(4_000, "{}"));
    written(&begun).await;
    drop(begun);
    // Whoever comes later need not wait for the catalog.
    let begun = catalog(&store, folder.path());
    let states = begun.states().unwrap();
    let before = |of: &StatesOf, version| states.before(of, version).unwrap();
    assert_eq!(before(&of("a", "x"), 4_000), Some(state(2_000, text)));
    assert_eq!(before(&of("a", "x"), 9_000), Some(state(4_000, "{}")));
    assert_eq!(before(&of("a", "x"), 2_000), None);
    assert_eq!(before(&of("a", "y"), 9_000), None);
    assert_eq!(before(&of("b", "x"), 9_000), None);
}

#[tokio::test]
async fn one_that_was_altered_is_passed_over() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(&folder.path().join("a.db"), 200, 1).await;
    let catalog = catalog(&store, folder.path());
    is_right(&catalog, &store).await;
    let states = catalog.states().unwrap();
    let mine = of("a", "x");
    for (damage, left) in [
        (
            "UPDATE states SET state = '{\"a\":3}' WHERE version = 4000",
            Some(2_000),
        ),
        (
            "UPDATE states SET witness = 'event 4' WHERE version = 4000",
            Some(2_000),
        ),
        (
            "UPDATE states SET version = 5000 WHERE version = 4000",
            Some(2_000),
        ),
        (
            "UPDATE states SET checksum = x'00' WHERE version = 4000",
            Some(2_000),
        ),
        (
            "UPDATE states SET aggregate_id = 'a' WHERE aggregate_id = 'b'; DELETE FROM states WHERE version < 9000",
            None,
        ),
        (
            "UPDATE states SET fold = 'x' WHERE fold = 'y'; DELETE FROM states WHERE version < 9000",
            None,
        ),
        ("DROP TABLE states", None),
    ] {
        states.keep(&mine, state(2_000, r#"{"a":1}"#));
        states.keep(&mine, state(4_000, r#"{"a":2}"#));
        states.keep(&of("b", "x"), state(9_000, r#"{"a":4}"#));
        states.keep(&of("a", "y"), state(9_500, r#"{"a":5}"#));
        written(&catalog).await;
        let found = states.before(&mine, 20_000).unwrap();
        assert_eq!(found, Some(state(4_000, r#"{"a":2}"#)));
        let file = rusqlite::Connection::open(keep(folder.path()).columns()).unwrap();
        file.execute_batch(damage).unwrap();
        let found = states.before(&mine, 20_000).ok().flatten();
        assert_eq!(found.map(|found| found.version), left, "{damage}");
        let _ = file.execute_batch("DELETE FROM states");
    }
}

#[tokio::test]
async fn few_are_kept_of_each_aggregate_and_few_bytes_in_all() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(&folder.path().join("a.db"), 200, 1).await;
    let catalog = catalog(&store, folder.path());
    is_right(&catalog, &store).await;
    let states = catalog.states().unwrap();
    let mine = of("a", "x");
    let kept = || {
        let file = rusqlite::Connection::open(keep(folder.path()).columns()).unwrap();
        let sql = "SELECT aggregate_id, version FROM states ORDER BY 1, 2";
        let mut statement = file.prepare(sql).unwrap();
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
        rows.unwrap()
            .collect::<Result<Vec<(String, u32)>, _>>()
            .unwrap()
    };
    for version in (500..=70_000).step_by(500) {
        states.keep(&mine, state(version, &"1".repeat(60)));
        if version % 5_000 == 0 {
            written(&catalog).await;
        }
    }
    written(&catalog).await;
    let versions: Vec<u32> = kept().into_iter().map(|(_, version)| version).collect();
    let spacing = States::spacing(70_000);
    assert_eq!(spacing, 8_000);
    let mut expected = vec![500];
    expected.extend((8_000..=64_000).step_by(8_000));
    expected.push(70_000);
    assert_eq!(versions, expected);
    // The one that was used last stays when there is no room for all.
    states.before(&mine, 17_000).unwrap();
    written(&catalog).await;
    for n in 0..29 {
        states.keep(
            &of(&format!("b{n:02}"), "x"),
            state(3_000, &"1".repeat(120)),
        );
        written(&catalog).await;
    }
    let left = kept();
    assert!(left.contains(&("a".into(), 16_000)) && !left.contains(&("a".into(), 8_000)));
    assert!((30..38).contains(&left.len()), "{}", left.len());
}
