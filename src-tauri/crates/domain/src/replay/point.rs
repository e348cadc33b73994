//! Which version an instant means.

use crate::ids::Version;
use crate::instant::Instant;

/// The version that stood at an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VersionAt {
    /// The largest version whose timestamp is not after the instant; `None` before the first.
    pub version: Option<Version>,
    /// Whether some version carries an earlier time than the one before it, so that the answer wants a warning.
    pub runs_backwards: bool,
}

/// Finds the version that stood at `instant` in a history given in order of versions. A version whose time
/// cannot be read is passed over: it stood at no known instant.
pub fn version_at(
    history: impl IntoIterator<Item = (Version, Option<Instant>)>,
    instant: Instant,
) -> VersionAt {
    let mut found = VersionAt {
        version: None,
        runs_backwards: false,
    };
    let mut latest: Option<Instant> = None;
    for (version, at) in history {
        let Some(at) = at else { continue };
        if latest.is_some_and(|latest| at < latest) {
            found.runs_backwards = true;
        }
        latest = latest.max(Some(at));
        if at <= instant {
            found.version = found.version.max(Some(version));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(times: &[i64], micros: i64) -> (Option<u32>, bool) {
        let history = times
            .iter()
            .zip(1..)
            .map(|(time, version)| (Version(version), Instant::from_micros(*time)));
        let found = version_at(history, Instant::from_micros(micros).unwrap());
        (found.version.map(|version| version.0), found.runs_backwards)
    }

    #[test]
    fn the_largest_version_not_after_the_instant() {
        assert_eq!(at(&[10, 20, 20, 30], 9), (None, false));
        assert_eq!(at(&[10, 20, 20, 30], 20), (Some(3), false));
        assert_eq!(at(&[10, 20, 20, 30], 99), (Some(4), false));
        assert_eq!(at(&[], 1), (None, false));
    }

    #[test]
    fn time_that_runs_backwards_is_told() {
        assert_eq!(at(&[10, 30, 20], 25), (Some(3), true));
    }
}
