//! `cargo xtask bench`: starts the benchmark program as a release build.

use std::ffi::OsString;

use anyhow::{Context, Result, ensure};

use crate::house::House;

/// What `bench` is told: all of it is for the benchmark program.
#[derive(clap::Args)]
pub struct Args {
    /// Handed on as they are, for example --events 10000
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    rest: Vec<OsString>,
}

/// Runs the benchmark in the open, for its table is the point.
///
/// # Errors
/// When it cannot be built or does not exit with zero.
pub fn run(house: &House, args: &Args) -> Result<()> {
    let status = house
        .cargo([
            "run",
            "--release",
            "--package",
            "hindsight-acceptance",
            "--bin",
            "bench",
            "--",
        ])
        .args(&args.rest)
        .status()
        .context("Cargo cannot be started")?;
    ensure!(status.success(), "The benchmark ended with {status}.");
    Ok(())
}
