//! A folder with a store in it, and the command line that says what the store holds.

use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

use crate::app::built;

/// Events in the demo store of a test.
pub const DEMO_EVENTS: usize = 2_000;

/// A folder of one test's own, with a file in it that may be a store.
pub struct Place {
    folder: TempDir,
}

impl Place {
    /// With nothing in it.
    pub fn empty() -> Self {
        let folder = TempDir::new().expect("a folder for the test can be made");
        Self { folder }
    }

    /// With a demo store.
    pub fn demo() -> Self {
        let place = Self::empty();
        place.cli("demo", &["--events", &DEMO_EVENTS.to_string()]);
        place
    }

    /// Where the store is, or would be.
    pub fn store(&self) -> PathBuf {
        self.folder.path().join("acme-ea.db")
    }

    /// Has the command line do something with the store, and answers what it printed.
    #[track_caller]
    pub fn cli(&self, verb: &str, arguments: &[&str]) -> String {
        let mut command = Command::new(built("hindsight"));
        command.arg(verb).arg(self.store()).args(arguments);
        let output = command.output().expect("the command line can be started");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{command:?}:\n{said}");
        String::from_utf8(output.stdout).expect("what is printed is UTF-8")
    }

    /// Appends what lines for the command line's `append` say, which must go well.
    #[track_caller]
    pub fn append(&self, lines: &str) {
        let file = self.folder.path().join("append.jsonl");
        fs::write(&file, lines).expect("a file in the folder can be written");
        self.cli(
            "append",
            &["--batch", "100", "--file", &file.to_string_lossy()],
        );
        fs::remove_file(&file).expect("a file in the folder can be removed");
    }

    /// The store's events, in order of position, as far as these filters let them through.
    #[track_caller]
    pub fn events(&self, filters: &[&str]) -> Vec<Event> {
        let arguments = [filters, &["--format", "jsonl"]].concat();
        let printed = self.cli("events", &arguments);
        printed.lines().map(Event::read).collect()
    }

    /// How many events the store holds.
    #[track_caller]
    pub fn count(&self) -> usize {
        self.events(&[]).len()
    }

    /// Whatever lies in the folder and below: the size of each file, and a number that another content would change.
    pub fn contents(&self) -> BTreeMap<PathBuf, (usize, u64)> {
        let mut contents = BTreeMap::new();
        let mut folders = vec![self.folder.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("the folder can be listed") {
                let path = entry.expect("the folder can be listed").path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    contents.insert(path.clone(), print_of(&path));
                }
            }
        }
        contents
    }
}

fn print_of(path: &Path) -> (usize, u64) {
    let bytes = fs::read(path).expect("a file in the folder can be read");
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    (bytes.len(), hasher.finish())
}

/// A line that the command line printed for an event.
#[derive(Debug, Clone)]
pub struct Event {
    line: String,
    columns: Value,
}

impl Event {
    fn read(line: &str) -> Self {
        let columns = serde_json::from_str(line).expect("each line is JSON");
        let line = line.to_owned();
        Self { line, columns }
    }

    /// A column that holds text. Empty where it holds NULL.
    pub fn text(&self, column: &str) -> &str {
        self.columns[column].as_str().unwrap_or_default()
    }

    /// A column that holds a number.
    pub fn number(&self, column: &str) -> u64 {
        self.columns[column]
            .as_u64()
            .unwrap_or_else(|| panic!("{column} is no number in {}", self.line))
    }

    /// Whether a word, given in small letters, stands in what a search looks through.
    pub fn holds(&self, word: &str) -> bool {
        ["data", "metadata", "actor", "event_type"]
            .iter()
            .any(|column| {
                self.columns[column]
                    .to_string()
                    .to_lowercase()
                    .contains(word)
            })
    }

    /// The position, as the window spells it.
    pub fn position(&self) -> String {
        grouped(self.number("global_position"))
    }
}

/// A number as the window spells it: `1,234`.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut spelled = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            spelled.push(',');
        }
        spelled.push(digit);
    }
    spelled
}
