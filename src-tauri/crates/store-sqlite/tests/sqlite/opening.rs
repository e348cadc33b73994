//! Opening what a person may point at: odd names, other files, damaged ones, stores of another time.

use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;

use hindsight_store::{EventStore, ExpectedVersion, Remark, StoreError};
use hindsight_store_sqlite::SqliteStore;
use hindsight_testkit::Harness;
use hindsight_testkit::given::{append, to};
use hindsight_testkit::look::{appended, contents};

use crate::place::Place;
use crate::reads;

/// Why a file opens neither for reading nor for writing; both must say the same.
async fn refused(path: &std::path::Path) -> StoreError {
    let reading = SqliteStore::open_read_only(path)
        .await
        .err()
        .expect("not opened for reading");
    let writing = SqliteStore::open_writable(path)
        .await
        .err()
        .expect("not opened for writing");
    assert_eq!(reading.to_string(), writing.to_string());
    reads::assert_told(&reading);
    reading
}

#[tokio::test]
async fn what_is_not_there_is_named() {
    let place = Place::new();
    let error = refused(&place.file("missing.db")).await;
    assert!(
        matches!(&error, StoreError::NotFound(path) if path.contains("missing.db")),
        "{error}"
    );
    assert_eq!(
        fs::read_dir(place.folder()).expect("listed").count(),
        0,
        "nothing was made"
    );
    let within = place.file("no folder/missing.db");
    assert!(matches!(refused(&within).await, StoreError::NotFound(_)));
    let made = SqliteStore::create(&within)
        .await
        .err()
        .expect("there is no such folder");
    assert!(matches!(made, StoreError::Io(_)), "{made}");
}

#[tokio::test]
async fn what_is_no_database_is_named() {
    let place = Place::new();
    let text = "To whom it may concern: this is a letter. ".repeat(200);
    let noise: Vec<u8> = (0..9_000_u32)
        .map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8)
        .collect();
    for (name, bytes) in [
        ("letter.db", text.as_bytes()),
        ("noise.db", &noise),
        ("short.db", b"SQLite"),
    ] {
        fs::write(place.file(name), bytes).expect("written");
        let error = refused(&place.file(name)).await;
        assert!(
            matches!(&error, StoreError::NotADatabase(path) if path.contains(name)),
            "{error}"
        );
        assert_eq!(
            fs::read(place.file(name)).expect("read"),
            bytes,
            "it was left as it is"
        );
    }
    let error = refused(place.folder()).await;
    assert!(matches!(error, StoreError::NotADatabase(_)), "{error}");
    fs::write(place.file("empty.db"), b"").expect("written");
    let error = refused(&place.file("empty.db")).await;
    assert!(
        matches!(&error, StoreError::NotAnEventStore(why) if why.contains("empty")),
        "{error}"
    );
    assert_eq!(fs::read(place.file("empty.db")).expect("read"), b"");
}

#[tokio::test]
async fn a_database_without_the_tables_is_told_what_it_lacks() {
    for (sql, lacks) in [
        ("CREATE TABLE notes (text)", "table events is missing"),
        (
            "CREATE TABLE events (event_id, aggregate_id)",
            "aggregate_type",
        ),
        ("CREATE VIEW events AS SELECT 1 AS event_id", "view"),
        (
            "CREATE TABLE event (event_id, aggregate_id, aggregate_type)",
            "table events is missing",
        ),
    ] {
        let place = Place::new();
        place.raw().execute_batch(sql).expect("made");
        let error = refused(&place.path()).await;
        assert!(
            matches!(&error, StoreError::NotAnEventStore(why) if why.contains(lacks)),
            "{error}"
        );
    }
}

#[tokio::test]
async fn a_store_of_a_newer_program_is_refused_by_name() {
    let place = Place::new();
    drop(place.create().await);
    let raw = place.raw();
    raw.execute("UPDATE store_info SET schema_version = 9", [])
        .expect("a migration may do that");
    raw.pragma_update(None, "wal_checkpoint", "TRUNCATE").ok();
    drop(raw);
    let before = fs::read(place.path()).expect("read");
    let error = refused(&place.path()).await;
    assert!(
        matches!(error, StoreError::NewerSchema { found: 9, known: 8 }),
        "{error}"
    );
    assert_eq!(fs::read(place.path()).expect("read"), before);
}

#[tokio::test]
async fn a_store_of_another_program_is_not_written_to() {
    let place = Place::new();
    place
        .raw()
        .execute_batch(
            "CREATE TABLE events (event_id, aggregate_id, aggregate_type, aggregate_version, event_type, \
             event_timestamp, data)",
        )
        .expect("made");
    let before = fs::read(place.path()).expect("read");
    let error = SqliteStore::open_writable(&place.path())
        .await
        .err()
        .expect("not ours to write to");
    assert!(error.to_string().contains("another program"), "{error}");
    assert_eq!(fs::read(place.path()).expect("read"), before);
    place.open_read_only().await;
}

