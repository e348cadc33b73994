//! What a connection is made with: plain data.

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

/// How long a server may stay silent while it works on a statement, where nobody says otherwise.
pub const SILENCE_MAX: Duration = Duration::from_secs(120);

/// Where a store is and who asks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MssqlConfig {
    /// The server's name or address.
    pub host: String,
    /// Its port, 1433 as a rule.
    pub port: u16,
    /// The database.
    pub database: String,
    /// Who asks.
    pub auth: Auth,
    /// How the line is encrypted.
    pub encryption: Encryption,
    /// A file of certificates (PEM or DER) that are trusted beside those of the operating system.
    pub ca: Option<PathBuf>,
    /// How long the server may stay silent, and take nothing, while something is asked of it.
    pub silence_max: Duration,
}

impl MssqlConfig {
    /// The store's place as errors name it; never with a secret.
    pub fn place(&self) -> String {
        format!("{}:{}/{}", self.host, self.port, self.database)
    }

    /// The server as errors name it.
    pub(crate) fn server(&self) -> String {
        format!("{}:{}", self.host, self.port)
    }
}

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Auth {
    /// A login of the server's own.
    Login {
        /// Its name.
        user: String,
        /// Its password.
        password: Secret,
    },
    /// A ready-made token of Microsoft Entra.
    EntraToken(Secret),
}

/// How the line is encrypted. The server's certificate is always verified, and there is no other kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Encryption {
    /// From the first byte on (TDS 8.0), as SQL Server 2022 and Azure SQL take it.
    Strict,
    /// Agreed upon in the first two packets, and then for everything.
    #[default]
    Required,
}

/// A text that is never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Takes the text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text, for the one who logs in.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

impl fmt::Display for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_never_printed() {
        let config = MssqlConfig {
            host: "db.example".to_owned(),
            port: 1433,
            database: "audit".to_owned(),
            auth: Auth::Login {
                user: "ada".to_owned(),
                password: Secret::new("hunter2"),
            },
            encryption: Encryption::default(),
            ca: None,
            silence_max: SILENCE_MAX,
        };
        assert!(!format!("{config:?} {}", Secret::new("hunter2")).contains("hunter2"));
        assert_eq!(config.place(), "db.example:1433/audit");
        assert_eq!(config.encryption, Encryption::Required);
    }
}
