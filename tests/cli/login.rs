//! `hindsight login` and `hindsight logout`: a password goes nowhere but into the keychain.

use std::io::Write;
use std::process::Stdio;

use super::program::{Place, Said, command};

const URL: &str = "mssql://ada@db.example/audit";

/// Runs where no keychain answers, as on a server without a desktop.
fn without_keychain(args: [&str; 2], input: &str) -> Said {
    let mut child = command(args)
        .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/at/all")
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // One that is not asked for anything does not read.
    let _ = stdin.write_all(input.as_bytes());
    drop(stdin);
    child.wait_with_output().unwrap().into()
}

#[test]
fn only_a_login_on_a_server_has_a_password() {
    let place = Place::empty();
    for verb in ["login", "logout"] {
        let said = place.run([verb, place.store()]);
        assert_eq!(said.code, 2, "{said:?}");
        assert!(said.err.contains("a file has no password"), "{said:?}");
        let said = place.run([verb, "mssql://db.example/audit"]);
        assert_eq!(said.code, 2, "{said:?}");
        assert!(said.err.contains("names no login"), "{said:?}");
        let said = place.run([verb, "mssql://ada:hunter2@db.example/audit"]);
        assert_eq!(said.code, 2, "{said:?}");
        assert!(!format!("{said:?}").contains("hunter2"), "{said:?}");
    }
    let said = place.feed(["login", URL], "\n");
    assert_eq!(said.code, 1);
    assert!(said.err.contains("nothing is kept"), "{said:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn without_a_keychain_it_is_told_and_nothing_is_kept() {
    let said = without_keychain(["login", URL], "hunter2\n");
    assert_eq!(said.code, 1, "{said:?}");
    assert!(
        said.err
            .contains("cannot be kept in the keychain of this machine"),
        "{said:?}"
    );
    assert!(!format!("{said:?}").contains("hunter2"), "{said:?}");
    let said = without_keychain(["logout", URL], "");
    assert_eq!(said.code, 1, "{said:?}");
    assert!(
        said.err
            .contains("keychain of this machine cannot be asked"),
        "{said:?}"
    );
}
