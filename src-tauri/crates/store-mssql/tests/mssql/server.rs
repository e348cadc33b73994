//! The server that the tests are run against.

use hindsight_store_mssql::{Auth, MssqlAddress, MssqlConfig, Secret};
use tiberius::{AuthMethod, Client, Config, Row};
use tokio::net::TcpStream;
use tokio_util::compat::{Compat, TokioAsyncWriteCompatExt};

use crate::place::PREFIX;

/// Where a server is required, its absence is a failure.
#[test]
fn a_server_is_there_where_one_is_required() {
    let required = std::env::var("HINDSIGHT_REQUIRE_MSSQL").is_ok_and(|value| value == "1");
    assert!(
        !required || cfg!(a_server_is_there),
        "HINDSIGHT_REQUIRE_MSSQL=1, but HINDSIGHT_TEST_MSSQL names no server: nothing of SQL Server was tested"
    );
}

/// A test that was ended, or that gave up a connection which the server still holds, leaves its database to the next run.
#[tokio::test]
#[cfg_attr(
    not(a_server_is_there),
    ignore = "HINDSIGHT_TEST_MSSQL names no server"
)]
async fn what_earlier_runs_left_is_taken_away() {
    let mut tool = Tool::connect(&server()).await;
    let old = "SELECT name FROM sys.databases WHERE create_date < DATEADD(minute, -30, GETDATE())";
    let names: Vec<String> = tool
        .must(old)
        .await
        .iter()
        .filter_map(|row| row.get::<&str, _>(0).map(str::to_owned))
        .collect();
    let is_ours = |name: &String| {
        let id = name.strip_prefix(PREFIX);
        id.is_some_and(|id| id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit()))
    };
    for name in names.iter().filter(|name| is_ours(name)) {
        // One that is in use, or that another run takes away as well, is left.
        let _ = tool.run(&format!("DROP DATABASE {name}")).await;
    }
}

/// The server, with the login that makes databases.
pub fn server() -> MssqlConfig {
    let url = std::env::var("HINDSIGHT_TEST_MSSQL").expect("HINDSIGHT_TEST_MSSQL names the server");
    let password = std::env::var("HINDSIGHT_MSSQL_PASSWORD")
        .expect("HINDSIGHT_MSSQL_PASSWORD has the password");
    let address =
        MssqlAddress::parse(&url).unwrap_or_else(|error| panic!("HINDSIGHT_TEST_MSSQL: {error}"));
    let user = address
        .user
        .clone()
        .expect("HINDSIGHT_TEST_MSSQL names the user");
    address.config(Auth::Login {
        user,
        password: Secret::new(password),
    })
}

/// A connection as any SQL tool makes it.
pub struct Tool(Client<Compat<TcpStream>>);

impl Tool {
    /// Connects to a database.
    pub async fn connect(to: &MssqlConfig) -> Self {
        let mut config = Config::new();
        config.host(&to.host);
        config.port(to.port);
        config.database(&to.database);
        let password = std::env::var("HINDSIGHT_MSSQL_PASSWORD").expect("the password is set");
        let Auth::Login { user, .. } = &to.auth else {
            panic!("tests log in with a user and a password")
        };
        config.authentication(AuthMethod::sql_server(user, password));
        if let Some(ca) = &to.ca {
            config.trust_cert_ca(ca.display());
        }
        let line = TcpStream::connect((to.host.as_str(), to.port))
            .await
            .expect("the server is there");
        let client = Client::connect(config, line.compat_write()).await;
        Self(client.expect("the server lets the login in"))
    }

    /// Runs statements and gives the rows of the first that has any, or the server's words.
    pub async fn run(&mut self, sql: &str) -> Result<Vec<Row>, String> {
        let ran = async { self.0.simple_query(sql).await?.into_first_result().await };
        ran.await.map_err(|error| error.to_string())
    }

    /// Whether a text can be sent and comes back.
    pub async fn can_hold(&mut self, text: &str) -> bool {
        let sent = async {
            self.0
                .query("SELECT @P1", &[&text])
                .await?
                .into_first_result()
                .await
        };
        sent.await
            .is_ok_and(|rows| rows.first().and_then(|row| row.get::<&str, _>(0)) == Some(text))
    }

    /// Runs statements that succeed.
    pub async fn must(&mut self, sql: &str) -> Vec<Row> {
        self.run(sql)
            .await
            .unwrap_or_else(|error| panic!("{error}\n{sql}"))
    }
}
