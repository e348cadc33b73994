//! A store's place in one line, as it stands on a command line or in a list: everything but the secret.

use std::fmt;
use std::path::PathBuf;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use url::Url;

use crate::config::{Auth, Encryption, MssqlConfig, SILENCE_MAX};

/// What an address begins with.
pub const SCHEME: &str = "mssql";

const PORT: u16 = 1433;

/// The longest name that a server knows for a login or a database.
const NAME_CHARS_MAX: usize = 128;

/// All that could be taken for a part of the address itself; what names and paths are made of stays readable.
const TO_BE_ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

/// `mssql://user@host:1433/database?encrypt=strict|required&ca=FILE`. It never holds a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MssqlAddress {
    /// The server's name or address, in small letters.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// The database.
    pub database: String,
    /// The login; none where a token says who asks.
    pub user: Option<String>,
    /// How the line is encrypted.
    pub encryption: Encryption,
    /// A file of certificates that are trusted beside those of the operating system.
    pub ca: Option<PathBuf>,
}

/// Why a text is no address. None of the words repeats the text, which may hold a secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAnAddress {
    /// It has another form.
    #[error("this is not the address of a SQL Server; it reads mssql://user@host:1433/database")]
    Form,
    /// A secret stands in it.
    #[error(
        "a password does not belong in an address, where lists, logs and other programs see it; keep it in the keychain of \
         this machine, or give it in the environment variable HINDSIGHT_MSSQL_PASSWORD"
    )]
    Secret,
    /// The server is not named, or not as a name, an IPv4 address, or an IPv6 address in brackets.
    #[error(
        "the address does not name a server as it should: by its name or IP address. A named instance (host\\INSTANCE) is \
         reached by its port"
    )]
    Host,
    /// The port is no port.
    #[error("the port must be a number from 1 to 65535")]
    Port,
    /// The database is missing, or there is more than one name.
    #[error(
        "the address must name one database behind the server: mssql://user@host:1433/database"
    )]
    Database,
    /// A name that no server takes.
    #[error(
        "the name of a {0} has 1 to {NAME_CHARS_MAX} characters, and none that cannot be printed"
    )]
    Name(&'static str),
    /// A login of Windows.
    #[error(
        "a Windows login (DOMAIN\\user) cannot be used; use a login of the server's own, or a token of Microsoft Entra"
    )]
    WindowsLogin,
    /// Another kind of encryption.
    #[error("encrypt must be strict or required: a line without encryption is not offered")]
    Encryption,
    /// An empty name of a file.
    #[error("ca must name the file of the certificates to trust")]
    Ca,
    /// A wish for less than a verified certificate.
    #[error(
        "a certificate that nobody vouches for is not trusted, and no option says otherwise; name the file of the authority \
         that issued it: ca=FILE"
    )]
    TrustAnybody,
    /// Something twice.
    #[error("{0} stands twice in the address")]
    Twice(&'static str),
    /// Something unknown.
    #[error("the address has a part that is not known; known are encrypt and ca")]
    Unknown,
}

impl MssqlAddress {
    /// Reads an address.
    ///
    /// # Errors
    /// [`NotAnAddress`], saying what is wrong without repeating the text.
    pub fn parse(text: &str) -> Result<Self, NotAnAddress> {
        let url = Url::parse(text).map_err(|error| match error {
            url::ParseError::InvalidPort => NotAnAddress::Port,
            url::ParseError::RelativeUrlWithoutBase => NotAnAddress::Form,
            _ => NotAnAddress::Host,
        })?;
        if url.scheme() != SCHEME || url.cannot_be_a_base() {
            return Err(NotAnAddress::Form);
        }
        if url.password().is_some() {
            return Err(NotAnAddress::Secret);
        }
        if url.fragment().is_some() {
            return Err(NotAnAddress::Unknown);
        }
        let mut address = Self {
            host: host(&url)?,
            port: url.port().unwrap_or(PORT),
            database: database(&url)?,
            user: user(&url)?,
            encryption: Encryption::default(),
            ca: None,
        };
        if address.port == 0 {
            return Err(NotAnAddress::Port);
        }
        address.read_options(&url)?;
        Ok(address)
    }

