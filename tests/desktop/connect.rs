//! Connecting to a server: by the keyboard alone, with what is wrong told beside its field.

use std::fs;
use std::net::TcpListener;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use crate::app::{App, Look, Opening, built};
use crate::database::{Database, address};
use crate::display::Size;
use crate::place::Place;
use crate::role::Role;
use crate::views::rows;

/// How often somebody presses Tab before giving up.
const TABS_MAX: usize = 30;

/// What has the focus: the name of a field, or the first line of what it shows.
const FOCUSED: &str = "
    const at = document.activeElement;
    return at.getAttribute('name') || (at.innerText ?? '').split('\\n')[0];";

/// What is told beside the field that has the focus.
const BESIDE: &str = "
    const at = document.activeElement;
    const told = (at.getAttribute('aria-describedby') ?? '').split(' ').map(id => document.getElementById(id));
    return at.getAttribute('aria-invalid') === 'true' ? told.map(one => one?.innerText ?? '').join(' ') : null;";

#[track_caller]
fn tab_to(app: &App, name: &str) {
    for _ in 0..TABS_MAX {
        if app.script(FOCUSED) == json!(name) {
            return;
        }
        app.press("Tab");
    }
    panic!("the focus never came to {name:?}");
}

/// Types into a field in place of what it held, reached with the keys.
#[track_caller]
fn type_into(app: &App, name: &str, text: &str) {
    tab_to(app, name);
    app.press("Control+a");
    app.write(text);
}

/// Waits until the focus is on a field, with something told beside it.
#[track_caller]
fn told_beside(app: &App, name: &str, words: &str) {
    app.until(&format!("{words:?} beside {name:?}"), || {
        let told = app.script(BESIDE);
        let there = app.script(FOCUSED) == json!(name);
        (there && told.as_str()?.contains(words)).then_some(())
    });
}

fn opened(look: Look, size: Size) -> App {
    let app = Opening::with::<&str>([]).look(look).size(size).open();
    app.see("Open a store");
    tab_to(&app, "Connect to a server…");
    app.press("Enter");
    app.until("the sheet", || {
        app.shown(Role::Dialog, "Connect to a server")
    });
    app.until("the first field", || {
        (app.script(FOCUSED) == "host").then_some(())
    });
    app
}

/// A port on this machine where nobody listens.
fn closed_port() -> String {
    let free = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    free.local_addr().expect("it has a port").port().to_string()
}

#[test]
fn what_is_wrong_is_told_beside_its_field_and_what_was_typed_stays() {
    for (look, size) in [(Look::Light, Size::SMALL), (Look::Dark, Size::LARGE)] {
        let app = opened(look, size);
        app.screen(&format!("connect-{look:?}-{}", size.width));
        let port = closed_port();
        for (field, text) in [
            ("host", "127.0.0.1"),
            ("port", &port),
            ("database", "audit"),
            ("user", "ada"),
            ("secret", "hunter2"),
        ] {
            type_into(&app, field, text);
        }
        app.press("Enter");
        told_beside(&app, "host", "cannot be reached");
        app.screen(&format!("connect-unreachable-{look:?}-{}", size.width));
        let held = "return [...document.querySelectorAll('form input[name]')].map(field => field.value).slice(0, 5)";
        assert_eq!(
            app.script(held),
            json!(["127.0.0.1", port, "audit", "ada", "hunter2"])
        );

        type_into(&app, "port", "99x");
        app.press("Enter");
        told_beside(&app, "port", "1 to 65535");
        app.screen(&format!("connect-port-{look:?}-{}", size.width));
        type_into(&app, "port", &port);
        type_into(&app, "ca", "/no/such/file.pem");
        app.press("Enter");
        told_beside(&app, "ca", "/no/such/file.pem cannot be read");
        app.screen(&format!("connect-ca-{look:?}-{}", size.width));

        app.press("Escape");
        app.until("the end of the sheet", || {
            app.shown(Role::Dialog, "Connect to a server")
                .is_none()
                .then_some(())
        });
        app.until("the focus where it was", || {
            (app.script(FOCUSED) == "Connect to a server…").then_some(())
        });
    }
}

#[test]
#[cfg_attr(
    not(a_server_is_there),
    ignore = "HINDSIGHT_TEST_MSSQL names no server"
)]
fn a_server_is_connected_to_and_remembered_without_its_password() {
    let (place, database) = (Place::demo(), Database::new());
    let mut copy = Command::new(built("hindsight"));
    copy.arg("copy").arg(place.store()).arg(database.url());
    let copied = copy.output().expect("the command line can be started");
    assert!(copied.status.success(), "{copied:?}");

    let password = std::env::var("HINDSIGHT_MSSQL_PASSWORD").expect("the password is set");
    let (server, options) = address();
    let (user, at) = server
        .trim_start_matches("mssql://")
        .split_once('@')
        .expect("a user");
    let (host, port) = at.split_once(':').unwrap_or((at, "1433"));
    let app = opened(Look::Light, Size::SMALL);
    let ca = options
        .split('&')
        .find_map(|option| option.strip_prefix("ca="));
    for (field, text) in [
        ("host", host),
        ("port", port),
        ("database", &database.name),
        ("user", user),
        ("secret", "not-the-password"),
        ("ca", ca.unwrap_or_default()),
    ] {
        type_into(&app, field, text);
    }
    app.press("Enter");
    told_beside(&app, "secret", "check the user and the password");
    app.screen("connect-refused");
    type_into(&app, "secret", &password);
    app.press("Enter");
    app.see("2,000 events");
    app.see("READ-ONLY BY CHOICE");
    let last = rows(&app, "Events");
    assert!(last[0][0].contains("2,000"), "{:?}", last[0]);
    app.screen("connect-connected");

    let name = format!("{} on {host}", database.name);
    app.click(Role::Button, &format!("Store {name}"));
    app.click(Role::MenuItem, "Close");
    app.see("Recent");
    app.see(&name);
    assert!(
        !everything(app.home()).contains(&password),
        "the password was written down"
    );
    let shown: Value = app.script("return document.documentElement.outerHTML");
    assert!(!shown.as_str().expect("a text").contains(&password));
}

/// All that the program left in its home, as text.
fn everything(folder: &Path) -> String {
    let mut left = String::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => left += &everything(&path),
            Ok(kind) if kind.is_file() => {
                left += &String::from_utf8_lossy(&fs::read(&path).unwrap_or_default());
            }
            _ => {}
        }
    }
    left
}
