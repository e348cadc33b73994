//! Rule: who may know whom. One list, held against what Cargo says of the workspace.

use std::fs;
use std::path::Path;

use cargo_metadata::{Dependency, DependencyKind, Metadata, Package};

use super::Fault;

/// A member of the workspace, the members that it may use, and those that only its tests may use besides.
struct Room {
    name: &'static str,
    uses: Names,
    tests_use: Names,
}

const DOMAIN: &str = "hindsight-domain";
const STORE: &str = "hindsight-store";
const SQLITE: &str = "hindsight-store-sqlite";
const MSSQL: &str = "hindsight-store-mssql";
const CATALOG: &str = "hindsight-catalog";
const PROJECTION: &str = "hindsight-projection";
const SERVICE: &str = "hindsight-service";
const TESTKIT: &str = "hindsight-testkit";
const CLI: &str = "hindsight-cli";
const DESKTOP: &str = "hindsight-desktop";
const ACCEPTANCE: &str = "hindsight-acceptance";

/// The house: every arrow that may be drawn between its rooms.
const ROOMS: &[Room] = &[
    room(DOMAIN, &[], &[]),
    // The examples in the store's documentation run, so they need an engine.
    room(STORE, &[DOMAIN], &[SQLITE, TESTKIT]),
    room(SQLITE, &[DOMAIN, STORE], &[TESTKIT]),
    room(MSSQL, &[DOMAIN, STORE], &[TESTKIT]),
    room(TESTKIT, &[DOMAIN, STORE], &[]),
    room(PROJECTION, &[DOMAIN], &[]),
    room(CATALOG, &[DOMAIN, STORE], &[SQLITE, TESTKIT]),
    room(
        SERVICE,
        &[DOMAIN, STORE, SQLITE, MSSQL, CATALOG, PROJECTION],
        &[TESTKIT],
    ),
    room(CLI, &[SERVICE], &[TESTKIT]),
    room(DESKTOP, &[SERVICE], &[TESTKIT]),
    room(
        ACCEPTANCE,
        &[DOMAIN, STORE, SQLITE, MSSQL, PROJECTION, SERVICE, TESTKIT],
        &[],
    ),
    room("xtask", &[], &[]),
];

type Names = &'static [&'static str];

const fn room(name: &'static str, uses: Names, tests_use: Names) -> Room {
    Room {
        name,
        uses,
        tests_use,
    }
}

/// Libraries from outside that only some rooms may use.
const KEPT: &[(&str, &[&str])] = &[
    ("tauri", &[DESKTOP]),
    ("webkit2gtk", &[DESKTOP]),
    ("rusqlite", &[SQLITE, CATALOG, TESTKIT, ACCEPTANCE]),
    ("refinery", &[SQLITE, MSSQL]),
    ("tiberius", &[MSSQL, ACCEPTANCE]),
    ("rquickjs", &[PROJECTION, ACCEPTANCE]),
];
/// Libraries of input and output, of time and chance: the domain is pure and may use none of them.
const IMPURE: &[&str] = &["tokio", "async-trait", "rand", "getrandom", "tempfile"];

/// The faults of all members.
pub fn faults(metadata: &Metadata, root: &Path) -> Vec<Fault> {
    metadata
        .workspace_packages()
        .into_iter()
        .flat_map(|package| faults_of(package, root))
        .collect()
}

fn faults_of(package: &Package, root: &Path) -> Vec<Fault> {
    let path = package.manifest_path.as_std_path();
    let manifest = fs::read_to_string(path).unwrap_or_default();
    let fault = |name: &str, remedy: String| Fault {
        path: path
            .strip_prefix(root)
            .unwrap_or(path)
            .to_string_lossy()
            .replace('\\', "/"),
        line: line_of(&manifest, name),
        remedy,
    };
    let Some(room) = ROOMS.iter().find(|room| package.name.as_str() == room.name) else {
        let remedy = "give this crate its place in the list of xtask/src/tidy/layers.rs.";
        return vec![fault(package.name.as_str(), remedy.into())];
    };
    package
        .dependencies
        .iter()
        .filter_map(|dependency| Some(fault(&dependency.name, remedy(room, dependency)?)))
        .collect()
}

