//! The operating system's keychain, asked on a thread of its own: it may have to be unlocked by a person first.

use std::time::Duration;

use hindsight_store_mssql::Secret;
use keyring::{Entry, Error};

/// By what name the keychain knows this program.
const SERVICE: &str = "Hindsight";

/// How long a person has to unlock it.
const PATIENCE: Duration = Duration::from_secs(60);

/// What became of a question.
pub enum Recalled {
    /// There it is.
    Found(Secret),
    /// The keychain answers, and has none.
    Unknown,
    /// There is no keychain, or none that answers, and why.
    NoKeychain(String),
}

/// Asks for the password of a login.
pub async fn recall(place: String) -> Recalled {
    let asked = asked(move || Entry::new(SERVICE, &place)?.get_password());
    match asked.await {
        Ok(Ok(password)) => Recalled::Found(Secret::new(password)),
        Ok(Err(Error::NoEntry)) => Recalled::Unknown,
        Ok(Err(error)) => Recalled::NoKeychain(told(&error)),
        Err(why) => Recalled::NoKeychain(why),
    }
}

/// Keeps the password of a login.
///
/// # Errors
/// Why it cannot be kept, in words.
pub async fn keep(place: String, password: Secret) -> Result<(), String> {
    let asked = asked(move || Entry::new(SERVICE, &place)?.set_password(password.expose()));
    asked.await?.map_err(|error| told(&error))
}

/// Takes the password of a login away; says whether there was one.
///
/// # Errors
/// Why the keychain cannot be asked, in words.
pub async fn forget(place: String) -> Result<bool, String> {
    let asked = asked(move || Entry::new(SERVICE, &place)?.delete_credential());
    match asked.await? {
        Ok(()) => Ok(true),
        Err(Error::NoEntry) => Ok(false),
        Err(error) => Err(told(&error)),
    }
}

async fn asked<T: Send + 'static>(
    question: impl FnOnce() -> T + Send + 'static,
) -> Result<T, String> {
    let (answer, answered) = tokio::sync::oneshot::channel();
    std::thread::Builder::new()
        .name("hindsight-keychain".to_owned())
        .spawn(move || {
            // Whoever gave up waiting wants no answer.
            let _ = answer.send(question());
        })
        .map_err(|failure| failure.to_string())?;
    match tokio::time::timeout(PATIENCE, answered).await {
        Ok(Ok(told)) => Ok(told),
        Ok(Err(_)) => Err("it ended without an answer".to_owned()),
        Err(_) => Err(format!(
            "it gave no answer within {} seconds",
            PATIENCE.as_secs()
        )),
    }
}

/// What the keychain says, without what it may hold.
fn told(error: &Error) -> String {
    match error {
        Error::NoDefaultStore => match Entry::store_status() {
            Err(Error::NoDefaultStore) | Ok(()) => error.to_string(),
            Err(why) => told(why),
        },
        Error::NoStorageAccess(why) | Error::PlatformFailure(why) => why.to_string(),
        Error::BadEncoding(_) => "what it keeps is no text".to_owned(),
        other => other.to_string(),
    }
}
