//! A catalog keeps the marks that it is told, each for as long as it is of the aggregate's last event and of its fold.

use std::sync::Arc;

use hindsight_testkit::ManualClock;

use super::made::{append, catalog, is_right, keep, store, wait_for};
use crate::{
    Aggregate, Begin, Catalog, DirectoryFilter, DirectoryQuery, Looked, Mark, Sort, kept_marks,
};

/// All aggregates with one of these marks, in the order of marks.
fn listed(catalog: &Catalog, marks: &[Mark]) -> Vec<Aggregate> {
    let query = DirectoryQuery {
        filter: DirectoryFilter {
            marks: marks.to_vec(),
            ..DirectoryFilter::default()
        },
        sort: Sort::Mark,
        descending: false,
        begin: Begin::Rank(0),
        limit: 1_000,
    };
    let page = catalog.directory().unwrap().read(&query, &Arc::default());
    let page = page.unwrap().unwrap();
    assert_eq!(page.total, page.aggregates.len() as u64);
    page.aggregates
}

fn looked(one: &Aggregate, mark: Mark) -> Looked {
    Looked {
        aggregate_id: one.aggregate_id.clone(),
        last_version: one.last_version,
        last_position: one.last_position,
        mark,
    }
}

/// Marks all that are pending, in turns.
async fn mark_all(catalog: &Catalog) -> Vec<Looked> {
    let (marks, mut after, mut all) = (catalog.marks(), String::new(), Vec::new());
    loop {
        let batch = marks.pending(&after, 10).await.unwrap();
        let Some(last) = batch.last() else {
            return all;
        };
        after = last.aggregate_id.clone();
        let turns = [Mark::There, Mark::Gone, Mark::Unknown].into_iter().cycle();
        let found: Vec<Looked> = batch
            .iter()
            .zip(turns)
            .map(|(one, mark)| looked(one, mark))
            .collect();
        all.extend(found.clone());
        marks.put(found).await.unwrap();
    }
}

fn by_name(aggregates: &[Aggregate]) -> Vec<Looked> {
    let mut all: Vec<Looked> = aggregates.iter().map(|one| looked(one, one.mark)).collect();
    all.sort_by(|a, b| a.aggregate_id.cmp(&b.aggregate_id));
    all
}

#[tokio::test]
async fn marks_are_kept_counted_sorted_and_filtered() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(&folder.path().join("a.db"), 1_000, 1).await;
    let begun = catalog(&store, folder.path());
    let status = is_right(&begun, &store).await;
    assert_eq!((status.marks.looked, status.marks.total), (0, 37));
    assert_eq!(listed(&begun, &[Mark::Pending]).len(), 37);
    let told = mark_all(&begun).await;
    assert_eq!(begun.status().marks.looked, 37);
    let of = |mark: Mark| told.iter().filter(|one| one.mark == mark).count();
    assert!(of(Mark::Gone) > 5);
    for marks in [
        &[Mark::Gone][..],
        &[Mark::There],
        &[Mark::Unknown, Mark::Pending],
    ] {
        let found = listed(&begun, marks);
        assert!(found.iter().all(|one| marks.contains(&one.mark)));
        let expected: usize = marks.iter().map(|mark| of(*mark)).sum();
        assert_eq!(found.len(), expected, "{marks:?}");
    }
    assert!(listed(&begun, &[]).is_sorted_by_key(|one| one.mark));
    // They outlive the catalog, and what is read a second time takes none away.
    drop(begun);
    let again = catalog(&store, folder.path());
    is_right(&again, &store).await;
    assert_eq!(by_name(&listed(&again, &[])), told);
    assert_eq!(again.status().marks.looked, 37);
    let id = &told[1].aggregate_id;
    let (kept, folds) = kept_marks(&keep(folder.path()), &[id, "nobody"]).unwrap();
    assert_eq!((kept.len(), kept[0].mark, folds.len()), (1, Mark::Gone, 0));
}

