//! Rules for Rust files: each opens with a line that says what it is for, and none is unsafe.

use super::{Fault, Source};

/// The faults of one Rust file, or of one crate's manifest.
pub fn faults(source: &Source) -> Vec<Fault> {
    let mut faults = Vec::new();
    if source.path.ends_with("Cargo.toml") {
        faults.extend(inherits_lints(source));
    }
    if source.has_extension(&["rs"]) {
        faults.extend(opens_with_doc(source));
        faults.extend(unsafe_code(source));
    }
    faults
}

fn opens_with_doc(source: &Source) -> Option<Fault> {
    let first = source.text.lines().next().unwrap_or_default();
    let says = first
        .strip_prefix("//!")
        .is_some_and(|rest| !rest.trim().is_empty());
    (!says).then(|| {
        source.fault(
            1,
            "open the module with a `//!` line that says what it is for.",
        )
    })
}

/// `unsafe_code = "forbid"` stands in the workspace's lints; a crate that does not inherit them would go without.
fn inherits_lints(source: &Source) -> Option<Fault> {
    let mut lines = source.text.lines().map(str::trim);
    let inherits = lines.any(|line| line == "[lints]") && lines.next() == Some("workspace = true");
    (!inherits).then(|| source.fault(1, "inherit the lints: `[lints]`, then `workspace = true`."))
}

/// The keyword where it opens a block, a function or an implementation, and the attribute that would permit it.
fn unsafe_code(source: &Source) -> Vec<Fault> {
    let code = |line: &str| !line.trim_start().starts_with("//");
    let lines = source.text.lines().enumerate();
    lines
        .filter(|(_, line)| code(line) && uses_unsafe(line))
        .map(|(at, _)| {
            source.fault(
                at + 1,
                "do without unsafe code; a safe library does it for you.",
            )
        })
        .collect()
}

fn uses_unsafe(line: &str) -> bool {
    let mut words = line
        .split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '{'))
        .peekable();
    while let Some(word) = words.next() {
        let next = words.peek().copied().unwrap_or_default();
        let used = word == "unsafe" && ["{", "fn", "impl", "trait", "extern"].contains(&next);
        if used || (word == "allow" && next == "unsafe_code") {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::super::source;
    use super::*;

    const KEYWORD: &str = "unsafe";

    #[test]
    fn a_module_says_what_it_is_for() {
        assert!(faults(&source("a.rs", "//! Counts things.\nfn a() {}\n")).is_empty());
        for text in ["fn a() {}\n", "//!\nfn a() {}\n", "// Not it.\n", ""] {
            assert_eq!(faults(&source("a.rs", text)).len(), 1, "{text:?}");
        }
    }

    #[test]
    fn unsafe_code_is_found_and_talk_of_it_is_not() {
        for line in [
            "KW { x() }",
            "pub KW fn x() {}",
            "KW impl Send for X {}",
            "#[allow(KW_code)]",
        ] {
            let text = format!("//! A.\n{}\n", line.replace("KW", KEYWORD));
            let found = faults(&source("a.rs", &text));
            assert_eq!(
                found.iter().map(|fault| fault.line).collect::<Vec<_>>(),
                [2],
                "{line}"
            );
        }
        for line in ["// KW { x() }", "let KW_paths = 1;", "let text = \"KW\";"] {
            let text = format!("//! A.\n{}\n", line.replace("KW", KEYWORD));
            assert!(faults(&source("a.rs", &text)).is_empty(), "{line}");
        }
    }

    #[test]
    fn a_manifest_inherits_the_lints() {
        assert!(
            faults(&source(
                "x/Cargo.toml",
                "[package]\n\n[lints]\nworkspace = true\n"
            ))
            .is_empty()
        );
        assert_eq!(faults(&source("x/Cargo.toml", "[package]\n")).len(), 1);
        assert_eq!(
            faults(&source(
                "x/Cargo.toml",
                "[lints.rust]\nunsafe_code = \"allow\"\n"
            ))
            .len(),
            1
        );
    }
}
