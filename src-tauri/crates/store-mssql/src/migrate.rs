//! Making the tables, and what is known of how they should be.

use hindsight_store::StoreError;
use uuid::Uuid;

use crate::error::{Answer, Failure, translate};
use crate::history::{HISTORY, Migrating};
use crate::session::Session;
use crate::value::{Moment, Values};

mod embedded {
    //! The migration files, as refinery carries them in the program.
    refinery::embed_migrations!("../../../migrations/mssql");
}

/// The version of the tables that this program makes and knows.
pub const SCHEMA_VERSION: u32 = 8;

/// Brings a database's tables up to [`SCHEMA_VERSION`]; does nothing where they are.
///
/// # Errors
/// A migration whose text is not the one that was run on this database, or the server's own.
pub async fn migrate(session: &mut Session) -> Answer<()> {
    let mut runner = embedded::migrations::runner();
    runner.set_migration_table_name(HISTORY);
    runner
        .run_async(&mut Migrating(&mut session.0))
        .await
        .map(|_| ())
        .map_err(|error| Failure::Told(why(&error)))
}

/// What the server itself said of a migration, under what refinery says.
fn why(error: &refinery::Error) -> StoreError {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(one) = cause {
        if let Some(said) = one.downcast_ref::<tiberius::error::Error>() {
            return translate(said);
        }
        cause = one.source();
    }
    StoreError::Engine(format!("the tables cannot be made: {error}"))
}

/// Makes the tables and names the store. Where an earlier attempt broke off, it is taken up again.
///
/// # Errors
/// The server's own.
pub async fn initialise(session: &mut Session, id: Uuid, now: Moment) -> Answer<()> {
    migrate(session).await?;
    let mut values = Values::default();
    let sql = format!(
        "INSERT INTO dbo.store_info (id, store_id, created_at, schema_version) VALUES (1, {}, {}, {SCHEMA_VERSION});",
        values.add(id),
        values.add(crate::value::Value::Moment(now)),
    );
    session.results(&sql, &values).await.map(|_| ())
}

/// The text of every trigger that the migrations make, by its name.
pub fn triggers() -> Vec<(String, String)> {
    let migrations = embedded::migrations::runner();
    let texts = migrations
        .get_migrations()
        .iter()
        .filter_map(|one| one.sql());
    texts.flat_map(triggers_of).collect()
}

/// A trigger stands in quotation marks behind EXEC, with the marks within it doubled.
fn triggers_of(sql: &str) -> Vec<(String, String)> {
    let quoted = sql.split("EXEC(N'").skip(1);
    let texts = quoted.filter_map(|rest| {
        rest.split_once("');")
            .map(|(text, _)| text.replace("''", "'"))
    });
    texts
        .filter_map(|text| {
            let name = text
                .trim()
                .strip_prefix("CREATE TRIGGER dbo.")?
                .split_whitespace()
                .next()?
                .to_owned();
            Some((name, text))
        })
        .collect()
}

/// The constraints and keys that the migrations name, without the defaults, which are no rules.
pub fn constraints() -> Vec<String> {
    let migrations = embedded::migrations::runner();
    let texts = migrations
        .get_migrations()
        .iter()
        .filter_map(|one| one.sql());
    texts
        .flat_map(|sql| sql.split("CONSTRAINT ").skip(1))
        .filter_map(|rest| rest.split_whitespace().next())
        .filter(|name| {
            !name.ends_with("_default")
                && name
                    .chars()
                    .all(|sign| sign.is_ascii_lowercase() || sign == '_')
        })
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_migration_is_the_schema_version() {
        let runner = embedded::migrations::runner();
        let newest = runner
            .get_migrations()
            .iter()
            .map(|migration| migration.version())
            .max();
        assert_eq!(newest, Some(SCHEMA_VERSION as i32));
    }

    #[test]
    fn the_rules_are_found_in_the_migrations() {
        let names: Vec<String> = triggers().into_iter().map(|(name, _)| name).collect();
        assert_eq!(
            names,
            [
                "events_refuse_update",
                "events_refuse_delete",
                "commands_refuse_update",
                "commands_refuse_delete",
                "store_info_refuse_delete",
                "store_info_refuse_update",
                "events_append_only",
            ]
        );
        let (_, last) = triggers().pop().unwrap();
        assert!(
            last.contains("N'event_timestamp must not run backwards'"),
            "{last}"
        );
        assert!(last.trim().ends_with("END"), "{last}");
        let constraints = constraints();
        for name in [
            "events_event_id_key",
            "events_data_is_json",
            "events_position_key",
            "snapshots_version_key",
        ] {
            assert!(
                constraints.iter().any(|one| one == name),
                "{name}: {constraints:?}"
            );
        }
        assert!(
            constraints.iter().all(|one| !one.ends_with("default")),
            "{constraints:?}"
        );
    }
}
