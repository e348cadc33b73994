//! `hindsight` over a SQL Server: the same answers as over a file, and clear words where it is not let in.

use std::fs;

use super::database::{Database, address};
use super::program::{ONE_EVENT, Place, Said, command, id, line};
use serde_json::Value;

#[test]
#[cfg_attr(
    not(a_server_is_there),
    ignore = "HINDSIGHT_TEST_MSSQL names no server"
)]
fn a_store_goes_to_a_server_and_back_and_answers_the_same() {
    let (place, database) = (Place::empty(), Database::new());
    let (url, back) = (database.url(), place.path("back.db"));
    let back = back.to_str().unwrap();
    place
        .run(["demo", place.store(), "--events", "1200"])
        .done();
    // Nothing beside the store says how to fold it, as on a server.
    fs::remove_dir_all(place.path("projections")).unwrap();
    let told = place.run(["copy", place.store(), &url]).done();
    assert!(
        told.contains("1,200 events") && told.contains("both agree"),
        "{told}"
    );
    let aggregates = place
        .run(["aggregates", place.store(), "--format", "jsonl"])
        .json();
    let aggregate = aggregates[0]["aggregate_id"].as_str().unwrap();
    for asked in [
        vec!["events", "--format", "jsonl"],
        vec![
            "events",
            "--format",
            "jsonl",
            "--newest",
            "--limit",
            "7",
            "--actor-type",
            "user",
        ],
        vec!["aggregates", "--format", "jsonl"],
        vec!["aggregates", "--as-of", "2025-06-30", "--format", "csv"],
        vec!["state", aggregate],
        vec!["state", aggregate, "--blame"],
        vec!["check", "--format", "jsonl"],
        vec!["facets"],
    ] {
        let over = |target: &str| -> Said {
            let mut args = asked.clone();
            args.insert(1, target);
            command(args).output().unwrap().into()
        };
        let (file, server) = (over(place.store()), over(&url));
        assert_eq!(
            (server.code, server.out),
            (file.code, file.out),
            "{asked:?}: {}",
            server.err
        );
    }
    place.run(["copy", &url, back]).done();
    let events = |target: &str| place.run(["events", target, "--format", "jsonl"]).done();
    assert_eq!(events(back), events(place.store()));
}

#[test]
#[cfg_attr(
    not(a_server_is_there),
    ignore = "HINDSIGHT_TEST_MSSQL names no server"
)]
fn commands_are_appended_and_recognised() {
    let (place, database) = (Place::empty(), Database::new());
    let url = database.url();
    let said = place.run(["info", &url]);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("not an event store"), "{}", said.err);
    let made = place.run(["init", &url]).done();
    assert!(made.contains("store id"), "{made}");
    assert!(place.run(["init", &url]).err.contains("exists already"));
    let one = line(1, &format!(r#""command_id":"{}",{ONE_EVENT}"#, id(7)));
    let status = |said: &Said| -> Vec<Value> {
        said.json()
            .iter()
            .map(|answer| answer["status"].clone())
            .collect()
    };
    let said = place.feed(["append", &url], one.clone() + &one + &line(2, ONE_EVENT));
    assert_eq!(
        status(&said),
        ["appended", "already_processed", "appended"],
        "{said:?}"
    );
    let info = place.run(["info", &url]).done();
    assert!(info.contains("this login could change it"), "{info}");
}

#[test]
#[cfg_attr(
    not(a_server_is_there),
    ignore = "HINDSIGHT_TEST_MSSQL names no server"
)]
fn who_is_not_let_in_is_told_why_and_no_password_is_told() {
    let (server, options) = address();
    let other_port = server
        .rsplit_once(':')
        .map_or(server.clone(), |(rest, port)| match port.parse::<u16>() {
            Ok(port) => format!("{rest}:{}", port + 1),
            Err(_) => format!("{server}:1434"),
        });
    for (url, password, told) in [
        (
            format!("{server}/master?{options}"),
            "hunter2",
            "refused the login",
        ),
        (
            format!("{server}/nowhere_at_all?{options}"),
            "",
            "has no database",
        ),
        (format!("{server}/master"), "", "is not trusted"),
        (
            format!("{other_port}/master?{options}"),
            "",
            "cannot be reached",
        ),
        (
            format!("{server}/master?ca=nowhere.pem"),
            "",
            "cannot be read",
        ),
    ] {
        let mut program = command(["info", &url]);
        if !password.is_empty() {
            program.env("HINDSIGHT_MSSQL_PASSWORD", password);
        }
        let said: Said = program.output().unwrap().into();
        assert_eq!(said.code, 1, "{url}: {said:?}");
        assert!(said.err.contains(told), "{url}: {}", said.err);
        let right = std::env::var("HINDSIGHT_MSSQL_PASSWORD").unwrap();
        assert!(
            !said.err.contains("hunter2") && !said.err.contains(&right),
            "{}",
            said.err
        );
    }
}

/// Without a server: what is wrong with an address is told before anybody is asked.
#[test]
fn an_address_with_a_password_is_refused_and_not_repeated() {
    let place = Place::empty();
    for (url, told) in [
        (
            "mssql://ada:hunter2@db.example/audit",
            "HINDSIGHT_MSSQL_PASSWORD",
        ),
        (
            "mssql://ada@db.example/audit?password=hunter2",
            "HINDSIGHT_MSSQL_PASSWORD",
        ),
        (
            "mssql://ada@db.example/audit?encrypt=off",
            "encrypt must be strict or required",
        ),
        ("mssql://ada@db.example", "must name one database"),
        (
            "mssql://ada@db.example/a?trustServerCertificate=true",
            "not trusted",
        ),
        ("oracle://ada:hunter2@db.example/audit", "cannot be opened"),
    ] {
        for said in [place.run(["info", url]), place.run(["copy", "a.db", url])] {
            assert_eq!(said.code, 2, "{url}: {said:?}");
            assert!(said.err.contains(told), "{url}: {}", said.err);
            assert!(!said.err.contains("hunter2"), "{}", said.err);
        }
    }
}

#[test]
fn a_password_that_is_nowhere_is_asked_for_in_words() {
    let place = Place::empty();
    let mut program = command(["info", "mssql://ada@db.invalid/audit"]);
    program.env_remove("HINDSIGHT_MSSQL_PASSWORD");
    program.env(
        "DBUS_SESSION_BUS_ADDRESS",
        format!("unix:path={}", place.path("no-bus").display()),
    );
    let said: Said = program.output().unwrap().into();
    assert_eq!(said.code, 1);
    if cfg!(target_os = "linux") {
        assert!(
            said.err.contains("There is no password for ada"),
            "{}",
            said.err
        );
        assert!(
            said.err.contains("no keychain that answers"),
            "{}",
            said.err
        );
    }
    let mut program = command(["info", "mssql://db.invalid/audit"]);
    program.env_remove("HINDSIGHT_MSSQL_TOKEN");
    let said: Said = program.output().unwrap().into();
    assert!(said.err.contains("HINDSIGHT_MSSQL_TOKEN"), "{}", said.err);
}
