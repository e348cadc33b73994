//! `cargo xtask test`: everything that continuous integration runs, one step after another.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

use anyhow::{Context, Error, Result};

use crate::counts::{self, Counts};
use crate::house::House;
use crate::packages::{self, Purpose};
use crate::process::{self, watch};
use crate::programs::{self, EMBEDDED_UI};
use crate::steps::Step;
use crate::summary::{Entry, Summary, Verdict};
use crate::{npm, tidy};

/// What `test` is told.
#[derive(clap::Args)]
pub struct Args {
    /// Install missing system packages without asking
    #[arg(long)]
    yes: bool,
    /// Go on after a step that failed
    #[arg(long)]
    keep_going: bool,
    /// Run only this step, and those that it needs
    #[arg(long, value_name = "STEP")]
    only: Option<Step>,
}

/// What a step that passed has to say.
struct Done {
    note: String,
    counts: Option<Counts>,
}

impl AsRef<str> for Done {
    fn as_ref(&self) -> &str {
        &self.note
    }
}

impl From<String> for Done {
    fn from(note: String) -> Self {
        Self { note, counts: None }
    }
}

/// Why a step did not pass; with the numbers, where it got as far as counting.
struct Failure {
    error: Error,
    counts: Option<Counts>,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self {
            error,
            counts: None,
        }
    }
}

