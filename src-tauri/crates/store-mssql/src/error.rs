//! From what the server and the line say to what a caller can act on.

use hindsight_store::StoreError;
use tiberius::error::{Error, IoErrorKind, TokenError};

/// What the triggers of our own tables throw.
pub const RULE_BROKEN: u32 = 50_001;

/// What an append throws that did not get the lock in time.
pub const LOCK_NOT_HAD: u32 = 50_002;

/// A unique key, as a constraint and as an index.
const DUPLICATE: [u32; 2] = [2627, 2601];

/// A deadlock, and what the server's makers name as passing (a server or a replica that is just going down or coming up,
/// too much asked at once): the same again in a moment may well succeed.
const PASSING: [u32; 28] = [
    615, 976, 983, 6005, 18_401, 1205, 3960, 3935, 4221, 8645, 8651, 10_922, 10_928, 10_929,
    40_143, 40_166, 40_197, 40_501, 40_540, 40_544, 40_549, 40_613, 42_108, 42_109, 49_918, 49_919,
    49_920, 41_302,
];

/// Why a piece of work with a session ended early.
#[derive(Debug)]
pub enum Failure {
    /// The server or the line.
    Engine(Error),
    /// Something that the caller is told as it is.
    Told(StoreError),
}

/// What a piece of work with a session answers.
pub type Answer<T> = Result<T, Failure>;

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Engine(error)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Told(error)
    }
}

impl From<Failure> for StoreError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Engine(error) => translate(&error),
            Failure::Told(error) => error,
        }
    }
}

impl Failure {
    /// Whether the session may be used again: the server answered in order, and does not hang up.
    pub fn leaves_session_well(&self) -> bool {
        match self {
            Self::Engine(Error::Server(said)) => said.class() < 20,
            Self::Engine(_) => false,
            Self::Told(_) => true,
        }
    }

    /// Whether the same again in a moment may succeed.
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Engine(Error::Server(said)) => PASSING.contains(&said.code()),
            Self::Engine(error) => is_cut(error),
            Self::Told(_) => false,
        }
    }

    /// Whether a unique key refused a row.
    pub fn is_duplicate(&self) -> bool {
        matches!(self, Self::Engine(Error::Server(said)) if DUPLICATE.contains(&said.code()))
    }

    /// Whether a trigger of ours refused.
    pub fn is_rule_broken(&self) -> bool {
        matches!(self, Self::Engine(Error::Server(said)) if said.code() == RULE_BROKEN)
    }

    /// Whether the words name this constraint.
    pub fn names(&self, constraint: &str) -> bool {
        matches!(self, Self::Engine(Error::Server(said)) if said.message().contains(constraint))
    }

    /// Whether nobody answered in time: what had been asked may have happened.
    pub fn is_time_out(&self) -> bool {
        matches!(
            self,
            Self::Engine(Error::Io {
                kind: IoErrorKind::TimedOut,
                ..
            })
        )
    }

    /// Whether it is not known what the server did.
    pub fn is_of_the_line(&self) -> bool {
        match self {
            Self::Engine(Error::Server(said)) => said.class() >= 20,
            Self::Engine(_) => true,
            Self::Told(StoreError::Unreachable(_) | StoreError::TimedOut(_)) => true,
            Self::Told(_) => false,
        }
    }
}

/// Whether the line broke, or its other end went away.
pub fn is_cut(error: &Error) -> bool {
    match error {
        Error::Io { kind, .. } => *kind != IoErrorKind::TimedOut,
        // What a cut in the middle of a packet looks like from above it.
        Error::Protocol(_) | Error::Tls(_) => true,
        _ => false,
    }
}

/// Says what an error of the engine means.
pub fn translate(error: &Error) -> StoreError {
    match error {
        Error::Server(said) => translate_said(said),
        Error::Io {
            kind: IoErrorKind::TimedOut,
            ..
        } => StoreError::TimedOut(
            "the server gave no answer in time, and what was asked may have happened; try again"
                .to_owned(),
        ),
        cut if is_cut(cut) => StoreError::Unreachable(format!(
            "the line to the server broke ({cut}); try again in a moment"
        )),
        other => StoreError::Engine(other.to_string()),
    }
}

fn translate_said(said: &TokenError) -> StoreError {
    let words = said.message().trim().to_owned();
    match said.code() {
        RULE_BROKEN | 547 | 515 | 2627 | 2601 | 3609 => StoreError::Refused(words),
        2628 | 8152 | 8115 | 1946 => StoreError::Refused(format!(
            "{words} (types take 400 characters, an actor 4,000)"
        )),
        LOCK_NOT_HAD | 1222 | 1205 => StoreError::Busy,
        229 | 230 | 262 | 300 | 916 | 1088 | 2760 | 3704 | 15_247 => StoreError::Forbidden(words),
        // What a page that cannot be read says for itself.
        823..=825 => StoreError::Damaged(words),
        3906 | 3908 => StoreError::ReadOnly,
        1101 | 1105 | 9002 | 40_544 => StoreError::Io(words),
        code if PASSING.contains(&code) => StoreError::Busy,
        code => StoreError::Engine(format!("{words} (error {code})")),
    }
}
