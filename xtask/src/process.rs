//! Runs other programs: quietly while all is well, with everything they said when it is not.

use std::io::{BufRead, BufReader, IsTerminal, Read, Write, stderr};
use std::process::{Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// How often a waiting line is drawn again.
const TICK: Duration = Duration::from_millis(250);
/// How much of the program's latest line is shown beside the label, in characters.
const HINT_CHARS: usize = 56;
/// The column in which the seconds of every line stand.
const LABEL_CHARS: usize = 20;

/// What a finished program left.
pub struct Outcome {
    /// Whether it exited with zero.
    pub ok: bool,
    /// Standard output and standard error, line by line, in the order of arrival.
    pub text: String,
}

impl Outcome {
    /// Everything it said, or, when it failed, an error that holds everything it said.
    ///
    /// # Errors
    /// When the program did not exit with zero.
    pub fn success(self) -> Result<String> {
        if self.ok {
            return Ok(self.text);
        }
        bail!("{}", self.text.trim_end())
    }
}

/// Does one step and prints its line: a mark, the label, the seconds, and the note that the step returns.
///
/// # Errors
/// Those of the step, after its line is printed.
pub fn step<T: AsRef<str>, E>(label: &str, work: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    let start = Instant::now();
    let result = work();
    let (mark, note) = match &result {
        Ok(note) => ("✓", note.as_ref()),
        Err(_) => ("✗", ""),
    };
    let line = format!(
        "{mark} {label:LABEL_CHARS$} {:7.1} s  {note}",
        start.elapsed().as_secs_f64()
    );
    println!("{}", line.trim_end());
    result
}

/// Runs a program to its end. On a terminal, a line tells what it is doing; nothing of it stays.
///
/// # Errors
/// When the program cannot be started; its own failure is told by [`Outcome::ok`].
pub fn watch(label: &str, mut command: Command) -> Result<Outcome> {
    let name = command.get_program().to_string_lossy().into_owned();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("{name} cannot be started"))?;
    let (sender, lines) = channel();
    forward(child.stdout.take(), sender.clone());
    forward(child.stderr.take(), sender);

    let mut waiting = Waiting::new(label);
    let mut text = String::new();
    loop {
        match lines.recv_timeout(TICK) {
            Ok(line) => {
                waiting.hint(&line);
                text.push_str(&line);
                text.push('\n');
            }
            Err(RecvTimeoutError::Timeout) => waiting.draw(),
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    let status = child
        .wait()
        .with_context(|| format!("{name} cannot be waited for"))?;
    Ok(Outcome {
        ok: status.success(),
        text,
    })
}

/// Sends each line that a pipe gives to the watcher, until the pipe closes.
fn forward(pipe: Option<impl Read + Send + 'static>, sender: Sender<String>) {
    let Some(pipe) = pipe else { return };
    thread::spawn(move || {
        for line in BufReader::new(pipe).split(b'\n') {
            let Ok(line) = line else { return };
            let line = String::from_utf8_lossy(&line)
                .trim_end_matches('\r')
                .to_owned();
            if sender.send(line).is_err() {
                return;
            }
        }
    });
}

/// The passing line on a terminal that shows which step is under way.
struct Waiting<'a> {
    label: &'a str,
    hint: String,
    start: Instant,
    shown: bool,
    enabled: bool,
}

impl<'a> Waiting<'a> {
    fn new(label: &'a str) -> Self {
        Self {
            label,
            hint: String::new(),
            start: Instant::now(),
            shown: false,
            enabled: stderr().is_terminal(),
        }
    }

    /// Keeps the latest line that says something; control characters are left out, for they would move the cursor.
    fn hint(&mut self, line: &str) {
        let plain: String = line
            .trim()
            .chars()
            .filter(|c| !c.is_control())
            .take(HINT_CHARS)
            .collect();
        if !plain.is_empty() {
            self.hint = plain;
        }
    }

    fn draw(&mut self) {
        if self.enabled {
            let (label, seconds) = (self.label, self.start.elapsed().as_secs());
            // A terminal that cannot be written to loses nothing but this line.
            let _ = write!(
                stderr(),
                "\r\x1b[2K· {label:LABEL_CHARS$} {seconds:5} s    {}",
                self.hint
            );
            self.shown = true;
        }
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        if self.shown {
            let _ = write!(stderr(), "\r\x1b[2K");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rustc(arg: &str) -> Command {
        let mut command = Command::new("rustc");
        command.arg(arg);
        command
    }

    #[test]
    fn what_a_program_says_is_kept() {
        let said = watch("version", rustc("--version"))
            .unwrap()
            .success()
            .unwrap();
        assert!(said.starts_with("rustc "), "{said}");
    }

    #[test]
    fn a_failure_tells_what_the_program_said() {
        let error = watch("nonsense", rustc("--no-such-flag"))
            .unwrap()
            .success()
            .unwrap_err();
        assert!(error.to_string().contains("no-such-flag"), "{error}");
    }

    #[test]
    fn a_program_that_does_not_exist_is_named() {
        let error = watch("nothing", Command::new("no-such-program-here"))
            .err()
            .unwrap();
        assert!(
            error.to_string().contains("no-such-program-here"),
            "{error}"
        );
    }
}
