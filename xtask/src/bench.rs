//! `cargo xtask bench`: starts the benchmark program as a release build, or measures frames in the window of one.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::frames;
use crate::house::House;
use crate::programs::{CLI, DESKTOP, EMBEDDED_UI};

/// What `bench` is told: all but the frames is for the benchmark program.
#[derive(clap::Args)]
pub struct Args {
    /// Measure instead the real window over this store: frames while it zooms, pans and scrolls, how soon views follow
    /// the playhead, memory (Linux)
    #[arg(long, value_name = "STORE")]
    frames: Option<PathBuf>,
    /// Handed on as they are, for example --events 10000
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    rest: Vec<OsString>,
}

/// Runs the benchmark in the open, for its table is the point.
///
/// # Errors
/// When it cannot be built or does not exit with zero.
pub fn run(house: &House, args: &Args) -> Result<()> {
    if let Some(store) = &args.frames {
        return measure_frames(house, store);
    }
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

/// Builds the window for release and has its desktop tests measure, which leave the figures in files.
fn measure_frames(house: &House, store: &Path) -> Result<()> {
    let store = fs::canonicalize(store)
        .with_context(|| format!("There is no store at {}", store.display()))?;
    let folder = house.target().join("bench");
    fs::create_dir_all(&folder).context("the folder for the figures cannot be made")?;
    let features = ["--release", "--workspace", "--features", EMBEDDED_UI];
    let mut build = house.cargo(["build"]);
    build.args(features).args(["--bin", DESKTOP, "--bin", CLI]);
    let mut test = house.cargo(["test"]);
    test.args(features)
        .args(["--test", "desktop", "--", "--test-threads=1", "frames::"]);
    test.env("HINDSIGHT_FRAMES_STORE", store)
        .env("HINDSIGHT_FRAMES", &folder);
    for mut command in [build, test] {
        let status = command.status().context("Cargo cannot be started")?;
        ensure!(status.success(), "Measuring ended with {status}.");
    }
    for figures in ["frames-window.json", "frames-operation.json"] {
        let path = folder.join(figures);
        let figures = fs::read_to_string(&path).context("the figures cannot be read")?;
        let figures =
            serde_json::from_str(&figures).context("the figures are not what was expected")?;
        println!("{}", frames::tables(&figures));
        println!("All of them: {}\n", path.display());
    }
    Ok(())
}
