//! WebKit's driver: the program that starts ours and hands on what a test does to it.

use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::guarded::{Guarded, installed};

/// How long the driver may take to listen.
const PATIENCE: Duration = Duration::from_secs(10);

/// A running driver. The program under test is its child, and ends with it.
pub struct Driver {
    port: u16,
    process: Guarded,
}

impl Driver {
    /// Starts the driver on a free port, with the environment that the program under test shall have.
    pub fn start(environment: &[(&str, String)], folder: &Path) -> Self {
        let program = installed("WebKitWebDriver", "webkit2gtk-driver")
            .unwrap_or_else(|message| panic!("{message}"));
        let port = free_port();
        let mut command = Command::new(program);
        command.arg(format!("--port={port}"));
        for (name, value) in environment {
            command.env(name, value);
        }
        let driver = Self {
            port,
            process: Guarded::start(&command, folder.join("driver.log")),
        };
        driver.wait_until_listening();
        driver
    }

    /// Where it listens.
    pub fn url(&self) -> String {
        format!("http://{}:{}", Ipv4Addr::LOCALHOST, self.port)
    }

    /// What the driver and the program under test have written to their standard error.
    pub fn said(&self) -> String {
        self.process.said()
    }

    /// The process group of the driver, the program under test and the web view's helpers.
    pub fn group(&self) -> u32 {
        self.process.id()
    }

    fn wait_until_listening(&self) {
        let start = Instant::now();
        while TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).is_err() {
            assert!(
                start.elapsed() < PATIENCE,
                "WebKitWebDriver does not listen:\n{}",
                self.said()
            );
            sleep(Duration::from_millis(10));
        }
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port is free");
    listener
        .local_addr()
        .expect("a bound port has a number")
        .port()
}
