//! A screen in memory, just as large as the window that is tested on it.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::Command;

use crate::guarded::{Guarded, installed};

/// A size in CSS pixels, which here are device pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    pub width: u32,
    pub height: u32,
}

impl Size {
    /// A small laptop.
    pub const SMALL: Self = Self {
        width: 1280,
        height: 800,
    };
    /// An ordinary monitor.
    pub const LARGE: Self = Self {
        width: 1920,
        height: 1080,
    };
}

/// A running X server that draws into memory.
pub struct Display {
    name: String,
    _server: Guarded,
}

impl Display {
    /// Starts a server on a display number that nobody uses, and waits until it takes connections.
    pub fn start(size: Size, folder: &Path) -> Self {
        let program = installed("Xvfb", "xvfb").unwrap_or_else(|message| panic!("{message}"));
        let mut command = Command::new(program);
        let screen = format!("{}x{}x24", size.width, size.height);
        command.args([
            "-displayfd",
            "1",
            "-screen",
            "0",
            &screen,
            "-nolisten",
            "tcp",
            "-noreset",
        ]);
        let mut server = Guarded::start(&command, folder.join("xvfb.log"));
        let mut number = String::new();
        let read = BufReader::new(server.stdout()).read_line(&mut number);
        assert!(
            read.is_ok_and(|bytes| bytes > 1),
            "Xvfb did not start:\n{}",
            server.said()
        );
        Self {
            name: format!(":{}", number.trim()),
            _server: server,
        }
    }

    /// What goes into `DISPLAY`.
    pub fn name(&self) -> &str {
        &self.name
    }
}
