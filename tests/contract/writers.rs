//! Writers as processes of their own, started together and heard to the end.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// A writer that is ready to begin.
pub struct Writer {
    child: Child,
    begin: ChildStdin,
    said: BufReader<ChildStdout>,
}

/// What a writer said that it did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// A command was recorded or recognised, with the ids of its events.
    Acknowledged {
        again: bool,
        command: u32,
        events: Vec<String>,
    },
    /// A version was expected, and another found.
    Conflict { expected: u32, actual: u32 },
}

impl Writer {
    /// Starts a writer and waits until it has the store open.
    pub fn start(path: &Path, what: &str, first: u32, count: u32) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_contract-writer"))
            .arg(path)
            .args([what, &first.to_string(), &count.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the writer starts");
        let begin = child.stdin.take().expect("it listens");
        let mut said = BufReader::new(child.stdout.take().expect("it speaks"));
        let mut ready = String::new();
        said.read_line(&mut ready)
            .expect("it says that it is ready");
        assert_eq!(ready, "ready\n");
        Self { child, begin, said }
    }

    /// Lets it begin.
    pub fn begin(&mut self) {
        self.begin.write_all(b"\n").expect("it listens");
    }

    /// Kills it where it stands, without a chance to tidy up.
    pub fn kill(&mut self) {
        self.child.kill().expect("it can be killed");
    }

    /// All that it said, once it has ended by itself.
    pub fn finish(mut self) -> Vec<Said> {
        let said = self.hear();
        let status = self.child.wait().expect("it ends");
        assert!(status.success(), "a writer ended with {status}");
        said
    }

    /// All that it said before it was killed; a line that it could not finish is nothing said.
    pub fn last_words(mut self) -> Vec<Said> {
        let said = self.hear();
        self.child.wait().expect("it ends");
        said
    }

    fn hear(&mut self) -> Vec<Said> {
        let mut said = Vec::new();
        let mut line = String::new();
        while self.said.read_line(&mut line).expect("it speaks") > 0 {
            if line.ends_with('\n') {
                said.push(understood(line.trim_end()));
            }
            line.clear();
        }
        said
    }
}

fn understood(line: &str) -> Said {
    let mut words = line.split(' ');
    let status = words.next().unwrap_or_default();
    let mut number = || {
        words
            .next()
            .and_then(|word| word.parse().ok())
            .expect("a number")
    };
    match status {
        "conflict" => Said::Conflict {
            expected: number(),
            actual: number(),
        },
        "appended" | "already_processed" => Said::Acknowledged {
            again: status == "already_processed",
            command: number(),
            events: words.map(str::to_owned).collect(),
        },
        _ => panic!("a writer says {line:?}"),
    }
}

/// Starts several writers, lets them begin together, and gives what each said.
pub fn together(path: &Path, what: &str, firsts: &[u32], count: u32) -> Vec<Vec<Said>> {
    let start = |first: &u32| Writer::start(path, what, *first, count);
    let mut writers: Vec<Writer> = firsts.iter().map(start).collect();
    writers.iter_mut().for_each(Writer::begin);
    // Each is heard by a thread of its own, so that none waits for its words to be taken.
    let hearing: Vec<_> = writers
        .into_iter()
        .map(|writer| std::thread::spawn(|| writer.finish()))
        .collect();
    hearing
        .into_iter()
        .map(|one| one.join().expect("a writer is heard"))
        .collect()
}
