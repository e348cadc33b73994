//! From the fields of the connect sheet to a store, with each fault told beside the field that it belongs to.

use crate::error::{ErrorCode, ServiceError};
use crate::target::{Encryption, MssqlAddress, NotAnAddress, Secret, Server, Target};
use crate::wire::{ConnectDto, ConnectFieldDto, EncryptionDto, FieldProblemDto, ServerDto};

/// What the fields name. Every field that is wrong is told at once.
///
/// # Errors
/// What to mend, one fault at least.
pub fn read_connection(asked: &ConnectDto) -> Result<Server, Vec<FieldProblemDto>> {
    let fields = &asked.server;
    let plain = MssqlAddress {
        host: "server".to_owned(),
        port: 1433,
        database: "database".to_owned(),
        user: None,
        encryption: encryption(fields.encryption),
        ca: None,
    };
    let typed = |text: &str| text.trim().to_owned();
    let ca = Some(typed(&fields.ca)).filter(|file| !file.is_empty());
    let port = fields.port.trim().parse();
    let address = MssqlAddress {
        host: typed(&fields.host),
        port: *port.as_ref().unwrap_or(&0),
        database: typed(&fields.database),
        user: fields.user.as_deref().map(typed),
        ca: ca.map(Into::into),
        ..plain.clone()
    };
    // Each by itself, in an address that is right otherwise.
    let alone = [
        MssqlAddress {
            host: address.host.clone(),
            ..plain.clone()
        },
        MssqlAddress {
            port: address.port,
            ..plain.clone()
        },
        MssqlAddress {
            database: address.database.clone(),
            ..plain.clone()
        },
        MssqlAddress {
            user: address.user.clone(),
            ..plain
        },
    ];
    let wrong = alone.into_iter().filter_map(|one| one.checked().err());
    let mut problems: Vec<FieldProblemDto> = wrong.map(|error| problem(&error)).collect();
    if address.user.as_deref() == Some("") {
        problems.push(FieldProblemDto {
            field: Some(ConnectFieldDto::User),
            message: "Name the login, or sign in with a token.".to_owned(),
        });
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let server = Server::at(address.checked().map_err(|error| vec![problem(&error)])?);
    Ok(match asked.secret.is_empty() {
        true => server,
        false => server.with_secret(Secret::new(asked.secret.trim_end_matches(['\r', '\n']))),
    })
}

fn problem(error: &NotAnAddress) -> FieldProblemDto {
    use ConnectFieldDto::{Ca, Database, Encryption, Host, Port, User};
    let field = match error {
        NotAnAddress::Form | NotAnAddress::Host => Some(Host),
        NotAnAddress::Port => Some(Port),
        NotAnAddress::Database | NotAnAddress::Name("database") => Some(Database),
        NotAnAddress::Name(_) | NotAnAddress::WindowsLogin | NotAnAddress::Secret => Some(User),
        NotAnAddress::Encryption => Some(Encryption),
        NotAnAddress::Ca | NotAnAddress::TrustAnybody => Some(Ca),
        NotAnAddress::Twice(_) | NotAnAddress::Unknown => None,
    };
    let message = match error {
        NotAnAddress::Host => {
            "Name the server by its name or IP address, without a port. A named instance \
             (host\\INSTANCE) is reached by its port."
                .to_owned()
        }
        // The field is narrow.
        NotAnAddress::Port => "A number from 1 to 65535.".to_owned(),
        NotAnAddress::Database => "Name one database.".to_owned(),
        other => sentence(&other.to_string()),
    };
    FieldProblemDto { field, message }
}

/// Beside which field it is told that a store could not be opened.
pub fn connection_problem(error: &ServiceError) -> FieldProblemDto {
    use ConnectFieldDto::{Ca, Database, Host, Secret};
    let field = match error.code {
        ErrorCode::Unreachable | ErrorCode::TimedOut => Some(Host),
        ErrorCode::LoginFailed | ErrorCode::CredentialNeeded => Some(Secret),
        ErrorCode::NoDatabase
        | ErrorCode::NotAnEventStore
        | ErrorCode::NewerSchema
        | ErrorCode::Forbidden => Some(Database),
        ErrorCode::NotTrusted => Some(Ca),
        _ => None,
    };
    FieldProblemDto {
        field,
        message: sentence(&error.message),
    }
}

/// What stands in the fields for a target; `None` for a file.
pub fn server_fields(target: &Target) -> Option<ServerDto> {
    let Target::Mssql(server) = target else {
        return None;
    };
    let address = server.address();
    let ca = address.ca.as_ref();
    Some(ServerDto {
        host: address.host.clone(),
        port: address.port.to_string(),
        database: address.database.clone(),
        user: address.user.clone(),
        encryption: match address.encryption {
            Encryption::Required => EncryptionDto::Required,
            Encryption::Strict => EncryptionDto::Strict,
        },
        ca: ca
            .map(|file| file.display().to_string())
            .unwrap_or_default(),
    })
}

fn encryption(chosen: EncryptionDto) -> Encryption {
    match chosen {
        EncryptionDto::Required => Encryption::Required,
        EncryptionDto::Strict => Encryption::Strict,
    }
}

/// With a capital letter and a full stop, as it stands beside a field.
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters
        .next()
        .map(|letter| letter.to_uppercase().to_string());
    let words = first.unwrap_or_default() + letters.as_str();
    match words.ends_with(['.', '?', '!']) {
        true => words,
        false => words + ".",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(host: &str, port: &str, database: &str, user: Option<&str>) -> ConnectDto {
        ConnectDto {
            server: ServerDto {
                host: host.to_owned(),
                port: port.to_owned(),
                database: database.to_owned(),
                user: user.map(str::to_owned),
                encryption: EncryptionDto::Strict,
                ca: " /etc/ca.pem ".to_owned(),
            },
            secret: "hunter2\n".to_owned(),
            keep: false,
        }
    }

    #[test]
    fn fields_become_a_target_and_a_target_fields() {
        let server = read_connection(&asked(" Db.example ", "2000", "a b", Some("ada"))).unwrap();
        let spelled = "mssql://ada@db.example:2000/a%20b?encrypt=strict&ca=%2Fetc%2Fca.pem";
        assert_eq!(server.to_string(), spelled);
        let fields = server_fields(&Target::Mssql(server.clone())).unwrap();
        assert_eq!(
            (fields.host.as_str(), fields.port.as_str()),
            ("db.example", "2000")
        );
        assert_eq!(
            (fields.database.as_str(), fields.ca.as_str()),
            ("a b", "/etc/ca.pem")
        );
        assert_eq!(fields.encryption, EncryptionDto::Strict);
        assert_eq!(server_fields(&Target::parse("a.db").unwrap()), None);
        assert!(!format!("{server:?}").contains("hunter2"));
    }

    #[test]
    fn every_wrong_field_is_told_at_once() {
        use ConnectFieldDto::{Database, Host, Port, User};
        for (fields, should) in [
            (
                asked("", "", "", Some("")),
                vec![Host, Port, Database, User],
            ),
            (asked("eve@db", "1433", "d", None), vec![Host]),
            (asked("db:1433", "1433", "d", None), vec![Host]),
            (asked("db/other", "1433", "d", None), vec![Host]),
            (asked("db", "99999", "d", None), vec![Port]),
            (asked("db", "1433", "\u{0}", None), vec![Database]),
            (asked("db", "1433", "d", Some("CORP\\ada")), vec![User]),
        ] {
            let problems = read_connection(&fields).unwrap_err();
            let told: Vec<_> = problems
                .iter()
                .filter_map(|problem| problem.field)
                .collect();
            assert_eq!(told, should, "{problems:?}");
            assert!(
                problems.iter().all(|one| one.message.ends_with('.')),
                "{problems:?}"
            );
        }
        assert!(read_connection(&asked("::1", "1433", "d/e?f#g", Some("a:b@c"))).is_ok());
    }

    #[test]
    fn a_refusal_is_told_beside_its_field() {
        let error = ServiceError::new(ErrorCode::NotTrusted, "the certificate is not trusted");
        let problem = connection_problem(&error);
        assert_eq!(problem.field, Some(ConnectFieldDto::Ca));
        assert_eq!(problem.message, "The certificate is not trusted.");
    }
}
