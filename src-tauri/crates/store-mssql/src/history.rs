//! How the migrations are run here, and how it is remembered which were.
//!
//! refinery's own way asks for `sys.Tables`, which a database that tells capitals apart does not have, and goes on from a
//! statement before it was told how that ended.

use refinery_core::traits::r#async::{AsyncQuery, AsyncTransaction};
use refinery_core::{AsyncMigrate, Migration, SchemaVersion};
use tiberius::Row;
use tiberius::error::Error;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::append::{COMMIT, ROLLBACK};
use crate::connection::Client;

/// The table of those that were run.
pub const HISTORY: &str = "dbo.refinery_schema_history";

/// Runs migrations over a connection.
pub struct Migrating<'c>(pub &'c mut Client);

impl Migrating<'_> {
    async fn run(&mut self, sql: &str) -> Result<Vec<Row>, Error> {
        let answers = self.0.simple_query(sql).await?.into_results().await?;
        Ok(answers.into_iter().flatten().collect())
    }

    async fn run_all<'q>(
        &mut self,
        statements: impl Iterator<Item = &'q str>,
    ) -> Result<usize, Error> {
        let mut count = 0;
        self.run("BEGIN TRANSACTION;").await?;
        for sql in statements {
            self.run(sql).await?;
            count += 1;
        }
        self.run(COMMIT).await?;
        Ok(count)
    }
}

impl AsyncTransaction for Migrating<'_> {
    type Error = Error;

    async fn execute<'a, T: Iterator<Item = &'a str> + Send + 'a>(
        &'a mut self,
        queries: T,
    ) -> Result<usize, Error> {
        let done = self.run_all(queries).await;
        if done.is_err() {
            // What went wrong is told; where the line is gone, so is the transaction.
            let _ = self.run(ROLLBACK).await;
        }
        done
    }
}

impl AsyncQuery<Vec<Migration>> for Migrating<'_> {
    async fn query<'a>(&'a mut self, query: &'a str) -> Result<Vec<Migration>, Error> {
        let rows = self.run(query).await?;
        rows.iter()
            .map(|row| applied(row).ok_or_else(|| Error::Conversion(NOT_READ.into())))
            .collect()
    }
}

const NOT_READ: &str =
    "the table of the migrations that were run holds a row that no migration wrote";

fn applied(row: &Row) -> Option<Migration> {
    let text = |index: usize| row.try_get::<&str, _>(index).ok().flatten();
    let version: SchemaVersion = row.try_get(0).ok().flatten()?;
    let on = OffsetDateTime::parse(text(2)?, &Rfc3339).ok()?;
    Some(Migration::applied(
        version,
        text(1)?.to_owned(),
        on,
        text(3)?.parse().ok()?,
    ))
}

impl AsyncMigrate for Migrating<'_> {
    fn assert_migrations_table_query(table: &str) -> String {
        format!(
            "IF OBJECT_ID(N'{table}', N'U') IS NULL CREATE TABLE {table} (version int PRIMARY KEY, \
             name varchar(255), applied_on varchar(255), checksum varchar(255));"
        )
    }
}