#[tokio::test]
async fn a_rule_that_was_taken_away_is_told() {
    for taken in [
        "TRIGGER events_append_only",
        "TRIGGER commands_refuse_update",
        "INDEX events_by_type",
    ] {
        let place = Place::new();
        let store = place.create().await;
        appended(&store, append(1, [to(1, ExpectedVersion::Any, 3)])).await;
        assert_eq!(missing_rules(&place.open_read_only().await).await, [""; 0]);
        drop(store);
        place
            .raw()
            .execute_batch(&format!("DROP {taken}"))
            .expect("any client can do that");
        let viewer = place.open_read_only().await;
        assert_eq!(missing_rules(&viewer).await, [taken.to_lowercase()]);
        assert_eq!(contents(&viewer).await.events.len(), 3);
    }
}

/// A rule of the same name and with other words is no rule of ours.
#[tokio::test]
async fn a_rule_that_was_replaced_is_told() {
    let place = Place::new();
    drop(place.create().await);
    let emptied = "DROP TRIGGER events_refuse_delete; \
                   CREATE TRIGGER events_refuse_delete BEFORE DELETE ON events BEGIN SELECT 1; END";
    place
        .raw()
        .execute_batch(emptied)
        .expect("any client can do that");
    assert_eq!(
        missing_rules(&place.open_read_only().await).await,
        ["trigger events_refuse_delete"]
    );
}

async fn missing_rules(store: &SqliteStore) -> Vec<String> {
    let remarks = store.info().await.expect("read").remarks;
    let missing = remarks.into_iter().filter_map(|remark| match remark {
        Remark::RuleMissing(name) => Some(name),
        _ => None,
    });
    missing.collect()
}

#[tokio::test]
async fn what_exists_is_never_made_anew() {
    let place = Place::new();
    let store = place.create().await;
    appended(&store, append(1, [to(1, ExpectedVersion::Any, 1)])).await;
    for (path, bytes) in [
        (place.path(), None),
        (place.file("letter"), Some("Dear Ada")),
    ] {
        if let Some(bytes) = bytes {
            fs::write(&path, bytes).expect("written");
        }
        let error = SqliteStore::create(&path)
            .await
            .err()
            .expect("something is there");
        assert!(matches!(error, StoreError::AlreadyExists(_)), "{error}");
    }
    assert_eq!(contents(&store).await.events.len(), 1);
    assert_eq!(fs::read(place.file("letter")).expect("read"), b"Dear Ada");
}

/// Names that mean something to SQLite or to a shell are names of files here, and of no other file.
#[tokio::test]
async fn any_name_of_a_file_is_only_a_name() {
    let mut names: Vec<OsString> = [
        "with blanks .db",
        "50%.db",
        "%41%00.db",
        "what?mode=memory&cache=shared",
        "c#.db",
        "file:plain.db",
        "file::memory:?cache=shared",
        ":memory:",
        "--help",
        "it's \"quoted\"; DROP TABLE events;.db",
        "\u{fc}n\u{ef} \u{1f4c8}.db",
        "back\\slash.db",
        "new\nline.db",
        "-journal",
    ]
    .map(OsString::from)
    .into();
    #[cfg(unix)]
    names.push(std::os::unix::ffi::OsStringExt::from_vec(
        b"latin-\xe9.db".to_vec(),
    ));
    for name in names {
        let place = Place::new();
        let path: PathBuf = place.folder().join(&name);
        let store = SqliteStore::create(&path).await.expect("made");
        appended(&store, append(1, [to(1, ExpectedVersion::Any, 1)])).await;
        drop(store);
        let store = SqliteStore::open_writable(&path).await.expect("opened");
        appended(&store, append(2, [to(1, ExpectedVersion::Any, 1)])).await;
        drop(store);
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        let viewer = SqliteStore::open_read_only(&path).await.expect("looked at");
        assert_eq!(contents(&viewer).await.events.len(), 2, "{name:?}");
        let there = fs::read_dir(place.folder())
            .expect("listed")
            .map(|one| one.expect("an entry").file_name());
        assert_eq!(there.collect::<Vec<_>>(), [name]);
    }
}

/// A schema that tries to act is only read: nothing in a file is run by opening and reading it.
#[tokio::test]
async fn a_schema_that_tries_to_act_does_nothing() {
    let place = Place::new();
    let store = place.create().await;
    appended(&store, append(1, [to(1, ExpectedVersion::Any, 2)])).await;
    drop(store);
    let raw = place.raw();
    raw.execute_batch(
        "CREATE VIEW hindsight_instant_micros AS SELECT load_extension('x'); \
         CREATE TRIGGER eager AFTER INSERT ON snapshots BEGIN SELECT writefile('x', 'y'); END;",
    )
    .expect("any client can do that");
    let viewer = place.open_read_only().await;
    reads::everything(&viewer)
        .await
        .expect("everything can be read");
    assert_eq!(contents(&viewer).await.events.len(), 2);
}

/// Tables that take the names of SQLite's own look-ups may keep a file from being opened, and do no more.
#[tokio::test]
async fn a_schema_that_lies_about_itself_is_no_store() {
    let place = Place::new();
    drop(place.create().await);
    let raw = place.raw();
    raw.execute_batch(
        "CREATE VIEW pragma_table_list AS SELECT 'main' AS schema, 'events' AS name, 'view' AS type, 0 AS wr",
    )
    .expect("any client can do that");
    let error = refused(&place.path()).await;
    assert!(matches!(error, StoreError::NotAnEventStore(_)), "{error}");
}
