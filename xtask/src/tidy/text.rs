//! Rule: nothing in the repository names one machine's folders or one registry's host.

use super::{Fault, Source};

/// This file, which has to name what it looks for.
const HERE: &str = "xtask/src/tidy/text.rs";
/// Folders of a person or of a build machine, at the start of an absolute path.
const FOLDERS: &[&str] = &[
    "/home/",
    "/root/",
    "/Users/",
    "/work/",
    "/workspace/",
    "/workspaces/",
    "/builds/",
    "C:\\Users\\",
    "C:/Users/",
];
/// Hosts that packages are fetched from.
const HOSTS: &[&str] = &[
    "registry.npmjs",
    "registry.yarnpkg",
    "npmmirror.",
    "index.crates.io",
    "static.crates.io",
    "pypi.org",
    "deb.debian.org",
    "proxy.golang.org",
    "artifactory",
];
/// What every Cargo.lock says of a crate from the public registry; it stands for the registry, not for a host.
const CARGO_SOURCE: &str = "source = \"registry+https://github.com/rust-lang/crates.io-index\"";

/// The faults of one file.
pub fn faults(source: &Source) -> Vec<Fault> {
    if source.path == HERE {
        return Vec::new();
    }
    let lines = source.text.lines().enumerate();
    lines
        .filter_map(|(at, line)| Some(source.fault(at + 1, remedy(source, line)?)))
        .collect()
}

fn remedy(source: &Source, line: &str) -> Option<String> {
    let locks = source.path.ends_with("Cargo.lock")
        && line.starts_with("source = ")
        && line != CARGO_SOURCE;
    if locks {
        return Some("take the crate from the public registry, without a host of your own.".into());
    }
    if source.path.ends_with("package-lock.json")
        && line.trim_start().starts_with("\"resolved\": \"http")
    {
        return Some(
            "lock without addresses: `omit-lockfile-registry-resolved=true` in .npmrc.".into(),
        );
    }
    if let Some(folder) = FOLDERS.iter().find(|folder| starts_a_path(line, folder)) {
        return Some(format!("leave out the path of one machine ({folder}…)."));
    }
    let host = HOSTS.iter().find(|host| line.contains(*host))?;
    Some(format!("leave out the registry's host ({host}…)."))
}

/// Whether the folder stands in the line as the beginning of a path: `/home/` does, `ui/home/` does not.
fn starts_a_path(line: &str, folder: &str) -> bool {
    line.match_indices(folder).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        before.is_none_or(|c| {
            !(c.is_alphanumeric() || ['.', '_', '-', '/', '}', ')', '*'].contains(&c))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::super::source;
    use super::*;

    fn lines_of(path: &str, text: &str) -> Vec<usize> {
        faults(&source(path, text))
            .iter()
            .map(|fault| fault.line)
            .collect()
    }

    #[test]
    fn a_path_of_one_machine_is_found() {
        assert_eq!(
            lines_of("README.md", "fine\nsee /home/ann/hindsight\n"),
            [2]
        );
        assert_eq!(lines_of("a.rs", "open(\"/root/x.db\")"), [1]);
        assert_eq!(lines_of("a.rs", "r\"C:\\Users\\ann\""), [1]);
    }

    #[test]
    fn a_folder_that_only_looks_like_one_is_not() {
        assert!(
            lines_of(
                "a.md",
                "src/home/x ./work/x https://example.com/home/x {root}/work/x"
            )
            .is_empty()
        );
    }

    #[test]
    fn a_registry_is_found_by_its_host() {
        assert_eq!(
            lines_of("ui/.npmrc", "registry=https://registry.npmjs.org/\n"),
            [1]
        );
    }

    #[test]
    fn lock_files_name_no_address() {
        let npm = "{\n  \"resolved\": \"https://packages.example/x.tgz\",\n";
        assert_eq!(lines_of("ui/package-lock.json", npm), [2]);
        assert!(lines_of("ui/package-lock.json", "  \"resolved\": \"packages/a\"").is_empty());
        assert!(lines_of("Cargo.lock", CARGO_SOURCE).is_empty());
        assert_eq!(
            lines_of(
                "Cargo.lock",
                "source = \"registry+https://crates.example/index\""
            ),
            [1]
        );
    }
}
