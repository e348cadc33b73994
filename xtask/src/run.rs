//! `cargo xtask run`: from a fresh checkout to the open window.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::house::House;
use crate::packages::{self, Purpose};
use crate::process::step;
use crate::{npm, programs};

/// What `run` is told.
#[derive(clap::Args)]
pub struct Args {
    /// Install missing system packages without asking
    #[arg(long)]
    yes: bool,
    /// The store to open [default: the demo store, made on the first run]
    path: Option<PathBuf>,
}

/// Does what is not done yet, then opens the window and waits until it is closed.
///
/// # Errors
/// Those of the first step that fails; the steps after it are not begun.
pub fn run(house: &House, args: &Args) -> Result<()> {
    step("System packages", || {
        packages::ensure(Purpose::Run, args.yes)
    })?;
    step("UI packages", || npm::install(house))?;
    step("User interface", || npm::build(house))?;
    step("Programs", || programs::build(house))?;
    let store = match &args.path {
        Some(path) => path.clone(),
        None => {
            step("Demo store", || programs::make_demo(house))?;
            programs::demo_path(house)
        }
    };
    ensure!(
        has_screen(),
        "There is no screen to open a window on: neither DISPLAY nor WAYLAND_DISPLAY is set."
    );
    println!("  Opening {}", house.shown(&store));
    let status = Command::new(house.program(programs::DESKTOP))
        .arg(&store)
        .status()
        .context("the window cannot be started")?;
    ensure!(status.success(), "The window ended with {status}.");
    Ok(())
}

fn has_screen() -> bool {
    !cfg!(target_os = "linux")
        || ["DISPLAY", "WAYLAND_DISPLAY"]
            .iter()
            .any(|name| env::var_os(name).is_some())
}