/// What to do about a dependency that its room may not have.
fn remedy(room: &Room, dependency: &Dependency) -> Option<String> {
    let name = dependency.name.as_str();
    let for_tests = dependency.kind == DependencyKind::Development;
    if dependency.path.is_some() {
        let allowed = room.uses.contains(&name) || (for_tests && room.tests_use.contains(&name));
        return (!allowed).then(|| match room.tests_use.contains(&name) {
            true => format!("use {name} in tests alone: move it to [dev-dependencies]."),
            false => format!(
                "{} may not know {name}; turn the arrow round or go through a room between.",
                room.name
            ),
        });
    }
    let kept = KEPT
        .iter()
        .find(|(library, _)| is_or_extends(name, library));
    if let Some((library, rooms)) = kept
        && !rooms.contains(&room.name)
    {
        return Some(format!("leave {library} to {}.", rooms.join(", ")));
    }
    let impure = room.name == DOMAIN && !for_tests && IMPURE.contains(&name);
    impure.then(|| {
        format!("the domain is pure and may not use {name}; let the caller pass in what it needs.")
    })
}

/// Whether a library is the one named or one of its family, as `tauri-build` is of `tauri`.
fn is_or_extends(name: &str, library: &str) -> bool {
    name.strip_prefix(library)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

/// The line of a manifest that begins with the name, or the first.
fn line_of(manifest: &str, name: &str) -> usize {
    let begins = |line: &str| {
        line.strip_prefix(name)
            .is_some_and(|rest| rest.starts_with([' ', '.', '=']))
    };
    manifest.lines().position(begins).map_or(1, |at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn found(name: &str) -> &'static Room {
        ROOMS.iter().find(|room| room.name == name).unwrap()
    }

    fn dependency(name: &str, kind: Option<&str>) -> Dependency {
        let path = name.starts_with("hindsight-").then_some("/somewhere");
        serde_json::from_value(json!({
            "name": name, "req": "*", "kind": kind, "optional": false, "uses_default_features": true,
            "features": [], "target": null, "path": path, "source": null, "rename": null, "registry": null
        }))
        .unwrap()
    }

    fn said(of: &str, name: &str, kind: Option<&str>) -> Option<String> {
        remedy(found(of), &dependency(name, kind))
    }

    #[test]
    fn arrows_run_one_way() {
        assert_eq!(said(STORE, DOMAIN, None), None);
        assert!(said(DOMAIN, STORE, None).unwrap().contains("may not know"));
        assert!(said(CLI, SQLITE, None).is_some());
        assert!(said(DESKTOP, STORE, Some("dev")).is_some());
    }

    #[test]
    fn the_testkit_is_for_tests() {
        assert_eq!(said(SQLITE, TESTKIT, Some("dev")), None);
        assert!(
            said(SQLITE, TESTKIT, None)
                .unwrap()
                .contains("dev-dependencies")
        );
    }

    #[test]
    fn only_the_shell_knows_tauri_and_only_the_engine_its_database() {
        assert_eq!(said(DESKTOP, "tauri-plugin-dialog", None), None);
        assert!(said(SERVICE, "tauri", None).is_some());
        assert!(said(CLI, "tauri-build", Some("build")).is_some());
        assert_eq!(said(SQLITE, "rusqlite", None), None);
        assert!(said(SERVICE, "rusqlite", None).is_some());
    }

    #[test]
    fn the_domain_is_pure() {
        assert!(said(DOMAIN, "tokio", None).is_some());
        assert_eq!(said(DOMAIN, "tokio", Some("dev")), None);
        assert_eq!(said(DOMAIN, "serde", None), None);
    }

    #[test]
    fn a_fault_names_the_line_of_its_manifest() {
        assert_eq!(
            line_of(
                "[dependencies]\nserde = \"1\"\nserde_json.workspace = true\n",
                "serde_json"
            ),
            3
        );
        assert_eq!(line_of("[dependencies]\n", "serde"), 1);
    }
}
