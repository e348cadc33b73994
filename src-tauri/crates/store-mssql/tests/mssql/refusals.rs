//! What a server refuses, and what the person is told of it.

use hindsight_store::{EventStore, ExpectedVersion, Remark, StoreError};
use hindsight_store_mssql::{Auth, MssqlConfig, MssqlStore, Secret};
use hindsight_testkit::Harness;
use hindsight_testkit::given::{append, snapshot, to};
use hindsight_testkit::look::{appended, contents};

use crate::place::Place;
use crate::server::{Tool, server};

const PASSWORD: &str = "Of-No-Use-Elsewhere-7!";

/// What opening is refused with.
async fn refusal(config: &MssqlConfig) -> StoreError {
    let opened = MssqlStore::open_read_only(config).await;
    let error = opened.err().expect("it is refused");
    assert!(
        !format!("{error} {error:?}").contains(PASSWORD),
        "the password is told: {error}"
    );
    error
}

fn login(user: &str, password: &str) -> Auth {
    Auth::Login {
        user: user.to_owned(),
        password: Secret::new(password),
    }
}

/// Each of the ways not to get in has words of its own, which say what to do.
#[tokio::test]
#[cfg_attr(
    not(a_server_is_there),
    ignore = "HINDSIGHT_TEST_MSSQL names no server"
)]
async fn who_does_not_get_in_is_told_why() {
    let there = server();
    let user = match &there.auth {
        Auth::Login { user, .. } => user.clone(),
        Auth::EntraToken(_) => panic!("tests log in with a user and a password"),
    };
    let wrong_password = MssqlConfig {
        auth: login(&user, PASSWORD),
        ..there.clone()
    };
    let error = refusal(&wrong_password).await;
    assert!(
        matches!(&error, StoreError::LoginFailed(words) if words.contains("check the user and the password")),
        "{error:?}"
    );

    let wrong_database = MssqlConfig {
        database: "no_such_database".to_owned(),
        ..there.clone()
    };
    let error = refusal(&wrong_database).await;
    // Some servers say of a database that is not there no more than that the login failed.
    assert!(
        matches!(&error, StoreError::NoDatabase(words) | StoreError::LoginFailed(words)
            if words.contains("no_such_database")),
        "{error:?}"
    );

    let nobody = std::net::TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let port = nobody.local_addr().expect("it has a port").port();
    drop(nobody);
    let wrong_port = MssqlConfig {
        port,
        ..there.clone()
    };
    let error = refusal(&wrong_port).await;
    assert!(
        matches!(&error, StoreError::Unreachable(words) if words.contains("check its name and port")),
        "{error:?}"
    );

    let wrong_host = MssqlConfig {
        host: "no-such-host.invalid".to_owned(),
        ..there.clone()
    };
    let error = refusal(&wrong_host).await;
    assert!(
        matches!(&error, StoreError::Unreachable(words) if words.contains("no-such-host.invalid")),
        "{error:?}"
    );

    if there.ca.is_some() {
        let stranger = MssqlConfig {
            ca: None,
            ..there.clone()
        };
        let error = refusal(&stranger).await;
        assert!(
            matches!(&error, StoreError::NotTrusted(words) if words.contains("ca=FILE")),
            "{error:?}"
        );
        assert!(!error.to_string().contains("trust_cert"), "{error}");
    }
    let missing = MssqlConfig {
        ca: Some("/no/such/file.pem".into()),
        ..there
    };
    let error = refusal(&missing).await;
    assert!(
        matches!(&error, StoreError::NotTrusted(words) if words.contains("/no/such/file.pem")),
        "{error:?}"
    );
}

/// A server that is none is told from one that is.
#[tokio::test]
#[cfg_attr(
    not(a_server_is_there),
    ignore = "HINDSIGHT_TEST_MSSQL names no server"
)]
async fn what_is_no_server_is_told() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port is free");
    let port = listener.local_addr().expect("it has a port").port();
    tokio::spawn(async move {
        while let Ok((mut line, _)) = listener.accept().await {
            use tokio::io::AsyncWriteExt;
            // Whether it arrives does not matter.
            let _ = line
                .write_all(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
                .await;
        }
    });
    let config = MssqlConfig { port, ..server() };
    let error = refusal(&config).await;
    assert!(matches!(error, StoreError::Unreachable(_)), "{error:?}");
}

