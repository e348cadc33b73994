//! Addresses: one spelling, no secret, and what is wrong named.

use super::*;

fn error(text: &str) -> NotAnAddress {
    MssqlAddress::parse(text).expect_err(text)
}

#[test]
fn an_address_has_one_spelling() {
    let plain = MssqlAddress::parse("mssql://ada@DB.example/audit").unwrap();
    assert_eq!((plain.host.as_str(), plain.port), ("db.example", 1433));
    assert_eq!(plain.encryption, Encryption::Required);
    assert_eq!(plain.server(), "db.example:1433");
    for (text, spelled) in [
        (
            "mssql://ada@DB.example:1433/audit?encrypt=required",
            "mssql://ada@db.example/audit",
        ),
        (
            "mssql://db.example:2000/audit?encrypt=strict",
            "mssql://db.example:2000/audit?encrypt=strict",
        ),
        (
            "mssql://ada@[::1]:1434/a%20b",
            "mssql://ada@[::1]:1434/a%20b",
        ),
        (
            "mssql://a%40b%2Fc@h/d%2fe?ca=/etc/my%20ca.pem&encrypt=strict",
            "mssql://a%40b%2Fc@h/d%2Fe?encrypt=strict&ca=%2Fetc%2Fmy%20ca.pem",
        ),
    ] {
        let address = MssqlAddress::parse(text).expect(text);
        assert_eq!(address.to_string(), spelled);
        assert_eq!(MssqlAddress::parse(spelled).as_ref(), Ok(&address));
        assert_eq!(address.clone().checked(), Ok(address));
    }
    let odd = MssqlAddress::parse("mssql://a%40b%2Fc@h/d%2fe?ca=/etc/my%20ca.pem").unwrap();
    assert_eq!(odd.user.as_deref(), Some("a@b/c"));
    assert_eq!(odd.database, "d/e");
    assert_eq!(odd.ca, Some(PathBuf::from("/etc/my ca.pem")));
}

#[test]
fn a_secret_is_refused_and_never_repeated() {
    for text in [
        "mssql://ada:hunter2@h/d",
        "mssql://ada:@h/d?pwd=hunter2",
        "mssql://ada@h/d?Password=hunter2",
        "mssql://h/d?token=hunter2",
    ] {
        assert_eq!(error(text), NotAnAddress::Secret, "{text}");
    }
    for text in [
        "mssql://ada:hunter2#x@h/d",
        "mssql://ada:hunter2/x@h/d",
        "mssql://ada:hunter2 h",
    ] {
        let told = error(text);
        assert!(!format!("{told} {told:?}").contains("hunter2"), "{text}");
    }
}

#[test]
fn what_is_wrong_is_named() {
    let long = format!("mssql://h/{}", "d".repeat(NAME_CHARS_MAX + 1));
    for (text, should) in [
        ("audit", NotAnAddress::Form),
        ("mssql:audit", NotAnAddress::Form),
        ("postgres://h/d", NotAnAddress::Form),
        ("mssql:///d", NotAnAddress::Host),
        ("mssql://h\\SQLEXPRESS/d", NotAnAddress::Host),
        ("mssql://a%20b/d", NotAnAddress::Host),
        ("mssql://h:70000/d", NotAnAddress::Port),
        ("mssql://h:0/d", NotAnAddress::Port),
        ("mssql://h", NotAnAddress::Database),
        ("mssql://h/", NotAnAddress::Database),
        ("mssql://h/d/e", NotAnAddress::Database),
        ("mssql://h/%00", NotAnAddress::Name("database")),
        ("mssql://%ff@h/d", NotAnAddress::Name("login")),
        (&long, NotAnAddress::Name("database")),
        ("mssql://CORP%5Cada@h/d", NotAnAddress::WindowsLogin),
        ("mssql://h/d?encrypt=false", NotAnAddress::Encryption),
        (
            "mssql://h/d?encrypt=strict&encrypt=strict",
            NotAnAddress::Twice("encrypt"),
        ),
        ("mssql://h/d?ca=", NotAnAddress::Ca),
        (
            "mssql://h/d?TrustServerCertificate=true",
            NotAnAddress::TrustAnybody,
        ),
        ("mssql://h/d?schema=x", NotAnAddress::Unknown),
        ("mssql://h/d#x", NotAnAddress::Unknown),
    ] {
        assert_eq!(error(text), should, "{text}");
    }
}
