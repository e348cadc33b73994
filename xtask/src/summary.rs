//! The table at the end of `cargo xtask test`.

use std::fmt::{self, Display};
use std::time::Duration;

use crate::counts::Counts;
use crate::steps::Step;

/// How one step ended.
pub struct Entry {
    /// Which one.
    pub step: Step,
    /// How long it took; zero for one that was not begun.
    pub took: Duration,
    /// What became of it.
    pub verdict: Verdict,
}

/// What became of a step.
pub enum Verdict {
    /// All is well; with the numbers, for a step that runs tests.
    Passed(Option<Counts>),
    /// Something is not; with the numbers, where the step got as far as counting.
    Failed(Option<Counts>),
    /// A step before it failed.
    NotRun,
}

/// All steps, in order.
pub struct Summary {
    /// The steps.
    pub entries: Vec<Entry>,
    /// Whether there was a SQL Server to test against.
    pub has_server: bool,
}

/// Where the tests of the store on a SQL Server find one.
const SERVER_VARIABLE: &str = "HINDSIGHT_TEST_MSSQL";

impl Summary {
    /// No step was begun.
    pub fn begin() -> Self {
        Self {
            entries: Vec::new(),
            has_server: std::env::var_os(SERVER_VARIABLE).is_some_and(|url| !url.is_empty()),
        }
    }

    /// Whether every step was run and passed.
    pub fn all_passed(&self) -> bool {
        self.entries
            .iter()
            .all(|entry| matches!(entry.verdict, Verdict::Passed(_)))
    }

    fn total(&self) -> Counts {
        self.entries
            .iter()
            .filter_map(|entry| entry.verdict.counts())
            .fold(Counts::default(), |sum, counts| sum + counts)
    }

    /// What is to be known of tests that were left out.
    fn left_out(&self) -> Option<String> {
        let skipped = self.total().skipped;
        (skipped > 0 && !self.has_server).then(|| {
            let (tests, were) = if skipped == 1 { ("test", "was") } else { ("tests", "were") };
            format!(
                "NOT TESTED against a SQL Server: {skipped} {tests} {were} left out, since {SERVER_VARIABLE} names none. \
                 CONTRIBUTING.md says how they are run."
            )
        })
    }

    fn names(&self, of: impl Fn(&Verdict) -> bool) -> String {
        let names: Vec<String> = self
            .entries
            .iter()
            .filter(|entry| of(&entry.verdict))
            .map(|entry| entry.step.to_string())
            .collect();
        names.join(", ")
    }
}

impl Verdict {
    fn counts(&self) -> Option<Counts> {
        match self {
            Self::Passed(counts) | Self::Failed(counts) => *counts,
            Self::NotRun => None,
        }
    }
}

impl Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = match self.verdict {
            Verdict::Passed(_) => "passed",
            Verdict::Failed(_) => "FAILED",
            Verdict::NotRun => "not run",
        };
        write!(
            f,
            "{:12} {:>8.1} s  {word:8}",
            self.step,
            self.took.as_secs_f64()
        )?;
        match self.verdict.counts() {
            Some(counts) => write!(f, " {counts}"),
            None => Ok(()),
        }
    }
}

impl Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)?;
        match self.skipped {
            0 => Ok(()),
            skipped => write!(f, ", {skipped} skipped"),
        }
    }
}

impl Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for entry in &self.entries {
            writeln!(f, "{}", entry.to_string().trim_end())?;
        }
        writeln!(f)?;
        let failed = self.names(|verdict| matches!(verdict, Verdict::Failed(_)));
        if failed.is_empty() {
            writeln!(f, "Every step passed.")?;
        } else {
            writeln!(f, "Failed: {failed}.")?;
            let not_run = self.names(|verdict| matches!(verdict, Verdict::NotRun));
            if !not_run.is_empty() {
                writeln!(f, "Not run: {not_run}.")?;
            }
        }
        if let Some(told) = self.left_out() {
            writeln!(f, "{told}")?;
        }
        write!(f, "{}", self.total())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(step: Step, verdict: Verdict) -> Entry {
        Entry {
            step,
            took: Duration::from_millis(1500),
            verdict,
        }
    }

    fn counts(passed: u64, failed: u64, skipped: u64) -> Option<Counts> {
        Some(Counts {
            passed,
            failed,
            skipped,
        })
    }

    fn summary(entries: Vec<Entry>, has_server: bool) -> Summary {
        Summary {
            entries,
            has_server,
        }
    }

    #[test]
    fn what_was_not_tested_is_told_by_count() {
        let of = |skipped, has_server| {
            let rust = entry(Step::Rust, Verdict::Passed(counts(200, 0, skipped)));
            summary(vec![rust], has_server).to_string()
        };
        let told = "NOT TESTED against a SQL Server: 90 tests were left out";
        assert!(of(90, false).contains(told), "{}", of(90, false));
        assert!(!of(90, true).contains("NOT TESTED"));
        assert!(!of(0, false).contains("NOT TESTED"));
    }

    #[test]
    fn the_last_line_adds_all_steps() {
        let summary = summary(
            vec![
                entry(Step::Format, Verdict::Passed(None)),
                entry(Step::UiTest, Verdict::Passed(counts(40, 0, 0))),
                entry(Step::Rust, Verdict::Passed(counts(200, 0, 0))),
            ],
            true,
        );
        assert!(summary.all_passed());
        let text = summary.to_string();
        assert!(
            text.ends_with("Every step passed.\n240 passed, 0 failed"),
            "{text}"
        );
        assert!(text.contains("format            1.5 s  passed\n"), "{text}");
    }

    #[test]
    fn a_failure_names_its_step_and_those_that_were_not_run() {
        let summary = summary(
            vec![
                entry(Step::Rust, Verdict::Failed(counts(10, 2, 1))),
                entry(Step::Doc, Verdict::NotRun),
                entry(Step::Desktop, Verdict::NotRun),
            ],
            true,
        );
        assert!(!summary.all_passed());
        let text = summary.to_string();
        assert!(
            text.ends_with("Failed: rust.\nNot run: doc, desktop.\n10 passed, 2 failed, 1 skipped"),
            "{text}"
        );
    }
}
