//! Rule: no source file is longer than a person reads in one go.

use super::{Fault, Source};

/// The longest that a source may be, in lines.
const LINES_MAX: usize = 350;
/// What counts as a source here.
const EXTENSIONS: &[&str] = &["rs", "ts", "tsx", "css"];
/// Made by a program, read by none of us.
const GENERATED: &str = "ui/src/ipc/bindings.ts";
/// Files that may be longer, each with the reason.
const EXCEPTIONS: &[(&str, &str)] = &[];

/// The fault of a file that is too long.
pub fn faults(source: &Source) -> Option<Fault> {
    let lines = source.text.lines().count();
    let exempt =
        source.path == GENERATED || EXCEPTIONS.iter().any(|(path, _)| source.path == *path);
    (is_long(source, lines) && !exempt).then(|| {
        source.fault(
            LINES_MAX + 1,
            format!("{lines} lines; split it, {LINES_MAX} is the most."),
        )
    })
}

/// The faults of exceptions that excuse nothing any more.
pub fn idle_exceptions(sources: &[Source]) -> Vec<Fault> {
    let needed = |path: &str| {
        sources
            .iter()
            .any(|s| s.path == path && is_long(s, s.text.lines().count()))
    };
    EXCEPTIONS
        .iter()
        .filter(|(path, _)| !needed(path))
        .map(|(path, reason)| Fault {
            path: (*path).into(),
            line: 1,
            remedy: format!(
                "needs no exception ({reason}); take it off the list in xtask/src/tidy/size.rs."
            ),
        })
        .collect()
}

fn is_long(source: &Source, lines: usize) -> bool {
    source.has_extension(EXTENSIONS) && lines > LINES_MAX
}

#[cfg(test)]
mod tests {
    use super::super::source;
    use super::*;

    #[test]
    fn one_line_too_many_is_a_fault() {
        let long = "x\n".repeat(LINES_MAX + 1);
        assert!(faults(&source("src/a.rs", &long)).is_some());
        assert!(faults(&source("ui/src/a.css", &long)).is_some());
        assert_eq!(faults(&source("src/a.rs", &long[2..])), None);
    }

    #[test]
    fn generated_files_and_prose_may_be_long() {
        let long = "x\n".repeat(LINES_MAX + 1);
        assert_eq!(faults(&source(GENERATED, &long)), None);
        assert_eq!(faults(&source("README.md", &long)), None);
    }
}