    fn read_options(&mut self, url: &Url) -> Result<(), NotAnAddress> {
        let mut encryption = None;
        for (name, value) in url.query_pairs() {
            match name.to_ascii_lowercase().as_str() {
                "encrypt" if encryption.is_some() => return Err(NotAnAddress::Twice("encrypt")),
                "encrypt" => {
                    encryption = Some(match value.as_ref() {
                        "strict" => Encryption::Strict,
                        "required" => Encryption::Required,
                        _ => return Err(NotAnAddress::Encryption),
                    });
                }
                "ca" if self.ca.is_some() => return Err(NotAnAddress::Twice("ca")),
                "ca" if value.is_empty() => return Err(NotAnAddress::Ca),
                "ca" => self.ca = Some(PathBuf::from(value.as_ref())),
                "password" | "pwd" | "token" | "accesstoken" => return Err(NotAnAddress::Secret),
                "trustservercertificate" | "trust" | "insecure" => {
                    return Err(NotAnAddress::TrustAnybody);
                }
                _ => return Err(NotAnAddress::Unknown),
            }
        }
        self.encryption = encryption.unwrap_or_default();
        Ok(())
    }

    /// The server and its port, as one names them.
    pub fn server(&self) -> String {
        format!("{}:{}", bracketed(&self.host), self.port)
    }

    /// What a connection is made with, once it is known who asks.
    pub fn config(&self, auth: Auth) -> MssqlConfig {
        MssqlConfig {
            host: self.host.clone(),
            port: self.port,
            database: self.database.clone(),
            auth,
            encryption: self.encryption,
            ca: self.ca.clone(),
            silence_max: SILENCE_MAX,
        }
    }

    /// Parts of the address, checked as if they had been read.
    ///
    /// # Errors
    /// [`NotAnAddress`], saying which part is wrong.
    pub fn checked(self) -> Result<Self, NotAnAddress> {
        // Written as it is, a sign in it could be taken for the end of it.
        match is_host(&self.host) {
            true => Self::parse(&self.to_string()),
            false => Err(NotAnAddress::Host),
        }
    }
}

fn bracketed(host: &str) -> String {
    match host.contains(':') {
        true => format!("[{host}]"),
        false => host.to_owned(),
    }
}

fn host(url: &Url) -> Result<String, NotAnAddress> {
    let host = url.host_str().unwrap_or_default();
    let bare = host
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    match bare.unwrap_or(host) {
        name if is_host(name) => Ok(name.to_ascii_lowercase()),
        _ => Err(NotAnAddress::Host),
    }
}

fn is_host(name: &str) -> bool {
    let plain = |sign: char| sign.is_ascii_alphanumeric() || "-._:".contains(sign);
    !name.is_empty() && name.chars().all(plain)
}

fn database(url: &Url) -> Result<String, NotAnAddress> {
    let path = url.path().strip_prefix('/').unwrap_or_default();
    if path.is_empty() || path.contains('/') {
        return Err(NotAnAddress::Database);
    }
    name(path, "database")
}

fn user(url: &Url) -> Result<Option<String>, NotAnAddress> {
    if url.username().is_empty() {
        return Ok(None);
    }
    let user = name(url.username(), "login")?;
    match user.contains('\\') {
        true => Err(NotAnAddress::WindowsLogin),
        false => Ok(Some(user)),
    }
}

fn name(encoded: &str, what: &'static str) -> Result<String, NotAnAddress> {
    let name = percent_decode_str(encoded)
        .decode_utf8()
        .map_err(|_| NotAnAddress::Name(what))?;
    let fits = (1..=NAME_CHARS_MAX).contains(&name.encode_utf16().count());
    match fits && !name.chars().any(char::is_control) {
        true => Ok(name.into_owned()),
        false => Err(NotAnAddress::Name(what)),
    }
}

/// The address in its one spelling: two that are equal read the same.
impl fmt::Display for MssqlAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let encode = |text| utf8_percent_encode(text, TO_BE_ENCODED);
        write!(f, "{SCHEME}://")?;
        if let Some(user) = &self.user {
            write!(f, "{}@", encode(user))?;
        }
        f.write_str(&bracketed(&self.host))?;
        if self.port != PORT {
            write!(f, ":{}", self.port)?;
        }
        write!(f, "/{}", encode(&self.database))?;
        let mut sign = '?';
        if self.encryption == Encryption::Strict {
            write!(f, "{sign}encrypt=strict")?;
            sign = '&';
        }
        if let Some(ca) = &self.ca {
            write!(f, "{sign}ca={}", encode(&ca.to_string_lossy()))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
