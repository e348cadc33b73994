//! `cargo xtask gen`: writes the UI's bindings from the Rust commands.

use anyhow::{Result, ensure};

use crate::counts;
use crate::house::House;
use crate::process::{step, watch};
use crate::programs::EMBEDDED_UI;

/// The test that holds the bindings against the commands; with the variable set, it writes them instead.
const TEST: &str = "bindings_are_fresh";
const WRITE: &str = "HINDSIGHT_WRITE_BINDINGS";

/// Writes `ui/src/ipc/bindings.ts`.
///
/// # Errors
/// When the desktop package does not build, or has no such test.
pub fn write(house: &House) -> Result<()> {
    step("Bindings", || {
        // The whole workspace is selected for the sake of its features, and narrowed by the test's name.
        let mut command = house.cargo(["test", "--workspace", "--lib", TEST]);
        command.env(WRITE, "1");
        // The same features as in every other build, so that nothing is built twice; they need a built UI, though,
        // and the UI may not build before it has its bindings.
        if house.ui().join("dist").is_dir() {
            command.args(["--features", EMBEDDED_UI]);
        }
        let text = watch("Bindings", command)?.success()?;
        let ran = counts::libtest(&text).is_some_and(|counts| counts.passed == 1);
        ensure!(
            ran,
            "The desktop package has no test named {TEST} that writes the bindings."
        );
        Ok("ui/src/ipc/bindings.ts")
    })?;
    Ok(())
}
