//! The two programs, and the demo store that they are tried on.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::house::House;
use crate::process::watch;

/// The window.
pub const DESKTOP: &str = "hindsight-desktop";
/// The command line.
pub const CLI: &str = "hindsight";
/// Serves the UI from inside the binary. Without it the window asks a development server.
pub const EMBEDDED_UI: &str = "hindsight-desktop/custom-protocol";

/// Builds the window and the command line.
///
/// The whole workspace is selected and then narrowed to two binaries: so Cargo settles on the same features of the
/// dependencies as in the tests, and builds them once.
///
/// # Errors
/// When the build fails; the message is the compiler's.
pub fn build(house: &House) -> Result<String> {
    let mut command = house.cargo(["build", "--workspace", "--features", EMBEDDED_UI]);
    command.args(["--bin", DESKTOP, "--bin", CLI]);
    watch("Programs", command)?.success()?;
    Ok(format!("{DESKTOP}, {CLI}"))
}

/// Where the demo store stands.
pub fn demo_path(house: &House) -> PathBuf {
    house.target().join("demo").join("acme-ea.db")
}

/// Makes the demo store, unless it is there.
///
/// # Errors
/// When the command line cannot make it.
pub fn make_demo(house: &House) -> Result<String> {
    let path = demo_path(house);
    let shown = house.shown(&path).to_string();
    if path.is_file() {
        return Ok(shown);
    }
    // Made beside its place and moved there whole: an interrupted run leaves no half store that looks finished.
    let folder = house.target().join("demo").join("making");
    if folder.exists() {
        fs::remove_dir_all(&folder).context("an unfinished demo store cannot be removed")?;
    }
    fs::create_dir_all(&folder).context("the demo store's folder cannot be made")?;
    let making = folder.join("acme-ea.db");
    let mut command = Command::new(house.program(CLI));
    command.arg("demo").arg(&making);
    watch("Demo store", command)?.success()?;
    fs::rename(&making, &path).context("the demo store cannot be moved to its place")?;
    fs::remove_dir_all(&folder).context("the demo store's first folder cannot be removed")?;
    Ok(shown)
}
