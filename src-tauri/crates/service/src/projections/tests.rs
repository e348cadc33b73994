//! What is found in folders of every kind.

use std::fs;
use std::path::Path;

use hindsight_domain::AggregateType;
use tempfile::TempDir;

use super::*;
use crate::error::ErrorCode;
use crate::target::Target;
use crate::wire::{FoldWishDto, FoldedByDto, ProjectionsDto};

fn module(aggregate_type: &str, version: u32) -> String {
    format!(
        "export default {{ aggregateType: '{aggregate_type}', version: {version}, init: () => ({{}}), when: {{}} }};"
    )
}

/// A store's place with these files in `projections/` beside it.
fn place(files: &[(&str, &str)]) -> (TempDir, Projections) {
    let folder = tempfile::tempdir().unwrap();
    let inside = folder.path().join("projections");
    fs::create_dir(&inside).unwrap();
    for (name, text) in files {
        fs::write(inside.join(name), text).unwrap();
    }
    let projections = Projections::beside(&Target::Sqlite(folder.path().join("a.db")));
    (folder, projections)
}

async fn auto(projections: &Projections, aggregate_type: &str) -> FoldedByDto {
    let wish = FoldWishDto::Auto;
    let chosen = projections
        .of(&AggregateType::new(aggregate_type), &wish)
        .await;
    chosen.unwrap().by
}

async fn problem(projections: &Projections, aggregate_type: &str) -> Option<String> {
    match auto(projections, aggregate_type).await {
        FoldedByDto::Merge { problem } => problem,
        FoldedByDto::Projection { file, .. } => panic!("folded by {file}"),
    }
}

fn files(told: &ProjectionsDto) -> Vec<(&str, Option<&str>, bool)> {
    told.items
        .iter()
        .map(|item| (item.file.as_str(), item.problem.as_deref(), item.in_use))
        .collect()
}

#[tokio::test]
async fn without_a_folder_everything_is_merged_and_nothing_is_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let beside = Projections::beside(&Target::Sqlite(folder.path().join("a.db")));
    for projections in [Projections::none(), beside] {
        assert_eq!(problem(&projections, "Thing").await, None);
        let told = projections.list().await.unwrap();
        assert!(told.is_default && !told.exists && told.problem.is_none());
    }
    assert!(
        !folder.path().join("projections").exists(),
        "looking makes nothing"
    );
}

#[tokio::test]
async fn a_chosen_folder_that_is_not_there_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let projections = Projections::in_folder(folder.path().join("gone"));
    let told = problem(&projections, "Thing").await.unwrap();
    assert!(
        told.starts_with("There is no folder") && told.contains("gone"),
        "{told}"
    );
    assert!(!projections.list().await.unwrap().is_default);
}

#[tokio::test]
async fn modules_are_found_and_folded_by() {
    let (_folder, projections) = place(&[
        ("thing.js", &module("Thing", 3)),
        ("thing.cases.json", "[]"),
        ("notes.txt", ""),
        (".hidden.js", "oops"),
    ]);
    let told = projections.list().await.unwrap();
    assert_eq!(files(&told), [("thing.js", None, true)]);
    assert_eq!(told.items[0].aggregate_type.as_deref(), Some("Thing"));
    let hash = told.items[0].hash.clone();
    let by = FoldedByDto::Projection {
        file: "thing.js".into(),
        version: 3,
        hash,
    };
    assert_eq!(auto(&projections, "Thing").await, by);
    assert_eq!(problem(&projections, "Other").await, None);
    let merged = projections
        .of(&AggregateType::new("Thing"), &FoldWishDto::Merge)
        .await;
    assert_eq!(merged.unwrap().by, FoldedByDto::Merge { problem: None });
}

#[tokio::test]
async fn of_two_for_one_type_the_higher_version_is_used_and_the_other_is_told() {
    let (_folder, projections) = place(&[
        ("a.js", &module("Thing", 1)),
        ("b.js", &module("Thing", 2)),
        ("c.js", &module("Thing", 2)),
    ]);
    let told = projections.list().await.unwrap();
    let beaten =
        Some("b.js folds Thing too and is the one in use (version 2); remove one of the two");
    let expected = [
        ("a.js", beaten, false),
        ("b.js", None, true),
        ("c.js", beaten, false),
    ];
    assert_eq!(files(&told), expected);
    assert!(
        matches!(auto(&projections, "Thing").await, FoldedByDto::Projection { file, .. } if file == "b.js")
    );
}

#[tokio::test]
async fn a_projection_asked_for_by_name_is_that_one_or_an_error() {
    let (_folder, projections) = place(&[
        ("a.js", &module("Thing", 1)),
        ("b.js", &module("Thing", 2)),
        ("broken.js", "export default { aggregateType: 'Thing' "),
    ]);
    let of = async |file: &str, aggregate_type: &str| {
        let wish = FoldWishDto::Projection {
            file: file.to_owned(),
        };
        let chosen = projections
            .of(&AggregateType::new(aggregate_type), &wish)
            .await;
        chosen
            .map(|chosen| chosen.by)
            .map_err(|error| (error.code, error.message))
    };
    assert!(matches!(
        of("a.js", "Thing").await,
        Ok(FoldedByDto::Projection { version: 1, .. })
    ));
    assert_eq!(
        of("none.js", "Thing").await.unwrap_err().0,
        ErrorCode::NotFound
    );
    let (code, message) = of("broken.js", "Thing").await.unwrap_err();
    assert!(
        code == ErrorCode::InvalidRequest && message.starts_with("broken.js, line 1: SyntaxError"),
        "{message}"
    );
    let (_, message) = of("a.js", "Other").await.unwrap_err();
    assert_eq!(
        message,
        "a.js folds aggregates of type Thing, and this one is of type Other"
    );
}

