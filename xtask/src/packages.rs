//! The system packages that a build and a test need, and the one place that knows about platforms.

use std::env;
use std::fs;
use std::io::{IsTerminal, Write, stdin, stdout};
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};

use crate::process::watch;

/// What the packages are for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To build and to open the window.
    Run,
    /// The same, and to drive the window without a screen.
    Test,
}

/// On Debian and Ubuntu: the C compiler for SQLite, and the headers of the platform's web view.
const DEBIAN_RUN: &[&str] = &["build-essential", "libwebkit2gtk-4.1-dev"];
/// On Debian and Ubuntu: the list of files to tidy, the program that drives the web view, and a screen in memory.
const DEBIAN_TEST: &[&str] = &["git", "webkit2gtk-driver", "xvfb"];

/// Programs and libraries whose presence is asked for where packages have other names.
const ELSEWHERE_RUN: &[(&str, &str)] = &[
    (
        "cc",
        "a C compiler and make (gcc and make on Fedora and openSUSE, base-devel on Arch)",
    ),
    (
        "pkg-config",
        "pkg-config (pkgconf-pkg-config on Fedora, pkgconf on openSUSE and Arch)",
    ),
];
const ELSEWHERE_TEST: &[(&str, &str)] = &[
    ("git", "git"),
    (
        "WebKitWebDriver",
        "WebKitWebDriver (part of WebKitGTK 4.1; some distributions package it apart)",
    ),
    (
        "Xvfb",
        "Xvfb (xorg-x11-server-Xvfb on Fedora, xorg-server-xvfb on Arch)",
    ),
];
const ELSEWHERE_WEBKIT: &str = "the headers of WebKitGTK 4.1 (webkit2gtk4.1-devel on Fedora, \
    webkit2gtk3-devel on openSUSE, webkit2gtk-4.1 on Arch)";

/// Finds what is missing, says so, and installs it where it knows how. Returns a note for the step's line.
///
/// # Errors
/// When something is missing that this program cannot or may not install; the message says what.
pub fn ensure(purpose: Purpose, yes: bool) -> Result<String> {
    if cfg!(target_os = "windows") {
        return windows();
    }
    if !cfg!(target_os = "linux") {
        // macOS brings its web view along, and this program could not have been linked without the compiler.
        return Ok("nothing to install here".into());
    }
    if is_debian(&fs::read_to_string("/etc/os-release").unwrap_or_default()) {
        return debian(purpose, yes);
    }
    let missing = missing_elsewhere(purpose);
    ensure!(
        missing.is_empty(),
        "Please install, then run this again:\n  {}",
        missing.join("\n  ")
    );
    Ok("nothing missing".into())
}

fn windows() -> Result<String> {
    let found = ["ProgramFiles(x86)", "ProgramFiles", "LOCALAPPDATA"]
        .iter()
        .filter_map(env::var_os)
        .any(|folder| {
            Path::new(&folder)
                .join("Microsoft/EdgeWebView/Application")
                .is_dir()
        });
    ensure!(
        found,
        "Please install the Microsoft Edge WebView2 Runtime, then run this again."
    );
    Ok("nothing missing".into())
}

/// Whether the text of `/etc/os-release` is that of Debian or of something made from it.
fn is_debian(os_release: &str) -> bool {
    os_release
        .lines()
        .filter_map(|line| {
            line.strip_prefix("ID=")
                .or_else(|| line.strip_prefix("ID_LIKE="))
        })
        .flat_map(|names| names.trim_matches('"').split_whitespace())
        .any(|name| name == "debian" || name == "ubuntu")
}

