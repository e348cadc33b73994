//! Making a connection: an encrypted line to a server whose certificate is verified, and a session that is set up the
//! same way every time.

use std::pin::Pin;
use std::time::Duration;

use hindsight_store::{StoreError, StoreResult};
use tiberius::error::{Error, IoErrorKind};
use tiberius::{AuthMethod, Config, EncryptionLevel};
use tokio::net::TcpStream;
use tokio_io_timeout::TimeoutStream;
use tokio_util::compat::{Compat, TokioAsyncWriteCompatExt};

use crate::config::{Auth, Encryption, MssqlConfig};
use crate::error::{is_cut, translate};

/// A line that gives up where nothing of what is sent is taken any more. For what is not answered the driver sees to that.
type Line = Pin<Box<TimeoutStream<TcpStream>>>;

/// The driver's connection.
pub type Client = tiberius::Client<Compat<Line>>;

/// How long the network may take to reach the server, and the server to let somebody in.
const REACH_TIME_MAX: Duration = Duration::from_secs(10);
const LOGIN_TIME_MAX: Duration = Duration::from_secs(15);

/// How often a server may send us on to another address, as Azure SQL does once.
const REDIRECTIONS_MAX: usize = 3;

/// How a session is set up, whatever the server's, the database's or the login's own defaults: the settings that filtered
/// indexes ask for when they are made and at every INSERT (else error 1934); texts of any length (a session may begin
/// with 4,096 bytes, and cuts the rest off); no transaction that nobody began, which a SELECT would hold open; and that an
/// error ends the transaction that it stands in. The driver logs in as ODBC does, which asks for most of it already.
const SETTINGS: &str = "SET ANSI_NULLS ON; SET ANSI_PADDING ON; SET ANSI_WARNINGS ON; SET ARITHABORT ON; \
     SET CONCAT_NULL_YIELDS_NULL ON; SET QUOTED_IDENTIFIER ON; SET NUMERIC_ROUNDABORT OFF; SET NOCOUNT ON; \
     SET TEXTSIZE 2147483647; SET IMPLICIT_TRANSACTIONS OFF; SET XACT_ABORT ON; SET LOCK_TIMEOUT 30000; \
     SET TRANSACTION ISOLATION LEVEL READ COMMITTED;";

/// Why no connection was made.
pub struct NotConnected {
    /// What the caller is told.
    pub error: StoreError,
    /// Whether the same again in a moment may succeed.
    pub is_passing: bool,
}

impl From<StoreError> for NotConnected {
    fn from(error: StoreError) -> Self {
        Self {
            error,
            is_passing: false,
        }
    }
}

/// Connects and sets the session up.
///
/// # Errors
/// Each with what to do: an unreachable server, a certificate that is not trusted, a refused login or database.
pub async fn connect(config: &MssqlConfig) -> Result<Client, NotConnected> {
    let mut driver = driver_config(config)?;
    let mut place = (config.host.clone(), config.port);
    for _ in 0..=REDIRECTIONS_MAX {
        let line = reach(&place.0, place.1, config.silence_max).await?;
        match Client::connect(driver.clone(), line.compat_write()).await {
            Ok(client) => {
                return set_up(client)
                    .await
                    .map_err(|error| refused(config, &error));
            }
            Err(Error::Routing { host, port }) => {
                driver.host(&host);
                driver.port(port);
                place = (host, port);
            }
            Err(error) => return Err(refused(config, &error)),
        }
    }
    Err(StoreError::Unreachable(format!(
        "{} sends us from one address to the next",
        config.server()
    ))
    .into())
}

async fn set_up(mut client: Client) -> Result<Client, Error> {
    client.simple_query(SETTINGS).await?.into_results().await?;
    Ok(client)
}

fn driver_config(config: &MssqlConfig) -> StoreResult<Config> {
    let mut driver = Config::new();
    driver.host(&config.host);
    driver.port(config.port);
    driver.database(&config.database);
    driver.application_name("Hindsight");
    driver.encryption(match config.encryption {
        Encryption::Strict => EncryptionLevel::Strict,
        Encryption::Required => EncryptionLevel::Required,
    });
    driver.authentication(match &config.auth {
        Auth::Login { user, password } => AuthMethod::sql_server(user, password.expose()),
        Auth::EntraToken(token) => AuthMethod::aad_token(token.expose()),
    });
    driver.handshake_timeout(Some(LOGIN_TIME_MAX));
    driver.command_timeout(Some(config.silence_max));
    // Another program may have stored half of a surrogate pair: the row is shown, with a sign in its place.
    driver.lossy_utf16_decoding(true);
    if let Some(file) = &config.ca {
        let certificates = std::fs::read(file).map_err(|failure| {
            StoreError::NotTrusted(format!(
                "the file of trusted certificates {} cannot be read ({failure}); name a PEM or DER file",
                file.display()
            ))
        })?;
        driver.trust_cert_ca_bundle(certificates);
    }
    Ok(driver)
}