#[tokio::test]
async fn a_new_event_takes_the_mark_away_and_an_old_look_gives_none() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(&folder.path().join("a.db"), 1_000, 1).await;
    let catalog = catalog(&store, folder.path());
    is_right(&catalog, &store).await;
    let before = mark_all(&catalog).await;
    append(&store, &ManualClock::default(), 5, 2).await;
    catalog.nudge();
    wait_for(&catalog, |status| status.marks.looked == 36).await;
    let pending = catalog.marks().pending("", 10).await.unwrap();
    assert_eq!(pending.len(), 1);
    let old = before
        .iter()
        .find(|one| one.aggregate_id == pending[0].aggregate_id)
        .unwrap();
    catalog.marks().put(vec![old.clone()]).await.unwrap();
    assert_eq!(listed(&catalog, &[Mark::Pending]), pending);
    catalog.marks().settle(true);
    assert!(!catalog.status().marks.settled, "one is left");
    let new = looked(&pending[0], Mark::Gone);
    catalog.marks().put(vec![new]).await.unwrap();
    catalog.marks().settle(true);
    assert!(catalog.status().marks.settled);
}

#[tokio::test]
async fn another_fold_begins_its_type_anew_and_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(&folder.path().join("a.db"), 1_000, 1).await;
    let catalog = catalog(&store, folder.path());
    is_right(&catalog, &store).await;
    let marks = catalog.marks();
    let told = mark_all(&catalog).await;
    let of = listed(&catalog, &[])[0].aggregate_type.clone();
    marks.begin_type("Another", Some("x")).await.unwrap();
    assert_eq!(by_name(&listed(&catalog, &[])), told);
    marks.begin_type(&of, Some("y")).await.unwrap();
    assert!(
        listed(&catalog, &[])
            .iter()
            .all(|one| one.mark == Mark::Pending)
    );
    assert_eq!(catalog.status().marks.looked, 0);
    let folds = marks.folds().await.unwrap();
    assert_eq!((folds["Another"].as_str(), folds[&of].as_str()), ("x", "y"));
    marks.begin_type("Another", None).await.unwrap();
    assert_eq!(marks.folds().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_mark_that_was_altered_is_not_believed() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(&folder.path().join("a.db"), 200, 1).await;
    for damage in [
        "UPDATE aggregates SET mark = 0 WHERE mark = 1",
        "UPDATE aggregates SET mark = 9 WHERE mark = 1",
        "UPDATE mark_folds SET fold = 'z'",
    ] {
        let catalog = catalog(&store, folder.path());
        is_right(&catalog, &store).await;
        mark_all(&catalog).await;
        catalog.marks().begin_type("Another", Some("x")).await;
        let file = rusqlite::Connection::open(keep(folder.path()).columns()).unwrap();
        file.execute_batch(damage).unwrap();
        drop(file);
        // Whoever works on the file finds it out, and has it made anew.
        let marks = catalog.marks();
        let of = &listed_ids(&store).await[0].1;
        let found = (marks.folds().await, marks.begin_type(of, None).await);
        assert!(found.0.is_none() || found.1.is_none(), "{damage}");
        let status = wait_for(&catalog, |status| {
            status.directory && status.notice.is_some()
        })
        .await;
        assert_eq!(
            (status.notice.as_deref(), status.marks.looked),
            (Some("The catalog was begun anew: its file was damaged."), 0)
        );
    }
}

async fn listed_ids(store: &hindsight_store_sqlite::SqliteStore) -> Vec<(String, String)> {
    use hindsight_store::EventStore;
    let order = hindsight_domain::Order::OldestFirst;
    let page = store.aggregates(None, None, order, 10, None).await.unwrap();
    let names = page.aggregates.into_iter();
    names
        .map(|one| (one.aggregate_id.to_string(), one.aggregate_type.to_string()))
        .collect()
}

#[tokio::test]
async fn whoever_only_reads_the_file_marks_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(&folder.path().join("a.db"), 200, 1).await;
    let first = catalog(&store, folder.path());
    is_right(&first, &store).await;
    let second = catalog(&store, folder.path());
    is_right(&second, &store).await;
    assert_eq!(second.marks().pending("", 10).await, None);
    mark_all(&first).await;
    // What the other one wrote is seen all the same.
    assert_eq!(listed(&second, &[Mark::Pending]), []);
    let marks = first.marks();
    drop(first);
    assert!(marks.watch().is_none() && marks.folds().await.is_none());
}
