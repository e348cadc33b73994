//! A store that is filled before anybody sees it becomes a store like any other.

use hindsight_store::{EventStore, ExpectedVersion, Remark};
use hindsight_store_sqlite::Filling;
use hindsight_testkit::Harness;
use hindsight_testkit::given::{append, to};
use hindsight_testkit::look::{appended, contents};

use crate::place::Place;

fn schema(place: &Place) -> Vec<(String, String, Option<String>)> {
    let connection = place.raw();
    let mut statement = connection
        .prepare("SELECT type, name, sql FROM sqlite_schema ORDER BY rowid")
        .expect("a schema");
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)));
    rows.expect("read").map(|row| row.expect("a row")).collect()
}

/// Those that have a text, in their order.
fn indexes(place: &Place) -> Vec<String> {
    let parts = schema(place).into_iter();
    let indexes = parts.filter(|(kind, _, sql)| kind == "index" && sql.is_some());
    indexes.map(|(_, name, _)| name).collect()
}

#[tokio::test]
async fn it_ends_with_every_rule_and_every_index() {
    let place = Place::new();
    let filling = Filling::begin(&place.path(), place.clock().reading())
        .await
        .expect("begun");
    let lacking = indexes(&place).len();
    for n in 1..=60 {
        appended(
            filling.store(),
            append(n, [to(n % 7, ExpectedVersion::Any, 3)]),
        )
        .await;
    }
    let before = contents(filling.store()).await;
    filling.finish().await.expect("finished");
    let files = std::fs::read_dir(place.folder()).expect("a folder").count();
    assert_eq!(files, 1, "whoever moves the file moves all of it");

    let other = Place::new();
    drop(other.create().await);
    assert_eq!(indexes(&place), indexes(&other));
    assert_eq!(lacking, 0);
    let (mut filled, mut made) = (schema(&place), schema(&other));
    filled.sort();
    made.sort();
    assert_eq!(filled, made);

    let store = place.open_writable().await;
    assert_eq!(contents(&store).await, before);
    assert_eq!(store.check_integrity().await.expect("read"), None);
    let remarks = store.info().await.expect("read").remarks;
    let missing = |one: &Remark| matches!(one, Remark::RuleMissing(_));
    assert!(!remarks.iter().any(missing), "{remarks:?}");
}

/// A rule is in force while a store is filled.
#[tokio::test]
async fn its_rules_hold_from_the_first_row() {
    let place = Place::new();
    let filling = Filling::begin(&place.path(), place.clock().reading())
        .await
        .expect("begun");
    appended(
        filling.store(),
        append(1, [to(1, ExpectedVersion::NoStream, 1)]),
    )
    .await;
    let second = filling
        .store()
        .append(append(2, [to(1, ExpectedVersion::NoStream, 1)]));
    second.await.expect_err("there is a stream");
    let raw = place.raw();
    raw.execute("UPDATE events SET actor = 'eve'", [])
        .expect_err("immutable");
}
