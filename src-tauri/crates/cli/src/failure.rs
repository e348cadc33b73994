//! How the program ends when it is not done: an exit code to branch on, and a sentence for the person.

use std::io;
use std::process::ExitCode;

use hindsight_service::{ErrorCode, ServiceError};

use crate::output::remark;

/// Why the program ends before it is done.
#[derive(Debug, PartialEq, Eq)]
pub enum Failure {
    /// With a code and, where it was not told line by line already, a sentence.
    Told(Code, Option<String>),
    /// Nobody reads the output any more, as under `head`: nothing is wrong.
    NobodyReads,
}

/// Exit codes other than 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Code {
    /// It could not be done.
    Failed = 1,
    /// What was asked cannot be understood; also clap's own code.
    Usage = 2,
    /// An expected version did not hold.
    Conflict = 3,
    /// A command id was used before with another body.
    Reused = 4,
    /// A check found something.
    Found = 5,
}

impl Failure {
    /// It could not be done, for a reason.
    pub fn failed(message: impl Into<String>) -> Self {
        Self::Told(Code::Failed, Some(message.into()))
    }

    /// Tells the person, and gives the code.
    pub fn report(self) -> ExitCode {
        let Self::Told(code, message) = self else {
            return ExitCode::SUCCESS;
        };
        if let Some(message) = message {
            remark(&format!("error: {message}"));
        }
        ExitCode::from(code as u8)
    }
}

impl From<ServiceError> for Failure {
    fn from(error: ServiceError) -> Self {
        let code = match error.code {
            ErrorCode::InvalidRequest => Code::Usage,
            ErrorCode::VersionConflict => Code::Conflict,
            ErrorCode::CommandReused => Code::Reused,
            _ => Code::Failed,
        };
        Self::Told(code, Some(error.message))
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::NobodyReads,
            _ => Self::failed(format!("the output cannot be written: {error}")),
        }
    }
}
