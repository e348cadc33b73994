//! Standard output: lines, and whether a person or a program reads them.

use std::io::{self, BufWriter, IsTerminal, Stdout, Write};

use crate::safe;

/// Says something beside the output, on standard error. Names of files and tables stand in what is said, and a file
/// may come from anybody; where nobody listens, nothing is lost.
pub fn remark(text: &str) {
    let _ = writeln!(io::stderr(), "{}", safe::visible(text));
}

/// Standard output.
pub struct Output {
    inner: BufWriter<Stdout>,
    terminal: bool,
}

impl Output {
    /// Standard output as it was given to the program.
    pub fn new() -> Self {
        let stdout = io::stdout();
        let terminal = stdout.is_terminal();
        Self {
            inner: BufWriter::with_capacity(1 << 16, stdout),
            terminal,
        }
    }

    /// Whether it goes to a terminal.
    pub fn is_terminal(&self) -> bool {
        self.terminal
    }

    /// How many columns a line may have; `None` where nothing limits it.
    pub fn columns(&self) -> Option<usize> {
        let set = std::env::var("COLUMNS")
            .ok()
            .and_then(|columns| columns.parse().ok());
        let measured = || terminal_size::terminal_size_of(io::stdout());
        set.or_else(|| measured().map(|(width, _)| usize::from(width.0)))
            .filter(|width| *width > 0)
    }

    /// Writes a line.
    pub fn line(&mut self, text: &str) -> io::Result<()> {
        self.inner.write_all(text.as_bytes())?;
        self.inner.write_all(b"\n")
    }

    /// Writes bytes.
    pub fn bytes(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.inner.write_all(bytes)
    }

    /// Hands on what was written: whoever reads may rely on it.
    pub fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}
