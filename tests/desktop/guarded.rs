//! Programs that end with their test, together with everything that they started.

use std::env;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

use rustix::process::{Pid, Signal, kill_process_group};

use crate::session::Trouble;

/// A running program in a process group of its own.
pub struct Guarded {
    child: Child,
    log: PathBuf,
}

impl Guarded {
    /// Starts a program whose standard error goes to the file `log`, and whose standard output can be read.
    ///
    /// Dropping the value kills the group. Should the test itself be killed, `setpriv` has the kernel kill the program.
    pub fn start(command: &Command, log: PathBuf) -> Self {
        let said = File::create(&log).expect("a log file can be made in the test's folder");
        let mut guarded = Command::new("setpriv");
        guarded
            .args(["--pdeathsig", "KILL"])
            .arg(command.get_program());
        guarded.args(command.get_args());
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => guarded.env(name, value),
                None => guarded.env_remove(name),
            };
        }
        let child = guarded
            .process_group(0)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(said)
            .spawn()
            .expect("setpriv (package util-linux) can be started");
        Self { child, log }
    }

    /// What the program writes to its standard output.
    pub fn stdout(&mut self) -> ChildStdout {
        self.child.stdout.take().expect("the output is taken once")
    }

    /// What the program and those it started have written to their standard error.
    pub fn said(&self) -> String {
        String::from_utf8_lossy(&fs::read(&self.log).unwrap_or_default()).into_owned()
    }

    /// The number of the process, which is that of its group.
    pub fn id(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Guarded {
    fn drop(&mut self) {
        // Neither can fail in a way that matters: the group is gone, or it is about to be.
        if let Some(group) = i32::try_from(self.child.id()).ok().and_then(Pid::from_raw) {
            let _ = kill_process_group(group, Signal::KILL);
        }
        let _ = self.child.wait();
    }
}

/// Where a program is on the path, or a message that says which package holds it.
pub fn installed(program: &str, package: &str) -> Result<PathBuf, Trouble> {
    found_in(env::var_os("PATH").unwrap_or_default().as_os_str(), program).ok_or_else(|| {
        Trouble(format!(
            "{program} is not installed. On Debian and Ubuntu the package {package} holds it: apt-get install {package}"
        ))
    })
}

fn found_in(path: &OsStr, program: &str) -> Option<PathBuf> {
    env::split_paths(path)
        .map(|folder| folder.join(program))
        .find(|place| Path::is_file(place))
}
