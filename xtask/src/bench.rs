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
    /// Measure only the real window, over this store: frames while it zooms, pans and scrolls, how soon views follow the
    /// playhead, memory (Linux)
    #[arg(long, value_name = "STORE")]
    frames: Option<PathBuf>,
    /// Leave the window out, which is measured over the largest store of --events or --catalog otherwise
    #[arg(long)]
    no_window: bool,
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
    match largest(&args.rest) {
        Some(events) if cfg!(target_os = "linux") && !args.no_window => {
            measure_frames(house, &kept(&folder(house), events)?)
        }
        _ => Ok(()),
    }
}

/// Where the benchmark program keeps its stores, and what is measured in the window.
fn folder(house: &House) -> PathBuf {
    house.target().join("bench")
}

/// The store that was made for so many events: it may have a few more.
fn kept(folder: &Path, events: u64) -> Result<PathBuf> {
    let files = fs::read_dir(folder).context("the folder of the stores cannot be read")?;
    let sized = files.filter_map(|file| {
        let path = file.ok()?.path();
        let is_store = path.extension().is_some_and(|ending| ending == "db");
        let size = path.file_stem()?.to_str()?.parse::<u64>().ok()?;
        (is_store && size >= events).then_some((size, path))
    });
    let (_, path) = sized.min().context("The benchmark left no store behind.")?;
    Ok(path)
}

/// How many events the largest store has that the benchmark program is told to make and keep.
fn largest(rest: &[OsString]) -> Option<u64> {
    let words: Vec<&str> = rest.iter().filter_map(|word| word.to_str()).collect();
    let mut sizes = Vec::new();
    for (nth, word) in words.iter().enumerate() {
        let (name, value) = match word.split_once('=') {
            Some((name, value)) => (name, Some(value)),
            None => (*word, words.get(nth + 1).copied()),
        };
        if matches!(name, "--events" | "--catalog") {
            sizes.extend(value.and_then(|value| value.parse::<u64>().ok()));
        }
    }
    sizes.into_iter().max()
}

/// Builds the window for release and has its desktop tests measure, which leave the figures in files.
fn measure_frames(house: &House, store: &Path) -> Result<()> {
    let store = fs::canonicalize(store)
        .with_context(|| format!("There is no store at {}", store.display()))?;
    let folder = folder(house);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_store_is_found_however_its_size_is_given() {
        let largest =
            |words: &[&str]| largest(&words.iter().map(OsString::from).collect::<Vec<_>>());
        assert_eq!(largest(&["--events", "10000000"]), Some(10_000_000));
        assert_eq!(
            largest(&["--catalog=100", "--catalog", "2000", "--samples", "9000"]),
            Some(2_000)
        );
        assert_eq!(largest(&["--samples", "5", "--only-folds"]), None);
        assert_eq!(largest(&["--events"]), None);
    }

    #[test]
    fn the_store_of_a_size_is_the_next_larger_one() {
        let folder = tempfile::tempdir().unwrap();
        for name in [
            "500.db",
            "1000.db",
            "2000.db",
            "1000.unfinished",
            "1500.db-wal",
            "other.db",
        ] {
            fs::write(folder.path().join(name), "").unwrap();
        }
        let name = |events| {
            let path = kept(folder.path(), events).ok()?;
            Some(path.file_name()?.to_str()?.to_owned())
        };
        assert_eq!(name(990).as_deref(), Some("1000.db"));
        assert_eq!(name(1_001).as_deref(), Some("2000.db"));
        assert_eq!(name(2_001), None);
    }
}
