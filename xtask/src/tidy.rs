//! `cargo xtask tidy`: the rules of the house as a check. Each fault is one line that names the place and the remedy.

mod layers;
mod rust;
mod size;
mod text;

use std::fmt;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use crate::house::House;

/// A broken rule: where, and what to do about it.
#[derive(Debug, PartialEq, Eq)]
pub struct Fault {
    /// The file, from the root of the repository, with forward slashes.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong and what mends it.
    pub remedy: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.remedy)
    }
}

/// A file of the repository that is text.
pub struct Source {
    /// From the root of the repository, with forward slashes.
    pub path: String,
    /// The whole of it.
    pub text: String,
}

impl Source {
    fn fault(&self, line: usize, remedy: impl Into<String>) -> Fault {
        Fault {
            path: self.path.clone(),
            line,
            remedy: remedy.into(),
        }
    }

    fn has_extension(&self, extensions: &[&str]) -> bool {
        self.path
            .rsplit_once('.')
            .is_some_and(|(_, extension)| extensions.contains(&extension))
    }
}

/// Holds every rule against the repository. Returns a note for the step's line.
///
/// # Errors
/// When there are faults; the message lists them all.
pub fn check(house: &House) -> Result<String> {
    let sources = sources(house)?;
    let mut faults = layers::faults(&house.metadata, house.root());
    for source in &sources {
        faults.extend(rust::faults(source));
        faults.extend(size::faults(source));
        faults.extend(text::faults(source));
    }
    faults.extend(size::idle_exceptions(&sources));
    if faults.is_empty() {
        return Ok(format!("{} files, no fault", sources.len()));
    }
    let lines: Vec<String> = faults.iter().map(Fault::to_string).collect();
    bail!("{}\n{} faults", lines.join("\n"), faults.len());
}

/// Every text file that git keeps or would keep.
fn sources(house: &House) -> Result<Vec<Source>> {
    let listed = Command::new("git")
        .args([
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ])
        .current_dir(house.root())
        .output()
        .context("git cannot be started")?;
    ensure!(
        listed.status.success(),
        "git cannot list the files:\n{}",
        String::from_utf8_lossy(&listed.stderr)
    );
    let mut sources = Vec::new();
    for path in String::from_utf8_lossy(&listed.stdout).split_terminator('\0') {
        let place: PathBuf = house.root().join(path);
        // One that was removed but not yet committed is still listed; pictures and the like are not text.
        if let Ok(text) = fs::read_to_string(place) {
            sources.push(Source {
                path: path.to_owned(),
                text,
            });
        }
    }
    Ok(sources)
}

#[cfg(test)]
fn source(path: &str, text: &str) -> Source {
    Source {
        path: path.into(),
        text: text.into(),
    }
}
