//! A store on a server: where it is, and the secret with which it is asked.

use std::fmt;

use hindsight_store_mssql::{Auth, MssqlAddress, MssqlConfig, Secret};

use super::absolute;
use super::keychain::{self, Recalled};
use crate::error::{ErrorCode, ServiceError, ServiceResult};

/// Where a password is looked for before the keychain, and where a token is.
const PASSWORD_VARIABLE: &str = "HINDSIGHT_MSSQL_PASSWORD";
const TOKEN_VARIABLE: &str = "HINDSIGHT_MSSQL_TOKEN";

/// A store on a server. It may carry a secret that somebody has just given, and never shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    address: MssqlAddress,
    given: Option<Secret>,
}

impl Server {
    /// The server at an address; a relative path in it means the same file wherever the program stands.
    pub fn at(address: MssqlAddress) -> Self {
        let ca = address.ca.as_deref().map(absolute);
        Self {
            address: MssqlAddress { ca, ..address },
            given: None,
        }
    }

    /// The same with a password, or a token where no login is named.
    pub fn with_secret(self, secret: Secret) -> Self {
        Self {
            given: Some(secret),
            ..self
        }
    }

    /// Where it is.
    pub fn address(&self) -> &MssqlAddress {
        &self.address
    }

    /// A short name for a title: the database and its server.
    pub(super) fn name(&self) -> String {
        let server = self.address.server();
        let server = server.strip_suffix(":1433").unwrap_or(&server);
        format!("{} on {server}", self.address.database)
    }

    pub(super) fn is_same_place(&self, other: &Self) -> bool {
        let place = |one: &Self| (one.address.server(), one.address.database.to_lowercase());
        place(self) == place(other)
    }

    /// Keeps the password that was given in the keychain of this machine.
    ///
    /// # Errors
    /// [`ErrorCode::Io`] where the machine has none that answers.
    pub async fn keep_password(&self) -> ServiceResult<()> {
        let (Some(_), Some(password)) = (&self.address.user, &self.given) else {
            return Ok(());
        };
        keychain::keep(self.place(), password.clone())
            .await
            .map_err(|why| {
                ServiceError::new(
                    ErrorCode::Io,
                    format!("The password cannot be kept in the keychain of this machine: {why}."),
                )
            })
    }

    /// Takes the password of this login out of the keychain of this machine; says whether there was one.
    ///
    /// # Errors
    /// [`ErrorCode::Io`] where the machine has no keychain that answers.
    pub async fn forget_password(&self) -> ServiceResult<bool> {
        keychain::forget(self.place()).await.map_err(|why| {
            ServiceError::new(
                ErrorCode::Io,
                format!("The keychain of this machine cannot be asked: {why}."),
            )
        })
    }

    /// What a connection is made with.
    ///
    /// # Errors
    /// [`ErrorCode::CredentialNeeded`], saying where one is looked for.
    pub(super) async fn config(&self) -> ServiceResult<MssqlConfig> {
        let auth = match &self.address.user {
            Some(user) => Auth::Login {
                user: user.clone(),
                password: self.password(user).await?,
            },
            None => Auth::EntraToken(self.token()?),
        };
        Ok(self.address.config(auth))
    }

    async fn password(&self, user: &str) -> ServiceResult<Secret> {
        let at_hand = self.given.clone().or_else(|| variable(PASSWORD_VARIABLE));
        if let Some(password) = at_hand {
            return Ok(password);
        }
        let why = match keychain::recall(self.place()).await {
            Recalled::Found(password) => return Ok(password),
            Recalled::Unknown => "the keychain of this machine has none".to_owned(),
            Recalled::NoKeychain(why) => {
                format!("this machine has no keychain that answers ({why})")
            }
        };
        Err(ServiceError::new(
            ErrorCode::CredentialNeeded,
            format!(
                "There is no password for {user} on {}: {PASSWORD_VARIABLE} is not set, and {why}. Set that variable, or \
                 have the keychain keep it: `hindsight login`, or the window when it connects.",
                self.address.server()
            ),
        ))
    }

    fn token(&self) -> ServiceResult<Secret> {
        let at_hand = self.given.clone().or_else(|| variable(TOKEN_VARIABLE));
        at_hand.ok_or_else(|| {
            ServiceError::new(
                ErrorCode::CredentialNeeded,
                format!(
                    "The address names no login, so {} is asked with a token of Microsoft Entra, and {TOKEN_VARIABLE} is not \
                     set. Set that variable, or name a login: mssql://user@host/database.",
                    self.address.server()
                ),
            )
        })
    }

    /// By what name the keychain knows the password: a login is the server's, not one database's.
    fn place(&self) -> String {
        let user = self.address.user.as_deref().unwrap_or_default();
        format!("{user}@{}", self.address.server())
    }
}

impl fmt::Display for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.address.fmt(f)
    }
}

fn variable(name: &str) -> Option<Secret> {
    let value = std::env::var(name).ok()?;
    (!value.is_empty()).then(|| Secret::new(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn server(text: &str) -> Server {
        Server::at(MssqlAddress::parse(text).unwrap())
    }

    #[test]
    fn a_secret_is_carried_and_never_shown() {
        let server = server("mssql://ada@db:2000/audit").with_secret(Secret::new("hunter2"));
        let shown = format!("{server} {server:?} {} {}", server.name(), server.place());
        assert!(!shown.contains("hunter2"), "{shown}");
        assert_eq!(server.name(), "audit on db:2000");
        assert_eq!(server.place(), "ada@db:2000");
    }

    #[tokio::test]
    async fn a_given_secret_says_who_asks() {
        let given = server("mssql://ada@db/audit").with_secret(Secret::new("hunter2"));
        let auth = given.config().await.unwrap().auth;
        let login = Auth::Login {
            user: "ada".to_owned(),
            password: Secret::new("hunter2"),
        };
        assert_eq!(auth, login);
        let token = server("mssql://db/audit").with_secret(Secret::new("eyJ0"));
        let auth = token.config().await.unwrap().auth;
        assert_eq!(auth, Auth::EntraToken(Secret::new("eyJ0")));
    }

    #[test]
    fn one_database_is_one_place_whoever_asks() {
        let one = server("mssql://ada@db/Audit");
        assert!(one.is_same_place(&server("mssql://eve@DB:1433/audit?encrypt=strict")));
        assert!(!one.is_same_place(&server("mssql://ada@db/other")));
    }

    #[test]
    fn a_file_of_certificates_is_meant_from_anywhere() {
        let address = server("mssql://ada@db/audit?ca=ca.pem").address;
        assert!(address.ca.unwrap().is_absolute());
    }
}
