//! Connecting to a server, on the wire: what stands in the fields of the sheet, and what is wrong beside which of them.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::StoreInfoDto;

/// Where a store on a server is, field by field. It never holds a secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ServerDto {
    /// The server's name or address.
    pub host: String,
    /// Its port, as it was typed.
    pub port: String,
    /// The database.
    pub database: String,
    /// The login; `None` where a token says who asks.
    pub user: Option<String>,
    /// How the line is encrypted.
    pub encryption: EncryptionDto,
    /// A file of certificates that are trusted beside those of the operating system; empty for none.
    pub ca: String,
}

/// How the line is encrypted. There is no line without it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum EncryptionDto {
    /// Agreed upon at the beginning.
    Required,
    /// From the first byte on (TDS 8.0).
    Strict,
}

/// What a person filled in. Not printed: it carries the secret.
#[derive(Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ConnectDto {
    /// Where.
    pub server: ServerDto,
    /// The password or the token; empty for what the keychain or the environment has.
    pub secret: String,
    /// Whether the password goes into the keychain of this machine once it was seen to be right.
    pub keep: bool,
}

/// The fields of the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ConnectFieldDto {
    /// The server.
    Host,
    /// The port.
    Port,
    /// The database.
    Database,
    /// The login.
    User,
    /// The password or the token.
    Secret,
    /// The kind of encryption.
    Encryption,
    /// The file of certificates.
    Ca,
}

/// Something to mend before a connection can be made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FieldProblemDto {
    /// Beside which field it is told; `None` for the sheet as a whole.
    pub field: Option<ConnectFieldDto>,
    /// What is wrong and what to do.
    pub message: String,
}

/// What became of an attempt to connect.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum ConnectedDto {
    /// The store is open.
    Open {
        /// What it says of itself.
        store: Box<StoreInfoDto>,
        /// What did not work besides, such as keeping the password.
        note: Option<String>,
    },
    /// It is not.
    Refused {
        /// What to mend, one at least.
        problems: Vec<FieldProblemDto>,
    },
}
