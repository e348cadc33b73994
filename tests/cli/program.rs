//! Finding the program, and running it.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

use serde_json::Value;
use tempfile::TempDir;

/// A folder with a store in it that a test may do with as it likes.
pub struct Place {
    folder: TempDir,
}

/// What a run of the program said.
#[derive(Debug)]
pub struct Said {
    /// The exit code.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Place {
    /// A folder without a store.
    pub fn empty() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// A folder with an empty store.
    pub fn with_store() -> Self {
        let place = Self::empty();
        place.run(["init", place.store()]).done();
        place
    }

    /// The path of the store.
    pub fn store(&self) -> &str {
        // Leaked: a few bytes for each test, so that a path can be an argument.
        Box::leak(
            self.path("store.db")
                .to_str()
                .unwrap()
                .to_owned()
                .into_boxed_str(),
        )
    }

    /// A path in the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The names of all that lies in the folder.
    pub fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    /// Runs the program without input.
    pub fn run<const N: usize>(&self, args: [&str; N]) -> Said {
        self.feed(args, "")
    }

    /// Runs the program with some input.
    pub fn feed<const N: usize>(&self, args: [&str; N], input: impl AsRef<[u8]>) -> Said {
        let mut child = command(args).stdin(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = input.as_ref().to_owned();
        // On a thread, so that neither side waits for the other with a full pipe.
        let writer = std::thread::spawn(move || {
            let _ = stdin.write_all(&input);
        });
        let said = child.wait_with_output().unwrap().into();
        writer.join().unwrap();
        said
    }

    /// Appends lines to the store.
    pub fn append(&self, lines: impl AsRef<[u8]>) -> Said {
        self.feed(["append", self.store()], lines)
    }
}

impl Said {
    /// What was printed by a run that must have been successful.
    #[track_caller]
    pub fn done(self) -> String {
        assert_eq!(self.code, 0, "{self:?}");
        self.out
    }

    /// Each line of the output as JSON.
    pub fn json(&self) -> Vec<Value> {
        self.out
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    /// The `status` of each answer.
    pub fn statuses(&self) -> Vec<String> {
        self.json()
            .iter()
            .map(|answer| answer["status"].as_str().unwrap().to_owned())
            .collect()
    }
}

impl From<Output> for Said {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// The program with arguments, away from what the surroundings say of a terminal.
pub fn command<I: IntoIterator<Item: AsRef<OsStr>>>(args: I) -> Command {
    let mut command = Command::new(program());
    command
        .args(args)
        .env_remove("COLUMNS")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        // target/PROFILE/deps/THIS-TEST
        let this = env::current_exe().unwrap();
        let folder = this.parent().and_then(Path::parent).unwrap();
        build(folder.file_name().and_then(OsStr::to_str).unwrap());
        folder.join(format!("hindsight{}", env::consts::EXE_SUFFIX))
    })
}

/// Has Cargo bring the program up to date. The whole workspace is selected, with the features that it is tested with,
/// so that no dependency is built a second time. Under nextest, where each test is a process, once a run is enough.
fn build(profile: &str) {
    let run = env::var("NEXTEST_RUN_ID").ok();
    let built = run.map(|id| Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("cli-{id}")));
    if built.as_ref().is_some_and(|built| built.exists()) {
        return;
    }
    let profile = if profile == "debug" { "dev" } else { profile };
    let output = Command::new(env!("CARGO"))
        .args([
            "build",
            "--quiet",
            "--workspace",
            "--bin",
            "hindsight",
            "--profile",
            profile,
        ])
        .args(["--features", "hindsight-desktop/custom-protocol"])
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    if let Some(built) = built {
        fs::write(built, "").unwrap();
    }
}

/// A line for `append`: a command with events of one type.
pub fn line(aggregate: u32, rest: &str) -> String {
    format!(
        r#"{{"command_type":"SetDataClassification","aggregate_id":"{}","aggregate_type":"Application","actor":"officer-456","actor_type":"user","source":"ui",{rest}}}"#,
        id(aggregate)
    ) + "\n"
}

/// A UUID for a number.
pub fn id(number: u32) -> String {
    format!("018f2f6e-7c1b-7a52-9b1e-{number:012}")
}

/// One event, for `line`.
pub const ONE_EVENT: &str =
    r#""events":[{"event_type":"DataClassificationChanged","data":{"classification":"internal"}}]"#;