async fn reach(host: &str, port: u16, silence_max: Duration) -> StoreResult<Line> {
    let reached = tokio::time::timeout(REACH_TIME_MAX, TcpStream::connect((host, port))).await;
    let why = match reached {
        Ok(Ok(line)) => {
            // Without it, small packets wait for one another.
            line.set_nodelay(true)
                .map_err(|failure| StoreError::Unreachable(failure.to_string()))?;
            let mut line = TimeoutStream::new(line);
            line.set_write_timeout(Some(silence_max));
            return Ok(Box::pin(line));
        }
        // Without the number that the system has for it.
        Ok(Err(failure)) => {
            let words = failure.to_string();
            words
                .split(" (os error")
                .next()
                .unwrap_or(&words)
                .to_owned()
        }
        Err(_) => format!("no answer within {} seconds", REACH_TIME_MAX.as_secs()),
    };
    Err(StoreError::Unreachable(format!(
        "the server {host}:{port} cannot be reached ({why}); check its name and port, and that the network and its \
         firewall let you through"
    )))
}

/// What it means that the server was reached and did not let us in.
fn refused(config: &MssqlConfig, error: &Error) -> NotConnected {
    let server = config.server();
    let told = match error {
        Error::Tls(words) => not_trusted(&server, words),
        Error::Io {
            kind: IoErrorKind::InvalidData,
            message,
        } => not_trusted(&server, message),
        Error::Server(said) => match said.code() {
            18_452 | 18_456 | 18_470 | 18_486 | 18_487 | 18_488 => {
                StoreError::LoginFailed(format!(
                    "the server {server} refused the login ({}); check the user and the password",
                    said.message().trim()
                ))
            }
            // A firewall of Azure's, which names the address that it saw.
            40_615 | 40_914 | 47_073 => StoreError::Unreachable(format!(
                "the server {server} lets nobody in from here ({}); have this address allowed",
                said.message().trim()
            )),
            911 | 916 | 4060 | 40_532 => StoreError::NoDatabase(format!(
                "the server {server} has no database {:?} that this login may open ({}); check its name, or have access granted",
                config.database,
                said.message().trim()
            )),
            _ => translate(error),
        },
        Error::Io {
            kind: IoErrorKind::TimedOut,
            ..
        } => StoreError::Unreachable(format!(
            "the server {server} was reached, but did not let anybody in within {} seconds; is it a SQL Server, and is it up?",
            LOGIN_TIME_MAX.as_secs()
        )),
        Error::Io { message, .. } => StoreError::Unreachable(format!(
            "the server {server} was reached, but hung up ({message}); is it a SQL Server, and does it take this kind of encryption?"
        )),
        Error::Protocol(words) => StoreError::Unreachable(format!(
            "the server {server} does not answer as a SQL Server ({words}); check the port, and the kind of encryption"
        )),
        other => translate(other),
    };
    NotConnected {
        is_passing: is_cut(error) && !matches!(told, StoreError::NotTrusted(_)) || is_full(error),
        error: told,
    }
}

/// Whether the server takes nobody for the moment.
fn is_full(error: &Error) -> bool {
    crate::error::Failure::Engine(error.clone()).is_passing() && matches!(error, Error::Server(_))
}

fn not_trusted(server: &str, words: &str) -> StoreError {
    StoreError::NotTrusted(format!(
        "the certificate of {server} is not trusted ({}); name the file of the authority that issued it (ca=FILE), and the \
         server by the name that stands in it",
        first_sentence(words)
    ))
}

/// The driver adds advice that is meant for programmers, such as to trust anybody.
fn first_sentence(words: &str) -> &str {
    let words = words.lines().next().unwrap_or_default();
    words.split_once(". ").map_or(words, |(first, _)| first)
}
