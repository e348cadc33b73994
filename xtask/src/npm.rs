//! Node, the user interface's packages and its build.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::SystemTime;

use anyhow::{Context, Result, bail, ensure};

use crate::house::House;
use crate::process::watch;

/// Written into `node_modules` after a complete installation: the lock file that was installed.
const STAMP: &str = "node_modules/.installed-lock.json";
/// Folders of the user interface that are made, not written.
const MADE: &[&str] = &["node_modules", "dist", "coverage"];

/// The versions that the UI's build tool accepts, in the words of a message.
const NODE_WANTED: &str = "Node 20.19 or a later 20, or Node 22.12 or newer";

/// An npm command in the folder of the user interface.
pub fn npm<const N: usize>(house: &House, args: [&str; N]) -> Command {
    let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command
        .args(args)
        .current_dir(house.ui())
        .env("NO_COLOR", "1");
    command
}

/// Installs the packages of the lock file, unless exactly these are installed. Returns a note for the step's line.
///
/// # Errors
/// When Node is missing or too old, or the installation fails.
pub fn install(house: &House) -> Result<String> {
    let node = node_version()?;
    let (lock, stamp) = (house.ui().join("package-lock.json"), house.ui().join(STAMP));
    let wanted = fs::read(&lock).with_context(|| format!("{} cannot be read", lock.display()))?;
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(format!("as locked, Node {node}"));
    }
    watch("UI packages", npm(house, ["ci", "--no-audit", "--no-fund"]))?.success()?;
    fs::write(&stamp, wanted).with_context(|| format!("{} cannot be written", stamp.display()))?;
    Ok(format!("installed, Node {node}"))
}

/// Builds the user interface, unless its build is newer than everything it is made from.
///
/// # Errors
/// When the build fails.
pub fn build(house: &House) -> Result<String> {
    let ui = house.ui();
    if is_fresh(&ui)? {
        return Ok("unchanged".into());
    }
    watch("User interface", npm(house, ["run", "build"]))?.success()?;
    ensure!(
        ui.join("dist/index.html").is_file(),
        "The UI's build left no dist/index.html."
    );
    Ok("built".into())
}

/// Whether `dist/index.html` is newer than every source, and than every folder of sources, which a removal touches.
fn is_fresh(ui: &Path) -> Result<bool> {
    let Ok(built) = fs::metadata(ui.join("dist/index.html")) else {
        return Ok(false);
    };
    let mut newest = SystemTime::UNIX_EPOCH;
    for entry in fs::read_dir(ui).with_context(|| format!("{} cannot be read", ui.display()))? {
        let entry = entry?;
        if !MADE.iter().any(|made| entry.file_name() == *made) {
            newest = newest.max(newest_change(&entry.path())?);
        }
    }
    Ok(newest < built.modified()?)
}

/// When a file, or anything in a folder, was changed last.
fn newest_change(path: &Path) -> Result<SystemTime> {
    let about = fs::symlink_metadata(path)?;
    let mut newest = about.modified()?;
    if about.is_dir() {
        for entry in fs::read_dir(path)? {
            newest = newest.max(newest_change(&entry?.path())?);
        }
    }
    Ok(newest)
}

/// The version of the Node on the path.
fn node_version() -> Result<String> {
    let advice = "Get it from nodejs.org/en/download, or with a version manager such as fnm or nvm";
    let Ok(answer) = Command::new("node").arg("--version").output() else {
        bail!(
            "Node is not installed. Hindsight's interface needs {NODE_WANTED}, with npm.\n{advice}."
        );
    };
    let version = String::from_utf8_lossy(&answer.stdout)
        .trim()
        .trim_start_matches('v')
        .to_owned();
    ensure!(
        is_supported(&version),
        "Node {version} cannot build Hindsight's interface, which needs {NODE_WANTED}.\n{advice}."
    );
    Ok(version)
}

fn is_supported(version: &str) -> bool {
    let mut numbers = version.split('.').map(|part| part.parse::<u32>().ok());
    match (numbers.next().flatten(), numbers.next().flatten()) {
        (Some(20), Some(minor)) => minor >= 19,
        (Some(22), Some(minor)) => minor >= 12,
        (Some(major), Some(_)) => major > 22,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::File;
    use std::time::Duration;

    fn write_at(path: &Path, seconds: u64) {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let file = File::create(path).unwrap();
        file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds))
            .unwrap();
    }

    fn set_folder_time(path: &Path, seconds: u64) {
        let time = SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
        File::open(path).unwrap().set_modified(time).unwrap();
    }

    #[test]
    fn node_is_old_new_or_just_right() {
        for version in ["20.19.0", "20.20.1", "22.12.0", "23.0.0", "24.1.2"] {
            assert!(is_supported(version), "{version}");
        }
        for version in ["18.19.0", "20.18.3", "21.7.3", "22.11.0", "", "nonsense"] {
            assert!(!is_supported(version), "{version}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_build_is_fresh_only_while_no_source_is_newer() {
        let ui = tempfile::tempdir().unwrap();
        assert!(!is_fresh(ui.path()).unwrap(), "without a build");
        write_at(&ui.path().join("src/app/main.tsx"), 100);
        write_at(&ui.path().join("node_modules/react/index.js"), 900);
        write_at(&ui.path().join("dist/index.html"), 500);
        set_folder_time(&ui.path().join("src/app"), 100);
        set_folder_time(&ui.path().join("src"), 100);
        assert!(is_fresh(ui.path()).unwrap(), "what is made does not count");
        set_folder_time(&ui.path().join("src/app"), 600);
        assert!(!is_fresh(ui.path()).unwrap(), "a source was removed");
        set_folder_time(&ui.path().join("src/app"), 100);
        write_at(&ui.path().join("src/app/main.tsx"), 600);
        assert!(!is_fresh(ui.path()).unwrap(), "a source was changed");
    }
}