/// A login that may only read sees everything and is told clearly what it may not do.
#[tokio::test]
#[cfg_attr(
    not(a_server_is_there),
    ignore = "HINDSIGHT_TEST_MSSQL names no server"
)]
async fn a_login_that_may_only_read_reads_and_no_more() {
    let place = Place::new().await;
    let store = place.create().await;
    appended(&store, append(1, [to(1, ExpectedVersion::Any, 3)])).await;
    store
        .save_snapshot(snapshot(1, 2, "{}"))
        .await
        .expect("saved");
    let said = place
        .open_read_only()
        .await
        .info()
        .await
        .expect("read")
        .remarks;
    assert_eq!(
        said,
        [Remark::LoginCanWrite],
        "whoever makes a database may write to it"
    );

    let reader = format!("reader_{}", uuid::Uuid::new_v4().simple());
    let mut tool = place.tool().await;
    tool.must(&format!(
        "CREATE LOGIN {reader} WITH PASSWORD = '{PASSWORD}'"
    ))
    .await;
    tool.must(&format!("CREATE USER {reader} FOR LOGIN {reader}"))
        .await;
    for table in ["events", "commands", "snapshots", "store_info"] {
        tool.must(&format!("GRANT SELECT ON dbo.{table} TO {reader}"))
            .await;
    }
    drop(tool);
    let as_reader = MssqlConfig {
        auth: login(&reader, PASSWORD),
        ..place.config().clone()
    };
    reads_and_no_more(&as_reader, &contents(&store).await).await;
    drop(store);
    drop(place);
    Tool::connect(&server())
        .await
        .must(&format!("DROP LOGIN {reader}"))
        .await;
}

async fn reads_and_no_more(config: &MssqlConfig, should: &hindsight_testkit::look::Contents) {
    let viewing = MssqlStore::open_read_only(config)
        .await
        .expect("SELECT is enough for looking");
    assert_eq!(contents(&viewing).await, *should);
    let said = viewing.info().await.expect("read").remarks;
    // Some servers show the rules to whoever may read, others do not; then none is taken for kept, and none for missing.
    let should_be: &[Remark] = if viewing.is_ruled() {
        &[]
    } else {
        &[Remark::RulesNotSeen]
    };
    assert_eq!(said, should_be);
    assert_eq!(viewing.check_integrity().await.expect("read"), None);
    let error = MssqlStore::open_writable(config)
        .await
        .err()
        .expect("no INSERT");
    assert!(
        matches!(&error, StoreError::Forbidden(words) if words.contains("INSERT on dbo.events")),
        "{error:?}"
    );
    let error = MssqlStore::create(config)
        .await
        .err()
        .expect("there is one");
    assert!(matches!(error, StoreError::AlreadyExists(_)), "{error:?}");
    assert_eq!(contents(&viewing).await, *should);
}

/// Reading stops soon after nobody waits for it any more, on the server too, and the store goes on answering.
#[tokio::test]
#[cfg_attr(
    not(a_server_is_there),
    ignore = "HINDSIGHT_TEST_MSSQL names no server"
)]
async fn what_is_given_up_ends_at_once() {
    use std::time::{Duration, Instant};
    let place = Place::new().await;
    let store = place.create().await;
    appended(&store, append(1, [to(1, ExpectedVersion::Any, 900)])).await;
    let mut slowest = Duration::ZERO;
    for _ in 0..20 {
        let begun = Instant::now();
        let patience = Duration::from_millis(1);
        let _ = tokio::time::timeout(patience, store.scan(None, 65_536)).await;
        slowest = slowest.max(begun.elapsed());
    }
    assert!(slowest < Duration::from_millis(100), "{slowest:?}");
    assert_eq!(contents(&store).await.events.len(), 900);
}
