//! Lines of bytes from anywhere, none of them longer than memory bears.

use std::io::{self, BufRead, Read};

/// The longest line that is taken, in bytes.
pub const LINE_BYTES_MAX: u64 = 64 << 20;

/// A line and its number, counted from 1 as an editor does.
#[derive(Debug, PartialEq, Eq)]
pub struct Line {
    /// Its number.
    pub number: u64,
    /// Its bytes; `None` where there are more than [`LINE_BYTES_MAX`].
    pub bytes: Option<Vec<u8>>,
}

/// A source of lines.
pub struct Lines<R> {
    source: R,
    number: u64,
    longest: u64,
}

impl<R: BufRead> Lines<R> {
    /// The lines of a source.
    pub fn new(source: R) -> Self {
        Self {
            source,
            number: 0,
            longest: LINE_BYTES_MAX,
        }
    }

    /// The next lines that are not empty, `most` at most; none at the end.
    pub fn take(&mut self, most: u32) -> io::Result<Vec<Line>> {
        let mut lines = Vec::new();
        while lines.len() < most as usize {
            match self.next()? {
                Some(line) => lines.push(line),
                None => break,
            }
        }
        Ok(lines)
    }

    fn next(&mut self) -> io::Result<Option<Line>> {
        loop {
            let mut bytes = Vec::new();
            let read = (&mut self.source)
                .take(self.longest + 1)
                .read_until(b'\n', &mut bytes)?;
            if read == 0 {
                return Ok(None);
            }
            self.number += 1;
            if !bytes.ends_with(b"\n") && bytes.len() as u64 > self.longest {
                self.source.skip_until(b'\n')?;
                return Ok(Some(Line {
                    number: self.number,
                    bytes: None,
                }));
            }
            if !bytes.trim_ascii().is_empty() {
                return Ok(Some(Line {
                    number: self.number,
                    bytes: Some(bytes),
                }));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str, longest: u64) -> Vec<(u64, Option<String>)> {
        let mut lines = Lines {
            longest,
            ..Lines::new(text.as_bytes())
        };
        let text = |line: Line| {
            (
                line.number,
                line.bytes.map(|bytes| String::from_utf8(bytes).unwrap()),
            )
        };
        lines.take(100).unwrap().into_iter().map(text).collect()
    }

    #[test]
    fn empty_lines_are_passed_over_and_counted() {
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(all("a\n\n \r\nb", 10), [(1, some("a\n")), (4, some("b"))]);
        assert_eq!(all("", 10), []);
    }

    #[test]
    fn a_line_that_is_too_long_is_skipped_and_the_next_is_read() {
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(all("abcd\nab\n", 3), [(1, None), (2, some("ab\n"))]);
        assert_eq!(all("abc\nabcd", 3), [(1, some("abc\n")), (2, None)]);
    }
}
