//! Where things stand in this repository.

use std::env::consts::EXE_SUFFIX;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use cargo_metadata::{Metadata, MetadataCommand};

/// The repository as Cargo sees it.
pub struct House {
    /// Cargo's description of the workspace members, without their dependencies resolved.
    pub metadata: Metadata,
}

impl House {
    /// Asks Cargo about the workspace that this program was built from.
    ///
    /// # Errors
    /// When Cargo cannot read a manifest of the workspace.
    pub fn find() -> Result<Self> {
        let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
        let metadata = MetadataCommand::new()
            .manifest_path(manifest)
            .no_deps()
            .exec()
            .context("Cargo cannot describe the workspace")?;
        Ok(Self { metadata })
    }

    /// The folder that holds the root `Cargo.toml`.
    pub fn root(&self) -> &Path {
        self.metadata.workspace_root.as_std_path()
    }

    /// The folder of the user interface.
    pub fn ui(&self) -> PathBuf {
        self.root().join("ui")
    }

    /// Cargo's target folder, wherever the environment puts it.
    pub fn target(&self) -> &Path {
        self.metadata.target_directory.as_std_path()
    }

    /// A program of this workspace as a debug build leaves it.
    pub fn program(&self, name: &str) -> PathBuf {
        self.target()
            .join("debug")
            .join(format!("{name}{EXE_SUFFIX}"))
    }

    /// A Cargo command in the root, uncoloured, because its output is also read by this program.
    pub fn cargo<const N: usize>(&self, args: [&str; N]) -> Command {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
        let mut command = Command::new(cargo);
        command
            .args(args)
            .current_dir(self.root())
            .env("CARGO_TERM_COLOR", "never");
        command
    }

    /// A path as a person at the root would type it.
    pub fn shown<'a>(&self, path: &'a Path) -> std::path::Display<'a> {
        path.strip_prefix(self.root()).unwrap_or(path).display()
    }
}