/// Runs the steps and prints the summary, whatever happened. The exit code tells whether all steps passed.
pub fn run(house: &House, args: &Args) -> ExitCode {
    let mut summary = Summary::begin();
    for step in Step::plan(args.only) {
        let start = Instant::now();
        let verdict = match may_begin(step, &summary, args.keep_going) {
            true => attempt(house, step, args.yes),
            false => Verdict::NotRun,
        };
        summary.entries.push(Entry {
            step,
            took: start.elapsed(),
            verdict,
        });
    }
    println!("\n{summary}");
    if summary.all_passed() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// A step begins while nothing has failed, or, when told to keep going, while nothing that it needs has.
fn may_begin(step: Step, summary: &Summary, keep_going: bool) -> bool {
    summary.entries.iter().all(|entry| {
        matches!(entry.verdict, Verdict::Passed(_)) || (keep_going && !entry.step.serves(step))
    })
}

fn attempt(house: &House, step: Step, yes: bool) -> Verdict {
    match process::step(&step.to_string(), || perform(house, step, yes)) {
        Ok(done) => Verdict::Passed(done.counts),
        Err(failure) => {
            println!("\n{:#}\n", failure.error);
            Verdict::Failed(failure.counts)
        }
    }
}

fn perform(house: &House, step: Step, yes: bool) -> Result<Done, Failure> {
    Ok(match step {
        Step::Packages => packages::ensure(Purpose::Test, yes)?.into(),
        Step::UiPackages => npm::install(house)?.into(),
        Step::Format => check(step, house.cargo(["fmt", "--all", "--check"]))?,
        Step::Tidy => tidy::check(house)?.into(),
        Step::UiCheck => check(step, npm::npm(house, ["run", "check"]))?,
        Step::UiTest => ui_tests(house)?,
        Step::UiBuild => npm::build(house)?.into(),
        Step::Clippy => clippy(house)?,
        Step::Rust => rust_tests(house)?,
        Step::Doc => tests(
            house,
            step,
            workspace(house, ["test", "--doc", "--no-fail-fast"]),
            counts::libtest,
        )?,
        Step::Programs => programs::build(house)?.into(),
        Step::Desktop => desktop_tests(house)?,
    })
}

/// A Cargo command over the whole workspace, always with the same features, so that nothing is built twice.
fn workspace<const N: usize>(house: &House, args: [&str; N]) -> Command {
    let mut command = house.cargo(args);
    command.args(["--workspace", "--features", EMBEDDED_UI]);
    command
}

/// "All targets" are those that plain `cargo test` runs, so the desktop tests have to be named besides.
fn clippy(house: &House) -> Result<Done, Failure> {
    for targets in [&["--all-targets"][..], &["--test", "desktop"]] {
        let mut command = workspace(house, ["clippy"]);
        command.args(targets).args(["--", "--deny", "warnings"]);
        check(Step::Clippy, command)?;
    }
    Ok(String::new().into())
}

fn rust_tests(house: &House) -> Result<Done, Failure> {
    let nextest = house
        .cargo(["nextest", "--version"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success());
    if nextest {
        tests(
            house,
            Step::Rust,
            workspace(house, ["nextest", "run", "--no-fail-fast"]),
            counts::nextest,
        )
    } else {
        tests(
            house,
            Step::Rust,
            workspace(house, ["test", "--tests", "--no-fail-fast"]),
            counts::libtest,
        )
    }
}

/// The one test target that plain `cargo test` leaves out. Two windows at once starve each other on a small machine.
fn desktop_tests(house: &House) -> Result<Done, Failure> {
    let mut command = workspace(house, ["test", "--test", "desktop", "--no-fail-fast"]);
    command.args(["--", "--test-threads=1"]);
    tests(house, Step::Desktop, command, counts::libtest)
}

fn ui_tests(house: &House) -> Result<Done, Failure> {
    let report = notes(house)?.join("ui-test.json");
    if report.exists() {
        fs::remove_file(&report).context("an old report of the UI's tests cannot be removed")?;
    }
    let mut command = npm::npm(
        house,
        ["test", "--", "--reporter=default", "--reporter=json"],
    );
    command.arg(format!("--outputFile.json={}", report.display()));
    tests(house, Step::UiTest, command, |_| {
        counts::vitest(&fs::read_to_string(&report).ok()?)
    })
}

/// Runs a command that passes or fails, without numbers.
fn check(step: Step, command: Command) -> Result<Done, Failure> {
    watch(&step.to_string(), command)?.success()?;
    Ok(String::new().into())
}

/// Runs tests and counts them. Tests that cannot be counted, or of which none ran, have not passed.
fn tests(
    house: &House,
    step: Step,
    command: Command,
    count: impl Fn(&str) -> Option<Counts>,
) -> Result<Done, Failure> {
    let outcome = watch(&step.to_string(), command)?;
    let log = notes(house)?.join(format!("{step}.log"));
    fs::write(&log, &outcome.text)
        .with_context(|| format!("{} cannot be written", log.display()))?;
    let counts = count(&outcome.text);
    let fail = |error| Err(Failure { error, counts });
    if !outcome.ok {
        return fail(Error::msg(outcome.text));
    }
    let shown = house.shown(&log);
    match counts {
        None => fail(Error::msg(format!(
            "How many tests ran cannot be read from what they said: {shown}"
        ))),
        Some(Counts { passed: 0, .. }) => fail(Error::msg(format!("No test ran: {shown}"))),
        Some(Counts { failed: 1.., .. }) => fail(Error::msg(outcome.text)),
        Some(_) => Ok(Done {
            note: format!("{} tests", counts.map_or(0, |counts| counts.passed)),
            counts,
        }),
    }
}

/// The folder for what the test programs said.
fn notes(house: &House) -> Result<PathBuf> {
    let folder = house.target().join("xtask");
    fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    Ok(folder)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn failed(step: Step) -> Summary {
        let mut summary = Summary::begin();
        summary.entries.push(Entry {
            step,
            took: Duration::ZERO,
            verdict: Verdict::Failed(None),
        });
        summary
    }

    #[test]
    fn a_failure_stops_everything_unless_told_to_keep_going() {
        assert!(!may_begin(Step::Tidy, &failed(Step::Format), false));
        assert!(may_begin(Step::Tidy, &failed(Step::Format), true));
    }

    #[test]
    fn a_step_never_begins_on_the_ruins_of_one_that_it_needs() {
        assert!(!may_begin(Step::Desktop, &failed(Step::UiPackages), true));
    }
}
