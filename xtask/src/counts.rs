//! Reads from the output of test runners how many tests ran.

use std::ops::Add;

use serde_json::Value;

/// How many tests ended in which way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Tests that passed.
    pub passed: u64,
    /// Tests that failed, timed out or could not be started.
    pub failed: u64,
    /// Tests that were left out on purpose.
    pub skipped: u64,
}

impl Add for Counts {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
            skipped: self.skipped + other.skipped,
        }
    }
}

/// The sum of every `test result:` line of `cargo test`, or `None` when there is no such line or one is not understood.
pub fn libtest(text: &str) -> Option<Counts> {
    let mut lines = text
        .lines()
        .filter_map(|line| line.trim().strip_prefix("test result: "))
        .peekable();
    lines.peek()?;
    lines.try_fold(Counts::default(), |sum, line| {
        let numbers = line.split_once(". ")?.1;
        let of = |what| number_before(numbers.split(';'), what);
        Some(
            sum + Counts {
                passed: of("passed")?,
                failed: of("failed")?,
                skipped: of("ignored")?,
            },
        )
    })
}

/// The numbers of nextest's last `Summary` line, or `None` when there is no such line or it is not understood.
///
/// ```text
///      Summary [   1.204s] 12 tests run: 10 passed (1 slow), 1 failed, 1 timed out, 3 skipped
/// ```
pub fn nextest(text: &str) -> Option<Counts> {
    let line = text
        .lines()
        .rev()
        .find_map(|line| line.trim().strip_prefix("Summary ["))?;
    let (head, numbers) = line.split_once("run: ")?;
    let ran = head
        .split_once("] ")?
        .1
        .split([' ', '/'])
        .next()?
        .parse::<u64>()
        .ok()?;
    // The words in brackets qualify tests that are counted before the bracket.
    let plain: String = numbers
        .split('(')
        .map(|part| part.split_once(')').map_or(part, |(_, rest)| rest))
        .collect();
    let passed = number_before(plain.split(','), "passed")?;
    let skipped = number_before(plain.split(','), "skipped")?;
    // Whatever ran and did not pass has failed, under whichever name: failed, timed out, exec failed.
    Some(Counts {
        passed,
        failed: ran.checked_sub(passed)?,
        skipped,
    })
}

/// The totals of the JSON report that Vitest writes, or `None` when it is not such a report.
pub fn vitest(json: &str) -> Option<Counts> {
    let report: Value = serde_json::from_str(json).ok()?;
    let of = |name: &str| report.get(name)?.as_u64();
    Some(Counts {
        passed: of("numPassedTests")?,
        failed: of("numFailedTests")?,
        skipped: of("numPendingTests")? + of("numTodoTests").unwrap_or(0),
    })
}

/// The number in the part that reads `N what`.
fn number_before<'a>(mut parts: impl Iterator<Item = &'a str>, what: &str) -> Option<u64> {
    parts.find_map(|part| part.trim().strip_suffix(what)?.trim().parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_results_of_all_test_binaries_are_added() {
        let text = "\
running 3 tests
test result: ok. 2 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s
running 2 tests
test result: FAILED. 1 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.12s
";
        assert_eq!(
            libtest(text),
            Some(Counts {
                passed: 3,
                failed: 1,
                skipped: 1
            })
        );
    }

    #[test]
    fn nothing_is_invented_where_nothing_was_counted() {
        assert_eq!(libtest("error: could not compile `x`"), None);
        assert_eq!(libtest("test result: something new"), None);
        assert_eq!(nextest("error: no tests to run"), None);
        assert_eq!(nextest("     Summary [   0.1s] a new form"), None);
        assert_eq!(vitest("{\"numPassedTests\": 4}"), None);
        assert_eq!(vitest("not json"), None);
    }

    #[test]
    fn nextest_counts_everything_that_did_not_pass_as_failed() {
        let text = "\
     Summary [   1.204s] 12 tests run: 10 passed (1 slow, 1 leaky), 1 failed, 1 timed out, 3 skipped
        FAIL [   0.004s] hindsight-store tests::x
error: test run failed
";
        assert_eq!(
            nextest(text),
            Some(Counts {
                passed: 10,
                failed: 2,
                skipped: 3
            })
        );
        let cancelled = "     Summary [   0.5s] 5/9 tests run: 4 passed, 1 failed, 0 skipped";
        assert_eq!(
            nextest(cancelled),
            Some(Counts {
                passed: 4,
                failed: 1,
                skipped: 0
            })
        );
        let one = "     Summary [   0.5s] 1 test run: 1 passed, 0 skipped";
        assert_eq!(
            nextest(one),
            Some(Counts {
                passed: 1,
                failed: 0,
                skipped: 0
            })
        );
    }

    #[test]
    fn vitest_tells_its_totals() {
        let json = r#"{"numTotalTests":7,"numPassedTests":4,"numFailedTests":1,"numPendingTests":1,"numTodoTests":1}"#;
        assert_eq!(
            vitest(json),
            Some(Counts {
                passed: 4,
                failed: 1,
                skipped: 2
            })
        );
    }
}
