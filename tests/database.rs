//! A database of a test's own on the server that `HINDSIGHT_TEST_MSSQL` names.
#![allow(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it takes for granted"
)]

use tiberius::{AuthMethod, Client, Config, EncryptionLevel};
use tokio::net::TcpStream;
use tokio_util::compat::TokioAsyncWriteCompatExt;

/// The parts of `HINDSIGHT_TEST_MSSQL` that these tests need: what stands before the database, and behind it.
pub fn address() -> (String, String) {
    let url = std::env::var("HINDSIGHT_TEST_MSSQL").unwrap();
    let (place, options) = url.split_once('?').unwrap_or((&url, ""));
    let (server, _) = place.rsplit_once('/').unwrap();
    (server.to_owned(), options.to_owned())
}

/// A database that goes away with the test.
pub struct Database {
    /// Its name.
    pub name: String,
}

impl Database {
    /// Makes it.
    pub fn new() -> Self {
        let name = format!("hindsight_programs_{}", uuid::Uuid::new_v4().simple());
        for attempt in 0.. {
            match statement(&format!("CREATE DATABASE {name}")) {
                Ok(()) => break,
                // Some servers make one database at a time.
                Err(error) => assert!(attempt < 20, "{error}"),
            }
        }
        Self { name }
    }

    /// Its address.
    pub fn url(&self) -> String {
        let (server, options) = address();
        format!("{server}/{}?{options}", self.name)
    }
}

impl Default for Database {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        for _ in 0..50 {
            if statement(&format!("DROP DATABASE {}", self.name)).is_ok() {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(100));
        }
        eprintln!("the database {} could not be taken away", self.name);
    }
}

fn statement(sql: &str) -> Result<(), String> {
    let (server, options) = address();
    let (user, place) = server
        .trim_start_matches("mssql://")
        .split_once('@')
        .unwrap();
    let (host, port) = place.split_once(':').unwrap_or((place, "1433"));
    let mut config = Config::new();
    config.host(host);
    config.port(port.parse().unwrap());
    config.encryption(EncryptionLevel::Required);
    let password = std::env::var("HINDSIGHT_MSSQL_PASSWORD").unwrap();
    config.authentication(AuthMethod::sql_server(user, password));
    if let Some(ca) = options
        .split('&')
        .find_map(|option| option.strip_prefix("ca="))
    {
        config.trust_cert_ca(ca);
    }
    let run = async {
        let stream = TcpStream::connect(config.get_addr())
            .await
            .map_err(|error| error.to_string())?;
        let client = Client::connect(config, stream.compat_write()).await;
        let mut client = client.map_err(|error| error.to_string())?;
        let ran = client
            .simple_query(sql)
            .await
            .map_err(|error| error.to_string())?;
        ran.into_results()
            .await
            .map(|_| ())
            .map_err(|error| error.to_string())
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime.unwrap().block_on(run)
}
