//! Tests of the tools of these tests: what they find, what they do, and that nothing of them stays behind.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::app::{App, Look, Opening};
use crate::guarded::installed;
use crate::role::Role;
use crate::session::Trouble;

/// Puts a page of our own in place of the interface, so that these tests know what is there.
fn with_page(body: &str) -> App {
    let app = Opening::with::<&str>([]).open();
    app.script(&format!("document.body.innerHTML = {}", json!(body)));
    app
}

#[test]
fn things_are_found_by_role_and_name() {
    let app = with_page(
        "<button aria-label='Close filter'>×</button><button hidden>Close filter</button><a href='#a'>Trace</a>
         <label>Actor <input></label><table role='grid' aria-label='Events'><tr aria-label='event 7'><td>7</td></tr></table>",
    );
    assert_eq!(app.names(Role::Button), ["Close filter"]);
    assert_eq!(app.names(Role::Link), ["Trace"]);
    assert_eq!(app.names(Role::TextBox), ["Actor"]);
    assert_eq!(app.names(Role::Grid), ["Events"]);
    assert_eq!(app.read(Role::Row, "event 7"), "7");
}

#[test]
fn a_click_is_waited_for_and_so_is_what_it_does() {
    let app = with_page("<p>before</p>");
    app.script(
        "setTimeout(() => {
             const button = document.body.appendChild(document.createElement('button'));
             button.textContent = 'Go';
             button.onclick = () => setTimeout(() => document.querySelector('p').textContent = 'after', 200);
         }, 200)",
    );
    app.click(Role::Button, "Go");
    app.see("after");
    app.miss("before");
}

#[test]
fn text_is_typed_in_place_of_what_was_there() {
    let app = with_page("<label for='a'>Actor</label><input id='a' value='officer-456'>");
    app.fill(Role::TextBox, "Actor", "Zoë ↗ 7");
    assert_eq!(app.read(Role::TextBox, "Actor"), "Zoë ↗ 7");
    app.fill(Role::TextBox, "Actor", "");
    assert_eq!(app.read(Role::TextBox, "Actor"), "");
}

#[test]
fn keys_arrive_alone_and_together() {
    let app = with_page("<p></p>");
    app.script(
        "addEventListener('keyup', e => document.querySelector('p').append(`${e.ctrlKey ? 'ctrl-' : ''}${e.key} `))",
    );
    app.press("ArrowRight");
    app.see("ArrowRight");
    app.press("Control+k");
    app.see("ctrl-k");
}

#[test]
fn the_system_s_colours_reach_the_page() {
    let dark = "return matchMedia('(prefers-color-scheme: dark)').matches";
    for (look, expected) in [(Look::Light, false), (Look::Dark, true)] {
        let app = Opening::with::<&str>([]).look(look).open();
        assert_eq!(app.script(dark), json!(expected), "{look:?}");
    }
}

#[test]
fn what_does_not_come_about_fails_with_what_is_seen() {
    let app = Opening::with::<&str>([])
        .patience(Duration::from_millis(300))
        .open();
    app.script("document.body.innerHTML = '<p>something else</p><button>Present</button>'");
    let failed = catch_unwind(AssertUnwindSafe(|| app.click(Role::Button, "Absent"))).unwrap_err();
    let message = failed.downcast_ref::<String>().unwrap();
    assert!(
        ["Absent", "Present", "something else"]
            .iter()
            .all(|part| message.contains(part)),
        "{message}"
    );
}

#[test]
fn nothing_stays_behind_after_a_panic() {
    let mut left = None;
    let _ = catch_unwind(AssertUnwindSafe(|| {
        let app = Opening::with::<&str>([]).open();
        assert!(
            members(app.group()).len() > 2,
            "driver, program and helpers share a group"
        );
        left = Some((app.group(), app.home().to_owned()));
        panic!("as a failing test does");
    }));
    let (group, home) = left.expect("the window opened");
    // The kernel has been told to end them all; it may take a moment.
    let start = Instant::now();
    while !members(group).is_empty() && start.elapsed() < Duration::from_secs(5) {
        sleep(Duration::from_millis(10));
    }
    assert_eq!(members(group), Vec::<String>::new());
    assert!(!home.exists());
}

#[test]
fn a_missing_program_is_named_with_its_package() {
    let Trouble(message) = installed("NoSuchDriver", "webkit2gtk-driver").unwrap_err();
    assert!(
        message.contains("NoSuchDriver") && message.contains("apt-get install webkit2gtk-driver")
    );
}

/// The live processes of a group, by their names.
fn members(group: u32) -> Vec<String> {
    let stats = fs::read_dir("/proc")
        .expect("Linux tells its processes")
        .filter_map(|entry| fs::read_to_string(entry.ok()?.path().join("stat")).ok());
    stats.filter_map(|stat| member_of(&stat, group)).collect()
}

/// The name in a line of `/proc/PID/stat`, if the process is of the group and not merely waiting to be collected.
fn member_of(stat: &str, group: u32) -> Option<String> {
    let (head, tail) = stat.rsplit_once(')')?;
    let mut fields = tail.split_whitespace();
    let (state, of) = (fields.next()?, fields.nth(1)?);
    (of == group.to_string() && state != "Z")
        .then(|| head.split_once('(').map_or("", |(_, name)| name).to_owned())
}