#[tokio::test]
async fn a_broken_module_is_the_reason_why_its_type_is_merged() {
    let large = " ".repeat((1 << 20) + 1);
    let (folder, projections) = place(&[
        (
            "a.js",
            "export default { aggregateType: 'Thing', init: () => ({}) };",
        ),
        ("data-entity.js", &large),
        ("loop.js", "for (;;);"),
    ]);
    fs::write(folder.path().join("projections/binary.js"), [0xff, 0xfe]).unwrap();
    fs::create_dir(folder.path().join("projections/folder.js")).unwrap();
    let told = problem(&projections, "Thing").await.unwrap();
    assert_eq!(told, "a.js: version must be a whole number from 1");
    let told = problem(&projections, "DataEntity").await.unwrap();
    assert_eq!(told, "data-entity.js: it is larger than 1 MiB");
    assert_eq!(problem(&projections, "Other").await, None);
    let told = projections.list().await.unwrap();
    let problems: Vec<&str> = told
        .items
        .iter()
        .filter_map(|item| item.problem.as_deref())
        .collect();
    assert_eq!(problems.len(), 5);
    assert!(
        problems.contains(&"it is not UTF-8 text") && problems.contains(&"it is no file"),
        "{problems:?}"
    );
    assert!(
        problems
            .iter()
            .any(|problem| problem.contains("ran longer than")),
        "{problems:?}"
    );
}

#[cfg(unix)]
#[tokio::test]
async fn a_symbolic_link_is_not_followed() {
    let (folder, projections) = place(&[]);
    let outside = folder.path().join("outside.js");
    fs::write(&outside, module("Thing", 1)).unwrap();
    std::os::unix::fs::symlink(&outside, folder.path().join("projections/thing.js")).unwrap();
    let told = problem(&projections, "Thing").await.unwrap();
    assert_eq!(
        told,
        "thing.js: it is a symbolic link; put the file itself here"
    );
}

#[tokio::test]
async fn what_is_changed_is_noticed_when_somebody_asks() {
    let (folder, projections) = place(&[("a.js", &module("Thing", 1))]);
    let file = folder.path().join("projections/a.js");
    let version = async || match auto(&projections, "Thing").await {
        FoldedByDto::Projection { version, .. } => version,
        FoldedByDto::Merge { .. } => 0,
    };
    assert_eq!(version().await, 1);
    // As long as before, and within the same tick of a coarse clock.
    fs::write(&file, module("Thing", 2)).unwrap();
    assert_eq!(version().await, 2);
    fs::write(&file, "oops").unwrap();
    let told = problem(&projections, "Thing").await.unwrap();
    assert!(told.starts_with("a.js"), "what it was for is known: {told}");
    fs::write(&file, module("Thing", 3)).unwrap();
    assert_eq!(version().await, 3);
    fs::remove_file(&file).unwrap();
    assert_eq!(version().await, 0);
}

#[tokio::test]
async fn what_has_not_changed_is_not_loaded_again() {
    let (folder, projections) = place(&[("loop.js", "for (;;);")]);
    let begun = std::time::Instant::now();
    projections.list().await.unwrap();
    let once = begun.elapsed();
    let file = folder.path().join("projections/loop.js");
    for age in 0..10 {
        // Touched, or changed long ago: the text is the same.
        let at = std::time::SystemTime::now() - std::time::Duration::from_secs(age);
        let touched = fs::File::options().write(true).open(&file).unwrap();
        touched.set_modified(at).unwrap();
        projections.list().await.unwrap();
    }
    assert!(
        begun.elapsed() < once * 3,
        "{once:?} once, {:?} in all",
        begun.elapsed()
    );
}

#[tokio::test]
async fn a_folder_of_very_many_modules_is_told() {
    let (folder, projections) = place(&[]);
    for at in 0..103 {
        fs::write(
            folder.path().join(format!("projections/{at:03}.js")),
            "oops",
        )
        .unwrap();
    }
    let told = projections.list().await.unwrap();
    assert_eq!(told.items.len(), 100);
    let problem = "It holds more than 100 modules; the last 3 by name are left alone.";
    assert_eq!(told.problem.as_deref(), Some(problem));
    assert_eq!(
        self::problem(&projections, "Thing").await.as_deref(),
        Some(problem)
    );
}

#[tokio::test]
async fn a_file_stands_for_its_own_type_alone() {
    let (folder, _) = place(&[
        ("a.js", &module("Thing", 1)),
        ("b.js", "oops"),
        ("c.js", &module("Other", 1)),
    ]);
    let at = async |name: &str| Projections::at(&folder.path().join(name)).await;
    let alone = at("projections/a.js").await.unwrap();
    assert!(matches!(
        auto(&alone, "Thing").await,
        FoldedByDto::Projection { .. }
    ));
    assert_eq!(problem(&alone, "Other").await, None);
    assert!(matches!(
        auto(&at("projections").await.unwrap(), "Other").await,
        FoldedByDto::Projection { .. }
    ));
    assert_eq!(
        at("projections/b.js").await.err().unwrap().code,
        ErrorCode::InvalidRequest
    );
    assert_eq!(at("none").await.err().unwrap().code, ErrorCode::NotFound);
    assert_eq!(
        alone.folder().map(Path::file_name),
        Some(Some("projections".as_ref()))
    );
}