fn debian(purpose: Purpose, yes: bool) -> Result<String> {
    let mut wanted = DEBIAN_RUN.to_vec();
    if purpose == Purpose::Test {
        wanted.extend(DEBIAN_TEST);
    }
    let known = Command::new("dpkg-query")
        .args(["--show", "--showformat", "${Package} ${db:Status-Status}\n"])
        .args(&wanted)
        .stderr(Stdio::null())
        .output()
        .context("dpkg-query cannot be started")?;
    let missing = not_installed(&wanted, &String::from_utf8_lossy(&known.stdout));
    if missing.is_empty() {
        return Ok("nothing missing".into());
    }
    let list = missing.join(" ");
    let root = is_root()?;
    println!("  Missing: {list}");
    if !(root || yes || agreed()?) {
        bail!("Install them yourself, or allow it with --yes:\n  apt-get install {list}");
    }
    if !root {
        unlock_sudo()?;
    }
    apt_get(root, &["update"])?;
    let mut install = vec!["install", "--yes", "--no-install-recommends"];
    install.extend(&missing);
    apt_get(root, &install)?;
    Ok(format!("installed {list}"))
}

/// Those of `wanted` that dpkg-query's answer, lines of `name status`, does not call installed.
fn not_installed<'a>(wanted: &[&'a str], answer: &str) -> Vec<&'a str> {
    let installed: Vec<&str> = answer
        .lines()
        .filter_map(|line| line.strip_suffix(" installed"))
        .collect();
    wanted
        .iter()
        .copied()
        .filter(|name| !installed.contains(name))
        .collect()
}

fn is_root() -> Result<bool> {
    let id = Command::new("id")
        .arg("-u")
        .output()
        .context("id cannot be started")?;
    Ok(id.stdout.trim_ascii() == b"0")
}

fn agreed() -> Result<bool> {
    if !stdin().is_terminal() {
        return Ok(false);
    }
    print!("  Install them with apt-get now? [Y/n] ");
    stdout().flush()?;
    let mut answer = String::new();
    stdin().read_line(&mut answer)?;
    Ok(matches!(
        answer.trim().to_lowercase().as_str(),
        "" | "y" | "yes"
    ))
}

/// Has sudo ask for a password, if it must, while the person can still see the question.
fn unlock_sudo() -> Result<()> {
    let status = Command::new("sudo").arg("--validate").status();
    let status = status.context("sudo cannot be started; become root, then run this again")?;
    ensure!(status.success(), "sudo did not allow it.");
    Ok(())
}

fn apt_get(root: bool, args: &[&str]) -> Result<()> {
    let mut command = Command::new(if root { "env" } else { "sudo" });
    if !root {
        command.arg("env");
    }
    command
        .args(["DEBIAN_FRONTEND=noninteractive", "apt-get"])
        .args(args);
    watch("System packages", command)?.success()?;
    Ok(())
}

fn missing_elsewhere(purpose: Purpose) -> Vec<&'static str> {
    let tests = if purpose == Purpose::Test {
        ELSEWHERE_TEST
    } else {
        &[]
    };
    let mut missing: Vec<_> = ELSEWHERE_RUN
        .iter()
        .chain(tests)
        .filter(|(program, _)| !on_path(program))
        .map(|(_, what)| *what)
        .collect();
    let webkit = Command::new("pkg-config")
        .args(["--exists", "webkit2gtk-4.1"])
        .status();
    if !webkit.is_ok_and(|status| status.success()) {
        missing.push(ELSEWHERE_WEBKIT);
    }
    missing
}

fn on_path(program: &str) -> bool {
    env::split_paths(&env::var_os("PATH").unwrap_or_default())
        .any(|folder| folder.join(program).is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debian_and_its_children_are_recognised() {
        assert!(is_debian(
            "PRETTY_NAME=\"Debian GNU/Linux 12\"\nID=debian\n"
        ));
        assert!(is_debian("ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n"));
        assert!(!is_debian("ID=fedora\nNAME=\"not debian\"\n"));
        assert!(!is_debian(""));
    }

    #[test]
    fn a_package_is_missing_unless_dpkg_calls_it_installed() {
        let answer = "build-essential installed\nxvfb config-files\n";
        let missing = not_installed(&["build-essential", "xvfb", "webkit2gtk-driver"], answer);
        assert_eq!(missing, ["xvfb", "webkit2gtk-driver"]);
    }
}
